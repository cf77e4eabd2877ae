package outbox

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

	"snapgrid/intake"
)

// pacer says how long to wait before speaking, by the pace of each channel.
type pacer struct {
	pace func(intake.Channel) intake.Pace

	mu       sync.Mutex
	channels map[intake.Channel]*rate.Limiter
	chats    map[int64]*chatPace
}

// chatPace is the pace of one chat: a short interval, a long run, and a time
// until which the channel told us to be silent.
type chatPace struct {
	short, long *rate.Limiter
	until       time.Time
	used        time.Time
}

func newPacer(pace func(intake.Channel) intake.Pace) *pacer {
	return &pacer{pace: pace, channels: map[intake.Channel]*rate.Limiter{}, chats: map[int64]*chatPace{}}
}

// take answers 0 and counts the post, or answers how long to wait and counts
// nothing. An emoji is no message: it fills nobody's screen, and only the pace
// of the whole channel applies to it.
func (p *pacer) take(chat intake.Chat, emoji bool, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.chat(chat, now)
	if wait := c.until.Sub(now); wait > 0 {
		return wait
	}
	limiters := []*rate.Limiter{p.channel(chat.Ref.Channel)}
	if !emoji {
		limiters = append(limiters, c.short)
	}
	if !emoji && chat.Kind != intake.ChatPrivate {
		limiters = append(limiters, c.long)
	}
	return reserve(limiters, now)
}

// reserve takes a token of every limiter, or of none.
func reserve(limiters []*rate.Limiter, now time.Time) time.Duration {
	var taken []*rate.Reservation
	var wait time.Duration
	for _, l := range limiters {
		r := l.ReserveN(now, 1)
		taken = append(taken, r)
		wait = max(wait, r.DelayFrom(now))
	}
	if wait > 0 {
		for _, r := range taken {
			r.CancelAt(now)
		}
	}
	return wait
}

// hold keeps a chat silent until a time.
func (p *pacer) hold(chat intake.Chat, until time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.chat(chat, until).until = until
}

func (p *pacer) channel(name intake.Channel) *rate.Limiter {
	l, ok := p.channels[name]
	if !ok {
		l = rate.NewLimiter(rate.Inf, 1)
		if per := p.pace(name).PerSecond; per > 0 {
			l = rate.NewLimiter(rate.Limit(per), max(1, int(per)))
		}
		p.channels[name] = l
	}
	return l
}

func (p *pacer) chat(chat intake.Chat, now time.Time) *chatPace {
	c, ok := p.chats[chat.ID]
	if !ok {
		p.forget(now)
		pace := p.pace(chat.Ref.Channel)
		// A burst of two: services tolerate short ones.
		c = &chatPace{
			short: rate.NewLimiter(every(pace.ChatInterval), 2),
			long:  rate.NewLimiter(every(pace.GroupInterval), max(1, pace.GroupBurst)),
		}
		p.chats[chat.ID] = c
	}
	c.used = now
	return c
}

// mostChats is how many chats are remembered before the idle are forgotten.
const mostChats = 4096

func (p *pacer) forget(now time.Time) {
	if len(p.chats) < mostChats {
		return
	}
	for id, c := range p.chats {
		if now.Sub(c.used) > 10*time.Minute {
			delete(p.chats, id)
		}
	}
}

func every(d time.Duration) rate.Limit {
	if d <= 0 {
		return rate.Inf
	}
	return rate.Every(d)
}
