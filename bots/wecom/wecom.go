package wecom

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"snapgrid/bots"
	"snapgrid/intake"
)

// Channel is the name of this channel in every reference to a chat.
const Channel intake.Channel = "wecom"

// Options is what the program gives to the adapter beside its configuration.
type Options struct {
	PublicURL string           // where pictures can be looked at where they cannot be sent
	Now       func() time.Time // nil means time.Now
}

// Adapter is one intelligent robot and its group robots.
type Adapter struct {
	cfg      Config
	opts     Options
	box      box
	robots   map[string]*url.URL // by chat
	client   http.Client
	answers  answers
	progress progress
}

var (
	_ bots.Plain   = (*Adapter)(nil)
	_ bots.Fetcher = (*Adapter)(nil)
	_ bots.Hook    = (*Adapter)(nil)
	_ bots.Checker = (*Adapter)(nil)
)

// New makes an adapter. It does not use the network.
func New(cfg Config, opts Options) (*Adapter, error) {
	cfg.Enabled = true
	if err := cfg.Validate(); err != nil {
		return nil, fmt.Errorf("wecom: %w", err)
	}
	robots, err := readRobots(cfg.Robots)
	if err != nil {
		return nil, fmt.Errorf("wecom: %w", err)
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	transport, err := outward(cfg.Endpoint)
	if err != nil {
		return nil, err
	}
	a := &Adapter{cfg: cfg, opts: opts, robots: robots}
	a.client = http.Client{Transport: transport, Timeout: callTime, CheckRedirect: noRedirect}
	if cfg.EncodingAESKey != "" {
		key, err := aesKey(cfg.EncodingAESKey)
		if err != nil {
			return nil, fmt.Errorf("wecom: %w", err)
		}
		a.box = box{cfg.Token, key}
	}
	return a, nil
}

// callTime is how long the service may take to answer.
const callTime = 30 * time.Second

// Channel is "wecom".
func (a *Adapter) Channel() intake.Channel { return Channel }

// Lease is empty: every node may be called and may speak.
func (a *Adapter) Lease() string { return "" }

// Quotes is false: a robot cannot quote.
func (a *Adapter) Quotes() bool { return false }

// Run waits: the service calls us.
func (a *Adapter) Run(ctx context.Context, _ bots.Sink) error {
	<-ctx.Done()
	a.client.CloseIdleConnections()
	return nil
}

// Check says what is configured. A group robot cannot be tried without a
// message in its group.
func (a *Adapter) Check(context.Context) (string, error) {
	hears := "hears nothing: callback_token and encoding_aes_key are not set"
	if a.box.key != nil {
		hears = "hears at " + a.opts.PublicURL + hookPath + ", once that is entered as the robot's address"
	}
	return fmt.Sprintf("%s; speaks in %d chats", hears, len(a.robots)), nil
}

var errRedirect = errors.New("the service sent us elsewhere")

func noRedirect(*http.Request, []*http.Request) error { return errRedirect }
