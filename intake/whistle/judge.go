package whistle

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// about names a post of an event.
func about(what string, event int64) string { return fmt.Sprintf("%s/%d", what, event) }

// mayJudge reports whether an officer may say how a whistle was answered: who
// whistled, and the street.
func mayJudge(o intake.Officer, w intake.Whistle) bool {
	return o.ID != 0 && o.ID == w.By || o.Has(intake.RightApprove)
}

// ratings are the words of the steps that rate.
var ratings = map[intake.WhistleStep]intake.WhistleRating{
	intake.StepGood: intake.RatedGood, intake.StepFair: intake.RatedFair, intake.StepPoor: intake.RatedPoor,
}

// judge takes the whistler's word on what the units did: confirmed, to be done
// again, or how well it was done. Who rates confirms.
func (r *Room) judge(ctx context.Context, c Call, w *intake.Whistle) error {
	t, err := r.hear(ctx, c, *w)
	if err != nil {
		return err
	}
	f, rating := r.facts(t, *w, 0), ratings[c.Step]
	switch {
	case !mayJudge(c.Officer, *w):
		return r.refuse(ctx, c, f)
	case w.Status != intake.WhistleDone && (rating == "" || w.Status != intake.WhistleConfirmed):
		return r.stands(ctx, c, f)
	case c.Step == intake.StepRedo:
		return r.redo(ctx, c, t, w)
	}
	event, err := r.praise(ctx, c, w, rating)
	if err != nil {
		return err
	}
	if err := r.updateReport(ctx, t, *w, event); err != nil {
		return err
	}
	return r.nod(ctx, c, t.N)
}

// praise confirms a whistle, and rates it if there is a rating.
func (r *Room) praise(ctx context.Context, c Call, w *intake.Whistle, rating intake.WhistleRating) (event int64, err error) {
	if w.Status == intake.WhistleDone {
		w.Status, w.ConfirmedAt = intake.WhistleConfirmed, r.Now()
		if event, err = r.record(ctx, w, intake.WhistleEvent{Step: intake.StepConfirm, Actor: actor(c.Officer)}); err != nil || rating == "" {
			return event, err
		}
	}
	if err := move(w, intake.WhistleRated); err != nil {
		return 0, err
	}
	w.Rating, w.RatedAt = rating, r.Now()
	return r.record(ctx, w, intake.WhistleEvent{Step: c.Step, Actor: actor(c.Officer), Text: r.Mask(strings.TrimSpace(c.Words))})
}

// redo sends the units back to work, with a new promise to be done.
func (r *Room) redo(ctx context.Context, c Call, t intake.Ticket, w *intake.Whistle) error {
	why, days := r.Mask(strings.TrimSpace(c.Words)), r.Config.kind(w.Kind).DoneDays
	var again []int
	for i := range w.Parts {
		p := &w.Parts[i]
		if p.Status != intake.PartDone {
			continue
		}
		if err := movePart(p, intake.PartArrived); err != nil {
			return err
		}
		p.DoneAt, p.Outcome, p.DoneBy = time.Time{}, "", time.Time{}
		if days > 0 {
			p.DoneBy = r.Days.AddDays(r.Now(), days)
		}
		again = append(again, p.Position)
	}
	if err := r.followParts(w); err != nil {
		return err
	}
	event, err := r.record(ctx, w, intake.WhistleEvent{Step: intake.StepRedo, Actor: actor(c.Officer), Text: why})
	if err != nil {
		return err
	}
	if err := r.redeal(ctx, t, *w, event); err != nil {
		return err
	}
	for _, position := range again {
		if err := r.tellAgain(ctx, t, *w, position, event, why); err != nil {
			return err
		}
	}
	if err := r.updateReport(ctx, t, *w, event); err != nil {
		return err
	}
	return r.nod(ctx, c, t.N)
}

