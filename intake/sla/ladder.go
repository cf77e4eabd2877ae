package sla

import (
	"slices"
	"time"

	"snapgrid/intake"
)

// Step is a step of the ladder.
type Step string

// The steps. Each leads higher up the tree, and each is taken once for a promise.
const (
	Remind   Step = "remind"   // the light turns yellow: whoever has the ticket hears of it
	Urge     Step = "urge"     // the light turns red: those who look after the area as well
	Escalate Step = "escalate" // it stays red: those who answer for everything
)

// steps lists them in the order of their bits.
var steps = []Step{Remind, Urge, Escalate}

// Rung is a step of the ladder of one promise.
type Rung struct {
	Clock Clock
	Step  Step
	By    time.Time // until when it was promised
}

// bit is the rung's place in [intake.Clocks.Rung].
func bit(c Clock, s Step) int {
	return 1 << (slices.Index(clocks, c)*len(steps) + slices.Index(steps, s))
}

// ladderOf is all rungs of a promise.
func ladderOf(c Clock) int { return bit(c, Remind) | bit(c, Urge) | bit(c, Escalate) }

// moment is when a step is due. What was promised for less than [Policy.Soon] is
// never soon due by that measure: it would be so from the beginning.
func (p promise) moment(s Step) time.Time {
	switch s {
	case Remind:
		left := p.limit / 100 * time.Duration(100-p.policy.Yellow)
		if p.limit > p.policy.Soon {
			left = max(left, p.policy.Soon)
		}
		return p.hours.Add(p.by, -left)
	case Escalate:
		return p.hours.Add(p.by, p.limit/100*time.Duration(p.policy.Escalate-100))
	case Urge:
	}
	return p.by
}

// Climb lists the rungs of a ticket that are due and were not climbed before, and
// notes on the ticket that they are. Where two steps of a promise are due at once,
// as after a day of standstill, the reminder is left out: who is urged need not be
// reminded.
func (b *Book) Climb(t *intake.Ticket, now time.Time) []Rung {
	var due []Rung
	for _, p := range b.running(*t) {
		for _, s := range steps {
			if now.Before(p.moment(s)) {
				break
			}
			late := s == Remind && !now.Before(p.by)
			if climbed := bit(p.clock, s); t.Clocks.Rung&climbed == 0 {
				t.Clocks.Rung |= climbed
				if !late {
					due = append(due, Rung{p.clock, s, p.by})
				}
			}
		}
	}
	return due
}

// LookAt is when something has to be said or done about the promises of a ticket:
// the next rung is due, or the day has come that it waits for. It is zero if there
// is nothing to come.
func (b *Book) LookAt(t intake.Ticket) time.Time {
	if t.Status == intake.StatusWaiting {
		return t.Wait.Until
	}
	var next time.Time
	for _, p := range b.running(t) {
		for _, s := range steps {
			if t.Clocks.Rung&bit(p.clock, s) != 0 {
				continue
			}
			if at := p.moment(s); next.IsZero() || at.Before(next) {
				next = at
			}
			break
		}
	}
	return next
}
