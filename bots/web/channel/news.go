package channel

import (
	"context"
	"sync"
	"time"

	"github.com/rs/zerolog"
)

// news wakes those who wait for changes of any chat.
type news struct {
	every     time.Duration // how often the database is asked while somebody listens
	mu        sync.Mutex
	listeners int
	running   bool
	changed   chan struct{} // closed at the next change
	closed    chan struct{} // closed when nobody watches any more
}

func newNews() *news { return &news{every: every, changed: make(chan struct{})} }

// every is how often the database is asked without a hint: every change is seen by then.
const every = 300 * time.Millisecond

// watch asks for the newest number until ctx ends, at each hint and from time to
// time, and wakes the listeners whenever it rose, and at each hint: what was committed
// late has a number below the newest.
func (n *news) watch(ctx context.Context, hints func() <-chan struct{}, newest func() (int64, error)) {
	n.start()
	defer n.stop()
	tick := time.NewTicker(n.every)
	defer tick.Stop()
	last, failing, hint := int64(unread), false, hints()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-hint:
			hint, last = hints(), unread
		}
		if !n.listened() {
			continue
		}
		seq, err := newest()
		if err != nil && !failing {
			zerolog.Ctx(ctx).Warn().Err(err).Msg("live pages wait for the database")
		}
		failing = err != nil
		if err == nil && seq != last {
			last = seq
			n.wake()
		}
	}
}

// unread is no number of a change.
const unread = -1

func (n *news) start() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.running, n.closed = true, make(chan struct{})
}

func (n *news) stop() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.running = false
	close(n.closed)
}

func (n *news) listened() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.listeners > 0
}

func (n *news) wake() {
	n.mu.Lock()
	defer n.mu.Unlock()
	close(n.changed)
	n.changed = make(chan struct{})
}

// next returns what is closed at the next change. Ask for it before reading, so
// that no change is missed.
func (n *news) next() <-chan struct{} {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.changed
}

// join counts a listener in; over is closed when the watch ends. ok is false
// if nobody watches.
func (n *news) join() (leave func(), over <-chan struct{}, ok bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if !n.running {
		return nil, nil, false
	}
	n.listeners++
	return func() {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.listeners--
	}, n.closed, true
}
