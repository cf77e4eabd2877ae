package desk

import (
	"context"
	"errors"
	"fmt"

	"snapgrid/intake"
	"snapgrid/intake/notice"
	"snapgrid/intake/triage"
)

// Call is somebody's wish: a command to us, or words about a ticket.
type Call struct {
	Intent    triage.Intent
	Ticket    int64 // the ticket it is about; 0 if none was named
	Chat      intake.Chat
	Topic     string
	MessageID string // what an answer replies to
	Key       string // names the call, so that a repeated one is answered once
	Sender    intake.Sender
	Officer   intake.Officer // zero ID if the sender is not on the staff
	Guest     intake.Guest   // zero ID if the sender is not a handler without an account
	Messages  []intake.Heard // to be taken with the change; none for a button
	Target    intake.Sender  // of a mute: who said what the call answers
	Half      *intake.Half   // of a split: the second trouble, if it was written
	Offer     *intake.Offer  // of an offer by a form: to whom, and with which words
	held      *intake.Post   // of a press: where its answer is kept
}

// Handle does what a call asks, or answers why not. It fails only where trying
// again makes sense, or with [intake.CodeConflict] if the messages were taken
// meanwhile.
func (d *Desk) Handle(ctx context.Context, c Call) error {
	return d.store.InTx(ctx, func(ctx context.Context) error {
		if c.Intent.Kind.Command() {
			return d.command(ctx, c)
		}
		return d.about(ctx, c)
	})
}

// Press is [Desk.Handle] for a call that a button made. What it is answered is
// returned and not said: many channels can show it to the presser alone. The last
// answer counts; one without words means that there is nothing to say.
func (d *Desk) Press(ctx context.Context, c Call) (answer intake.Post, err error) {
	c.held = &answer
	err = d.Handle(ctx, c)
	return answer, err
}

// Say says in its chat what [Desk.Press] returned.
func (d *Desk) Say(ctx context.Context, p intake.Post) error {
	return d.store.InTx(ctx, func(ctx context.Context) error { return d.post(ctx, p) })
}

// about handles a call about a ticket.
func (d *Desk) about(ctx context.Context, c Call) error {
	t, err := d.lock(ctx, c)
	if intake.CodeOf(err) == intake.CodeNotFound {
		unknown := notice.Facts{Ticket: intake.Ticket{N: c.Ticket}}
		return errors.Join(d.take(ctx, c, intake.Outcome{State: intake.MessageCommand}),
			d.answer(ctx, c, c.Key+"/notfound", notice.NotFound, unknown))
	}
	if err != nil {
		return err
	}
	if c.Guest.ID != 0 {
		return d.guest(ctx, c, t)
	}
	c.Officer = c.Officer.For(t.Unit)
	c.Intent.Kind = d.meant(c, t)
	if w, ok := wishes[c.Intent.Kind]; ok {
		return d.fulfil(ctx, c, t, w)
	}
	if kind := c.Intent.Kind; kind == triage.IntentAccepted || kind == triage.IntentTake {
		return d.takeOrSign(ctx, c, t)
	}
	if s, ok := steps[c.Intent.Kind]; ok {
		return d.step(ctx, c, t, s)
	}
	return d.follow(ctx, c, t)
}

// meant is what a call is meant to be: who is not on the staff and says of a ticket
// that ended that it is repaired, answers our question.
func (d *Desk) meant(c Call, t intake.Ticket) triage.IntentKind {
	if c.Intent.Kind == triage.IntentFixed && c.Officer.ID == 0 && len(c.Messages) > 0 && !hasPhotos(c.Messages) && answered(t) {
		return triage.IntentFair
	}
	return c.Intent.Kind
}

// tellClosed answers that the ticket's state does not allow it.
func (d *Desk) tellClosed(ctx context.Context, c Call, t intake.Ticket) error {
	return d.answer(ctx, c, c.Key+"/closed", notice.Closed, notice.Facts{Ticket: t})
}

// refuse answers once that this person may not do it, and writes the audit.
// What they said is kept with the ticket.
func (d *Desk) refuse(ctx context.Context, c Call, t intake.Ticket) error {
	if err := d.take(ctx, c, noteOn(t)); err != nil {
		return err
	}
	return d.turnDown(ctx, c, t, notice.Forbidden)
}

// turnDown says once to a person why not, and writes the audit.
func (d *Desk) turnDown(ctx context.Context, c Call, t intake.Ticket, why notice.Sentence) error {
	if err := d.audit(ctx, c, t.N); err != nil {
		return err
	}
	key := fmt.Sprintf("%s/%d/%s/%s", why, t.N, c.Chat.Ref.Channel, c.Sender.ID)
	return d.answer(ctx, c, key, why, notice.Facts{Ticket: t})
}

// errTaken tells a lost race for messages from a refused change of status.
var errTaken = errors.New("the messages were taken meanwhile")

// take gives the messages of a call their outcome.
func (d *Desk) take(ctx context.Context, c Call, outcome intake.Outcome) error {
	if len(c.Messages) == 0 {
		return nil
	}
	err := d.store.TakeMessages(ctx, intake.Numbers(c.Messages), outcome)
	if intake.CodeOf(err) == intake.CodeConflict {
		return fmt.Errorf("%w: %w", errTaken, err)
	}
	return err
}

func noteOn(t intake.Ticket) intake.Outcome {
	return intake.Outcome{State: intake.MessageTicket, Ticket: t.N, Part: intake.PartNote}
}

// actor is who makes the change that a call asks for.
func (c Call) actor() intake.Actor {
	if c.Guest.ID != 0 {
		return intake.Actor{Kind: intake.ActorGuest, Unit: c.Guest.Unit}
	}
	return officer(c.Officer)
}

func officer(o intake.Officer) intake.Actor {
	return intake.Actor{Kind: intake.ActorOfficer, Officer: o.ID, Unit: o.Unit}
}
