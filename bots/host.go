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
)

// Leases is what the host needs so that one account is served by one node only.
type Leases interface {
	TakeLease(ctx context.Context, name, holder string, now, until time.Time) (intake.Fence, bool, error)
	GiveLease(ctx context.Context, name, holder string) error
}

// Receiver takes a batch under the fence of the adapter's lease; the fence is
// zero for an adapter that needs none.
type Receiver func(ctx context.Context, fence intake.Fence, batch []intake.Inbound) error

// LeaseTime is how long a node may be silent before another one takes over.
const LeaseTime = 6 * time.Second

// Host runs adapters: each restarts by itself after a failure, with a growing
// pause, and harms no other. It also routes what we say to the adapter of the
// chat's channel.
type Host struct {
	adapters []Adapter
	leases   Leases
	node     string
	now      func() time.Time
	health   *health
}

// NewHost makes a host for a node, whose name must be unique among the nodes.
func NewHost(node string, leases Leases, now func() time.Time, adapters ...Adapter) *Host {
	return &Host{adapters: adapters, leases: leases, node: node, now: now, health: newHealth(adapters)}
}

// Run runs all adapters until ctx ends and returns when all have stopped.
func (h *Host) Run(ctx context.Context, receive Receiver) error {
	var running sync.WaitGroup
	for _, a := range h.adapters {
		running.Go(func() { h.keep(ctx, a, receive) })
	}
	running.Wait()
	return nil
}

// keep runs one adapter again and again.
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
func (h *Host) once(ctx context.Context, a Adapter, receive Receiver) (err error) {
	defer caught(a.Channel(), &err)
	if a.Lease() == "" {
		h.health.running(a.Channel())
		return a.Run(ctx, h.sink(a, intake.Fence{}, receive))
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	fence, err := h.await(ctx, a)
	if err != nil {
		return err
	}
	var renewing sync.WaitGroup
	renewing.Go(func() { h.renew(ctx, fence, cancel) })
	defer func() {
		cancel(nil)
		renewing.Wait()
		free, done := context.WithTimeout(context.WithoutCancel(ctx), LeaseTime/3)
		defer done()
		if givenErr := h.leases.GiveLease(free, a.Lease(), h.node); givenErr != nil {
			zerolog.Ctx(ctx).Warn().Err(givenErr).Msg("the lease was not given back; it runs out by itself")
		}
	}()
	h.health.running(a.Channel())
	if err := a.Run(ctx, h.sink(a, fence, receive)); err != nil {
		return err
	}
	if cause := context.Cause(ctx); errors.Is(cause, errLeaseLost) {
		return cause
	}
	return nil
}

// caught makes an error of a panic of an adapter. It is deferred.
func caught(channel intake.Channel, err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("the adapter of %s broke: %v", channel, p)
	}
}

var errLeaseLost = errors.New("the lease is lost")

// await waits until the lease is ours. A database that is away for a while is
// waited for, since that is no fault of the adapter.
func (h *Host) await(ctx context.Context, a Adapter) (intake.Fence, error) {
	for failures := 0; ; {
		now := h.now()
		fence, ok, err := h.takeSoon(ctx, a.Lease(), now)
		switch {
		case err == nil && ok:
			return fence, nil
		case err == nil:
			h.health.standby(a.Channel())
		case ctx.Err() == nil:
			h.health.stopped(a.Channel(), now, err)
			if failures++; failures == 1 {
				zerolog.Ctx(ctx).Error().Err(err).Msg("the channel waits for its lease")
			}
		}
		if !sleep(ctx, LeaseTime/6) {
			return intake.Fence{}, context.Cause(ctx)
		}
	}
}

// renew keeps the lease; when it can not, it ends the adapter before the lease
// runs out. A new token means that another node had the lease in between: the
// adapter's fence is worth nothing any more.
func (h *Host) renew(ctx context.Context, fence intake.Fence, cancel context.CancelCauseFunc) {
	good := h.now()
	for sleep(ctx, LeaseTime/6) {
		now := h.now()
		renewed, ok, err := h.takeSoon(ctx, fence.Lease, now)
		switch {
		case err == nil && ok && renewed.Token == fence.Token:
			good = now
		case err == nil:
			cancel(fmt.Errorf("%w: another node took it over", errLeaseLost))
			return
		case h.now().Sub(good) >= LeaseTime*2/3:
			cancel(fmt.Errorf("%w: %w", errLeaseLost, err))
			return
		}
	}
}

// takeSoon asks for the lease. A database that does not answer is not waited for
// longer than the lease allows.
func (h *Host) takeSoon(ctx context.Context, lease string, now time.Time) (intake.Fence, bool, error) {
	ctx, done := context.WithTimeout(ctx, LeaseTime/6)
	defer done()
	return h.leases.TakeLease(ctx, lease, h.node, now, now.Add(LeaseTime))
}

// sink is the receiver as the adapter sees it.
func (h *Host) sink(a Adapter, fence intake.Fence, receive Receiver) Sink {
	return func(ctx context.Context, batch []intake.Inbound) error {
		if err := receive(ctx, fence, batch); err != nil {
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

// Quotes reports whether a channel shows which message a post answers.
func (h *Host) Quotes(channel intake.Channel) bool {
	p, ok := h.find(channel).(Plain)
	return !ok || p.Quotes()
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
