package whistle

import (
	"context"
	"strings"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// decide is the street's word on a unit that says that it is not theirs: it is
// called once more, or let off.
func (r *Room) decide(ctx context.Context, c Call, w *intake.Whistle) error {
	t, err := r.hear(ctx, c, *w)
	if err != nil {
		return err
	}
	position := r.partOf(c, *w)
	f := r.facts(t, *w, position)
	switch {
	case !c.Officer.Has(intake.RightApprove):
		return r.refuse(ctx, c, f)
	case position == 0:
		return r.whichPart(ctx, c, f)
	case !Working(w.Status) || !PartCanBecome(w.Parts[position-1].Status, leads[c.Step]):
		return r.stands(ctx, c, f)
	}
	before := w.Parts[position-1]
	event, err := r.reachByStreet(ctx, c, w, position)
	if err != nil {
		return err
	}
	if err := r.tellDecision(ctx, c, t, *w, position, event, before); err != nil {
		return err
	}
	if w.Status == intake.WhistleCancelled {
		return r.retire(ctx, t, *w, event, before.Reason)
	}
	return r.follow(ctx, t, *w, position, event)
}

// reachByStreet moves a part as the street decided, and records it.
func (r *Room) reachByStreet(ctx context.Context, c Call, w *intake.Whistle, position int) (int64, error) {
	p := &w.Parts[position-1]
	if err := movePart(p, leads[c.Step]); err != nil {
		return 0, err
	}
	if c.Step == intake.StepInsist {
		r.Config.kind(w.Kind).call(p, r.Now(), r.Days)
	}
	p.Officer = c.Officer.ID
	if err := r.followParts(w); err != nil {
		return 0, err
	}
	return r.record(ctx, w, intake.WhistleEvent{
		Part: position, Step: c.Step, Actor: actor(c.Officer), Text: r.Mask(strings.TrimSpace(c.Words)),
	})
}

// tellDecision tells the unit, and takes the choices off the question to the
// street.
func (r *Room) tellDecision(ctx context.Context, c Call, t intake.Ticket, w intake.Whistle, position int, event int64, before intake.WhistlePart) error {
	if err := r.redeal(ctx, t, w, event); err != nil {
		return err
	}
	chats, f, err := r.table(ctx, t, w, position)
	if err != nil {
		return err
	}
	f.Whistle.Owes, f.Whistle.Why = c.Step, before.Reason
	if err := r.tell(ctx, chats, about("decided", event), notice.WhistleDecided, f); err != nil {
		return err
	}
	street, err := r.Desk.StreetChats(ctx, t)
	if err != nil {
		return err
	}
	return r.retell(ctx, street, refusal(before), event, notice.WhistleDecided, f)
}

// refusal names the question to the street about a unit that says that it is not
// theirs: it can say so again each time it is called.
func refusal(p intake.WhistlePart) string { return about("refused", p.CalledAt.UnixMicro()) }
