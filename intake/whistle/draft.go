package whistle

import (
	"context"
	"slices"
	"strings"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// draft writes a whistle: "吹哨 #12 城管 交警 理由". It is blown at once if who drafts
// it may approve it, or if life or property is in danger; else the street is
// asked.
func (r *Room) draft(ctx context.Context, c Call) error {
	t, err := r.Store.LockTicket(ctx, c.Ticket)
	if intake.CodeOf(err) == intake.CodeNotFound {
		return r.missing(ctx, c)
	}
	if err != nil {
		return err
	}
	if err := r.take(ctx, c, t.N); err != nil {
		return err
	}
	w, o := r.drafted(c, t)
	ready, err := r.ready(ctx, c, t, w, o)
	if err != nil || !ready {
		return err
	}
	if w.N, err = r.Store.OpenWhistle(ctx, w); err != nil {
		return err
	}
	if _, err := r.record(ctx, &w, intake.WhistleEvent{Step: intake.StepDraft, Actor: actor(c.Officer), Text: w.Reason}); err != nil {
		return err
	}
	switch {
	case c.Officer.Has(intake.RightApprove):
		return r.consent(ctx, c, t, &w)
	case w.Urgent:
		if err := r.blow(ctx, c, t, &w); err != nil {
			return err
		}
	default:
		if err := r.answer(ctx, c, "drafted", notice.WhistleDrafted, r.facts(t, w, 0)); err != nil {
			return err
		}
	}
	return r.ask(ctx, t, w)
}

// missing answers that there is no such ticket.
func (r *Room) missing(ctx context.Context, c Call) error {
	if len(c.Messages) > 0 {
		outcome := intake.Outcome{State: intake.MessageCommand}
		if err := r.Store.TakeMessages(ctx, intake.Numbers(c.Messages), outcome); err != nil {
			return err
		}
	}
	return r.answer(ctx, c, "notfound/"+c.Key, notice.NotFound, notice.Facts{Ticket: intake.Ticket{N: c.Ticket}})
}

// drafted is the whistle that the words of a call ask for.
func (r *Room) drafted(c Call, t intake.Ticket) (intake.Whistle, order) {
	o := r.orderOf(c)
	w := intake.Whistle{
		Ticket: t.N, Kind: o.kind, Status: intake.WhistleDrafted, Reason: r.Mask(strings.TrimSpace(o.reason)),
		Urgent: t.Severity == intake.Emergency, By: c.Officer.ID,
		ChatID: c.Chat.ID, Topic: c.Topic, DraftedAt: r.Now(),
	}
	if len(c.Messages) > 0 {
		w.MessageID = c.MessageID
	}
	if w.Kind == "" {
		w.Kind = r.Config.usual(t.Severity).Code
	}
	for i, u := range o.units {
		w.Parts = append(w.Parts, intake.WhistlePart{Position: i + 1, Unit: u.Code, Status: intake.PartCalled})
	}
	return w, o
}

// orderOf is what is ordered, in words or on a form. A form can name what is none of
// ours: that is a doubt, and no reason.
func (r *Room) orderOf(c Call) order {
	if len(c.Units) == 0 {
		return readOrder(c.Words, r.Units, r.Config.Kinds)
	}
	o := readOrder(strings.Join(append(slices.Clone(c.Units), c.Kind), " "), r.Units, r.Config.Kinds)
	if o.doubt == "" && o.reason != "" {
		o.doubt, o.among = o.reason, r.Units
	}
	o.reason = c.Words
	return o
}

// ready reports whether a whistle may be drafted, and answers why not.
func (r *Room) ready(ctx context.Context, c Call, t intake.Ticket, w intake.Whistle, o order) (bool, error) {
	f := r.facts(t, w, 0)
	if !r.Desk.May(c.Officer, intake.RightWhistle, t) {
		return false, r.refuse(ctx, c, f)
	}
	if !t.Status.Open() {
		return false, r.answer(ctx, c, "closed/"+c.Key, notice.Closed, f)
	}
	sound, err := r.screened(ctx, t)
	if err != nil {
		return false, err
	}
	if !sound {
		return false, r.answer(ctx, c, "screen/"+c.Key, notice.WhistleScreen, f)
	}
	if o.doubt != "" || len(o.units) == 0 {
		f.Whistle.Said, f.Whistle.Among = o.doubt, o.among
		if len(o.among) == 0 {
			f.Whistle.Among = r.Units
		}
		return false, r.answer(ctx, c, "which/"+c.Key, notice.WhistleWhich, f)
	}
	other, position, err := r.calledAlready(ctx, w)
	if err != nil || position == 0 {
		return err == nil, err
	}
	return false, r.stands(ctx, c, r.facts(t, other, position))
}

// screened reports whether somebody found the matter to be true: before that
// nobody is called. Danger does not wait.
func (r *Room) screened(ctx context.Context, t intake.Ticket) (bool, error) {
	known := []intake.Status{intake.StatusScreened, intake.StatusAccepted, intake.StatusInProgress, intake.StatusWaiting}
	if t.Severity == intake.Emergency || slices.Contains(known, t.Status) {
		return true, nil
	}
	events, err := r.Store.Events(ctx, t.N)
	return slices.ContainsFunc(events, func(e intake.Event) bool {
		return e.Kind == intake.EventScreened || e.Kind == intake.EventAccepted || e.Kind == intake.EventStarted
	}), err
}

// calledAlready finds a whistle for the same ticket in which one of the units is
// called already.
func (r *Room) calledAlready(ctx context.Context, w intake.Whistle) (intake.Whistle, int, error) {
	others, err := r.Store.WhistlesOf(ctx, w.Ticket)
	if err != nil {
		return w, 0, err
	}
	for _, other := range others {
		for _, p := range other.Parts {
			same := func(q intake.WhistlePart) bool { return q.Unit == p.Unit }
			if Open(other.Status) && p.Status != intake.PartReleased && slices.ContainsFunc(w.Parts, same) {
				return other, p.Position, nil
			}
		}
	}
	return w, 0, nil
}

// ask asks the street to approve a whistle, or what was blown already.
func (r *Room) ask(ctx context.Context, t intake.Ticket, w intake.Whistle) error {
	chats, err := r.Desk.StreetChats(ctx, t)
	if err != nil {
		return err
	}
	f, err := r.signedFacts(ctx, t, w, 0)
	if err != nil {
		return err
	}
	return r.tell(ctx, chats, "ask", notice.WhistleAsk, f, intake.StepApprove, intake.StepCancel)
}

// signedFacts are facts with the name of who whistled, for staff.
func (r *Room) signedFacts(ctx context.Context, t intake.Ticket, w intake.Whistle, part int) (notice.Facts, error) {
	f := r.facts(t, w, part)
	by, err := r.Store.Officer(ctx, w.By)
	if intake.CodeOf(err) == intake.CodeNotFound {
		err = nil
	}
	f.Name = by.Name
	return f, err
}
