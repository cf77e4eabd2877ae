package desk

import (
	"context"
	"strings"

	"github.com/rs/zerolog"

	"snapgrid/intake"
	"snapgrid/intake/dispatch"
	"snapgrid/intake/notice"
)

// dispatch gives the ticket to who answers for it by the routes and owes a card.
// Without such a unit the street's staff are told. What is frozen the street alone
// gives to a unit. On the first two tiers it goes to the
// neighbours.
func (d *Desk) dispatch(ctx context.Context, t *intake.Ticket) error {
	choice := d.route(*t)
	if choice.Hole {
		d.meter.Unrouted()
		zerolog.Ctx(ctx).Warn().Int64("ticket", t.N).Str("category", t.Category).Str("cell", t.Fix.Cell).Msg("no unit answers for this; the street gets it")
	}
	if t.Frozen {
		choice = dispatch.Choice{}
	}
	return d.send(ctx, t, choice, intake.Actor{Kind: intake.ActorProgram}, "")
}

// route asks who answers for a ticket now.
func (d *Desk) route(t intake.Ticket) dispatch.Choice {
	if choice, ok := d.neighbours(t); ok {
		return choice
	}
	m := dispatch.Matter{Category: t.Category, Severity: t.Severity, At: d.now()}
	for _, c := range d.areas.Path(t.Fix.Cell) {
		m.Cells = append(m.Cells, c.Code)
	}
	return d.router.Choose(m)
}

// send gives the ticket to a unit and its officer, if there is one, and owes the
// card. why is a reason in somebody's words; "" if it is the routes'.
func (d *Desk) send(ctx context.Context, t *intake.Ticket, choice dispatch.Choice, by intake.Actor, why string) error {
	e := intake.Event{Kind: intake.EventDispatched, Actor: by}
	if unit := choice.Unit; unit.Code != "" {
		if err := move(t, intake.StatusDispatched); err != nil {
			return err
		}
		if choice.Officer == "" {
			choice.Officer = d.router.OnDuty(unit.Code, d.now()).Officer
		}
		var err error
		if t.Officer, err = d.officerNamed(ctx, choice.Officer, unit.Code); err != nil {
			return err
		}
		t.Unit, t.Frozen, e.Text = unit.Code, false, unit.Name
		d.promiseSign(t)
		if by.Kind == intake.ActorProgram {
			e.Actor.Unit = unit.Code
		}
		if why != "" {
			e.Text += "：" + d.mask(why)
		}
	}
	id, err := d.record(ctx, t, e)
	if err != nil {
		return err
	}
	return d.store.Enqueue(ctx, intake.Owed{Job: intake.Announce{Ticket: t.N, Event: id}})
}

// officerNamed finds an officer by name, rather one of the unit than another; 0 if
// nobody is called so, or did not show a code yet.
func (d *Desk) officerNamed(ctx context.Context, name, unit string) (int64, error) {
	if name == "" {
		return 0, nil
	}
	all, err := d.store.Officers(ctx)
	if err != nil {
		return 0, err
	}
	found := int64(0)
	for _, o := range all {
		switch {
		case o.Name != name:
		case o.Unit == unit:
			return o.ID, nil
		case found == 0:
			found = o.ID
		}
	}
	return found, nil
}

// assign gives the ticket to the unit that staff name, for the reason that they
// give. What units sent back from one to the next only the street gives to one.
func (d *Desk) assign(ctx context.Context, c Call, t intake.Ticket) error {
	name, why, _ := strings.Cut(strings.TrimSpace(c.Intent.Rest), " ")
	unit, ok := d.router.Find(name)
	switch {
	case !ok:
		return d.answer(ctx, c, c.Key+"/nounit", notice.NoUnit, notice.Facts{Ticket: t, Name: name})
	case t.Frozen && !c.Officer.Has(intake.RightUnfreeze):
		events, err := d.store.Events(ctx, t.N)
		if err != nil {
			return err
		}
		return d.answer(ctx, c, c.Key+"/frozen", notice.Frozen, notice.Facts{Ticket: t, Handed: givenBack(events)})
	}
	d.resume(&t)
	if err := d.send(ctx, &t, dispatch.Choice{Unit: unit}, officer(c.Officer), strings.TrimSpace(why)); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/assigned", notice.Assigned, notice.Facts{Ticket: t})
}
