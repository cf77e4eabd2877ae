// Package console is the staff's workplace: what is to be done, what triage was
// unsure of, and what could not be delivered. One page is one file.
//
// Everything here is for logged-in staff. Who may see and change what is the desk's
// decision, and so is every change: nothing is written from here.
package console

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"time"

	"snapgrid/bots"
	"snapgrid/bots/web/page"
	"snapgrid/bots/web/photos"
	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/learn"
	"snapgrid/intake/search"
	"snapgrid/intake/sla"
)

// Store is what the console needs of the database.
type Store interface {
	Ticket(ctx context.Context, n int64) (intake.Ticket, error)
	ListTickets(ctx context.Context, f intake.Filter) ([]intake.Ticket, error)
	TicketMessages(ctx context.Context, ticket int64) ([]intake.Heard, error)
	Events(ctx context.Context, ticket int64) ([]intake.Event, error)
	UnsureMessages(ctx context.Context, before int64, limit int) ([]intake.Heard, error)
	HeldMessages(ctx context.Context, before int64, limit int) ([]intake.Heard, error)
	Message(ctx context.Context, number int64) (intake.Heard, error)
	Mutes(ctx context.Context, now time.Time, limit int) ([]intake.Mute, error)
	WhistlesOf(ctx context.Context, ticket int64) ([]intake.Whistle, error)
	SplitOf(ctx context.Context, ticket int64) (intake.Split, error)
	Disclosures(ctx context.Context, limit int) ([]intake.Disclosure, error)
	OfficerNames(ctx context.Context) (map[int64]string, error)
	Chat(ctx context.Context, id int64) (intake.Chat, error)
	FindChat(ctx context.Context, ref intake.ChatRef) (intake.Chat, error)
	ChatLines(ctx context.Context, chat int64, after int64, limit int) ([]intake.Line, error)
	CountWaiting(ctx context.Context, chat int64) (int, error)
	Chats(ctx context.Context, channel intake.Channel) ([]intake.Chat, error)
	Door(ctx context.Context, code string) (intake.Door, error)
	Doors(ctx context.Context, chat int64) ([]intake.Door, error)
	Members(ctx context.Context, chat int64) ([]intake.Member, error)
	DeadPosts(ctx context.Context, limit int) ([]intake.Post, error)
	ShortPosts(ctx context.Context, f intake.ShortFilter, limit int) ([]intake.ShortPost, error)
	CountShortfalls(ctx context.Context, since time.Time) ([]intake.ShortCount, error)
	CountDeadLetters(ctx context.Context) (int, error)
	Refusals(ctx context.Context, limit int) ([]intake.Refusal, error)
	Findings(ctx context.Context, ticket int64) ([]intake.Finding, error)
	FindTickets(ctx context.Context, q search.Query) ([]intake.Ticket, error)
	EventsAfter(ctx context.Context, after int64, limit int) ([]intake.Event, error)
	ChangeSeq(ctx context.Context) (lines, events int64, err error)
}

// Originals opens photos as they came, with position and all. Unlike what is
// published they are for the staff who have the ticket, and each look is written
// down.
type Originals interface {
	// OpenOriginal opens the bytes with a key; [intake.CodeNotFound] if they were
	// deleted.
	OpenOriginal(ctx context.Context, key string) (io.ReadSeekCloser, error)
}

// Act is one deed of an officer.
type Act struct {
	Officer intake.Officer
	Ticket  int64
	Deed    Deed
	Words   string         // what was done, or why not; of Dispatch the unit, of Class what it is
	Photos  []intake.Media // of the repair, stored already
	Key     string         // names the act: the same on every attempt
}

