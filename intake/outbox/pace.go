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

// shortly is how long a turn is waited for on the spot. To put a post off takes two
// transactions and a job, and while a channel is busy all that wait would be put off
// again and again: what waits for its turn waits in the queue instead.
const shortly = 500 * time.Millisecond

// take counts the post and answers when its turn is, 0 for now; or it counts nothing
// and answers for how long to put the post off. Chats have to wait longer than is worth
// waiting for; the turns of a channel come fast. An emoji is no message: it fills
// nobody's screen, and only the pace of the whole channel applies to it.
func (p *pacer) take(chat intake.Chat, emoji bool, now time.Time) (turn, later time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.chat(chat, now)
	if wait := c.until.Sub(now); wait > 0 {
		return 0, wait
	}
	var own []*rate.Limiter
	if !emoji {
		own = append(own, c.short)
	}
	if !emoji && chat.Kind != intake.ChatPrivate {
		own = append(own, c.long)
	}
	return reserve(p.channel(chat.Ref.Channel), own, now)
}

// reserve takes a token of every limiter, or of none.
func reserve(channel *rate.Limiter, own []*rate.Limiter, now time.Time) (turn, later time.Duration) {
	turns := channel.ReserveN(now, 1)
	taken := []*rate.Reservation{turns}
	for _, l := range own {
		r := l.ReserveN(now, 1)
		taken = append(taken, r)
		later = max(later, r.DelayFrom(now))
	}
	if turn = turns.DelayFrom(now); later == 0 && turn <= shortly {
		return turn, 0
	}
	for _, r := range taken {
		r.CancelAt(now)
	}
	return 0, max(turn, later)
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
