package sla

import (
	"slices"
	"time"

	"snapgrid/intake"
)

// Light says how much of the promised time is left.
type Light string

// The lights. A colour alone tells nothing to many: [Light.Shape] and a word go
// with it.
const (
	Green  Light = "green"  // in time
	Yellow Light = "yellow" // most of the time is used
	Red    Light = "red"    // overdue
	Grey   Light = "grey"   // the clocks stand still
	Dark   Light = "dark"   // nobody has to act any more, or nothing was promised
)

// Light computes a ticket's light: that of the promise which is worst off.
func (b *Book) Light(t intake.Ticket, now time.Time) Light {
	if t.Status.Open() && (t.Status == intake.StatusWaiting || !t.Clocks.PausedAt.IsZero()) {
		return Grey
	}
	worst := Dark
	for _, p := range b.running(t) {
		if l := p.light(now); l.Rank() > worst.Rank() {
			worst = l
		}
	}
	return worst
}

// Wind notes on a ticket when its clocks will have to be looked at, and when its
// light will turn: what [Book.Light] says at any time until the ticket changes.
func (b *Book) Wind(t *intake.Ticket) {
	c := &t.Clocks
	c.LookAt, c.YellowAt, c.RedAt = b.LookAt(*t), time.Time{}, time.Time{}
	for _, p := range b.running(*t) {
		c.YellowAt, c.RedAt = sooner(c.YellowAt, p.moment(Remind)), sooner(c.RedAt, p.by)
	}
	c.YellowAt = earlier(c.YellowAt, c.RedAt)
}

// sooner is the earlier of two times, of which the first may be zero: never.
func sooner(at, other time.Time) time.Time {
	if at.IsZero() {
		return other
	}
	return earlier(at, other)
}

func (p promise) light(now time.Time) Light {
	switch {
	case !now.Before(p.by):
		return Red
	case !now.Before(p.moment(Remind)):
		return Yellow
	}
	return Green
}

// Standing is a promise that somebody has to keep now, and how it stands.
type Standing struct {
	Clock Clock
	By    time.Time
	Light Light
}

// Standings lists the promises of a ticket that run, each with its own light; none
// while they stand still.
func (b *Book) Standings(t intake.Ticket, now time.Time) []Standing {
	var all []Standing
	for _, p := range b.running(t) {
		all = append(all, Standing{p.clock, p.by, p.light(now)})
	}
	return all
}

// Rank orders the lights, the most pressing highest.
func (l Light) Rank() int { return slices.Index([]Light{Dark, Grey, Green, Yellow, Red}, l) }

// Shape is a sign that tells the lights apart without colour.
func (l Light) Shape() string {
	switch l {
	case Green:
		return "○"
	case Yellow:
		return "◐"
	case Red:
		return "●"
	case Grey:
		return "‖"
	case Dark:
	}
	return "–"
}
