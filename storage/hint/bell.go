// Package hint wakes those who wait for a change of the database.
//
// A hint is no promise. It may come for nothing, late or never: the database is the
// truth, and whoever has to know looks at it from time to time. With the hint they
// look at once.
package hint

import (
	"context"
	"sync"
	"time"
)

// spacing is the least time between two hints: what changes in between is one.
const spacing = 50 * time.Millisecond

// Bell wakes those who wait in this process.
type Bell struct {
	rung chan struct{} // somebody changed something and nobody was told yet

	mu   sync.Mutex
	next chan struct{} // closed at the next hint
}

// NewBell makes a bell. It is silent before Run.
func NewBell() *Bell { return &Bell{rung: make(chan struct{}, 1), next: make(chan struct{})} }

// Changes returns what is closed at the next hint. Ask for it before reading, so
// that nothing is missed in between.
func (b *Bell) Changes() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.next
}

// Wake wakes those who wait here.
func (b *Bell) Wake() {
	b.mu.Lock()
	defer b.mu.Unlock()
	close(b.next)
	b.next = make(chan struct{})
}

// Run wakes those who wait here after each change, at once but no more often than
// the spacing, and then tells others, until ctx ends.
func (b *Bell) Run(ctx context.Context, tell func(ctx context.Context)) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-b.rung:
		}
		b.Wake()
		tell(ctx)
		select {
		case <-ctx.Done():
			return
		case <-time.After(spacing):
		}
	}
}

// pendingKey finds in a context whether the transaction of a bell's store changed
// something.
type pendingKey struct{ b *Bell }

// Hold is for a transaction: what rings with the context that it returns is kept
// back until release, which is called after the commit.
func (b *Bell) Hold(ctx context.Context) (within context.Context, release func()) {
	pending := new(bool)
	return context.WithValue(ctx, pendingKey{b}, pending), func() {
		if *pending {
			b.ring()
		}
	}
}

// Ring says that something changed. It never waits.
func (b *Bell) Ring(ctx context.Context) {
	if pending, ok := ctx.Value(pendingKey{b}).(*bool); ok {
		*pending = true
		return
	}
	b.ring()
}

func (b *Bell) ring() {
	select {
	case b.rung <- struct{}{}:
	default: // it rings already
	}
}
