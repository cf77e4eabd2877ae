package dispatch

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// When is a part of the week, or of the calendar. The zero value is always.
type When struct {
	Days  []time.Weekday // none: every day
	Hours []Hours        // none: all day
	Dates []Dates        // none: every date
}

// Hours is a span of the clock in minutes since midnight, From inclusive, To
// exclusive and up to 24:00. Where To is not after From it goes on over midnight,
// and all of it belongs to the day on which it begins.
type Hours struct{ From, To int }

// Dates is a span of days, both inclusive, at midnight UTC.
type Dates struct{ From, To time.Time }

// Holds reports whether a moment, in the zone that is meant, lies within.
func (w When) Holds(at time.Time) bool {
	if len(w.Hours) == 0 {
		return w.onDay(at)
	}
	minute := at.Hour()*60 + at.Minute()
	for _, h := range w.Hours {
		switch {
		case h.From < h.To:
			if minute >= h.From && minute < h.To && w.onDay(at) {
				return true
			}
		case minute >= h.From && w.onDay(at), minute < h.To && w.onDay(at.AddDate(0, 0, -1)):
			return true
		}
	}
	return false
}

func (w When) onDay(at time.Time) bool {
	return (len(w.Days) == 0 || slices.Contains(w.Days, at.Weekday())) &&
		(len(w.Dates) == 0 || slices.ContainsFunc(w.Dates, func(d Dates) bool { return d.Hold(at) }))
}

// Hold reports whether the day of a moment, in the zone that is meant, lies within.
func (d Dates) Hold(at time.Time) bool {
	day := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
	return !day.Before(d.From) && !day.After(d.To)
}

// String tells the span in words; "" is always.
func (w When) String() string {
	var parts []string
	if len(w.Days) > 0 {
		parts = append(parts, dayWords(w.Days))
	}
	for _, h := range w.Hours {
		parts = append(parts, h.String())
	}
	for _, d := range w.Dates {
		parts = append(parts, d.String())
	}
	return strings.Join(parts, " ")
}

// String prints "22:00-06:00".
func (h Hours) String() string {
	return fmt.Sprintf("%02d:%02d-%02d:%02d", h.From/60, h.From%60, h.To/60, h.To%60)
}

// String prints one day, or the first and the last.
func (d Dates) String() string {
	if d.From.Equal(d.To) {
		return d.From.Format(time.DateOnly)
	}
	return d.From.Format(time.DateOnly) + ".." + d.To.Format(time.DateOnly)
}

// week is the order in which the days of a week are told.
var week = []time.Weekday{
	time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday,
}

// dayWords tells days in the order of the week.
func dayWords(days []time.Weekday) string {
	var names []string
	for _, day := range week {
		if slices.Contains(days, day) {
			names = append(names, day.String()[:3])
		}
	}
	return strings.Join(names, ",")
}
