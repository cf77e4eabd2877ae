package photo

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
)

// entered notes in which order work came in, and lets it out one by one.
type entered struct {
	gate  *gate
	mu    sync.Mutex
	names string
	out   chan struct{}
}

func (e *entered) work(t *testing.T, name string, bytes int64, later bool) {
	t.Helper()
	leave, err := e.gate.enter(t.Context(), bytes, later)
	if err != nil {
		t.Error(err)
		return
	}
	e.mu.Lock()
	e.names += name
	e.mu.Unlock()
	<-e.out
	leave()
}

func TestGateOrder(t *testing.T) { //nolint:paralleltest // synctest
	for _, tt := range []struct {
		name  string
		queue string // capitals can wait
		bytes int64
		want  string // as let in, one leaving at a time
	}{
		{"fresh before later", "abXcYd", 10, "abcdXY"},
		{"later takes half", "XYZa", 10, "XaYZ"},
		{"large alone", "abc", 200, "abc"},
		{"in order of memory", "abcd", 60, "abcd"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				g := &gate{whole: share{100, 2}}
				e := &entered{gate: g, out: make(chan struct{})}
				var all sync.WaitGroup
				for _, name := range tt.queue {
					all.Go(func() { e.work(t, string(name), tt.bytes, name < 'a') })
					synctest.Wait()
					if g.taken.count > 1 && g.taken.bytes > g.whole.bytes || g.taken.count > 2 {
						t.Errorf("%+v are inside", g.taken)
					}
				}
				for range tt.queue {
					e.out <- struct{}{}
					synctest.Wait()
				}
				all.Wait()
				if e.names != tt.want || g.taken != (share{}) || g.later != (share{}) {
					t.Errorf("got %s, want %s; left %+v, %+v", e.names, tt.want, g.taken, g.later)
				}
			})
		})
	}
}

// Who gives up lets those behind go on, and leaves nothing behind.
func TestGateGivesUp(t *testing.T) { //nolint:paralleltest // synctest
	synctest.Test(t, func(t *testing.T) {
		g := &gate{whole: share{100, 4}}
		first, err := g.enter(t.Context(), 50, false)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		failed := make(chan error, 1)
		go func() {
			_, err := g.enter(ctx, 80, false)
			failed <- err
		}()
		synctest.Wait()
		behind := make(chan func(), 1)
		go func() {
			leave, err := g.enter(t.Context(), 40, false)
			if err != nil {
				t.Error(err)
			}
			behind <- leave
		}()
		synctest.Wait()
		select {
		case <-behind:
			t.Fatal("a smaller one passed")
		default:
		}
		cancel()
		if err := <-failed; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		(<-behind)()
		first()
		if g.taken != (share{}) {
			t.Errorf("left %+v", g.taken)
		}
		if _, err := g.enter(ctx, 1, true); !errors.Is(err, context.Canceled) {
			t.Errorf("without a context: got %v", err)
		}
	})
}

// Opening the gate and giving up at the same time lose nothing.
func TestGateRaces(t *testing.T) {
	t.Parallel()
	g := &gate{whole: share{100, 3}}
	var all sync.WaitGroup
	for i := range int64(400) {
		all.Go(func() {
			ctx, cancel := context.WithCancel(t.Context())
			go cancel()
			if leave, err := g.enter(ctx, i%70, i%3 == 0); err == nil {
				leave()
			}
		})
	}
	all.Wait()
	if g.taken != (share{}) || g.later != (share{}) || len(g.waiting[fresh])+len(g.waiting[forLater]) > 0 {
		t.Errorf("left %+v", g)
	}
}
