package whistle

import (
	"time"

	"snapgrid/intake"
)

// promise is a clock of a part that runs: what the unit owes next, since when,
// and until when.
type promise struct {
	owes     intake.WhistleStep
	from, by time.Time
}

// half is when a unit is reminded of a promise, before it is broken.
func (p promise) half() time.Time { return p.from.Add(p.by.Sub(p.from) / 2) }

// promises lists the clocks of a part that run.
func promises(p intake.WhistlePart) []promise {
	switch p.Status {
	case intake.PartDone, intake.PartRefused, intake.PartReleased:
		return nil
	case intake.PartCalled, intake.PartSigned, intake.PartContacted, intake.PartArrived:
	}
	var all []promise
	add := func(met, by time.Time, owes intake.WhistleStep) {
		if met.IsZero() && !by.IsZero() {
			all = append(all, promise{owes, p.CalledAt, by})
		}
	}
	add(p.SignedAt, p.SignBy, intake.StepSign)
	add(p.ContactedAt, p.ContactBy, intake.StepContact)
	add(p.ArrivedAt, p.ArriveBy, intake.StepArrive)
	add(p.DoneAt, p.DoneBy, intake.StepDone)
	return all
}

// Overdue reports whether a unit broke a promise that it still could keep.
func Overdue(p intake.WhistlePart, now time.Time) bool {
	for _, o := range promises(p) {
		if !now.Before(o.by) {
			return true
		}
	}
	return false
}

// Late reports whether any unit of a whistle is overdue.
func Late(w intake.Whistle, now time.Time) bool {
	if !Working(w.Status) {
		return false
	}
	for _, p := range w.Parts {
		if Overdue(p, now) {
			return true
		}
	}
	return false
}

// nextLook is when the next promise of a whistle is half used up or broken; zero
// if none runs.
func nextLook(w intake.Whistle, now time.Time) time.Time {
	var next time.Time
	if !Working(w.Status) {
		return next
	}
	for _, p := range w.Parts {
		for _, o := range promises(p) {
			for _, at := range []time.Time{o.half(), o.by} {
				if at.After(now) && (next.IsZero() || at.Before(next)) {
					next = at
				}
			}
		}
	}
	return next
}
