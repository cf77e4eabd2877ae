package stats

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Window is some days, from the beginning of the first to the end of the last, in
// the zone of the people.
type Window struct {
	From time.Time // midnight
	To   time.Time // midnight after the last day
}

// Span is how many days are told of where nobody says which.
const Span = 30

// longest is how many days a window may have.
const longest = 3 * 366

// Days is the window from one day to another, both included. The time of the day of
// either does not matter.
func Days(first, last time.Time) (Window, error) {
	w := Window{midnight(first, 0), midnight(last, 1)}
	switch {
	case !w.From.Before(w.To):
		return Window{}, fmt.Errorf("the first day is later than the last")
	case w.To.Sub(w.From) > longest*24*time.Hour:
		return Window{}, fmt.Errorf("want at most %d days", longest)
	}
	return w, nil
}

// ReadDays is the window from one day to another, each written 2026-11-01. Without
// the first it begins with the last [Span] days, without the last it ends today.
func ReadDays(first, last string, now time.Time) (Window, error) {
	from, fromErr := dayNamed(first, Lately(now, Span).From)
	to, toErr := dayNamed(last, now)
	if err := errors.Join(fromErr, toErr); err != nil {
		return Window{}, err
	}
	return Days(from, to)
}

func dayNamed(text string, otherwise time.Time) (time.Time, error) {
	if text == "" {
		return otherwise, nil
	}
	return time.ParseInLocation(time.DateOnly, text, otherwise.Location())
}

// Lately is the window of the last n days, with that of now.
func Lately(now time.Time, n int) Window {
	return Window{midnight(now, 1-n), midnight(now, 1)}
}

func midnight(t time.Time, days int) time.Time {
	year, month, day := t.Date()
	return time.Date(year, month, day+days, 0, 0, 0, 0, t.Location())
}

// Last is the last day.
func (w Window) Last() time.Time { return midnight(w.To, -1) }

// borders are the midnights of the window, the end included.
func (w Window) borders() []Moment {
	var all []Moment
	for i := 0; ; i++ {
		t := midnight(w.From, i)
		all = append(all, At(t))
		if !t.Before(w.To) {
			return all
		}
	}
}

// dayOf is the index of the day that a moment lies in, among the borders of a window
// that it lies in.
func dayOf(borders []Moment, m Moment) int {
	i, exact := slices.BinarySearch(borders, m)
	if exact {
		return i
	}
	return i - 1
}
