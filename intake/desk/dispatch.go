package desk

import (
	"context"
	"strings"

	"snapgrid/intake"
	"snapgrid/intake/dispatch"
	"snapgrid/intake/notice"
)

// dispatch gives the ticket to the unit that answers for its class and owes it
// a card. Without such a unit the street's staff are told.
func (d *Desk) dispatch(ctx context.Context, t *intake.Ticket) error {
	choice := d.route(*t)
	return d.send(ctx, t, choice, choice.Unit.Code != "", intake.Actor{Kind: intake.ActorProgram})
}

// route asks who answers for a ticket now.
func (d *Desk) route(t intake.Ticket) dispatch.Choice {
	m := dispatch.Matter{Category: t.Category, Severity: t.Severity, At: d.now()}
	for _, c := range d.areas.Path(t.Fix.Cell) {
		m.Cells = append(m.Cells, c.Code)
	}
	return d.router.Choose(m)
}

// send gives the ticket to a unit, if there is one, and owes the card.
func (d *Desk) send(ctx context.Context, t *intake.Ticket, choice dispatch.Choice, ok bool, by intake.Actor) error {
	e := intake.Event{Kind: intake.EventDispatched, Actor: by}
	if ok {
		t.Unit, e.Actor.Unit, e.Text = choice.Unit.Code, choice.Unit.Code, choice.Unit.Name
		if err := move(t, intake.StatusDispatched); err != nil {
			return err
		}
		d.promiseSign(t)
	}
	id, err := d.record(ctx, t, e)
	if err != nil {
		return err
	}
	return d.store.Enqueue(ctx, intake.Owed{Job: intake.Announce{Ticket: t.N, Event: id}})
}

// assign gives the ticket to the unit that staff name.
func (d *Desk) assign(ctx context.Context, c Call, t intake.Ticket) error {
	name, _, _ := strings.Cut(strings.TrimSpace(c.Intent.Rest), " ")
	unit, ok := d.router.Find(name)
	if !ok {
		return d.answer(ctx, c, c.Key+"/nounit", notice.NoUnit, notice.Facts{Ticket: t, Name: name})
	}
	d.resume(&t)
	if err := d.send(ctx, &t, dispatch.Choice{Unit: unit}, true, officer(c.Officer)); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/assigned", notice.Assigned, notice.Facts{Ticket: t})
}
