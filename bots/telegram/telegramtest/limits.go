package telegramtest

import (
	"net/http"
	"strconv"
	"time"
)

// limits are the rules for how fast a bot may talk: 30 a second in all, one a
// second in a chat in the long run, 20 a minute in a group.
type limits struct {
	now   func() time.Time
	all   window
	chats map[int64]*window
	group map[int64]*window
}

// window remembers when things happened.
type window struct{ past []time.Time }

// wait says how long n more things would have to wait, if at most most of them
// may happen within per.
func (w *window) wait(now time.Time, most int, per time.Duration, n int) time.Duration {
	first := 0
	for first < len(w.past) && now.Sub(w.past[first]) >= per {
		first++
	}
	w.past = w.past[first:]
	over := len(w.past) + n - most
	if over <= 0 || len(w.past) == 0 {
		return 0
	}
	return per - now.Sub(w.past[min(over, len(w.past))-1])
}

func (w *window) add(now time.Time, n int) {
	for range n {
		w.past = append(w.past, now)
	}
}

// admit lets n messages into a chat, or says when to come again.
func (l *limits) admit(chat *Chat, n int) *refusal {
	if l.chats == nil {
		l.chats, l.group = map[int64]*window{}, map[int64]*window{}
	}
	id, now := chat.wire.ID, l.now()
	if l.chats[id] == nil {
		l.chats[id], l.group[id] = &window{}, &window{}
	}
	wait := max(l.all.wait(now, 30, time.Second, n), l.chats[id].wait(now, 3, 3*time.Second, n))
	if chat.wire.Type != "private" {
		wait = max(wait, l.group[id].wait(now, 20, time.Minute, n))
	}
	if wait > 0 {
		seconds := int((wait + time.Second - 1) / time.Second)
		return &refusal{
			Code: http.StatusTooManyRequests, RetryAfter: seconds,
			Description: "Too Many Requests: retry after " + strconv.Itoa(seconds),
		}
	}
	l.all.add(now, n)
	l.chats[id].add(now, n)
	l.group[id].add(now, n)
	return nil
}
