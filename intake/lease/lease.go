// Package lease lets one node at a time do what only one may do: poll a bot, hold
// a WeChat account, work what is done from time to time.
//
// # How a node stops
//
// A lease lasts [TTL] and is renewed every sixth of it. A node that can not renew
// ends its own work after two thirds, by its own clock, so that it is still before
// anybody else begins. A node that was frozen can not do that: what it writes when
// it wakes is refused by the database, because the work's context carries the
// fence ([intake.UnderFence]) and every transaction looks at it. What it says to a
// chat service in that moment can not be refused by anybody.
//
// # How another one begins
//
// A node that waits asks for how long the lease is taken yet, and comes back in that
// moment; and once in a beat besides, since a lease may be given back. So a takeover
// takes as long as the lease had left, and hardly longer. Leases are asked for over
// connections of their own: a node all of whose others are busy keeps what it holds.
//
// # Whose clock
//
// When a lease ends is told by the database, which all nodes share. So clocks that
// differ between nodes, or jump, move no lease.
package lease

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/intake"
)

// TTL is how long a node may be silent before another one takes over.
const TTL = 6 * time.Second

const (
	beat   = TTL / 6     // between two renewals, and how long one may take
	retry  = beat / 4    // from a question that was not answered to the next
	safety = TTL * 2 / 3 // from the last good renewal to the end of the work
)

// Store is the table of leases.
type Store interface {
	// TakeLease takes a lease that is free or ran out, or renews our own. A zero
	// now stands for the clock of the database.
	TakeLease(ctx context.Context, name, holder string, now time.Time, ttl time.Duration) (intake.Fence, bool, error)
	// LeaseLeft tells for how long a lease is taken yet; 0 if it is free.
	LeaseLeft(ctx context.Context, name string, now time.Time) (time.Duration, error)
	GiveLease(ctx context.Context, name, holder string) error
}

// Keeper takes and renews the leases of one node.
type Keeper struct {
	store Store
	node  string

	mu   sync.Mutex
	held map[string]time.Time // until when, by our clock, the work under each may go on
}

// NewKeeper makes the keeper of a node, whose name must be unique among the nodes.
func NewKeeper(store Store, node string) *Keeper {
	return &Keeper{store: store, node: node, held: map[string]time.Time{}}
}

// ErrLost is why work ended whose lease could not be renewed.
var ErrLost = errors.New("the lease is lost")

// Told hears how it stands with a lease: it is ours, or it is not, and then why
// if it is for a fault of the database.
type Told func(ours bool, err error)

// Hold waits for a lease, runs work under it, and gives it back. The context of the
// work carries the fence, and ends when the lease can not be renewed; the error is
// then [ErrLost]. A database that is away for a while is waited for.
func (k *Keeper) Hold(ctx context.Context, name string, told Told, work func(ctx context.Context) error) error {
	fence, taken, err := k.await(ctx, name, told)
	if err != nil {
		return err
	}
	told(true, nil)
	working, cancel := context.WithCancelCause(intake.UnderFence(ctx, fence))
	var renewing sync.WaitGroup
	renewing.Go(func() { k.renew(working, fence, taken, cancel) })
	defer func() {
		cancel(nil)
		renewing.Wait()
		k.give(ctx, name)
	}()
	err = work(working)
	if cause := context.Cause(working); errors.Is(cause, ErrLost) {
		return cause // what the work ended with follows from it
	}
	return err
}

// await waits until the lease is ours. taken is when we asked for it.
func (k *Keeper) await(ctx context.Context, name string, told Told) (fence intake.Fence, taken time.Time, err error) {
	for {
		taken = time.Now()
		fence, ours, err := k.take(ctx, name)
		if err == nil && ours {
			k.hold(name, taken.Add(safety))
			return fence, taken, nil
		}
		if ctx.Err() == nil {
			told(false, err)
		}
		if !sleep(ctx, k.pause(ctx, name, err)) {
			return fence, taken, context.Cause(ctx)
		}
	}
}

// pause is how long to wait before a lease is asked for again that was not ours: until
// it runs out, but no longer than a beat, since it may be given back; and shortly if the
// database did not answer in time. Nodes that wait for the same moment come one after
// the other.
func (k *Keeper) pause(ctx context.Context, name string, refused error) time.Duration {
	if refused != nil {
		return retry
	}
	ctx, done := context.WithTimeout(ctx, beat)
	defer done()
	left, err := k.store.LeaseLeft(ctx, name, time.Time{})
	if err != nil {
		return retry
	}
	return min(left+rand.N(retry/5), beat)
}

// renew keeps the lease. It ends the work when the time for it is over, whatever a
// question to the database is waiting for; and at once if another node had the
// lease in between, since the fence is worth nothing any more.
func (k *Keeper) renew(ctx context.Context, fence intake.Fence, good time.Time, cancel context.CancelCauseFunc) {
	end := time.AfterFunc(safety-time.Since(good), func() { cancel(fmt.Errorf("%w: it could not be renewed", ErrLost)) })
	defer end.Stop()
	for sleep(ctx, beat) {
		asked := time.Now()
		renewed, ours, err := k.take(ctx, fence.Lease)
		switch {
		case err == nil && ours && renewed.Token == fence.Token:
			k.hold(fence.Lease, asked.Add(safety))
			end.Reset(safety - time.Since(asked))
		case err == nil:
			cancel(fmt.Errorf("%w: another node took it over", ErrLost))
			return
		}
	}
}

// take asks for the lease. A database that does not answer is not waited for
// longer than the lease allows.
func (k *Keeper) take(ctx context.Context, name string) (intake.Fence, bool, error) {
	ctx, done := context.WithTimeout(ctx, beat)
	defer done()
	return k.store.TakeLease(ctx, name, k.node, time.Time{}, TTL)
}

// give frees the lease, so that nobody has to wait for its end.
func (k *Keeper) give(ctx context.Context, name string) {
	k.drop(name)
	free, done := context.WithTimeout(context.WithoutCancel(ctx), TTL/3)
	defer done()
	if err := k.store.GiveLease(free, name, k.node); err != nil {
		zerolog.Ctx(ctx).Warn().Err(err).Msg("the lease was not given back; it runs out by itself")
	}
}

func (k *Keeper) hold(name string, until time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.held[name] = until
}

func (k *Keeper) drop(name string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.held, name)
}

// Holds reports whether this node has a lease, and may still work under it.
func (k *Keeper) Holds(name string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return time.Now().Before(k.held[name])
}

// Held lists the leases that this node has, by name.
func (k *Keeper) Held() []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	var names []string
	for name, until := range k.held {
		if time.Now().Before(until) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
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
