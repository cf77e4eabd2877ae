package whistle

import (
	"context"
	"slices"
	"strings"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// leads is where the steps of a unit lead its part.
var leads = map[intake.WhistleStep]intake.PartStatus{
	intake.StepSign:    intake.PartSigned,
	intake.StepContact: intake.PartContacted,
	intake.StepArrive:  intake.PartArrived,
	intake.StepDone:    intake.PartDone,
	intake.StepRefuse:  intake.PartRefused,
	intake.StepInsist:  intake.PartCalled,
	intake.StepRelease: intake.PartReleased,
}

// mayWork reports whether an officer may act for the unit of a part: its own
// people may, and the street.
func mayWork(o intake.Officer, p intake.WhistlePart) bool {
	return o.Has(intake.RightWork) && o.Unit == p.Unit || o.Has(intake.RightApprove)
}

// partOf is the position of the part that a call is about: of the card that it
// answers, of the officer's own unit, or of the unit that its words begin with; 0
// if that is not clear.
func (r *Room) partOf(c Call, w intake.Whistle) int {
	if c.Part > 0 && c.Part <= len(w.Parts) {
		return c.Part
	}
	for _, p := range w.Parts {
		if c.Officer.Unit != "" && c.Officer.Unit == p.Unit {
			return p.Position
		}
	}
	var units []intake.Unit
	for _, p := range w.Parts {
		units = append(units, r.unit(p.Unit))
	}
	if o := readOrder(c.Words, units, nil); len(o.units) == 1 {
		return 1 + slices.IndexFunc(w.Parts, func(p intake.WhistlePart) bool { return p.Unit == o.units[0].Code })
	}
	if len(w.Parts) == 1 {
		return 1
	}
	return 0
}

// advance takes a step of a called unit.
func (r *Room) advance(ctx context.Context, c Call, w *intake.Whistle) error {
	t, err := r.hear(ctx, c, *w)
	if err != nil {
		return err
	}
	position := r.partOf(c, *w)
	f := r.facts(t, *w, position)
	switch {
	case position == 0 && c.Officer.Has(intake.RightApprove):
		return r.whichPart(ctx, c, f)
	case position == 0 || !mayWork(c.Officer, w.Parts[position-1]):
		return r.refuse(ctx, c, f)
	case !Working(w.Status):
		return r.stands(ctx, c, f)
	}
	return r.act(ctx, c, t, w, position)
}

// whichPart asks which of the called units is meant.
func (r *Room) whichPart(ctx context.Context, c Call, f notice.Facts) error {
	for _, p := range f.Whistle.Parts {
		f.Whistle.Among = append(f.Whistle.Among, r.unit(p.Unit))
	}
	return r.answer(ctx, c, "which/"+c.Key, notice.WhistleWhich, f)
}

// act changes a part, or asks for what is missing: who comes shows it, who does
// not want to says why.
func (r *Room) act(ctx context.Context, c Call, t intake.Ticket, w *intake.Whistle, position int) error {
	p, shown := &w.Parts[position-1], proofs(c.Messages)
	came := !p.ArrivedAt.IsZero()
	f := r.facts(t, *w, position)
	switch {
	case c.Step == intake.StepArrive && p.Status == intake.PartArrived && len(shown) > 0:
		return r.show(ctx, c, t, w, position, shown)
	case c.Step == intake.StepDone && PartCanBecome(p.Status, intake.PartArrived) && p.Status != intake.PartDone: // before it came
	case !PartCanBecome(p.Status, leads[c.Step]):
		return r.stands(ctx, c, f)
	}
	switch {
	case (c.Step == intake.StepArrive || c.Step == intake.StepDone) && !came && len(shown) == 0:
		return r.answer(ctx, c, "prove/"+c.Key, notice.WhistleProve, f)
	case c.Step == intake.StepRefuse && strings.TrimSpace(c.Words) == "":
		return r.answer(ctx, c, "why/"+c.Key, notice.WhistleWhy, f)
	}
	for _, proof := range shown {
		if err := r.keepProof(ctx, w, position, proof); err != nil {
			return err
		}
	}
	if c.Step == intake.StepDone && p.Status != intake.PartArrived {
		if _, err := r.reach(ctx, c, t, w, position, intake.StepArrive); err != nil {
			return err
		}
	}
	event, err := r.reach(ctx, c, t, w, position, c.Step)
	if err != nil {
		return err
	}
	if err := r.redeal(ctx, t, *w, event); err != nil {
		return err
	}
	if err := r.follow(ctx, t, *w, position, event); err != nil {
		return err
	}
	return r.nod(ctx, c, t.N)
}

// show keeps further proof of a unit that is there.
func (r *Room) show(ctx context.Context, c Call, t intake.Ticket, w *intake.Whistle, position int, shown []intake.WhistleProof) error {
	for _, proof := range shown {
		if err := r.keepProof(ctx, w, position, proof); err != nil {
			return err
		}
	}
	return r.nod(ctx, c, t.N)
}

func (r *Room) keepProof(ctx context.Context, w *intake.Whistle, position int, proof intake.WhistleProof) error {
	p := &w.Parts[position-1]
	p.Proofs = append(p.Proofs, proof)
	return r.Store.PutWhistleProof(ctx, w.N, position, proof)
}

// reach moves a part and the whistle, and records it.
func (r *Room) reach(ctx context.Context, c Call, t intake.Ticket, w *intake.Whistle, position int, step intake.WhistleStep) (int64, error) {
	p := &w.Parts[position-1]
	if err := movePart(p, leads[step]); err != nil {
		return 0, err
	}
	words := r.Mask(strings.TrimSpace(c.Words))
	stamp(p, r.Now(), words)
	p.Officer = c.Officer.ID
	if err := r.followParts(w); err != nil {
		return 0, err
	}
	event, err := r.record(ctx, w, intake.WhistleEvent{Part: position, Step: step, Actor: actor(c.Officer), Text: words})
	if err != nil || step != intake.StepArrive {
		return event, err
	}
	return event, r.Desk.Note(ctx, t.N, intake.Event{
		Kind: intake.EventAttended, Actor: intake.Actor{Kind: intake.ActorOfficer, Officer: c.Officer.ID, Unit: p.Unit}, Text: r.unit(p.Unit).Name,
	})
}

// followParts gives a whistle the status that follows from its parts.
func (r *Room) followParts(w *intake.Whistle) error {
	if err := move(w, Follow(w.Parts)); err != nil {
		return err
	}
	w.DoneAt = time.Time{}
	if w.Status == intake.WhistleDone {
		w.DoneAt = r.Now()
	}
	return nil
}

// stamp notes when a part got where it is. Who is there has signed, and has
// spoken with who whistled, without a word.
func stamp(p *intake.WhistlePart, now time.Time, words string) {
	first := func(at *time.Time) {
		if at.IsZero() {
			*at = now
		}
	}
	switch p.Status {
	case intake.PartDone:
		p.DoneAt, p.Outcome = now, words
		fallthrough
	case intake.PartArrived:
		first(&p.ArrivedAt)
		fallthrough
	case intake.PartContacted:
		first(&p.ContactedAt)
		fallthrough
	case intake.PartSigned:
		first(&p.SignedAt)
	case intake.PartRefused:
		p.Reason = words
	case intake.PartCalled, intake.PartReleased:
	}
}

// follow does what follows from a change of a part.
func (r *Room) follow(ctx context.Context, t intake.Ticket, w intake.Whistle, position int, event int64) error {
	if w.Parts[position-1].Status == intake.PartRefused {
		chats, err := r.Desk.StreetChats(ctx, t)
		if err != nil {
			return err
		}
		return r.tell(ctx, chats, refusal(w.Parts[position-1]), notice.WhistleRefused, r.facts(t, w, position), intake.StepInsist, intake.StepRelease)
	}
	if w.Status != intake.WhistleDone {
		return nil
	}
	done := intake.Event{Kind: intake.EventAnswered, Actor: intake.Actor{Kind: intake.ActorProgram}, Text: r.names(w)}
	if err := r.Desk.Note(ctx, t.N, done); err != nil {
		return err
	}
	return r.Store.Enqueue(ctx, intake.Owed{Job: intake.ReportWhistle{Whistle: w.N, Event: event}})
}

// names lists the units that came.
func (r *Room) names(w intake.Whistle) string {
	var names []string
	for _, p := range w.Parts {
		if p.Status != intake.PartReleased {
			names = append(names, r.unit(p.Unit).Name)
		}
	}
	return strings.Join(names, "、")
}

// remark takes what was said in answer to a post, and names no step: the reason
// that was asked for, proof that a unit is there, or a mere word. A whistle that was
// only named is told of.
func (r *Room) remark(ctx context.Context, c Call, w *intake.Whistle) error {
	switch {
	case strings.HasPrefix(c.About, "why/") && strings.TrimSpace(c.Words) != "":
		c.Step = intake.StepRefuse
		return r.advance(ctx, c, w)
	case len(proofs(c.Messages)) > 0 && (c.Part > 0 || c.About == ""):
		c.Step = intake.StepArrive
		return r.advance(ctx, c, w)
	}
	t, err := r.hear(ctx, c, *w)
	if err != nil {
		return err
	}
	switch f := r.facts(t, *w, 0); {
	case c.Officer.ID == 0:
		return r.refuse(ctx, c, f)
	case c.About == "":
		return r.answer(ctx, c, "status/"+c.Key, notice.WhistleStatus, f)
	}
	return r.nod(ctx, c, t.N)
}

// proofs lists what in messages shows that somebody is there.
func proofs(messages []intake.Heard) []intake.WhistleProof {
	var all []intake.WhistleProof
	for _, m := range messages {
		proof := intake.WhistleProof{Message: m.Number, At: m.ReceivedAt}
		switch {
		case m.Pin != nil:
			at := m.Pin.Point
			proof.Point = &at
			all = append(all, proof)
		case len(m.Photos) > 0:
			all = append(all, proof)
		}
	}
	return all
}
