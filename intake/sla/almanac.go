package sla

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Shift is a working time by its name, for people to look up.
type Shift struct {
	Name     string
	Hours    []string // "09:00-12:00"
	EveryDay bool     // weekends and holidays too
}

// Shifts lists the shifts of the calendar; the first is the usual one.
func (c *Calendar) Shifts() []Shift {
	all := make([]Shift, len(c.shifts))
	for i, p := range c.shifts {
		all[i] = Shift{Name: p.name, EveryDay: p.everyDay}
		for _, part := range p.parts {
			all[i].Hours = append(all[i].Hours, clockOf(part.from)+"-"+clockOf(part.to))
		}
	}
	return all
}

func clockOf(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// Special is a day that a year's list names: a holiday, or a make-up workday (调休).
type Special struct {
	Day     time.Time // its midnight, in the zone of the calendar
	Workday bool
}

// Specials lists what the list of a year names, in order; none if there is no list.
func (c *Calendar) Specials(year int) []Special {
	var all []Special
	for d, worked := range c.years[year] {
		all = append(all, Special{time.Date(d.year, d.month, d.day, 0, 0, 0, 0, c.zone), worked})
	}
	slices.SortFunc(all, func(a, b Special) int { return cmp.Compare(a.Day.Unix(), b.Day.Unix()) })
	return all
}

// Spell is a run of days that a year's list names and that are alike, its ends included.
type Spell struct {
	From, To time.Time // midnights, in the zone of the calendar
	Workday  bool
}

// Spells lists what the list of a year names as runs of days, in order.
func (c *Calendar) Spells(year int) []Spell {
	var all []Spell
	for _, d := range c.Specials(year) {
		if n := len(all) - 1; n >= 0 && all[n].Workday == d.Workday && all[n].To.AddDate(0, 0, 1).Equal(d.Day) {
			all[n].To = d.Day
			continue
		}
		all = append(all, Spell{d.Day, d.Day, d.Workday})
	}
	return all
}