// Desk is what the console asks the rooms to do. Errors are [intake.Error]:
// forbidden, conflict, not_found, invalid.
type Desk interface {
	// May reports whether an officer has a right on a ticket.
	May(o intake.Officer, r intake.Right, t intake.Ticket) bool
	// Allows reports whether an officer may do a deed to a ticket as it is now.
	Allows(o intake.Officer, d Deed, t intake.Ticket) bool
	// Scope is which tickets an officer may see.
	Scope(o intake.Officer) intake.Scope
	// Under lists the codes of a cell, which is named by its code or its name, and of
	// all that it contains.
	Under(cell string) []string
	// Light says how much of what was promised of a ticket is left.
	Light(t intake.Ticket) sla.Light
	// Opinions lists what the messages of a ticket tell about where it was, best
	// first.
	Opinions(ctx context.Context, t intake.Ticket, said []intake.Heard) ([]geotag.Opinion, error)
	// Choices lists up to three places that the words of a ticket may mean, none
	// if one is meant for sure; Place puts the ticket there.
	Choices(ctx context.Context, t intake.Ticket, said []intake.Heard) ([]geotag.Fix, error)
	Place(ctx context.Context, o intake.Officer, n int64, fix geotag.Fix) error
	// Act changes a ticket.
	Act(ctx context.Context, a Act) error
	// Learning tells how well triage has learned from corrections.
	Learning(ctx context.Context) (learn.Report, error)
	// Mute holds back what somebody says; Unmute ends it.
	Mute(ctx context.Context, o intake.Officer, m intake.Mute) error
	Unmute(ctx context.Context, o intake.Officer, channel intake.Channel, sender string) error
	// Require fails if an officer lacks a right that is not about one ticket. What it
	// refuses, as everything here, is written into the audit.
	Require(ctx context.Context, o intake.Officer, r intake.Right) error
	// RequireOn is Require for a right on a ticket.
	RequireOn(ctx context.Context, o intake.Officer, r intake.Right, t intake.Ticket) error
	// OriginalWords are the messages of a ticket as they were typed, OriginalMessage
	// one that was laid aside. That the officer looks is written down first.
	OriginalWords(ctx context.Context, o intake.Officer, n int64) ([]intake.Heard, error)
	OriginalMessage(ctx context.Context, o intake.Officer, m intake.Heard) (intake.Heard, error)
	// PhotoOf finds a photo to be shown as it was sent, and its ticket; LookAt writes
	// down that it is looked at.
	PhotoOf(ctx context.Context, o intake.Officer, id int64) (p intake.Photo, ticket int64, err error)
	LookAt(ctx context.Context, o intake.Officer, p intake.Photo, ticket int64) error
	// Alias is the number by which staff know who speaks in a chat; 0 if there is none.
	Alias(ctx context.Context, chat intake.Chat, sender string) (int64, error)
	// Reveal tells who reported a ticket under an alias, to whom it is for. It is
	// written down first, and told to them.
	Reveal(ctx context.Context, o intake.Officer, n int64) ([]desk.Revealed, error)
	// Retry lets a post be tried again.
	Retry(ctx context.Context, o intake.Officer, p intake.Post) error
	// ChatCode makes a one-time code that finds a chat again.
	ChatCode(ctx context.Context, o intake.Officer, chat intake.Chat) (string, error)
	// Correct says what a message is that was laid aside; of a report the class may be
	// left open. Unsure takes it back that a message is chatter.
	Correct(ctx context.Context, o intake.Officer, message int64, right intake.Verdict) error
	// OpenDoor makes the link by which people report from a group, CloseDoor withdraws it.
	OpenDoor(ctx context.Context, o intake.Officer, chat intake.Chat) (intake.Door, error)
	CloseDoor(ctx context.Context, o intake.Officer, code string) error
	// InviteMember makes a one-time code by which somebody speaks in a room under a name.
	InviteMember(ctx context.Context, by intake.Officer, room intake.Chat, name string) (string, error)
}

// Channels tell how they are.
type Channels interface {
	Health() []bots.Health
	Pairings() []bots.Pairing
}

// Console serves the pages under /desk.
type Console struct {
	pages    *page.Pages
	store    Store
	blobs    photos.Blobs
	desk     Desk
	channels Channels

	originals Originals
	news      *news
}

// New makes the console.
func New(pages *page.Pages, store Store, blobs photos.Blobs, originals Originals, desk Desk, channels Channels) *Console {
	return &Console{pages, store, blobs, desk, channels, originals, newNews()}
}

// Close ends what streams to browsers, so that the server can stop.
func (c *Console) Close() { c.news.close() }

