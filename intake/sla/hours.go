package sla

import (
	"slices"
	"time"
)

// Between is the working time from one moment to another; it is negative if the
// second comes first.
func (h Hours) Between(from, to time.Time) time.Duration {
	switch {
	case h.calendar == nil:
		return to.Sub(from)
	case to.Before(from):
		return -h.Between(to, from)
	}
	var sum time.Duration
	for d := h.dayOf(from); d.before(to); d = d.move(1) {
		for _, w := range h.working(d) {
			sum += w.within(from, to)
		}
	}
	return sum
}

// Add is the first moment until which d of working time has passed; for a negative
// d the last moment since which it will have passed. It falls into working time,
// ends included, unless d is 0.
func (h Hours) Add(from time.Time, d time.Duration) time.Time {
	switch {
	case h.calendar == nil:
		return from.Add(d)
	case d == 0:
		return from
	case d < 0:
		return h.back(from, -d)
	}
	for day, left := h.dayOf(from), d; ; day = day.move(1) {
		for _, w := range h.working(day) {
			begin := later(w.from, from)
			if has := w.to.Sub(begin); has >= left {
				return begin.Add(left)
			} else if has > 0 {
				left -= has
			}
		}
	}
}

// back goes d of working time back.
func (h Hours) back(from time.Time, left time.Duration) time.Time {
	for day := h.dayOf(from); ; day = day.move(-1) {
		for _, w := range slices.Backward(h.working(day)) {
			end := earlier(w.to, from)
			if has := end.Sub(w.from); has >= left {
				return end.Add(-left)
			} else if has > 0 {
				left -= has
			}
		}
	}
}

// AddDays is n workdays on, after as much of that day's work. What begins
// before or after work, or on a day off, counts from the next working time on: its
// n days end when the n-th of them does.
func (h Hours) AddDays(from time.Time, n int) time.Time {
	if h.calendar == nil {
		return from.AddDate(0, 0, n)
	}
	day := h.dayOf(from)
	begun := h.Between(day.start(), from)
	whole := begun == 0 || begun == h.length(day)
	if begun == 0 {
		day = day.move(-1) // before work is as good as after that of the day before
	}
	for n > 0 {
		if day = day.move(1); h.length(day) > 0 {
			n--
		}
	}
	length := h.length(day)
	if !whole {
		length = min(begun, length)
	}
	return h.Add(day.start(), length)
}

// After is the end of a span that begins at a moment.
func (h Hours) After(from time.Time, s Span) time.Time {
	switch s.Unit {
	case WorkingTime:
		return h.Add(from, s.Time)
	case Workdays:
		return h.AddDays(from, s.Days)
	case RoundTheClock:
	}
	return from.Add(s.Time)
}

// Working reports whether a moment is in working time, ends included.
func (h Hours) Working(t time.Time) bool {
	if h.calendar == nil {
		return true
	}
	for _, w := range h.working(h.dayOf(t)) {
		if !t.Before(w.from) && !t.After(w.to) {
			return true
		}
	}
	return false
}

// stretch is a time of working on a day.
type stretch struct{ from, to time.Time }

// within is how much of the stretch lies between two moments.
func (s stretch) within(from, to time.Time) time.Duration {
	return max(0, earlier(s.to, to).Sub(later(s.from, from)))
}

// day is a day of a calendar.
type day struct {
	noon time.Time // there is one on every day, whatever is done to clocks at night
}

func (h Hours) dayOf(t time.Time) day {
	year, month, d := t.In(h.calendar.zone).Date()
	return day{time.Date(year, month, d, 12, 0, 0, 0, h.calendar.zone)}
}

func (d day) move(n int) day { return day{d.noon.AddDate(0, 0, n)} }

func (d day) start() time.Time { return d.minute(0) }

func (d day) before(t time.Time) bool { return d.start().Before(t) }

func (d day) minute(n int) time.Time {
	year, month, day := d.noon.Date()
	return time.Date(year, month, day, n/60, n%60, 0, 0, d.noon.Location())
}

// working lists the working times of a day.
func (h Hours) working(d day) []stretch {
	if !h.plan.everyDay && !h.calendar.workday(dateOf(d.noon), d.noon.Weekday()) {
		return nil
	}
	all := make([]stretch, len(h.plan.parts))
	for i, p := range h.plan.parts {
		all[i] = stretch{d.minute(p.from), d.minute(p.to)}
	}
	return all
}

// length is the working time of a day.
func (h Hours) length(d day) time.Duration {
	var sum time.Duration
	for _, w := range h.working(d) {
		sum += w.to.Sub(w.from)
	}
	return sum
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
