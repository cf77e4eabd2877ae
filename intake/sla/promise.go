package sla

import (
	"time"

	"snapgrid/intake"
)

// Clock is one of the promises of a ticket.
type Clock string

// The clocks.
const (
	Sign    Clock = "sign"
	Contact Clock = "contact"
	Solve   Clock = "solve"
	Verify  Clock = "verify"
)

// clocks lists them in the order of their bits in [intake.Clocks.Rung].
var clocks = []Clock{Sign, Contact, Solve, Verify}

// promise is a clock of a ticket that runs.
type promise struct {
	clock  Clock
	by     time.Time
	limit  time.Duration // as hours count it
	hours  Hours
	policy Policy
}

// Promise makes the promises of a ticket from now on, in place of what was promised
// before. Whoever signed or told the reporter has done so.
func (b *Book) Promise(t *intake.Ticket, now time.Time) {
	p, c := b.Policy(*t), &t.Clocks
	c.Since, t.DueAt = now, p.solveBy(now)
	c.SignBy, c.ContactBy = p.after(now, p.Sign), p.after(now, p.Contact)
	c.Rung = 0
	if !c.PausedAt.IsZero() {
		c.PausedAt = now
	}
}

// PromiseSign promises that a unit which was given the ticket now signs for it.
func (b *Book) PromiseSign(t *intake.Ticket, now time.Time) {
	p := b.Policy(*t)
	t.Clocks.SignBy, t.Clocks.SignedAt = p.after(now, p.Sign), time.Time{}
	t.Clocks.Rung &^= ladderOf(Sign)
}

// PromiseLook promises that somebody looks at a repair, where that is configured.
func (b *Book) PromiseLook(t *intake.Ticket, now time.Time) {
	p := b.Policy(*t)
	t.Clocks.VerifyBy = p.after(now, p.Verify)
	t.Clocks.Rung &^= ladderOf(Verify)
}

// Pause stops the clocks of a ticket.
func (b *Book) Pause(t *intake.Ticket, now time.Time) {
	if t.Clocks.PausedAt.IsZero() {
		t.Clocks.PausedAt = now
	}
}

// Resume lets the clocks run again: what was left of each promise when they were
// stopped is left of it now.
func (b *Book) Resume(t *intake.Ticket, now time.Time) {
	c := &t.Clocks
	if c.PausedAt.IsZero() {
		return
	}
	p := b.Policy(*t)
	solve := p.solveHours(*t)
	for _, moved := range []struct {
		at    *time.Time
		hours Hours
	}{
		{&t.DueAt, solve}, {&c.Since, solve}, {&c.SignBy, p.hoursOf(p.Sign)}, {&c.ContactBy, p.hoursOf(p.Contact)},
	} {
		if !moved.at.IsZero() {
			*moved.at = moved.hours.Add(now, moved.hours.Between(c.PausedAt, *moved.at))
		}
	}
	c.PausedAt = time.Time{}
}

// after is when a span ends that begins now; zero without one.
func (p Policy) after(now time.Time, s Span) time.Time {
	if s.IsZero() {
		return time.Time{}
	}
	return p.Hours.After(now, s)
}

// solveBy is until when a ticket is to be solved.
func (p Policy) solveBy(since time.Time) time.Time {
	by := p.Hours.After(since, p.Solve)
	if p.AtMost > 0 {
		by = earlier(by, since.Add(p.AtMost))
	}
	return by
}

// hoursOf is the time that a span is counted in.
func (p Policy) hoursOf(s Span) Hours {
	if s.Unit == RoundTheClock || s.IsZero() {
		return Hours{}
	}
	return p.Hours
}

// solveHours is the time in which the promise to solve a ticket is counted: round
// the clock if it is the longest that it may take so.
func (p Policy) solveHours(t intake.Ticket) Hours {
	if p.AtMost > 0 && t.DueAt.Equal(since(t).Add(p.AtMost)) {
		return Hours{}
	}
	return p.hoursOf(p.Solve)
}

// since is from when on the promise to solve counts.
func since(t intake.Ticket) time.Time {
	if t.Clocks.Since.IsZero() {
		return t.OpenedAt // it was opened before there were clocks
	}
	return t.Clocks.Since
}

// running lists the promises of a ticket that somebody has to keep now.
func (b *Book) running(t intake.Ticket) []promise {
	c := t.Clocks
	if t.Status == intake.StatusWaiting || !c.PausedAt.IsZero() {
		return nil
	}
	p := b.Policy(t)
	var all []promise
	add := func(clock Clock, by time.Time, s Span) {
		if hours := p.hoursOf(s); !by.IsZero() {
			all = append(all, promise{clock, by, p.length(by, s), hours, p})
		}
	}
	if unsigned(t) {
		add(Sign, c.SignBy, p.Sign)
	}
	if t.Status.Open() {
		if c.ContactedAt.IsZero() {
			add(Contact, c.ContactBy, p.Contact)
		}
		if !t.DueAt.IsZero() {
			hours := p.solveHours(t)
			all = append(all, promise{Solve, t.DueAt, hours.Between(since(t), t.DueAt), hours, p})
		}
	}
	if t.Status == intake.StatusResolved {
		add(Verify, c.VerifyBy, p.Verify)
	}
	return all
}

// unsigned reports whether nobody has said yet that they have the ticket.
func unsigned(t intake.Ticket) bool {
	return t.Clocks.SignedAt.IsZero() && (t.Status.Unassigned() || t.Status == intake.StatusDispatched)
}

// length is how much time a span is that ends at by.
func (p Policy) length(by time.Time, s Span) time.Duration {
	if s.Unit != Workdays {
		return s.Time
	}
	var sum time.Duration
	for day, left := p.Hours.dayOf(by), s.Days; left > 0; day = day.move(-1) {
		if worked := p.Hours.length(day); worked > 0 {
			sum, left = sum+worked, left-1
		}
	}
	return sum
}
