package desk

import (
	"context"
	"fmt"
	"strings"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/notice"
	"snapgrid/intake/triage"
)

// accept notes that the unit took the ticket.
func (d *Desk) accept(ctx context.Context, c Call, t intake.Ticket) error {
	if err := move(&t, intake.StatusInProgress); err != nil {
		return err
	}
	if err := d.take(ctx, c, noteOn(t)); err != nil {
		return err
	}
	if _, err := d.record(ctx, &t, intake.Event{Kind: intake.EventAccepted, Actor: officer(c.Officer)}); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/accepted", notice.Accepted, notice.Facts{Ticket: t})
}

// resolve notes that it is repaired and owes the news to all who reported it.
func (d *Desk) resolve(ctx context.Context, c Call, t intake.Ticket) error {
	if err := move(&t, intake.StatusResolved); err != nil {
		return err
	}
	fix := intake.Outcome{State: intake.MessageTicket, Ticket: t.N, Part: intake.PartFix}
	if err := d.take(ctx, c, fix); err != nil {
		return err
	}
	t.DoneAt, t.DoneBy, t.Rating = d.now(), c.Officer.Unit, ""
	if t.DoneBy == "" {
		t.DoneBy = t.Unit
	}
	t.Outcome = d.mask(strings.TrimSpace(c.Intent.Rest))
	resolved := intake.Event{Kind: intake.EventResolved, Actor: officer(c.Officer), Text: t.Outcome}
	id, err := d.record(ctx, &t, resolved)
	if err != nil {
		return err
	}
	if err := d.confirm(ctx, t); err != nil {
		return err
	}
	err = d.store.Enqueue(ctx,
		intake.Owed{Job: intake.Announce{Ticket: t.N, Event: id}},
		intake.Owed{Job: intake.CloseTicket{Ticket: t.N, Event: id}, At: t.DoneAt.Add(d.rules.Objection)})
	if err != nil {
		return err
	}
	facts := notice.Facts{Ticket: t, Pair: hasPhotos(c.Messages)}
	if err := d.answer(ctx, c, c.Key+"/resolved", notice.Resolved, facts); err != nil {
		return err
	}
	return d.complainOfPhotos(ctx, c.Chat, c.Messages)
}

func hasPhotos(messages []intake.Heard) bool {
	for _, m := range messages {
		if len(m.Media) > 0 {
			return true
		}
	}
	return false
}

// giveBack returns a ticket to the street: the unit says it is not theirs.
func (d *Desk) giveBack(ctx context.Context, c Call, t intake.Ticket) error {
	if err := move(&t, intake.StatusReported); err != nil {
		return err
	}
	if err := d.take(ctx, c, noteOn(t)); err != nil {
		return err
	}
	t.Unit = ""
	returned := intake.Event{Kind: intake.EventReturned, Actor: officer(c.Officer), Text: d.mask(strings.TrimSpace(c.Intent.Rest))}
	id, err := d.record(ctx, &t, returned)
	if err != nil {
		return err
	}
	if err := d.store.Enqueue(ctx, intake.Owed{Job: intake.Announce{Ticket: t.N, Event: id}}); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/rejected", notice.Rejected, notice.Facts{Ticket: t})
}

// rate takes the reporter's word on a repair: objection reopens the ticket. A
// command of anybody else is refused, and their bare word kept as a note.
func (d *Desk) rate(ctx context.Context, c Call, t intake.Ticket) error {
	mine, err := d.reported(ctx, c, t.N)
	if err != nil {
		return err
	}
	done := t.Status == intake.StatusResolved || t.Status == intake.StatusClosed
	switch {
	case done && !mine && c.Intent.Explicit && c.Officer.ID == 0:
		return d.refuse(ctx, c, t)
	case done && !mine:
		return d.take(ctx, c, noteOn(t))
	case !done:
		return d.follow(ctx, c, t)
	}
	if err := d.take(ctx, c, noteOn(t)); err != nil {
		return err
	}
	switch {
	case c.Intent.Kind == triage.IntentSatisfied:
		return d.praise(ctx, c, t)
	case d.now().After(t.DoneAt.Add(d.rules.Objection)):
		return d.tellClosed(ctx, c, t)
	}
	return d.reopen(ctx, c, t)
}

func (d *Desk) praise(ctx context.Context, c Call, t intake.Ticket) error {
	if t.Rating == intake.Satisfied {
		return nil
	}
	t.Rating = intake.Satisfied
	rated := intake.Event{Kind: intake.EventRated, Actor: reporter(c.Sender), Text: string(intake.Satisfied)}
	if err := move(&t, intake.StatusClosed); err != nil && t.Status != intake.StatusClosed {
		return err
	}
	if _, err := d.record(ctx, &t, rated); err != nil {
		return err
	}
	return d.answer(ctx, c, fmt.Sprintf("%s/satisfied", c.Key), notice.Satisfied, notice.Facts{Ticket: t})
}

// reopen gives the ticket back to its unit with a new promise.
func (d *Desk) reopen(ctx context.Context, c Call, t intake.Ticket) error {
	if err := move(&t, intake.StatusReopened); err != nil {
		return err
	}
	t.Rating, t.Outcome, t.DoneBy, t.DoneAt = intake.Dissatisfied, "", "", time.Time{}
	t.DueAt = d.now().Add(d.limit(t))
	reopened := intake.Event{Kind: intake.EventReopened, Actor: reporter(c.Sender)}
	id, err := d.record(ctx, &t, reopened)
	if err != nil {
		return err
	}
	key := func(chat int64) string { return fmt.Sprintf("recard/%d/%d", id, chat) }
	if err := d.tellStaff(ctx, t, notice.Recard, intake.PostCard, key); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/dissatisfied", notice.Dissatisfied, notice.Facts{Ticket: t})
}

// Close closes a resolved ticket to which nobody objected. Where somebody did, or
// the reporter closed it already, there is nothing to do; after a later
// resolution it is due again when that one's term ends.
func (d *Desk) Close(ctx context.Context, job intake.CloseTicket) error {
	return d.store.InTx(ctx, func(ctx context.Context) error {
		t, err := d.store.LockTicket(ctx, job.Ticket)
		if err != nil || t.Status != intake.StatusResolved {
			return err
		}
		if left := t.DoneAt.Add(d.rules.Objection).Sub(d.now()); left > 0 {
			return &intake.Error{Code: intake.CodeAgain, Message: "the reporter may still object", RetryAfter: left}
		}
		if err := move(&t, intake.StatusClosed); err != nil {
			return err
		}
		_, err = d.record(ctx, &t, intake.Event{Kind: intake.EventClosed, Actor: intake.Actor{Kind: intake.ActorProgram}})
		return err
	})
}
