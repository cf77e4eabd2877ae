package photo

import (
	"context"
	"runtime"
	"slices"
	"sync"
)

// gate lets work in as long as there is memory and a processor for it: fresh work
// in the order in which it came, and other work when no fresh one waits. That
// takes half of the gate at most, so that fresh work seldom waits for it.
type gate struct {
	mu      sync.Mutex
	whole   share
	taken   share // by all work
	later   share // by work for later
	waiting [2][]*waiter
}

// share is what work takes up, or may.
type share struct {
	bytes int64
	count int
}

// fits reports whether more work of some bytes goes into limit. A single work
// always does.
func (r share) fits(bytes int64, limit share) bool {
	return r.count == 0 || r.count < limit.count && r.bytes+bytes <= limit.bytes
}

func (r *share) add(bytes int64, count int) { r.bytes, r.count = r.bytes+bytes, r.count+count }

// waiter is work in front of the gate.
type waiter struct {
	bytes  int64
	inside bool
	open   chan struct{} // closed when it is let in
}

// Index of gate.waiting.
const (
	fresh = iota
	forLater
)

func newGate(budget int64) *gate {
	return &gate{whole: share{budget, runtime.GOMAXPROCS(0)}}
}

// enter waits for room; what takes more than the whole gate goes in alone. The
// caller calls leave when it is done. An error is that of the context.
func (g *gate) enter(ctx context.Context, bytes int64, later bool) (leave func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	w, queue := &waiter{bytes: bytes, open: make(chan struct{})}, fresh
	if later {
		queue = forLater
	}
	g.mu.Lock()
	g.waiting[queue] = append(g.waiting[queue], w)
	g.admit()
	g.mu.Unlock()
	select {
	case <-w.open:
		return func() { g.leave(w, queue) }, nil
	case <-ctx.Done():
		g.giveUp(w, queue)
		return nil, ctx.Err()
	}
}

// admit lets in whoever is next, as long as there is room.
func (g *gate) admit() {
	for len(g.waiting[fresh]) > 0 {
		w := g.waiting[fresh][0]
		if !g.taken.fits(w.bytes, g.whole) {
			return
		}
		g.let(w, fresh)
	}
	half := share{g.whole.bytes / 2, (g.whole.count + 1) / 2}
	for len(g.waiting[forLater]) > 0 {
		w := g.waiting[forLater][0]
		if !g.taken.fits(w.bytes, g.whole) || !g.later.fits(w.bytes, half) {
			return
		}
		g.let(w, forLater)
		g.later.add(w.bytes, 1)
	}
}

// let lets the first of a queue in.
func (g *gate) let(w *waiter, queue int) {
	g.waiting[queue] = g.waiting[queue][1:]
	g.taken.add(w.bytes, 1)
	w.inside = true
	close(w.open)
}

func (g *gate) leave(w *waiter, queue int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.taken.add(-w.bytes, -1)
	if queue == forLater {
		g.later.add(-w.bytes, -1)
	}
	g.admit()
}

// giveUp takes work out of its queue, or out of the gate if that has opened
// meanwhile. Behind it may wait work that fits.
func (g *gate) giveUp(w *waiter, queue int) {
	g.mu.Lock()
	inside := w.inside
	g.waiting[queue] = slices.DeleteFunc(g.waiting[queue], func(other *waiter) bool { return other == w })
	g.admit()
	g.mu.Unlock()
	if inside {
		g.leave(w, queue)
	}
}
