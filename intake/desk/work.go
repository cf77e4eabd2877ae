package desk

import (
	"context"
	"strings"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// screen notes that the grid found a report to be true (甄别). A unit that has the
// ticket keeps it.
func (d *Desk) screen(ctx context.Context, c Call, t intake.Ticket) error {
	events, err := d.store.Events(ctx, t.N)
	if err != nil {
		return err
	}
	if screened(events) {
		return d.answer(ctx, c, c.Key+"/screenedyet", notice.ScreenedYet, notice.Facts{Ticket: t})
	}
	if t.Status.CanBecome(intake.StatusScreened) {
		t.Status = intake.StatusScreened
	}
	if _, err := d.record(ctx, &t, intake.Event{Kind: intake.EventScreened, Actor: officer(c.Officer)}); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/screened", notice.Screened, notice.Facts{Ticket: t})
}

// accept notes that the unit signed for the ticket.
func (d *Desk) accept(ctx context.Context, c Call, t intake.Ticket) error {
	if err := move(&t, intake.StatusAccepted); err != nil {
		return err
	}
	t.Clocks.SignedAt = d.now()
	if c.Officer.Unit == t.Unit {
		t.Officer = c.Officer.ID
	}
	if _, err := d.record(ctx, &t, intake.Event{Kind: intake.EventAccepted, Actor: officer(c.Officer)}); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/accepted", notice.Accepted, notice.Facts{Ticket: t})
}

// begin notes that the unit works on it. Who works has signed.
func (d *Desk) begin(ctx context.Context, c Call, t intake.Ticket) error {
	if err := move(&t, intake.StatusInProgress); err != nil {
		return err
	}
	d.resume(&t)
	if t.Clocks.SignedAt.IsZero() {
		t.Clocks.SignedAt = d.now()
	}
	if _, err := d.record(ctx, &t, intake.Event{Kind: intake.EventStarted, Actor: officer(c.Officer)}); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/begun", notice.Begun, notice.Facts{Ticket: t})
}

// resolve notes that it is repaired and owes the news to all who reported it.
func (d *Desk) resolve(ctx context.Context, c Call, t intake.Ticket) error {
	if t.Tier == intake.TierConsult && !tellsOutcome(c.Intent.Rest) {
		return d.answer(ctx, c, c.Key+"/outcome", notice.Outcome, notice.Facts{Ticket: t})
	}
	by := c.actor().Unit
	if by == "" {
		by = t.Unit
	}
	if err := d.finish(&t, intake.EndingSolved, by); err != nil {
		return err
	}
	t.Rating, t.Outcome = "", d.mask(strings.TrimSpace(c.Intent.Rest))
	d.book.PromiseLook(&t, d.now())
	resolved := intake.Event{Kind: intake.EventResolved, Actor: c.actor(), Text: t.Outcome}
	id, err := d.record(ctx, &t, resolved)
	if err != nil {
		return err
	}
	if err := d.confirm(ctx, t); err != nil {
		return err
	}
	err = d.store.Enqueue(ctx,
		intake.Owed{Job: intake.Announce{Ticket: t.N, Event: id}},
		intake.Owed{Job: intake.CloseTicket{Ticket: t.N, Event: id}, At: d.objectBy(t)})
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
