package webhook

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"snapgrid/intake"
)

// Store is what the room needs of the database.
type Store interface {
	InTx(ctx context.Context, f func(ctx context.Context) error) error
	Enqueue(ctx context.Context, owed ...intake.Owed) error
	Ticket(ctx context.Context, n int64) (intake.Ticket, error)
	Event(ctx context.Context, id int64) (intake.Event, error)
	PutWebhook(ctx context.Context, w intake.Webhook) (int64, error)
	SaveWebhook(ctx context.Context, w intake.Webhook) error
	Webhook(ctx context.Context, id int64) (intake.Webhook, error)
	Webhooks(ctx context.Context) ([]intake.Webhook, error)
	PutWebhookCall(ctx context.Context, c intake.WebhookCall) (int64, error)
	SaveWebhookCall(ctx context.Context, c intake.WebhookCall) error
	WebhookCall(ctx context.Context, id int64) (intake.WebhookCall, error)
	WebhookCalls(ctx context.Context, webhook, before int64, limit int) ([]intake.WebhookCall, error)
	ForgetWebhookCalls(ctx context.Context, before time.Time) error
}

// Guard asks for rights, and writes down who lacks them; desk.Desk is one.
type Guard interface {
	Require(ctx context.Context, o intake.Officer, r intake.Right) error
}

// Sender talks to addresses that we do not know.
type Sender interface {
	// Check looks at the form of an address.
	Check(address string) error
	// Send hands a body over, and returns the status and how the answer begins. An error
	// means that there was no answer; [intake.CodeNever] that there will be none.
	Send(ctx context.Context, address string, header map[string]string, body []byte) (status int, answer string, err error)
}

// Alarm tells administrators that a webhook was switched off.
type Alarm func(ctx context.Context, w intake.Webhook) error

// Needs is what the room is made of.
type Needs struct {
	Store  Store
	Guard  Guard
	Sender Sender
	Alarm  Alarm
	Pages  func() string // where our pages are, without a slash at the end
	Now    func() time.Time
}

// Room tells other programs of events.
type Room struct {
	Needs
	known atomic.Pointer[[]intake.Webhook] // as of the last reload
}

// New makes the room. Until the first [Room.Reload] it knows no webhook.
func New(n Needs) *Room { return &Room{Needs: n} }

// Reload takes over what was changed, here or by another node.
func (r *Room) Reload(ctx context.Context) error {
	all, err := r.Store.Webhooks(ctx)
	if err != nil {
		return fmt.Errorf("read the webhooks: %w", err)
	}
	r.known.Store(&all)
	return nil
}

// Happened owes the telling of an event, within the transaction of the event. Where
// nobody wants to hear of it, that costs nothing.
func (r *Room) Happened(ctx context.Context, e intake.Event) error {
	known := r.known.Load()
	if known == nil || !slices.ContainsFunc(*known, func(w intake.Webhook) bool { return w.Wants(e.Kind) }) {
		return nil
	}
	return r.Store.Enqueue(ctx, intake.Owed{Job: intake.TellWebhooks{Event: e.ID}})
}

// Tell writes a call for each webhook that wants the event.
func (r *Room) Tell(ctx context.Context, job intake.TellWebhooks) error {
	e, err := r.Store.Event(ctx, job.Event)
	if err != nil {
		return err
	}
	t, err := r.Store.Ticket(ctx, e.Ticket)
	if err != nil {
		return err
	}
	all, err := r.Store.Webhooks(ctx)
	if err != nil {
		return err
	}
	return r.Store.InTx(ctx, func(ctx context.Context) error {
		for _, w := range all {
			if !w.Wants(e.Kind) {
				continue
			}
			body, err := bodyOf(w, t, e, r.Pages())
			if err != nil {
				return err
			}
			if err := r.owe(ctx, intake.WebhookCall{Webhook: w.ID, Event: e.ID, Ticket: t.N, Kind: e.Kind, Body: body}); err != nil {
				return err
			}
		}
		return nil
	})
}

// owe keeps a call and owes its first attempt, once.
func (r *Room) owe(ctx context.Context, c intake.WebhookCall) error {
	c.State, c.MadeAt, c.DueAt = intake.CallWaiting, r.Now(), r.Now()
	id, err := r.Store.PutWebhookCall(ctx, c)
	if err != nil || id == 0 {
		return err
	}
	return r.Store.Enqueue(ctx, intake.Owed{Job: intake.CallWebhook{Call: id}})
}

// keepCalls is how long it is known what was told.
const keepCalls = 30 * 24 * time.Hour

// Forget deletes old calls.
func (r *Room) Forget(ctx context.Context) error {
	return r.Store.ForgetWebhookCalls(ctx, r.Now().Add(-keepCalls))
}
