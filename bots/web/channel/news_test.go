package channel

import (
	"context"
	"errors"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/storage"
	"snapgrid/storage/postgres"
	"snapgrid/storage/storagetest/pgtest"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

// TestNewsOfAnotherNode shows a page on one node what another node heard: at once
// by a hint, and without one when it looks next.
func TestNewsOfAnotherNode(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		hints bool
		every time.Duration
	}{
		"by a hint, with no look before an hour is over": {true, time.Hour},
		"by the next look, without hints":                {false, 50 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address := pgtest.New(t)
			there, here := node(t, address, test.hints), node(t, address, test.hints)
			a := New(nil, here, nil, nil)
			a.news.every = test.every
			running(t, func(ctx context.Context) error { return a.Run(ctx, nil) })
			watched(t, a)
			changed, until := a.news.next(), time.After(30*time.Second)
			for n := 0; ; n++ {
				post(t, there, n)
				select {
				case <-changed:
					return
				case <-until:
					t.Fatal("the page heard nothing")
				case <-time.After(100 * time.Millisecond): // the node may not listen yet
				}
			}
		})
	}
}

// node is a node's view of the database.
func node(t *testing.T, address string, hints bool) *postgres.Store {
	t.Helper()
	db, err := postgres.Open(t.Context(), address, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if hints {
		running(t, db.PassHints)
	}
	return db
}

// running runs something until the test ends.
func running(t *testing.T, run func(context.Context) error) {
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	go func() { done <- run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// watched waits until the channel looks for news, and listens to it.
func watched(t *testing.T, a *Adapter) {
	t.Helper()
	for until := time.Now().Add(30 * time.Second); time.Now().Before(until); time.Sleep(time.Millisecond) {
		if leave, _, ok := a.news.join(); ok {
			t.Cleanup(leave)
			return
		}
	}
	t.Fatal("nobody watches")
}

// post says something on a node.
func post(t *testing.T, db storage.Store, n int) {
	t.Helper()
	heard, err := db.PutMessages(t.Context(), []intake.Message{{
		Chat: intake.ChatRef{Channel: Channel, ID: "honghui"}, ID: time.Now().String(), Sender: intake.Sender{ID: "x"}, Text: "路灯坏了",
	}}, time.Now())
	if err != nil || len(heard) == 0 {
		t.Fatal(n, err)
	}
}

// TestNewsWithoutADatabase goes on when the database is back.
func TestNewsWithoutADatabase(t *testing.T) {
	t.Parallel()
	n := newNews()
	n.every = time.Millisecond
	failures := 0
	running(t, func(ctx context.Context) error {
		n.watch(ctx, func() <-chan struct{} { return nil }, func() (int64, error) {
			if failures++; failures < 3 {
				return 0, errors.New("away")
			}
			return 7, nil
		})
		return nil
	})
	changed := n.next()
	for _, _, ok := n.join(); !ok; _, _, ok = n.join() {
		time.Sleep(time.Millisecond)
	}
	<-changed
}

// TestHintWithoutANewNumber wakes the pages: what another chat said later was there first.
func TestHintWithoutANewNumber(t *testing.T) {
	t.Parallel()
	n := newNews()
	n.every = time.Hour
	bell := make(chan struct{})
	running(t, func(ctx context.Context) error {
		n.watch(ctx, func() <-chan struct{} { return bell }, func() (int64, error) { return 7, nil })
		return nil
	})
	for _, _, ok := n.join(); !ok; _, _, ok = n.join() {
		time.Sleep(time.Millisecond)
	}
	for range 3 {
		changed := n.next()
		bell <- struct{}{}
		select {
		case <-changed:
		case <-time.After(30 * time.Second):
			t.Fatal("nobody woke")
		}
	}
}
