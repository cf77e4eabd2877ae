// Package desk is the service desk: the only place where a ticket changes.
//
// Every change is one transaction: the ticket, the event that tells of it, the
// messages that caused it, the posts that answer it, and the jobs it makes
// necessary. Rights are checked here, not in the faces.
package desk

import (
	"context"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/dispatch"
	"snapgrid/intake/notice"
	"snapgrid/intake/sla"
)

// Store is what the desk needs of the database.
type Store interface {
	InTx(ctx context.Context, f func(ctx context.Context) error) error
	Enqueue(ctx context.Context, owed ...intake.Owed) error

	Learn(ctx context.Context, name, cell string, p geotag.Point, at time.Time) error
	SaveLearnt(ctx context.Context, l geotag.Learnt) error

	OpenTicket(ctx context.Context, t intake.Ticket) (int64, error)
	Ticket(ctx context.Context, n int64) (intake.Ticket, error)
	LockTicket(ctx context.Context, n int64) (intake.Ticket, error)
	SaveTicket(ctx context.Context, t intake.Ticket) error
	DueTickets(ctx context.Context, now time.Time, limit int) ([]int64, error)
	PutOrigin(ctx context.Context, o intake.Origin) error
	Origins(ctx context.Context, ticket int64) ([]intake.Origin, error)
	Near(ctx context.Context, q intake.Nearby) ([]intake.Matter, error)
	PhotosLike(ctx context.Context, p intake.Photo) ([]intake.Sighting, error)
	Merged(ctx context.Context, into int64) ([]int64, error)
	PutVoice(ctx context.Context, v intake.Voice) error
	CountVoices(ctx context.Context, ticket int64) (int, error)
	PutEvent(ctx context.Context, e intake.Event) (int64, error)
	Events(ctx context.Context, ticket int64) ([]intake.Event, error)
	FollowUps(ctx context.Context, now time.Time, limit int) ([]int64, error)
	GiveAlias(ctx context.Context, district string, channel intake.Channel, sender string, at time.Time) (intake.Alias, error)
	Aliases(ctx context.Context, channel intake.Channel, sender string) ([]intake.Alias, error)
	Subscribe(ctx context.Context, s intake.Subscription) (bool, error)
	Unsubscribe(ctx context.Context, s intake.Subscription) error
	SubscriptionsOf(ctx context.Context, channel intake.Channel, sender string) ([]int64, error)
	Findings(ctx context.Context, ticket int64) ([]intake.Finding, error)
	PutRefusal(ctx context.Context, r intake.Refusal) error
	ListTickets(ctx context.Context, f intake.Filter) ([]intake.Ticket, error)
	TakeMessages(ctx context.Context, numbers []int64, outcome intake.Outcome) error

	TicketMessages(ctx context.Context, ticket int64) ([]intake.Heard, error)
	PutSplit(ctx context.Context, p intake.Split) error
	SplitOf(ctx context.Context, ticket int64) (intake.Split, error)
	PutExample(ctx context.Context, e intake.Example) error
	ExampleOf(ctx context.Context, ticket, message int64) (intake.Example, error)
	RisingTickets(ctx context.Context, now time.Time, limit int) ([]int64, error)
	PutOffer(ctx context.Context, o intake.Offer) (int64, error)
	EndOffer(ctx context.Context, o intake.Offer) error
	OfferOf(ctx context.Context, ticket int64) (intake.Offer, error)
	DueOffers(ctx context.Context, now time.Time, limit int) ([]int64, error)
	PutGuest(ctx context.Context, code string, g intake.Guest) (int64, error)
	Guest(ctx context.Context, id int64) (intake.Guest, error)
	EndGuests(ctx context.Context, ticket int64, unit string, at time.Time) (int, error)
	PutMute(ctx context.Context, m intake.Mute) error
	LiftMute(ctx context.Context, channel intake.Channel, sender string) error

	Unmask(ctx context.Context, messages []intake.Heard) ([]intake.Heard, error)
	PutDisclosure(ctx context.Context, d intake.Disclosure) error
	Photo(ctx context.Context, id int64) (intake.Photo, error)
	PhotoMessage(ctx context.Context, id int64) (intake.Heard, error)

	PutPost(ctx context.Context, p intake.Post) (bool, error)
	RevivePost(ctx context.Context, id int64) error
	CardsOf(ctx context.Context, ticket int64) ([]intake.Post, error)
	DropEdits(ctx context.Context, ticket int64, card string) error
	Chat(ctx context.Context, id int64) (intake.Chat, error)
	PutChat(ctx context.Context, c intake.Chat) (intake.Chat, error)
	SaveChat(ctx context.Context, c intake.Chat) error
	PrivateChatsOf(ctx context.Context, role intake.Role) ([]intake.Chat, error)
	MoveChat(ctx context.Context, from, to intake.ChatRef) error
	ChatsOfStaff(ctx context.Context) ([]intake.Chat, error)

	FindPrivateChat(ctx context.Context, channel intake.Channel, sender string) (intake.Chat, error)
	FindOfficer(ctx context.Context, channel intake.Channel, sender string) (intake.Officer, error)
	PutOfficer(ctx context.Context, o intake.Officer) (int64, error)
	Officer(ctx context.Context, id int64) (intake.Officer, error)
	Officers(ctx context.Context) ([]intake.Officer, error)
	OfficerNames(ctx context.Context) (map[int64]string, error)
	SaveOfficer(ctx context.Context, o intake.Officer) error
	PutAppointment(ctx context.Context, a intake.Appointment) error
	DismissOfficer(ctx context.Context, id int64, at time.Time) error
	AddOfficerIdentity(ctx context.Context, officer int64, channel intake.Channel, sender string) error
	PutClaim(ctx context.Context, code string, c intake.Claim) error
	PutDoor(ctx context.Context, d intake.Door) error
	Door(ctx context.Context, code string) (intake.Door, error)
	Doors(ctx context.Context, chat int64) ([]intake.Door, error)
	EndDoor(ctx context.Context, code string, at time.Time) error
	WantWeekly(ctx context.Context, chat, officer int64, at time.Time) error
	EndWeekly(ctx context.Context, chat int64) error
	PeekClaim(ctx context.Context, code string, now time.Time) (intake.Claim, error)
	UseClaim(ctx context.Context, code string, now time.Time) (intake.Claim, error)
}

