package bots

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/intake"
	"snapgrid/intake/lease"
)

// Leases keeps one account to one node: a [lease.Keeper].
type Leases interface {
	// Hold runs work under a lease, as [lease.Keeper.Hold] says.
	Hold(ctx context.Context, name string, told lease.Told, work func(ctx context.Context) error) error
	// Holds reports whether this node has a lease.
	Holds(name string) bool
}

// Receiver takes a batch. Its context carries the fence of the adapter's lease, if
// it needs one.
type Receiver func(ctx context.Context, batch []intake.Inbound) error

// Host runs adapters: each restarts by itself after a failure, with a growing
// pause, and harms no other. It also routes what we say to the adapter of the
// chat's channel.
type Host struct {
	adapters []Adapter
	leases   Leases
	now      func() time.Time
	health   *health
}

// NewHost makes a host for a node.
func NewHost(leases Leases, now func() time.Time, adapters ...Adapter) *Host {
	return &Host{adapters: adapters, leases: leases, now: now, health: newHealth(adapters)}
}

// Run runs those of the adapters that fit, until ctx ends, and returns when all
// have stopped. The others are left to other nodes.
func (h *Host) Run(ctx context.Context, receive Receiver, fits func(Adapter) bool) error {
	var running sync.WaitGroup
	for _, a := range h.adapters {
		if !fits(a) {
			h.health.standby(a.Channel())
			continue
		}
		running.Go(func() { h.keep(ctx, a, receive) })
	}
	running.Wait()
	return nil
}

// keep runs one adapter again and again. Only one that fails is waited with: a lease
// that was lost is waited for at once, or a node that lost it some times would be of no
// use to its channel for a minute.
func (h *Host) keep(ctx context.Context, a Adapter, receive Receiver) {
	log := zerolog.Ctx(ctx).With().Str("channel", string(a.Channel())).Logger()
	ctx = log.WithContext(ctx)
	pause := pauseFirst
	for ctx.Err() == nil {
		began := h.now()
		err := h.once(ctx, a, receive)
		if ctx.Err() != nil {
			return
		}
		if errors.Is(err, lease.ErrLost) { // no fault of the channel: nobody has to be spared
			h.health.standby(a.Channel())
			log.Warn().Err(err).Msg("channel stopped; it goes on here or on another node")
			continue
		}
		if h.now().Sub(began) > pauseLongest {
			pause = pauseFirst
		}
		if err != nil {
			h.health.stopped(a.Channel(), h.now(), err)
			log.Error().Err(err).Dur("pause_ms", pause).Msg("channel stopped; it will be started again")
		}
		if !sleep(ctx, pause) {
			return
		}
		pause = min(2*pause, pauseLongest)
	}
}

const (
	pauseFirst   = time.Second
	pauseLongest = time.Minute
)

// once runs one adapter under its lease, if it needs one.
func (h *Host) once(ctx context.Context, a Adapter, receive Receiver) error {
	work := func(ctx context.Context) (err error) {
		defer caught(a.Channel(), &err)
		return a.Run(ctx, h.sink(a, intake.FenceOf(ctx), receive))
	}
	if a.Lease() == "" {
		h.health.running(a.Channel())
		return work(ctx)
	}
	failures := 0
	return h.leases.Hold(ctx, a.Lease(), func(ours bool, err error) {
		switch {
		case ours:
			h.health.running(a.Channel())
		case err == nil:
			h.health.standby(a.Channel())
		default:
			h.health.stopped(a.Channel(), h.now(), err)
			if failures++; failures == 1 {
				zerolog.Ctx(ctx).Error().Err(err).Msg("the channel waits for its lease")
			}
		}
	}, work)
}

// caught makes an error of a panic of an adapter. It is deferred.
func caught(channel intake.Channel, err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("the adapter of %s broke: %v", channel, p)
	}
}

// sink is the receiver as the adapter sees it: whatever context it hands in with a
// batch, the fence of its lease is on it.
func (h *Host) sink(a Adapter, fence intake.Fence, receive Receiver) Sink {
	return func(ctx context.Context, batch []intake.Inbound) error {
		if err := receive(intake.UnderFence(ctx, fence), batch); err != nil {
			return err
		}
		h.health.heard(a.Channel(), h.now(), len(batch))
		return nil
	}
}

