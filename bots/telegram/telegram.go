package telegram

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/go-telegram/bot"

	"snapgrid/bots"
	"snapgrid/intake"
)

// Channel is the name of this channel in every [intake.ChatRef].
const Channel intake.Channel = "telegram"

var (
	_ bots.Poster  = (*Adapter)(nil)
	_ bots.Fetcher = (*Adapter)(nil)
	_ bots.Checker = (*Adapter)(nil)
	_ bots.Toaster = (*Adapter)(nil)
	_ bots.Hook    = (*Adapter)(nil)
)

// Options is what the program gives to the adapter beside its configuration.
type Options struct {
	PublicURL string           // where the program is reached from outside; needed in webhook mode
	Now       func() time.Time // the clock; nil means time.Now
}

// Adapter connects one bot account.
type Adapter struct {
	cfg      Config
	opts     Options
	api      *bot.Bot
	client   *client
	self     self
	progress progress
	pollFor  time.Duration // how long the server may hold a getUpdates
	patience patience
}

// New makes an adapter. It does not use the network.
func New(cfg Config, opts Options) (*Adapter, error) {
	cfg.Enabled = true
	if err := cfg.Validate(); err != nil {
		return nil, fmt.Errorf("telegram: %w", err)
	}
	if cfg.Mode == "webhook" && opts.PublicURL == "" {
		return nil, errors.New("telegram: webhook mode needs public_url, where Telegram reaches this program")
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	cfg.APIURL = strings.TrimRight(cfg.APIURL, "/")
	c := newClient(cfg.APIURL, cfg.Token)
	api, err := bot.New(cfg.Token, bot.WithSkipGetMe(), bot.WithServerURL(cfg.APIURL),
		bot.WithHTTPClient(pollFor, c), bot.WithErrorsHandler(func(error) {}))
	if err != nil {
		return nil, c.hide(fmt.Errorf("telegram: make the client: %w", err))
	}
	return &Adapter{
		cfg: cfg, opts: opts, api: api, client: c,
		pollFor: pollFor, patience: defaultPatience(),
	}, nil
}

// Channel returns "telegram".
func (a *Adapter) Channel() intake.Channel { return Channel }

// Lease names the bot account while it is polled: Telegram lets only one poll.
// A webhook may be served by all nodes.
func (a *Adapter) Lease() string {
	if a.webhook() {
		return ""
	}
	id, _, _ := strings.Cut(a.cfg.Token, ":")
	return "telegram/" + id
}

func (a *Adapter) webhook() bool { return a.cfg.Mode == "webhook" }

// Run hears until ctx ends. It returns an error if Telegram refuses the token
// or the address of the webhook.
func (a *Adapter) Run(ctx context.Context, sink bots.Sink) error {
	defer a.client.http.CloseIdleConnections()
	if a.webhook() {
		return a.await(ctx)
	}
	return a.poll(ctx, sink)
}

// Pace is what Telegram tolerates, with some room: 30 posts a second in all,
// one a second in a chat, 20 a minute in a group.
func (a *Adapter) Pace() intake.Pace {
	return intake.Pace{
		PerSecond:     25,
		ChatInterval:  time.Second,
		GroupInterval: time.Minute / 18,
		GroupBurst:    2,
	}
}

// Check asks Telegram who we are.
func (a *Adapter) Check(ctx context.Context) (string, error) {
	me, err := a.whoami(ctx)
	if err != nil {
		return "", err
	}
	if me.hearsAll {
		return "@" + me.username + ", hears all group messages: yes", nil
	}
	return "@" + me.username + ", hears all group messages: no; " + deafHint, nil
}

const deafHint = "in groups where it is not an administrator photos do not reach it: " +
	"send /setprivacy to BotFather, choose Disable, then remove the bot from its groups and add it again"
