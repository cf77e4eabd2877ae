package pipeline

import (
	"context"
	"sync"
	"time"
)

// courtesy is the longest that other work gives way to what is being received.
const courtesy = 100 * time.Millisecond

// threshold knows how many batches are being received.
type threshold struct {
	mu      sync.Mutex
	batches int
	passed  chan struct{} // closed when the last of them is in; nil if there is none
}

// enter begins to receive a batch; leave ends it.
func (t *threshold) enter() (leave func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.batches++; t.batches == 1 {
		t.passed = make(chan struct{})
	}
	return func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		if t.batches--; t.batches == 0 {
			close(t.passed)
			t.passed = nil
		}
	}
}

// GiveWay waits until nothing is being received, for a moment at most. Whoever begins
// other work asks it first: what is said can be told to the channel only when it is kept,
// and while the line is behind each such step would take its processor time from it.
func (l *Line) GiveWay(ctx context.Context) {
	l.threshold.mu.Lock()
	passed := l.threshold.passed
	l.threshold.mu.Unlock()
	if passed == nil {
		return
	}
	late := time.NewTimer(courtesy)
	defer late.Stop()
	select {
	case <-passed:
	case <-late.C:
	case <-ctx.Done():
	}
}
