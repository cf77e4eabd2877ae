package desk

import (
	"context"
	"slices"

	"snapgrid/intake"
	"snapgrid/intake/sla"
)

// promise sets what is promised of a ticket from now on.
func (d *Desk) promise(t *intake.Ticket) { d.book.Promise(t, d.now()) }

// promiseSign sets until when the unit that was given a ticket now signs for it.
func (d *Desk) promiseSign(t *intake.Ticket) { d.book.PromiseSign(t, d.now()) }

// pause stops the clocks of a ticket.
func (d *Desk) pause(t *intake.Ticket) { d.book.Pause(t, d.now()) }

// resume lets the clocks of a ticket run again: what was left of each promise is
// left of it still.
func (d *Desk) resume(t *intake.Ticket) {
	if since := t.Clocks.PausedAt; !since.IsZero() && !t.RiseAt.IsZero() {
		t.RiseAt = t.RiseAt.Add(d.now().Sub(since))
	}
	d.book.Resume(t, d.now())
	t.Wait = intake.Wait{}
}

// contact notes that the reporters heard from somebody who has the ticket: that an
// officer spoke of it where it was reported.
func (d *Desk) contact(ctx context.Context, c Call, t *intake.Ticket) error {
	if t.Clocks.ContactBy.IsZero() || !t.Clocks.ContactedAt.IsZero() || len(c.Messages) == 0 {
		return nil
	}
	origins, err := d.store.Origins(ctx, t.N)
	if slices.ContainsFunc(origins, func(o intake.Origin) bool { return o.ChatID == c.Chat.ID }) {
		t.Clocks.ContactedAt = d.now()
	}
	return err
}

// Light says how much of what was promised of a ticket is left.
func (d *Desk) Light(t intake.Ticket) sla.Light { return d.book.Light(t, d.now()) }

// Wind notes on a ticket when its light turns.
func (d *Desk) Wind(t *intake.Ticket) { d.book.Wind(t) }

// Standings lists the promises of a ticket that run.
func (d *Desk) Standings(t intake.Ticket) []sla.Standing { return d.book.Standings(t, d.now()) }
