package hint_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"snapgrid/storage/hint"
)

func closed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// TestBell rings within a transaction and without one, once and many times.
func TestBell(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b, told := hint.NewBell(), 0
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		go b.Run(ctx, func(context.Context) { told++ })

		within, release := b.Hold(ctx)
		change := b.Changes()
		b.Ring(within)
		synctest.Wait()
		if closed(change) {
			t.Error("it rang before the commit")
		}
		release()
		synctest.Wait()
		if !closed(change) || told != 1 {
			t.Errorf("after the commit: woken %v, others told %d times", closed(change), told)
		}

		change = b.Changes()
		for range 100 {
			b.Ring(ctx)
		}
		time.Sleep(time.Second)
		synctest.Wait()
		if !closed(change) || told != 2 {
			t.Errorf("after a hundred changes: woken %v, others told %d times", closed(change), told)
		}

		change = b.Changes()
		_, release = b.Hold(ctx)
		release() // of a transaction that changed nothing
		time.Sleep(time.Second)
		if closed(change) || told != 2 {
			t.Error("it rang for nothing")
		}
	})
}
