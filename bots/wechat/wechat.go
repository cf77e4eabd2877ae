package wechat

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/bots"
	"snapgrid/intake"
)

// Channel is the name of this channel in every reference to a chat.
const Channel intake.Channel = "wechat"

// Needs is what the adapter asks of the house.
type Needs struct {
	Shelf   Shelf
	Pairing Pairing
	// Staff are the names by which officers are known on this channel. Who
	// alone among all people carries one, as remark, card or nickname, has
	// [PersonID] of it as their number, whatever name they go by.
	Staff []string
	// Current is the number that a chat goes by now: another one once an
	// administrator said that two of our records are one chat.
	Current func(ctx context.Context, id string) (string, error)
	Zone    *time.Location // of times that are said; nil means UTC
	Now     func() time.Time
}

// Adapter is one account of WeChat.
type Adapter struct {
	cfg       Config
	needs     Needs
	timing    timing
	endpoint  *url.URL
	transport *http.Transport
	book      *book
	memory    memory
	speech    speech

	mu    sync.Mutex
	wire  *wire // of the present session; nil if logged out
	state bots.Pairing
}

// timing is how patient the adapter is.
type timing struct {
	pulse   time.Duration // the shortest time between two requests that wait for something to happen
	patient time.Duration // the longest pause between tries in an outage
	gap     time.Duration // between two things said; up to half of it is added by chance
	confirm time.Duration // how long the phone is waited for
}

func defaultTiming() timing {
	return timing{pulse: time.Second, patient: 2 * time.Minute, gap: 3 * time.Second, confirm: 3 * time.Minute}
}

var (
	_ bots.Plain   = (*Adapter)(nil)
	_ bots.Fetcher = (*Adapter)(nil)
	_ bots.Pairer  = (*Adapter)(nil)
	_ bots.Checker = (*Adapter)(nil)
)

// New makes an adapter. It reads the book of chats in the state folder.
func New(cfg Config, needs Needs) (*Adapter, error) {
	if needs.Now == nil {
		needs.Now = time.Now
	}
	if needs.Current == nil {
		needs.Current = func(_ context.Context, id string) (string, error) { return id, nil }
	}
	if needs.Zone == nil {
		needs.Zone = time.UTC
	}
	if needs.Shelf == nil || needs.Pairing == nil {
		return nil, errors.New("the wechat adapter needs a shelf and a pairing")
	}
	if err := cfg.Validate(); err != nil {
		return nil, fmt.Errorf("wechat: %w", err)
	}
	a := &Adapter{cfg: cfg, needs: needs, timing: defaultTiming(), speech: newSpeech(cfg.PerMinute)}
	if cfg.Endpoint != "" {
		endpoint, err := url.Parse(cfg.Endpoint)
		if err != nil {
			return nil, fmt.Errorf("wechat endpoint: %w", err)
		}
		a.endpoint = endpoint
	}
	a.transport = &http.Transport{Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true, TLSHandshakeTimeout: 10 * time.Second, IdleConnTimeout: time.Minute}
	book, err := openBook(filepath.Join(cfg.State, "chats.json"))
	if err != nil {
		return nil, err
	}
	a.book = book
	return a, nil
}

// Channel is "wechat".
func (a *Adapter) Channel() intake.Channel { return Channel }

// Lease says that one node only may hold the account's session.
func (a *Adapter) Lease() string { return "wechat/account" }

// Ref returns the lasting reference of the group with a title, for chats that
// the configuration names. What is posted there waits until the account sees
// exactly one such group.
func (a *Adapter) Ref(title string) (intake.ChatRef, error) {
	id, err := a.book.reserve(title)
	if err != nil {
		return intake.ChatRef{}, err
	}
	return intake.ChatRef{Channel: Channel, ID: id}, nil
}

// Pairing says how the channel is.
func (a *Adapter) Pairing() bots.Pairing {
	waiting, rests, now := a.book.waiting(), a.speech.restsTo(), a.needs.Now()
	a.mu.Lock()
	defer a.mu.Unlock()
	p := a.state
	p.Channel, p.Waiting, p.RestsTo = Channel, waiting, rests
	p.Silent = a.cfg.Silence > 0 && !p.LoggedIn.IsZero() && now.Sub(later(p.LoggedIn, p.Heard)) > a.cfg.Silence
	return p
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Run lives one session after the other until ctx ends.
func (a *Adapter) Run(ctx context.Context, sink bots.Sink) error {
	defer a.transport.CloseIdleConnections()
	wait := &backoff{least: a.timing.pulse, most: a.timing.patient}
	for ctx.Err() == nil {
		lived, err := a.live(ctx, sink)
		if ctx.Err() != nil {
			break
		}
		if lived {
			wait.reset()
		}
		a.note(func(p *bots.Pairing) { p.Failure = err.Error() })
		zerolog.Ctx(ctx).Warn().Err(err).Msg("the session ended, trying again")
		if pause(ctx, wait.next()) != nil {
			break
		}
	}
	return nil
}

// live is one session, from login to its end. It reports whether the session
// heard from the service and ended by it, and why.
func (a *Adapter) live(ctx context.Context, sink bots.Sink) (bool, error) {
	s, err := a.open(ctx, sink)
	if err != nil {
		return false, scrub(err)
	}
	<-s.done
	a.hangUp()
	reason := s.bot.CrashReason()
	if reason == nil {
		reason = errors.New("the session ended without a reason")
	}
	return s.lived && s.failed == nil, scrub(reason)
}

// pickUp begins posting. Who is logged in has no code to scan and no login to
// confirm, whether or not the library has said so yet.
func (a *Adapter) pickUp(w *wire) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.wire = w
	a.state.LoggedIn, a.state.Account, a.state.Failure = a.needs.Now(), w.nick, ""
	a.state.Code, a.state.Confirm = "", false
}

// hangUp ends posting.
func (a *Adapter) hangUp() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.wire, a.state.LoggedIn, a.state.Account = nil, time.Time{}, ""
}

// current is what can be posted and fetched with; nil if logged out.
func (a *Adapter) current() *wire {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.wire
}

func (a *Adapter) note(change func(*bots.Pairing)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	change(&a.state)
}