// tellAgain tells a unit that it is not done yet.
func (r *Room) tellAgain(ctx context.Context, t intake.Ticket, w intake.Whistle, position int, event int64, why string) error {
	chats, f, err := r.table(ctx, t, w, position)
	if err != nil {
		return err
	}
	f.Whistle.Owes, f.Whistle.Why = intake.StepRedo, why
	return r.tell(ctx, chats, about("decided", event), notice.WhistleDecided, f)
}

// updateReport changes the report to who whistled in place.
func (r *Room) updateReport(ctx context.Context, t intake.Ticket, w intake.Whistle, event int64) error {
	done, err := r.lastDone(ctx, w.N)
	if err != nil || done == 0 {
		return err
	}
	chat, err := r.Store.Chat(ctx, w.ChatID)
	if err != nil {
		return err
	}
	key := intake.WhistleKey(w.N, 0, about("report", done))
	return r.post(ctx, intake.Post{
		Key: about(key, event), Edits: key, ChatID: chat.ID, Topic: w.Topic, Ticket: t.N, Kind: intake.PostWhistle,
		Text: r.Writer.Write(chat.Language, notice.WhistleReport, r.facts(t, w, 0)), Buttons: r.Writer.WhistleButtons(chat.Language, w.N, 0, verdicts(w)),
	})
}

// lastDone is the event with which a whistle was done last; 0 if it never was.
func (r *Room) lastDone(ctx context.Context, n int64) (int64, error) {
	events, err := r.Store.WhistleEvents(ctx, n)
	for _, e := range slices.Backward(events) {
		if e.Status == intake.WhistleDone {
			return e.ID, err
		}
	}
	return 0, err
}

// verdicts are the buttons under the report.
func verdicts(w intake.Whistle) []intake.WhistleStep {
	switch w.Status {
	case intake.WhistleDone:
		return []intake.WhistleStep{intake.StepConfirm, intake.StepRedo}
	case intake.WhistleConfirmed:
		return []intake.WhistleStep{intake.StepGood, intake.StepFair, intake.StepPoor}
	}
	return nil
}

const (
	patience = time.Minute     // how long a report waits for its pictures
	pause    = time.Second / 4 // until it looks again
	most     = 4               // pictures: more would fill a screen
)

// Report tells who whistled that all units are done. While the photos are not
// developed the error has [intake.CodeAgain].
func (r *Room) Report(ctx context.Context, job intake.ReportWhistle) error {
	return r.Store.InTx(ctx, func(ctx context.Context) error {
		w, err := r.Store.LockWhistle(ctx, job.Whistle)
		if err != nil || w.Status != intake.WhistleDone {
			return err
		}
		last, err := r.lastDone(ctx, w.N)
		if err != nil || last != job.Event {
			return err
		}
		t, err := r.Store.Ticket(ctx, w.Ticket)
		if err != nil {
			return err
		}
		f := r.facts(t, w, 0)
		pending := false
		if f.Whistle.Photos, pending, err = r.pictures(ctx, w); err != nil {
			return err
		}
		if pending && (r.Now().Sub(w.DoneAt) < patience || r.Now().Sub(r.began) < patience) {
			return &intake.Error{Code: intake.CodeAgain, Message: "the photos are not developed yet", RetryAfter: pause}
		}
		return r.tellWhistler(ctx, about("report", job.Event), notice.WhistleReport, f, verdicts(w)...)
	})
}

// pictures lists the renditions of the photos that prove that the units were
// there, those of each unit in turn.
func (r *Room) pictures(ctx context.Context, w intake.Whistle) (names []string, pending bool, err error) {
	for _, p := range w.Parts {
		for _, proof := range p.Proofs {
			m, err := r.Store.Message(ctx, proof.Message)
			if err != nil {
				return nil, false, err
			}
			for _, photo := range m.Photos {
				switch {
				case photo.State == intake.PhotoPending:
					pending = true
				case photo.State == intake.PhotoReady && len(names) < most:
					names = append(names, intake.RenditionName(photo.Media.Key, intake.SizeLarge))
				}
			}
		}
	}
	return names, pending, nil
}
