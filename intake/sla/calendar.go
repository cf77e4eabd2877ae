package sla

import (
	"slices"
	"time"
)

// Calendar knows which days are worked on. It never changes once made.
type Calendar struct {
	zone   *time.Location
	week   [7]bool // worked on, by the day of the week, where no year says otherwise
	shifts []plan
	years  map[int]map[date]bool // what differs: true is a make-up workday, false a holiday
}

// date is a day of the calendar, wherever.
type date struct {
	year  int
	month time.Month
	day   int
}

func dateOf(t time.Time) date {
	year, month, day := t.Date()
	return date{year, month, day}
}

// plan is a shift by its name: from when to when a day is worked on.
type plan struct {
	name     string
	parts    []part
	everyDay bool // weekends and holidays too
}

// part is a time of working, in minutes since midnight.
type part struct{ from, to int }

// Hours are the working time of a shift. The zero value is the time round the
// clock.
type Hours struct {
	calendar *Calendar
	plan     plan
}

// Hours finds a shift by its name; "" is the first one.
func (c *Calendar) Hours(name string) (Hours, bool) {
	at := slices.IndexFunc(c.shifts, func(p plan) bool { return p.name == name || name == "" })
	if at < 0 {
		return Hours{}, false
	}
	return Hours{c, c.shifts[at]}, true
}

// Workday reports whether a day is worked on. A year that the calendar does not
// have counts by the days of the week alone.
func (c *Calendar) Workday(t time.Time) bool {
	t = t.In(c.zone)
	return c.workday(dateOf(t), t.Weekday())
}

func (c *Calendar) workday(d date, w time.Weekday) bool {
	if worked, differs := c.years[d.year][d]; differs {
		return worked
	}
	return c.week[w]
}

// Known reports whether the calendar has the holidays of a year.
func (c *Calendar) Known(year int) bool { return c.years[year] != nil }

// Missing lists the years that the calendar should have by now and has not: this
// one, and from December the next, whose list the State Council publishes in
// November.
func (c *Calendar) Missing(now time.Time) []int {
	year, month, _ := now.In(c.zone).Date()
	wanted := []int{year}
	if month == time.December {
		wanted = append(wanted, year+1)
	}
	return slices.DeleteFunc(wanted, c.Known)
}
