package desk

import (
	"context"
	"slices"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/notice"
	"snapgrid/intake/triage"
)

// objectBy is until when a reporter may object to how a ticket ended: they have the
// whole term from when they hear of it at the latest.
func (d *Desk) objectBy(t intake.Ticket) time.Time {
	told := t.DoneAt
	if t.Ending == intake.EndingSolved && t.Clocks.VerifyBy.After(told) {
		told = t.Clocks.VerifyBy
	}
	return told.Add(d.rules.Objection)
}

// verify notes that somebody else than who repaired it looked, and it is repaired.
// The reporters hear of it now, unless they did before.
func (d *Desk) verify(ctx context.Context, c Call, t intake.Ticket) error {
	repair, err := d.repair(ctx, t.N)
	if err != nil {
		return err
	}
	if repair.Actor.Officer == c.Officer.ID {
		return d.turnDown(ctx, c, t, notice.NotYourOwn)
	}
	if err := move(&t, intake.StatusVerified); err != nil {
		return err
	}
	if _, err := d.record(ctx, &t, intake.Event{Kind: intake.EventVerified, Actor: officer(c.Officer)}); err != nil {
		return err
	}
	if err := d.store.Enqueue(ctx, intake.Owed{Job: intake.Announce{Ticket: t.N, Event: repair.ID}}); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/verified", notice.Verified, notice.Facts{Ticket: t})
}

// repair is the event of the last repair of a ticket.
func (d *Desk) repair(ctx context.Context, n int64) (intake.Event, error) {
	events, err := d.store.Events(ctx, n)
	if err != nil {
		return intake.Event{}, err
	}
	for _, e := range slices.Backward(events) {
		if e.Kind == intake.EventResolved {
			return e, nil
		}
	}
	return intake.Event{}, nil
}

// finds reports whether the call is the word of who was asked to look at a repair:
// it is none. They say so with the button, with the number, or among themselves.
func (d *Desk) finds(c Call, t intake.Ticket) bool {
	among := c.Intent.Explicit || c.Chat.Kind == intake.ChatStaff || c.Chat.Kind == intake.ChatPrivate
	return c.Intent.Kind == triage.IntentDissatisfied && among && t.Status == intake.StatusResolved &&
		!t.Clocks.VerifyBy.IsZero() && d.May(c.Officer, intake.RightVerify, t)
}

// VerifyChats lists where those are asked who look at repairs: the staff chats of the
// areas around, and where there are none, those who have the ticket.
func (d *Desk) VerifyChats(ctx context.Context, t intake.Ticket) ([]intake.Chat, error) {
	all, err := d.store.ChatsOfStaff(ctx)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(c intake.Chat) bool {
		return c.Cell == "" || !d.covers(c.Cell, t.Fix.Cell)
	})
	if len(all) > 0 {
		return all, nil
	}
	return d.StaffChats(ctx, t)
}
