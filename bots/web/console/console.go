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
	"snapgrid/intake/dispatch"
	"snapgrid/intake/learn"
	"snapgrid/intake/outbox"
	"snapgrid/intake/search"
	"snapgrid/intake/sla"
	"snapgrid/intake/whistle"
)

// Store is what the console needs of the database.
type Store interface {
	Ticket(ctx context.Context, n int64) (intake.Ticket, error)
	ListTickets(ctx context.Context, f intake.Filter) ([]intake.Ticket, error)
	TicketMessages(ctx context.Context, ticket int64) ([]intake.Heard, error)
	Events(ctx context.Context, ticket int64) ([]intake.Event, error)
	UnsureMessages(ctx context.Context, before int64, limit int) ([]intake.Heard, error)
	UnsureDangers(ctx context.Context, limit int) ([]intake.Heard, error)
	HeldMessages(ctx context.Context, before int64, limit int) ([]intake.Heard, error)
	Message(ctx context.Context, number int64) (intake.Heard, error)
	Mutes(ctx context.Context, now time.Time, limit int) ([]intake.Mute, error)
	WhistlesOf(ctx context.Context, ticket int64) ([]intake.Whistle, error)
	SplitOf(ctx context.Context, ticket int64) (intake.Split, error)
	OfficerNames(ctx context.Context) (map[int64]string, error)
	Chat(ctx context.Context, id int64) (intake.Chat, error)
	FindChat(ctx context.Context, ref intake.ChatRef) (intake.Chat, error)
	ChatLines(ctx context.Context, chat int64, after int64, limit int) ([]intake.Line, error)
	CountWaiting(ctx context.Context, chat int64) (int, error)
	Door(ctx context.Context, code string) (intake.Door, error)
	Doors(ctx context.Context, chat int64) ([]intake.Door, error)
	Weeklies(ctx context.Context) ([]int64, error)
	Members(ctx context.Context, chat int64) ([]intake.Member, error)
	DeadPosts(ctx context.Context, f intake.DeadFilter) ([]intake.Post, error)
	ShortPosts(ctx context.Context, f intake.ShortFilter, limit int) ([]intake.ShortPost, error)
	CountShortfalls(ctx context.Context, since time.Time) ([]intake.ShortCount, error)
	CountDeadLetters(ctx context.Context) (int, error)
	Findings(ctx context.Context, ticket int64) ([]intake.Finding, error)
	FindTickets(ctx context.Context, q search.Query) ([]intake.Ticket, error)
	EventsAfter(ctx context.Context, after int64, limit int) ([]intake.Event, error)
	ChangeSeq(ctx context.Context) (lines, events int64, err error)
	// Changes is closed when something changed, as a hint.
	Changes() <-chan struct{}
	Near(ctx context.Context, q intake.Nearby) ([]intake.Matter, error)
	Merged(ctx context.Context, into int64) ([]int64, error)
	Subscribers(ctx context.Context, ticket int64) ([]intake.Subscription, error)
	OfferOf(ctx context.Context, ticket int64) (intake.Offer, error)
	Guests(ctx context.Context, ticket int64) ([]intake.Guest, error)
	PostsOf(ctx context.Context, ticket int64) ([]intake.Post, error)
	ChatsBy(ctx context.Context, ids []int64) (map[int64]intake.Chat, error)
	GroupChats(ctx context.Context) ([]intake.Chat, error)
	DeadPost(ctx context.Context, id int64) (intake.Post, error)
	Backlogs(ctx context.Context, limit int) ([]intake.Backlog, error)
	Waiting(ctx context.Context) (intake.Waiting, error)
	Whistle(ctx context.Context, n int64) (intake.Whistle, error)
	WhistleEvents(ctx context.Context, n int64) ([]intake.WhistleEvent, error)
	ListWhistles(ctx context.Context, f intake.WhistleFilter) ([]intake.Whistle, error)
	Officer(ctx context.Context, id int64) (intake.Officer, error)
	Officers(ctx context.Context) ([]intake.Officer, error)
	OfficerChannels(ctx context.Context) (map[int64][]intake.Channel, error)
	Claims(ctx context.Context, now time.Time, limit int) ([]intake.Claim, error)
	Audit(ctx context.Context, f intake.AuditFilter) ([]intake.AuditEntry, error)
	Learnt(ctx context.Context) ([]geotag.Learnt, error)
	HeldLeases(ctx context.Context) ([]intake.Lease, error)
}

// Areas knows the cells.
type Areas interface {
	Cell(code string) (geotag.Cell, bool)
	// Grid is all cells.
	Grid() *geotag.Grid
	// Path lists a cell and all that contain it, the district first.
	Path(code string) []geotag.Cell
}

