package outbox

import (
	"errors"
	"strings"
	"time"
)

// hours is a time of every day, in minutes from midnight; it may go past
// midnight. The zero hours are never.
type hours struct{ from, to int }

var errHours = errors.New("want HH:MM-HH:MM, such as 22:00-07:00, or nothing")

func parseHours(text string) (hours, error) {
	if text == "" {
		return hours{}, nil
	}
	first, second, ok := strings.Cut(text, "-")
	from, err1 := time.Parse("15:04", strings.TrimSpace(first))
	to, err2 := time.Parse("15:04", strings.TrimSpace(second))
	if !ok || err1 != nil || err2 != nil || from.Equal(to) {
		return hours{}, errHours
	}
	return hours{from.Hour()*60 + from.Minute(), to.Hour()*60 + to.Minute()}, nil
}

// include reports whether the hours are on at a local time.
func (h hours) include(at time.Time) bool {
	now := at.Hour()*60 + at.Minute()
	if h.from <= h.to {
		return h.from <= now && now < h.to
	}
	return now >= h.from || now < h.to
}

// end is when the hours that are on at a local time are over.
func (h hours) end(at time.Time) time.Time {
	year, month, day := at.Date()
	if at.Hour()*60+at.Minute() >= h.to {
		day++
	}
	return time.Date(year, month, day, h.to/60, h.to%60, 0, 0, at.Location())
}
