package desk

import (
	"context"
	"fmt"
	"regexp"
	"slices"

	"snapgrid/intake"
	"snapgrid/intake/dispatch"
	"snapgrid/intake/notice"
	"snapgrid/intake/triage"
)

// takeOrSign is "we have it": from a unit that the ticket is held out to it takes
// the order; from who has the ticket it signs for it.
func (d *Desk) takeOrSign(ctx context.Context, c Call, t intake.Ticket) error {
	o, err := d.offerOf(ctx, t.N)
	if err != nil {
		return err
	}
	unit, offered := d.taker(c, o)
	others := !d.May(c.Officer, intake.RightWork, t)
	switch {
	case offered && o.State == intake.OfferOpen && t.Status.Open() && takes(c.Intent):
		return d.takeOffer(ctx, c, t, o, unit)
	case offered && o.State == intake.OfferOpen && others:
		return d.follow(ctx, c, t) // a word about it
	case offered && (others || c.Intent.Kind == triage.IntentTake):
		if err := d.take(ctx, c, noteOn(t)); err != nil {
			return err
		}
		key := fmt.Sprintf("offergone/%d/%s/%s", o.ID, c.Chat.Ref.Channel, c.Sender.ID)
		return d.answer(ctx, c, key, notice.OfferGone, notice.Facts{Ticket: t, Offer: o})
	}
	c.Intent.Kind = triage.IntentAccepted
	return d.step(ctx, c, t, steps[triage.IntentAccepted])
}

// takes reports whether words take an order, and are not only a nod to it.
func takes(in triage.Intent) bool {
	return in.Kind == triage.IntentTake || taking.MatchString(in.Rest)
}

var taking = regexp.MustCompile(`(?i)接单|接了|我们?接|来接|\btak(?:e|ing)\b`)

// taker is the unit for which a caller can take an offer: an officer's own, or, for
// those who give tickets to units, the one in whose chat they are.
func (d *Desk) taker(c Call, o intake.Offer) (unit string, ok bool) {
	if c.Officer.ID == 0 || o.ID == 0 {
		return "", false
	}
	for _, office := range c.Officer.Offices() {
		if slices.Contains(o.Units, office.Unit) {
			return office.Unit, true
		}
	}
	if !c.Officer.Has(intake.RightDispatch) {
		return "", false
	}
	var here []string
	for _, code := range o.Units {
		if u, _ := d.router.Unit(code); slices.Contains(u.Chats, c.Chat.Ref) {
			here = append(here, code)
		}
	}
	if named, _ := d.readUnits(c.Intent.Rest); len(named) == 1 && slices.Contains(o.Units, named[0]) {
		here = named
	}
	if len(here) != 1 {
		return "", false
	}
	return here[0], true
}

// takeOffer gives the ticket to the unit that took it, which has signed for it then.
func (d *Desk) takeOffer(ctx context.Context, c Call, t intake.Ticket, o intake.Offer, code string) error {
	if err := d.take(ctx, c, noteOn(t)); err != nil {
		return err
	}
	before := t
	unit, _ := d.router.Unit(code)
	o.State, o.Unit = intake.OfferTaken, code
	if err := d.giveTo(ctx, &t, unit, c.Officer); err != nil {
		return err
	}
	if err := d.endOffer(ctx, t, o, c.Chat.ID); err != nil {
		return err
	}
	if err := d.correct(ctx, before, t); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/taken", notice.OfferYours, notice.Facts{Ticket: t, Offer: o})
}

// giveTo gives the ticket to a unit and signs for it in its name.
func (d *Desk) giveTo(ctx context.Context, t *intake.Ticket, unit intake.Unit, by intake.Officer) error {
	d.resume(t)
	actor := officer(by)
	if err := d.send(ctx, t, dispatch.Choice{Unit: unit}, actor, ""); err != nil {
		return err
	}
	if err := move(t, intake.StatusAccepted); err != nil {
		return err
	}
	t.Officer, t.Clocks.SignedAt = 0, d.now()
	if by = by.For(unit.Code); by.Unit == unit.Code {
		t.Officer = by.ID
	}
	actor.Unit = unit.Code
	_, err := d.record(ctx, t, intake.Event{Kind: intake.EventTaken, Actor: actor, Text: unit.Name})
	return err
}
