package whistle

import (
	"context"
	"strings"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// approve lets a whistle be blown, or agrees to one that was.
func (r *Room) approve(ctx context.Context, c Call, w *intake.Whistle) error {
	t, err := r.hear(ctx, c, *w)
	if err != nil {
		return err
	}
	f := r.facts(t, *w, 0)
	switch {
	case !c.Officer.Has(intake.RightApprove):
		return r.refuse(ctx, c, f)
	case w.Approver != 0 || w.Status != intake.WhistleDrafted && !w.Urgent || !Open(w.Status):
		return r.stands(ctx, c, f)
	case w.Status == intake.WhistleDrafted && !t.Status.Open():
		if err := r.answer(ctx, c, "closed/"+c.Key, notice.Closed, f); err != nil {
			return err
		}
		return r.callOff(ctx, c, t, w, "")
	}
	if err := r.consent(ctx, c, t, w); err != nil {
		return err
	}
	return r.nod(ctx, c, t.N)
}

// consent notes the approval, and blows the whistle unless it was blown already.
func (r *Room) consent(ctx context.Context, c Call, t intake.Ticket, w *intake.Whistle) error {
	w.Approver, w.ApprovedAt = c.Officer.ID, r.Now()
	blown := w.Status != intake.WhistleDrafted
	if !blown {
		if err := move(w, intake.WhistleApproved); err != nil {
			return err
		}
	}
	event, err := r.record(ctx, w, intake.WhistleEvent{Step: intake.StepApprove, Actor: actor(c.Officer)})
	if err != nil {
		return err
	}
	if !blown {
		if err := r.blow(ctx, c, t, w); err != nil {
			return err
		}
	}
	return r.settleAsk(ctx, t, *w, event)
}

// settleAsk takes the choices off the question to the street.
func (r *Room) settleAsk(ctx context.Context, t intake.Ticket, w intake.Whistle, event int64) error {
	chats, err := r.Desk.StreetChats(ctx, t)
	if err != nil {
		return err
	}
	f, err := r.signedFacts(ctx, t, w, 0)
	if err != nil {
		return err
	}
	return r.retell(ctx, chats, "ask", event, notice.WhistleAsk, f)
}

// blow calls the units: their clocks begin, their cards go out, and the ticket's
// history tells of it.
func (r *Room) blow(ctx context.Context, c Call, t intake.Ticket, w *intake.Whistle) error {
	if err := move(w, intake.WhistleBlown); err != nil {
		return err
	}
	w.BlownAt = r.Now()
	kind := r.Config.kind(w.Kind)
	var names []string
	for i := range w.Parts {
		kind.call(&w.Parts[i], r.Now(), r.Days)
		names = append(names, r.unit(w.Parts[i].Unit).Name)
	}
	if _, err := r.record(ctx, w, intake.WhistleEvent{Step: intake.StepBlow, Actor: actor(c.Officer), Text: strings.Join(names, "、")}); err != nil {
		return err
	}
	err := r.Desk.Note(ctx, t.N, intake.Event{Kind: intake.EventWhistled, Actor: actor(c.Officer), Text: strings.Join(names, "、")})
	if err != nil {
		return err
	}
	for _, p := range w.Parts {
		if err := r.deal(ctx, t, *w, p.Position); err != nil {
			return err
		}
	}
	return r.tellWhistler(ctx, "blown", notice.WhistleBlown, r.facts(t, *w, 0))
}

// cancel calls a whistle off: the whistler may, and the street.
func (r *Room) cancel(ctx context.Context, c Call, w *intake.Whistle) error {
	t, err := r.hear(ctx, c, *w)
	if err != nil {
		return err
	}
	f := r.facts(t, *w, 0)
	switch {
	case !mayJudge(c.Officer, *w):
		return r.refuse(ctx, c, f)
	case !CanBecome(w.Status, intake.WhistleCancelled):
		return r.stands(ctx, c, f)
	}
	if err := r.callOff(ctx, c, t, w, r.Mask(strings.TrimSpace(c.Words))); err != nil {
		return err
	}
	return r.nod(ctx, c, t.N)
}

// callOff ends a whistle: its cards and questions lose their choices, and the
// whistler is told.
func (r *Room) callOff(ctx context.Context, c Call, t intake.Ticket, w *intake.Whistle, why string) error {
	if err := move(w, intake.WhistleCancelled); err != nil {
		return err
	}
	if w.Approver == 0 && c.Officer.Has(intake.RightApprove) {
		w.Approver = c.Officer.ID
	}
	event, err := r.record(ctx, w, intake.WhistleEvent{Step: intake.StepCancel, Actor: actor(c.Officer), Text: why})
	if err != nil {
		return err
	}
	return r.retire(ctx, t, *w, event, why)
}

// retire tells of a whistle that was called off.
func (r *Room) retire(ctx context.Context, t intake.Ticket, w intake.Whistle, event int64, why string) error {
	if err := r.redeal(ctx, t, w, event); err != nil {
		return err
	}
	if err := r.settleAsk(ctx, t, w, event); err != nil {
		return err
	}
	f := r.facts(t, w, 0)
	f.Whistle.Why = why
	return r.tellWhistler(ctx, "cancelled", notice.WhistleCancelled, f)
}