// Post says one thing through the adapter of the chat's channel.
func (h *Host) Post(ctx context.Context, d intake.Delivery) (intake.Receipt, error) {
	p, ok := h.find(d.To.Channel).(Poster)
	if !ok {
		return intake.Receipt{}, &intake.Error{
			Code:    intake.CodeUnavailable,
			Message: fmt.Sprintf("the channel %s is not enabled, so nothing can be said there", d.To.Channel),
		}
	}
	receipt, err := post(ctx, p, d)
	if err != nil {
		h.health.erred(d.To.Channel, h.now(), err)
		return receipt, err
	}
	h.health.said(d.To.Channel, h.now())
	return receipt, nil
}

// post lets an adapter speak. One that breaks fails, and its chat can go on.
func post(ctx context.Context, p Poster, d intake.Delivery) (receipt intake.Receipt, err error) {
	defer caught(p.Channel(), &err)
	return p.Post(ctx, d)
}

// Toast answers a press to the presser alone, where the channel can.
func (h *Host) Toast(ctx context.Context, p intake.Press, text string) (err error) {
	t, ok := h.find(p.Chat.Channel).(Toaster)
	if !ok {
		return &intake.Error{Code: intake.CodeNever, Message: "the channel " + string(p.Chat.Channel) + " can not answer a press alone"}
	}
	defer caught(p.Chat.Channel, &err)
	return t.Toast(ctx, p, text)
}

// Pace is how fast a channel may be spoken to.
func (h *Host) Pace(channel intake.Channel) intake.Pace {
	if p, ok := h.find(channel).(Poster); ok {
		return p.Pace()
	}
	return intake.Pace{}
}

// Speaks reports whether this node can speak in a channel: not if only the node
// that has the account can, and that is another one.
func (h *Host) Speaks(channel intake.Channel) bool {
	t, ok := h.find(channel).(Tied)
	return !ok || h.leases.Holds(t.Lease())
}

// Alone lists the channels in which this node can speak and no other.
func (h *Host) Alone() []intake.Channel {
	var channels []intake.Channel
	for _, a := range h.adapters {
		if t, ok := a.(Tied); ok && h.leases.Holds(t.Lease()) {
			channels = append(channels, t.Channel())
		}
	}
	return channels
}

// Quotes reports whether a channel shows which message a post answers.
func (h *Host) Quotes(channel intake.Channel) bool {
	p, ok := h.find(channel).(Plain)
	return !ok || p.Quotes()
}

// Foresee tells how a channel would say something. Of a channel that does not know,
// it is said as it is.
func (h *Host) Foresee(d intake.Delivery) (pieces []string, short []intake.Shortfall) {
	if f, ok := h.find(d.To.Channel).(Foreseer); ok {
		return f.Foresee(d)
	}
	return []string{d.Text}, nil
}

// Fetch opens the bytes of a photo of a channel.
func (h *Host) Fetch(ctx context.Context, channel intake.Channel, m intake.Media) (r io.ReadCloser, err error) {
	f, ok := h.find(channel).(Fetcher)
	if !ok {
		return nil, &intake.Error{
			Code:    intake.CodeUnavailable,
			Message: fmt.Sprintf("the channel %s is not enabled, so its photos can not be fetched", channel),
		}
	}
	defer caught(channel, &err)
	return f.Fetch(ctx, m)
}

// Hooks returns the handlers of the adapters that are called by their service.
func (h *Host) Hooks(receive Receiver) map[string]http.Handler {
	hooks := map[string]http.Handler{}
	for _, a := range h.adapters {
		if hook, ok := a.(Hook); ok {
			if path, handler := hook.Hook(h.sink(a, intake.Fence{}, receive)); path != "" {
				hooks[path] = handler
			}
		}
	}
	return hooks
}

func (h *Host) find(channel intake.Channel) Adapter {
	for _, a := range h.adapters {
		if a.Channel() == channel {
			return a
		}
	}
	return nil
}

// sleep waits; false means that ctx ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
