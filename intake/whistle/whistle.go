// Package whistle is the room of 吹哨报到: the street blows a whistle, and the
// units that it calls come and settle the matter together.
//
// A whistle is drafted by who has the right to, approved by the street, and
// blown: each unit that is called gets a card with its own part, its own clocks
// and its own proof that it was there. What the whole whistle has reached follows
// from its parts. Who whistled confirms the end and rates how it was answered.
//
// Every change is one transaction: the whistle, its event, the messages that
// caused it, the posts that tell of it. The ticket itself belongs to the desk; it
// is asked to write into the ticket's history what happened here.
package whistle

import (
	"context"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// Store is what the room needs of the database.
type Store interface {
	InTx(ctx context.Context, f func(ctx context.Context) error) error
	Enqueue(ctx context.Context, owed ...intake.Owed) error

	OpenWhistle(ctx context.Context, w intake.Whistle) (int64, error)
	Whistle(ctx context.Context, n int64) (intake.Whistle, error)
	LockWhistle(ctx context.Context, n int64) (intake.Whistle, error)
	SaveWhistle(ctx context.Context, w intake.Whistle) error
	WhistlesOf(ctx context.Context, ticket int64) ([]intake.Whistle, error)
	PutWhistleProof(ctx context.Context, n int64, part int, p intake.WhistleProof) error
	PutWhistleEvent(ctx context.Context, e intake.WhistleEvent) (int64, error)
	WhistleEvents(ctx context.Context, n int64) ([]intake.WhistleEvent, error)
	DueWhistles(ctx context.Context, now time.Time, limit int) ([]int64, error)

	Ticket(ctx context.Context, n int64) (intake.Ticket, error)
	LockTicket(ctx context.Context, n int64) (intake.Ticket, error)
	Events(ctx context.Context, ticket int64) ([]intake.Event, error)
	TakeMessages(ctx context.Context, numbers []int64, outcome intake.Outcome) error
	Message(ctx context.Context, number int64) (intake.Heard, error)
	TicketMessages(ctx context.Context, ticket int64) ([]intake.Heard, error)
	PutRefusal(ctx context.Context, r intake.Refusal) error
	Officer(ctx context.Context, id int64) (intake.Officer, error)

	PutPost(ctx context.Context, p intake.Post) (bool, error)
	Chat(ctx context.Context, id int64) (intake.Chat, error)
	PutChat(ctx context.Context, c intake.Chat) (intake.Chat, error)
	FindPrivateChat(ctx context.Context, channel intake.Channel, sender string) (intake.Chat, error)
}

// Desk is the hand that changes tickets; desk.Desk is one.
type Desk interface {
	// May reports whether an officer has a right on a ticket.
	May(o intake.Officer, r intake.Right, t intake.Ticket) bool
	// Note writes into a ticket's history what happened beside the desk.
	Note(ctx context.Context, n int64, e intake.Event) error
	// StreetChats lists where the street is told of a ticket.
	StreetChats(ctx context.Context, t intake.Ticket) ([]intake.Chat, error)
}

// Needs is what the room is made of.
type Needs struct {
	Config Config
	Store  Store
	Desk   Desk
	Writer *notice.Writer
	Units  []intake.Unit
	Days   Calendar
	Mask   func(string) string // hides personal numbers in a text
	Now    func() time.Time
}

// Room changes whistles.
type Room struct {
	Needs
	began time.Time
}

// New makes the room.
func New(n Needs) *Room { return &Room{Needs: n, began: n.Now()} }

// Call is somebody's wish about a whistle.
type Call struct {
	Step      intake.WhistleStep // "" for words or pictures that answer a post and name no step
	Whistle   int64              // 0 with StepDraft
	Part      int                // position of the part whose card is answered; 0 if none is
	About     string             // what the answered post is about: see [intake.WhistleKey]
	Ticket    int64              // of a draft
	Words     string
	Units     []string // of a draft on a form: who is called; the words are the reason alone, whatever they begin with
	Kind      string   // of one, too: code of a kind; "" is the usual one
	Chat      intake.Chat
	Topic     string
	MessageID string // what an answer replies to
	Key       string // names the call, so that a repeated one is answered once
	Sender    intake.Sender
	Officer   intake.Officer // zero ID if the sender is not on the staff
	Messages  []intake.Heard // to be taken with the change; none for a button
	held      *intake.Post   // of a press on a page: where its answer is kept
}

// steps is the table of all that is done with a whistle that was drafted. Each
// function gets the whistle locked.
var steps = map[intake.WhistleStep]func(*Room, context.Context, Call, *intake.Whistle) error{
	intake.StepApprove: (*Room).approve,
	intake.StepCancel:  (*Room).cancel,
	intake.StepSign:    (*Room).advance,
	intake.StepContact: (*Room).advance,
	intake.StepArrive:  (*Room).advance,
	intake.StepDone:    (*Room).advance,
	intake.StepRefuse:  (*Room).advance,
	intake.StepInsist:  (*Room).decide,
	intake.StepRelease: (*Room).decide,
	intake.StepConfirm: (*Room).judge,
	intake.StepRedo:    (*Room).judge,
	intake.StepGood:    (*Room).judge,
	intake.StepFair:    (*Room).judge,
	intake.StepPoor:    (*Room).judge,
	"":                 (*Room).remark,
}

// Handle does what a call asks, or answers why not. It fails only where trying
// again makes sense, or with [intake.CodeConflict] if its messages were taken
// meanwhile.
func (r *Room) Handle(ctx context.Context, c Call) error {
	return r.Store.InTx(ctx, func(ctx context.Context) error {
		if c.Step == intake.StepDraft {
			return r.draft(ctx, c)
		}
		do, known := steps[c.Step]
		w, err := r.Store.LockWhistle(ctx, c.Whistle)
		if !known || intake.CodeOf(err) == intake.CodeNotFound {
			return r.unknown(ctx, c)
		}
		if err != nil {
			return err
		}
		return do(r, ctx, c, &w)
	})
}

// Press is [Room.Handle] for a call from a page: what it is answered is returned and
// not said. One without words means that there is nothing to say.
func (r *Room) Press(ctx context.Context, c Call) (answer intake.Post, err error) {
	c.held = &answer
	err = r.Handle(ctx, c)
	return answer, err
}

// record saves a whistle with the event that changed it, and returns the event's
// number.
func (r *Room) record(ctx context.Context, w *intake.Whistle, e intake.WhistleEvent) (int64, error) {
	if due := !w.LookAt.IsZero() && !w.LookAt.After(r.Now()); !due || !Working(w.Status) {
		w.LookAt = nextLook(*w, r.Now()) // a look that is due and was not taken stays due
	}
	if err := r.Store.SaveWhistle(ctx, *w); err != nil {
		return 0, err
	}
	e.Whistle, e.At, e.Status = w.N, r.Now(), w.Status
	return r.Store.PutWhistleEvent(ctx, e)
}

func actor(o intake.Officer) intake.Actor {
	return intake.Actor{Kind: intake.ActorOfficer, Officer: o.ID, Unit: o.Unit}
}

// unit finds a unit by its code. One that is not configured any more goes by it.
func (r *Room) unit(code string) intake.Unit {
	for _, u := range r.Units {
		if u.Code == code {
			return u
		}
	}
	return intake.Unit{Code: code, Name: code}
}
