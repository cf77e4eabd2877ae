package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/notice"
	"snapgrid/intake/triage"
)

// rate takes the reporter's word on how it ended: objection reopens the ticket. A
// command of anybody else is refused, and their bare word kept as a note; those who
// may end a ticket may also take it up again.
func (d *Desk) rate(ctx context.Context, c Call, t intake.Ticket) error {
	mine, err := d.reported(ctx, c, t.N)
	if err != nil {
		return err
	}
	if d.finds(c, t) {
		return d.takeBack(ctx, c, t)
	}
	again := c.Intent.Kind == triage.IntentDissatisfied && c.Intent.Explicit && d.May(c.Officer, intake.RightEnd, t)
	done := answered(t)
	switch {
	case again && t.Status.CanBecome(intake.StatusReopened) && t.Status != intake.StatusMerged:
		if err := d.take(ctx, c, noteOn(t)); err != nil {
			return err
		}
		return d.reopen(ctx, c, t, officer(c.Officer))
	case done && !mine && c.Intent.Explicit && c.Officer.ID == 0:
		return errors.Join(d.take(ctx, c, noteOn(t)), d.turnDown(ctx, c, t, notice.NotReported))
	case mine && t.Status == intake.StatusRejected && c.Intent.Kind == triage.IntentDissatisfied && d.now().Before(d.objectBy(t)):
		return errors.Join(d.take(ctx, c, noteOn(t)), d.object(ctx, c, t))
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
		return d.approve(ctx, c, t, intake.Satisfied, notice.Satisfied)
	case c.Intent.Kind == triage.IntentFair:
		return d.approve(ctx, c, t, intake.Fair, notice.Fair)
	case d.now().After(d.objectBy(t)):
		return d.tellClosed(ctx, c, t)
	}
	return d.reopen(ctx, c, t, reporter(c.Sender))
}

// answered reports whether the reporters were given an end that they can have a
// word on.
func answered(t intake.Ticket) bool {
	switch t.Status {
	case intake.StatusResolved, intake.StatusVerified, intake.StatusClosed:
		return true
	case intake.StatusReported, intake.StatusScreened, intake.StatusDispatched, intake.StatusAccepted, intake.StatusInProgress,
		intake.StatusWaiting, intake.StatusReopened, intake.StatusRejected, intake.StatusMerged:
	}
	return false
}

// approve notes that the reporter says it is solved.
func (d *Desk) approve(ctx context.Context, c Call, t intake.Ticket, r intake.Rating, thanks notice.Sentence) error {
	if t.Rating == r {
		return nil
	}
	t.Rating = r
	rated := intake.Event{Kind: intake.EventRated, Actor: reporter(c.Sender), Text: string(r)}
	if err := move(&t, intake.StatusClosed); err != nil && t.Status != intake.StatusClosed {
		return err
	}
	if _, err := d.record(ctx, &t, rated); err != nil {
		return err
	}
	return d.answerAs(ctx, c, t, c.Key+"/"+string(r), thanks)
}

// takeBack gives a ticket back to its unit since staff looked and found no repair.
func (d *Desk) takeBack(ctx context.Context, c Call, t intake.Ticket) error {
	if err := d.take(ctx, c, noteOn(t)); err != nil {
		return err
	}
	if err := d.reopenFor(ctx, &t, officer(c.Officer), notice.Recheck); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/takenback", notice.TakenBack, notice.Facts{Ticket: t})
}

// reopen takes a ticket up again, for its reporter or by the word of staff.
func (d *Desk) reopen(ctx context.Context, c Call, t intake.Ticket, by intake.Actor) error {
	if err := d.reopenFor(ctx, &t, by, notice.Recard); err != nil {
		return err
	}
	return d.answerAs(ctx, c, t, c.Key+"/dissatisfied", notice.Dissatisfied)
}

// reopenFor gives the ticket back to its unit with a new promise.
func (d *Desk) reopenFor(ctx context.Context, t *intake.Ticket, by intake.Actor, card notice.Sentence) error {
	if err := move(t, intake.StatusReopened); err != nil {
		return err
	}
	if by.Kind == intake.ActorReporter {
		t.Rating = intake.Dissatisfied
	}
	t.Ending, t.Outcome, t.DoneBy, t.DoneAt = "", "", "", time.Time{}
	t.Clocks = intake.Clocks{}
	t.FollowAt = d.longAfter(d.now())
	d.promise(t)
	id, err := d.record(ctx, t, intake.Event{Kind: intake.EventReopened, Actor: by})
	if err != nil {
		return err
	}
	key := func(chat int64) string { return fmt.Sprintf("recard/%d/%d", id, chat) }
	return d.tellStaff(ctx, *t, card, intake.PostCard, key)
}

// Close closes a resolved ticket to which nobody objected. Where somebody did, or
// the reporter closed it already, there is nothing to do; after a later
// resolution it is due again when that one's term ends.
func (d *Desk) Close(ctx context.Context, job intake.CloseTicket) error {
	return d.store.InTx(ctx, func(ctx context.Context) error {
		t, err := d.store.LockTicket(ctx, job.Ticket)
		if err != nil || t.Status != intake.StatusResolved && t.Status != intake.StatusVerified {
			return err
		}
		if left := d.objectBy(t).Sub(d.now()); left > 0 {
			return &intake.Error{Code: intake.CodeAgain, Message: "the reporter may still object", RetryAfter: left}
		}
		if err := move(&t, intake.StatusClosed); err != nil {
			return err
		}
		_, err = d.record(ctx, &t, intake.Event{Kind: intake.EventClosed, Actor: intake.Actor{Kind: intake.ActorProgram}})
		return err
	})
}
