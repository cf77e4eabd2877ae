package wechat

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/eatmoreapple/openwechat"
	"github.com/rs/zerolog"

	"snapgrid/bots"
	"snapgrid/intake"
)

// session is one login's life. After it began, everything in it belongs to the
// library's goroutine until done is closed.
type session struct {
	a     *Adapter
	ctx   context.Context // of Run: the library's callbacks carry none
	bot   *openwechat.Bot
	guard *guard
	vault *vault
	sink  bots.Sink
	done  chan struct{} // closed when the library's goroutine has ended

	wire   *wire
	roster *roster
	stale  bool      // the roster is out of date
	looked time.Time // the roster was last brought up to date
	batch  []intake.Inbound
	heard  int       // messages since the last poll
	polled time.Time // the last poll
	failed error     // nothing more is taken: what was not stored comes again
	blind  bool      // in this batch the service did not hand out a photo
	lived  bool
	ailing bool // something went wrong since the last poll
	wait   *backoff
}

// newSession makes a bot of the library that talks through a guard.
func (a *Adapter) newSession(ctx context.Context, sink bots.Sink, v *vault) *session {
	s := &session{
		a: a, ctx: ctx, vault: v, sink: sink, done: make(chan struct{}),
		wait: &backoff{least: a.timing.pulse, most: a.timing.patient},
	}
	// The bot's own context is ended by the library's goroutine only, so that
	// its end always shows; ours reaches it through the guard.
	s.bot = openwechat.NewBot(context.WithoutCancel(ctx))
	if a.cfg.Mode != "normal" {
		openwechat.Desktop.Prepare(s.bot)
	}
	client := s.bot.Caller.Client
	client.MaxRetryTimes = 1 // or a lost answer says everything five times
	client.HTTPClient().Timeout = 0
	s.guard = &guard{
		next: a.transport, endpoint: a.endpoint, stop: ctx, pulse: a.timing.pulse,
		beforePoll: s.poll,
		beforeInit: func() { repairCookies(client) },
		unreadable: s.unreadable,
	}
	client.HTTPClient().Transport = s.guard
	s.bot.MessageHandler = s.hear
	s.bot.MessageErrorHandler = s.trouble
	s.bot.SyncCheckCallback = s.beat
	s.bot.LogoutCallBack = func(*openwechat.Bot) { close(s.done) }
	return s
}

// poll comes before each poll for messages: what the last one brought is stored
// by now or the session ends.
func (s *session) poll() (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = s.fail(fmt.Errorf("panic between polls: %v", p))
		}
	}()
	if s.failed != nil {
		return s.failed
	}
	s.mended()
	if s.wire == nil || s.stale && time.Since(s.looked) > 30*s.a.timing.pulse {
		if err := s.look(); err != nil {
			return err
		}
	}
	if err := s.flush(); err != nil {
		return s.fail(err)
	}
	if s.heard == 0 {
		if err := pause(s.ctx, time.Until(s.polled.Add(s.a.timing.pulse))); err != nil {
			return err
		}
	}
	s.polled, s.heard, s.blind = time.Now(), 0, false
	return s.ctx.Err()
}

// mended forgets the troubles after a whole round without one. An answer to a
// poll alone says little: what it promises may still not come.
func (s *session) mended() {
	if !s.ailing && s.lived {
		s.wait.reset()
		s.a.note(func(p *bots.Pairing) { p.Failure = "" })
	}
	s.ailing = false
}

func (s *session) fail(err error) error {
	s.failed = err
	return err
}

// look brings the roster up to date; the first time it opens the session to the
// posts.
func (s *session) look() error {
	login, request := s.bot.Storage.LoginInfo, s.bot.Storage.Request
	mark := digest(strconv.FormatInt(login.WxUin, 10), login.WxSid)
	r, err := call(s.ctx, s.bot, mark)
	if err != nil {
		return err
	}
	s.roster, s.stale, s.looked = r, false, time.Now()
	if s.wire == nil { // another node may have held the account
		if err := s.a.book.catchUp(); err != nil {
			return err
		}
	}
	if err := s.a.tidy(s.ctx); err != nil {
		return err
	}
	s.a.book.begin(mark, s.chats())
	if s.wire != nil {
		return nil
	}
	s.wire = &wire{
		client: s.bot.Caller.Client, caller: s.bot.Caller, login: login, base: request,
		mark: mark, self: r.self, nick: r.nick,
	}
	if err := s.a.book.save(); err != nil {
		return err
	}
	s.a.pickUp(s.wire)
	return nil
}

// chats lists what the account sees.
func (s *session) chats() []live {
	var list []live
	for name := range s.roster.groups {
		list = append(list, s.live(name))
	}
	for name := range s.roster.friends {
		list = append(list, s.live(name))
	}
	return list
}

// live describes a group or friend.
func (s *session) live(name string) live {
	g := s.roster.groups[name]
	if g == nil {
		p := s.roster.friends[name]
		return live{name: name, private: true, title: p.shown()}
	}
	return live{name: name, title: g.title, people: g.digests}
}

// storeTries is how often a batch is offered to the sink, over some minutes,
// before the session ends, to be taken up again from the same place.
const storeTries = 8

// flush hands the batch in and then keeps the session with its new place in the
// stream.
func (s *session) flush() error {
	if err := s.a.book.save(); err != nil {
		return err
	}
	if len(s.batch) > 0 {
		if err := s.store(); err != nil {
			return err
		}
		s.batch = nil
		s.a.note(func(p *bots.Pairing) { p.Heard = s.a.needs.Now() })
	}
	return s.vault.commit()
}

func (s *session) store() error {
	wait := &backoff{least: s.a.timing.pulse, most: s.a.timing.patient}
	for try := 1; ; try++ {
		err := s.sink(s.ctx, s.batch)
		if err == nil {
			return nil
		}
		if try == storeTries || pause(s.ctx, wait.next()) != nil {
			return fmt.Errorf("store what was heard: %w", err)
		}
	}
}

// beat sees the answer to each poll.
func (s *session) beat(resp openwechat.SyncCheckResponse) {
	if !resp.Success() {
		return
	}
	s.lived = true
	s.a.note(func(p *bots.Pairing) { p.Beat = s.a.needs.Now() })
}

// trouble hears of everything that went wrong in the library's loop. It ends
// the session with an error, or waits and lets it go on.
func (s *session) trouble(err error) error {
	switch {
	case s.ctx.Err() != nil:
		return s.ctx.Err()
	case s.failed != nil:
		return s.failed
	case loggedOut(err):
		return err
	}
	err, s.ailing = scrub(err), true
	wait := s.wait.next()
	if resting(err) {
		wait = s.a.timing.patient
	}
	s.a.note(func(p *bots.Pairing) { p.Failure = err.Error() })
	zerolog.Ctx(s.ctx).Warn().Err(err).Dur("wait", wait).Msg("the service does not answer as it should")
	if pause(s.ctx, wait) != nil {
		return s.ctx.Err()
	}
	return nil
}