// Mount adds the pages.
func (c *Console) Mount(mux page.Mux) {
	staff := func(h page.Handler) http.Handler { return c.pages.Handle(page.Staff(h)) }
	lead := func(h page.Handler) http.Handler { return c.pages.Handle(page.Staff(c.leaders(h))) }
	mux.Handle("GET /desk", staff(c.board))
	mux.Handle("GET /desk/search", staff(c.find))
	mux.Handle("POST /desk/bulk", staff(c.bulk))
	mux.Handle("GET /desk/live", staff(c.live))
	mux.Handle("GET /desk/tickets/{n}", staff(c.ticket))
	mux.Handle("POST /desk/tickets/{n}", c.pages.HandleDraft(page.Staff(c.act), page.Staff(c.actAgain)))
	mux.Handle("POST /desk/tickets/{n}/place", staff(c.choosePlace))
	mux.Handle("POST /desk/tickets/{n}/original", staff(c.original))
	mux.Handle("POST /desk/tickets/{n}/reveal", staff(c.reveal))
	mux.Handle("POST /desk/photos/{id}/original", staff(c.originalPhoto))
	mux.Handle("GET /desk/inbox", staff(c.inbox))
	mux.Handle("GET /desk/held", staff(c.held))
	mux.Handle("POST /desk/inbox/{number}", staff(c.correct))
	mux.Handle("POST /desk/inbox/{number}/original", staff(c.originalLetter))
	mux.Handle("POST /desk/inbox/{number}/mute", lead(c.muteSender))
	mux.Handle("GET /desk/mutes", lead(c.mutes))
	mux.Handle("GET /desk/learning", lead(c.learning))
	mux.Handle("POST /desk/mutes", lead(c.mute))
	mux.Handle("POST /desk/mutes/lift", lead(c.unmute))
	mux.Handle("GET /desk/outbox", lead(c.outbox))
	mux.Handle("POST /desk/outbox/{id}/retry", lead(c.retry))
	mux.Handle("GET /desk/shortfalls", lead(c.shortfalls))
	mux.Handle("GET /desk/chats", lead(c.chats))
	mux.Handle("POST /desk/chats/{id}/code", lead(c.bindingCode))
	mux.Handle("GET /desk/chats/{id}", lead(c.chat))
	mux.Handle("POST /desk/chats/{id}/door", lead(c.openDoor))
	mux.Handle("POST /desk/chats/{id}/invite", lead(c.inviteMember))
	mux.Handle("GET /desk/doors/{code}", lead(c.poster))
	mux.Handle("GET /desk/doors/{code}/{picture}", lead(c.doorPicture))
	mux.Handle("POST /desk/doors/{code}/end", lead(c.closeDoor))
	mux.Handle("GET /desk/channels", lead(c.channelList))
	mux.Handle("GET /desk/channels/{channel}/code.jpg", lead(c.pairingCode))
	mux.Handle("GET /desk/refusals", lead(c.refusals))
	mux.Handle("GET /desk/disclosures", lead(c.disclosures))
}

// leaders lets a page be seen by those only who have the right to lead.
func (c *Console) leaders(h page.Handler) page.Handler {
	return func(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
		err := c.desk.Require(r.Context(), v.Officer, intake.RightLead)
		switch {
		case intake.CodeOf(err) == intake.CodeForbidden:
			return &page.Fault{Status: http.StatusForbidden, Sentence: "这一页只给街道和管理员看"}
		case err != nil:
			return err
		}
		return h(w, r, v)
	}
}

// deskView is what the pages of the console have in common.
type deskView struct {
	Here  string // path of the page in the menu
	Leads bool
	Data  any
}

func (c *Console) show(w http.ResponseWriter, r *http.Request, v page.Visitor, status int, name, title string, data any) {
	c.pages.Show(w, r, v, status, "desk_"+name, title, deskView{Here: name, Leads: v.Officer.Has(intake.RightLead), Data: data})
}

// numberOf reads a number from the path.
func numberOf(r *http.Request, name string) (int64, error) {
	n, err := strconv.ParseInt(r.PathValue(name), 10, 64)
	if err != nil || n < 1 {
		return 0, page.NotFound()
	}
	return n, nil
}

// after reads where a list goes on; 0 is its beginning.
func after(r *http.Request) int64 {
	n, err := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