// Originals opens photos as they came, with position and all. Unlike what is
// published they are for the staff who have the ticket, and each look is written
// down.
type Originals interface {
	// OpenOriginal opens the bytes with a key; [intake.CodeNotFound] if they were
	// deleted.
	OpenOriginal(ctx context.Context, key string) (io.ReadSeekCloser, error)
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
	// Standings lists the promises of a ticket that run, each with its own light.
	Standings(t intake.Ticket) []sla.Standing
	// Opinions lists what the messages of a ticket tell about where it was, best
	// first.
	Opinions(ctx context.Context, t intake.Ticket, said []intake.Heard) ([]geotag.Opinion, error)
	// Choices lists up to three places that the words of a ticket may mean, none
	// if one is meant for sure; Place puts the ticket there.
	Choices(ctx context.Context, t intake.Ticket, said []intake.Heard) ([]geotag.Fix, error)
	Place(ctx context.Context, o intake.Officer, n int64, fix geotag.Fix) error
	// Act changes a ticket, and returns what the desk answers to it; "" if it has
	// nothing to say.
	Act(ctx context.Context, a Act) (answer string, err error)
	// Preview shows what each chat that a ticket was reported in would read if an
	// act were done now; nothing is done. An act of which they do not hear is
	// [intake.CodeInvalid].
	Preview(ctx context.Context, a Act) ([]outbox.Foreseen, error)
	// Suspects lists open tickets that may be about the same matter, the likeliest
	// first.
	Suspects(ctx context.Context, t intake.Ticket) ([]intake.Suspect, error)
	// WhistleSteps lists what an officer may do with a whistle as it is: with the
	// whole of it for part 0, else with the part at that position. Whistle takes a
	// step, or drafts one, and returns what is answered.
	WhistleSteps(o intake.Officer, w intake.Whistle, part int) []intake.WhistleStep
	Whistle(ctx context.Context, a WhistleAct) (answer string, err error)
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
	// SetWeekly lets a group have the picture of each week, or not any more.
	SetWeekly(ctx context.Context, o intake.Officer, chat intake.Chat, on bool) error
	// InviteMember makes a one-time code by which somebody speaks in a room under a name.
	InviteMember(ctx context.Context, by intake.Officer, room intake.Chat, name string) (string, error)
	// CorrectName keeps what a learnt name means by the word of staff.
	CorrectName(ctx context.Context, o intake.Officer, l geotag.Learnt) error
	// Scoped reports whether an office says for what it is.
	Scoped(o intake.Office) bool
	// Invite makes a code, and links with it, that make whoever shows it the officer;
	// Give and TakeOffice change the offices of one, Dismiss ends all of them.
	Invite(ctx context.Context, by, o intake.Officer) (code string, links []string, err error)
	Give(ctx context.Context, by intake.Officer, id int64, office intake.Office) error
	TakeOffice(ctx context.Context, by intake.Officer, id int64, office intake.Office) error
	Dismiss(ctx context.Context, by intake.Officer, id int64) error
}

// Channels tell how they are.
type Channels interface {
	Health() []bots.Health
	Pairings() []bots.Pairing
}

// Options is what the console is made of.
type Options struct {
	Store     Store
	Blobs     photos.Blobs
	Originals Originals
	Areas     Areas
	Desk      Desk
	Channels  Channels
	Rules     Rules
	Jobs      Jobs
}

// Rules are what the configuration decided, for staff to look up.
type Rules struct {
	Plan     dispatch.Plan // who answers for what, and who is on duty
	Book     *sla.Book     // what is promised; nil shows none
	Whistles []whistle.Kind
}

// Console serves the pages under /desk.
type Console struct {
	pages    *page.Pages
	store    Store
	blobs    photos.Blobs
	desk     Desk
	channels Channels
	areas    Areas
	rules    Rules
	jobs     Jobs
	sealer   photos.Sealer

	originals Originals
	news      *news
}

// New makes the console.
func New(pages *page.Pages, o Options) *Console {
	return &Console{
		pages: pages, store: o.Store, blobs: o.Blobs, desk: o.Desk, channels: o.Channels, areas: o.Areas, rules: o.Rules,
		jobs: o.Jobs, sealer: photos.NewSealer(), originals: o.Originals, news: newNews(),
	}
}

// Close ends what streams to browsers, so that the server can stop.
func (c *Console) Close() { c.news.close() }

