package postgres_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"snapgrid/intake"
	"snapgrid/storage/postgres"
	"snapgrid/storage/storagetest/pgtest"
)

// TestHints lets one node hear of what another one changes, also after its
// connection was cut.
func TestHints(t *testing.T) {
	t.Parallel()
	address := pgtest.New(t)
	here, there := open(t, address), open(t, address)
	pass(t, here)
	pass(t, there)
	said := 0
	change := func() { // on the one node
		said++
		heard, err := here.PutMessages(t.Context(), []intake.Message{{
			Chat: intake.ChatRef{Channel: "test", ID: "a"}, ID: fmt.Sprint(said), Sender: intake.Sender{ID: "x"}, Text: "hello",
		}}, time.Now())
		if err != nil || len(heard) != 1 {
			t.Fatal(heard, err)
		}
	}
	reaches := func(what string) { // the other one
		t.Helper()
		hint, until := there.Changes(), time.After(30*time.Second)
		for {
			change()
			select {
			case <-hint:
				return
			case <-until:
				t.Fatalf("%s: no hint", what)
			case <-time.After(100 * time.Millisecond): // it may not listen yet
			}
		}
	}
	reaches("at first")
	deafen(t, address)
	reaches("after its connection was cut")
}

// pass runs a node's hints until the test ends.
func pass(t *testing.T, s *postgres.Store) {
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	go func() { done <- s.PassHints(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

// deafen ends the connections that listen.
func deafen(t *testing.T, address string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	tag, err := conn.Exec(t.Context(), `select pg_terminate_backend(pid) from pg_stat_activity
		where datname = current_database() and query like 'listen snapgrid_hints%'`)
	if err != nil || tag.RowsAffected() == 0 {
		t.Fatalf("%d connections were cut, %v", tag.RowsAffected(), err)
	}
}

// BenchmarkHint is the time from the commit on one node until another one is woken.
func BenchmarkHint(b *testing.B) {
	address := pgtest.New(b)
	here, there := open(b, address), open(b, address)
	ctx, stop := context.WithCancel(b.Context())
	var running sync.WaitGroup
	for _, s := range []*postgres.Store{here, there} {
		running.Go(func() { _ = s.PassHints(ctx) })
		defer s.Close()
	}
	defer running.Wait()
	defer stop()
	<-there.Changes() // it listens
	for range b.N {
		b.StopTimer()
		time.Sleep(100 * time.Millisecond) // no two changes are one hint
		hint := there.Changes()
		b.StartTimer()
		if _, err := here.PutEvent(ctx, intake.Event{Ticket: 1, At: time.Now()}); err != nil {
			b.Fatal(err)
		}
		<-hint
	}
}
