package wechat

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"snapgrid/intake"
)

// hours is a time of every day, in minutes from midnight; it may go past
// midnight. The zero hours are never.
type hours struct{ from, to int }

var errHours = errors.New("want HH:MM-HH:MM, such as 22:30-07:00, or nothing")

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

func (h hours) include(at time.Time) bool {
	now := at.Hour()*60 + at.Minute()
	if h.from <= h.to {
		return h.from <= now && now < h.to
	}
	return now >= h.from || now < h.to
}

// awake is how long after a message its chat counts as awake.
const awake = 30 * time.Minute

// ears know when somebody last spoke in each chat.
type ears struct {
	mu   sync.Mutex
	last map[string]time.Time
}

func newEars() ears { return ears{last: map[string]time.Time{}} }

func (e *ears) hear(chat string, at time.Time) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.last[chat] = at
}

func (e *ears) heard(chat string) time.Time {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.last[chat]
}

// quiet holds back, in the quiet hours, what would wake up a chat in which
// nobody speaks. Alarms are said at any time.
func (a *Adapter) quiet(d intake.Delivery) error {
	now := a.needs.Now().In(a.needs.Zone)
	if d.Kind == intake.PostAlarm || !a.hours.include(now) || now.Sub(a.ears.heard(d.To.ID)) < awake {
		return nil
	}
	return &intake.Error{
		Code:    intake.CodeUnavailable,
		Message: fmt.Sprintf("quiet hours (%s): it waits until they are over or somebody speaks in the chat", a.cfg.QuietHours),
	}
}

// clock is the time of day, for people.
func (a *Adapter) clock() string { return a.needs.Now().In(a.needs.Zone).Format("15:04") }
