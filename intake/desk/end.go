package desk

import (
	"context"
	"strings"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// explain ends a ticket that is true and can not be solved: the reporters hear why.
func (d *Desk) explain(ctx context.Context, c Call, t intake.Ticket) error {
	return d.end(ctx, c, t, intake.EndingExplained, intake.EventExplained)
}

// decline ends a ticket that is not for us: the reporters hear why, and where to go
// instead.
func (d *Desk) decline(ctx context.Context, c Call, t intake.Ticket) error {
	return d.end(ctx, c, t, intake.EndingRefused, intake.EventRejected)
}

// moveAway ends a ticket that another body has now.
func (d *Desk) moveAway(ctx context.Context, c Call, t intake.Ticket) error {
	return d.end(ctx, c, t, intake.EndingMoved, intake.EventMoved)
}

// end ends a ticket otherwise than by a repair. Nobody is sent away without a word:
// without a reason it goes on.
func (d *Desk) end(ctx context.Context, c Call, t intake.Ticket, e intake.Ending, kind intake.EventKind) error {
	why := d.mask(strings.TrimSpace(c.Intent.Rest))
	if why == "" {
		return d.answer(ctx, c, c.Key+"/why", notice.Why, notice.Facts{Ticket: t})
	}
	if err := d.finish(&t, e, c.Officer.Unit); err != nil {
		return err
	}
	t.Outcome = why
	id, err := d.record(ctx, &t, intake.Event{Kind: kind, Actor: officer(c.Officer), Text: why})
	if err != nil {
		return err
	}
	if err := d.store.Enqueue(ctx, intake.Owed{Job: intake.Announce{Ticket: t.N, Event: id}}); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/ended", notice.Ended, notice.Facts{Ticket: t})
}

// finish gives a ticket its ending. by is the code of the unit that ended it.
func (d *Desk) finish(t *intake.Ticket, e intake.Ending, by string) error {
	if err := move(t, e.Status()); err != nil {
		return err
	}
	d.resume(t)
	t.Ending, t.DoneAt, t.DoneBy, t.FollowAt = e, d.now(), by, time.Time{}
	return nil
}