// Areas knows which cells contain which.
type Areas interface {
	// Path lists a cell and all that contain it, the district first.
	Path(code string) []geotag.Cell
}

// Rules are the desk's fixed ideas.
type Rules struct {
	Config
	PublicURL func() string  // where the pages are, without a slash at the end
	Zone      *time.Location // of the days that staff name
	// Invitations are the links by which somebody comes to us with a code; nil makes
	// the one of the pages only.
	Invitations func(ctx context.Context, code string) []string

	Tiers     intake.TierRules // which matters begin on which tier
	Orders    []string         // codes of the units that an order is held out to where none is named
	OfferGood time.Duration    // how long an order is held out
	GuestGood time.Duration    // how long the link of a handler without an account is good
}

// Desk changes tickets.
type Desk struct {
	store      Store
	writer     *notice.Writer
	router     *dispatch.Router
	areas      Areas
	categories intake.Categories
	book       *sla.Book
	mask       func(string) string
	staffMask  func(string) string
	attester   Attester
	rules      Rules
	meter      Meter
	now        func() time.Time
}

// Needs is what a desk is made of.
type Needs struct {
	Store      Store
	Writer     *notice.Writer
	Router     *dispatch.Router
	Areas      Areas
	Categories intake.Categories
	Book       *sla.Book           // of the promises; nil for those of the categories alone
	Mask       func(string) string // hides personal numbers in a text
	StaffMask  func(string) string // the same, for the staff concerned
	Attester   Attester            // nil: no stop is attested
	Rules      Rules
	Meter      Meter // nil counts nothing
	Now        func() time.Time
}

// Meter counts what should not happen.
type Meter interface {
	// Unrouted counts a ticket for which nobody answers.
	Unrouted()
}

// uncounted counts nothing.
type uncounted struct{}

func (uncounted) Unrouted() {}

// New makes a desk.
func New(n Needs) *Desk {
	if n.Rules.Config == (Config{}) {
		n.Rules.Config = DefaultConfig()
	}
	if n.Rules.Zone == nil {
		n.Rules.Zone = time.UTC
	}
	if n.Book == nil {
		n.Book = sla.Plain(n.Categories)
	}
	if n.Meter == nil {
		n.Meter = uncounted{}
	}
	if n.Rules.OfferGood == 0 {
		n.Rules.OfferGood = 48 * time.Hour
	}
	if n.Rules.GuestGood == 0 {
		n.Rules.GuestGood = 7 * 24 * time.Hour
	}
	return &Desk{
		book: n.Book, store: n.Store, writer: n.Writer, router: n.Router, areas: n.Areas,
		categories: n.Categories, mask: n.Mask, staffMask: n.StaffMask, attester: n.Attester, rules: n.Rules, meter: n.Meter, now: n.Now,
	}
}

// record saves a ticket and the event that changed it, and brings its cards up to
// date.
func (d *Desk) record(ctx context.Context, t *intake.Ticket, e intake.Event) (int64, error) {
	e.Ticket, e.At, e.Status = t.N, d.now(), t.Status
	t.ChangeAt = e.At
	d.book.Wind(t)
	if err := d.store.SaveTicket(ctx, *t); err != nil {
		return 0, err
	}
	id, err := d.store.PutEvent(ctx, e)
	if err != nil {
		return 0, err
	}
	return id, d.redraw(ctx, *t, id)
}

// move changes a ticket's status by the law of the lifecycle.
func move(t *intake.Ticket, next intake.Status) error {
	if !t.Status.CanBecome(next) {
		return &intake.Error{Code: intake.CodeConflict, Message: "a ticket that is " + string(t.Status) + " can not become " + string(next)}
	}
	t.Status = next
	return nil
}

// May reports whether the officer has a right on the ticket.
func (d *Desk) May(o intake.Officer, r intake.Right, t intake.Ticket) bool {
	var path []string
	for _, c := range d.areas.Path(t.Fix.Cell) {
		path = append(path, c.Code)
	}
	return o.May(r, t.Unit, path)
}
