package sqlite_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"snapgrid/intake"
)

// TestNoHintOfWhatWasUndone keeps quiet about a transaction that failed.
func TestNoHintOfWhatWasUndone(t *testing.T) {
	t.Parallel()
	s := open(t, filepath.Join(t.TempDir(), "hint.db"))
	defer s.Close()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.PassHints(ctx) }()
	hint, undone := s.Changes(), errors.New("undone")
	err := s.InTx(ctx, func(ctx context.Context) error {
		_, err := s.PutEvent(ctx, intake.Event{Ticket: 1, At: time.Now()})
		return errors.Join(err, undone)
	})
	if !errors.Is(err, undone) {
		t.Error(err)
	}
	select {
	case <-hint:
		t.Error("it was hinted at")
	case <-time.After(100 * time.Millisecond):
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
