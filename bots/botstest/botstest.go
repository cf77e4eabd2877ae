// Package botstest runs adapters in tests.
package botstest

import (
	"context"
	"sync"
	"testing"

	"snapgrid/bots"
)

// Run runs an adapter until the test ends. It returns when the adapter first asks
// how it would hear of that end: the adapters of the web are open by then.
func Run(t *testing.T, a bots.Adapter, sink bots.Sink) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	hears := &waited{Context: ctx, begun: make(chan struct{})}
	ended := make(chan error, 1)
	go func() { ended <- a.Run(hears, sink) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("%s ended with %v", a.Channel(), err)
		}
	})
	select {
	case <-hears.begun:
	case err := <-ended:
		ended <- nil
		t.Fatalf("%s ended before it heard: %v", a.Channel(), err)
	}
}

// waited is a context that tells when somebody waits for its end.
type waited struct {
	context.Context
	once  sync.Once
	begun chan struct{}
}

// Done is asked for by who waits.
func (w *waited) Done() <-chan struct{} {
	w.once.Do(func() { close(w.begun) })
	return w.Context.Done()
}