// Mount adds the pages.
func (c *Console) Mount(mux page.Mux) {
	staff := func(h page.Handler) http.Handler { return c.pages.Handle(page.Staff(h)) }
	lead := func(h page.Handler) http.Handler { return c.pages.Handle(page.Staff(c.leaders(h))) }
	heads := func(h page.Handler) http.Handler {
		return c.pages.Handle(page.Staff(c.need(intake.RightPeople, "这一页只给管理员看", h)))
	}
	mux.Handle("GET /desk", staff(c.board))
	mux.Handle("GET /desk/search", staff(c.find))
	mux.Handle("POST /desk/bulk", staff(c.bulk))
	mux.Handle("GET /desk/live", staff(c.live))
	mux.Handle("GET /desk/tickets/{n}", staff(c.ticket))
	mux.Handle("POST /desk/tickets/{n}", c.pages.HandleDraft(page.Staff(c.act), page.Staff(c.actAgain)))
	mux.Handle("POST /desk/tickets/{n}/place", staff(c.choosePlace))
	mux.Handle("POST /desk/tickets/{n}/whistle", staff(c.blow))
	mux.Handle("POST /desk/tickets/{n}/original", staff(c.original))
	mux.Handle("POST /desk/tickets/{n}/reveal", staff(c.reveal))
	mux.Handle("POST /desk/photos/{id}/original", staff(c.originalPhoto))
	mux.Handle("GET /desk/inbox", staff(c.inbox))
	mux.Handle("GET /desk/held", staff(c.held))
	mux.Handle("POST /desk/inbox/{number}", staff(c.correct))
	mux.Handle("POST /desk/inbox/{number}/original", staff(c.originalLetter))
	mux.Handle("POST /desk/inbox/{number}/mute", lead(c.muteSender))
	mux.Handle("GET /desk/whistles", staff(c.whistleList))
	mux.Handle("GET /desk/whistles/{n}", staff(c.whistlePage))
	mux.Handle("POST /desk/whistles/{n}", c.pages.HandlePhotos(page.Staff(c.whistleAct)))
	mux.Handle("GET /desk/routes", staff(c.routes))
	mux.Handle("GET /desk/promises", staff(c.promises))
	mux.Handle("GET /desk/roster", staff(c.roster))
	mux.Handle("GET /desk/places", lead(c.places))
	mux.Handle("POST /desk/places", lead(c.correctPlace))
	mux.Handle("GET /desk/learning", lead(c.learning))
	mux.Handle("GET /desk/mutes", lead(c.mutes))
	mux.Handle("POST /desk/mutes", lead(c.mute))
	mux.Handle("POST /desk/mutes/lift", lead(c.unmute))
	mux.Handle("GET /desk/outbox", lead(c.outbox))
	mux.Handle("POST /desk/outbox/{id}/retry", lead(c.retry))
	mux.Handle("GET /desk/shortfalls", lead(c.shortfalls))
	mux.Handle("GET /desk/chats", lead(c.chats))
	mux.Handle("POST /desk/chats/{id}/code", lead(c.bindingCode))
	mux.Handle("GET /desk/chats/{id}", lead(c.chat))
	mux.Handle("POST /desk/chats/{id}/door", lead(c.openDoor))
	mux.Handle("POST /desk/chats/{id}/weekly", lead(c.setWeekly))
	mux.Handle("POST /desk/chats/{id}/invite", lead(c.inviteMember))
	mux.Handle("GET /desk/doors/{code}", lead(c.poster))
	mux.Handle("GET /desk/doors/{code}/{picture}", lead(c.doorPicture))
	mux.Handle("POST /desk/doors/{code}/end", lead(c.closeDoor))
	mux.Handle("GET /desk/channels", lead(c.channelList))
	mux.Handle("GET /desk/channels/{channel}/code.jpg", lead(c.pairingCode))
	mux.Handle("GET /desk/people", heads(c.people))
	mux.Handle("POST /desk/people", heads(c.invite))
	mux.Handle("POST /desk/people/{id}/give", heads(c.giveOffice))
	mux.Handle("POST /desk/people/{id}/take", heads(c.takeOffice))
	mux.Handle("POST /desk/people/{id}/dismiss", heads(c.dismiss))
	mux.Handle("GET /desk/audit", lead(c.audit))
	mux.Handle("GET /desk/queue", lead(c.queue))
	mux.Handle("POST /desk/queue/{id}/retry", lead(c.retryJob))
}

// leaders lets a page be seen by those only who have the right to lead.
func (c *Console) leaders(h page.Handler) page.Handler {
	return c.need(intake.RightLead, "这一页只给街道和管理员看", h)
}

// need lets a page be seen by those only who have a right; who has not is told why.
func (c *Console) need(right intake.Right, why string, h page.Handler) page.Handler {
	return func(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
		err := c.desk.Require(r.Context(), v.Officer, right)
		switch {
		case intake.CodeOf(err) == intake.CodeForbidden:
			return &page.Fault{Status: http.StatusForbidden, Sentence: why}
		case err != nil:
			return err
		}
		return h(w, r, v)
	}
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
