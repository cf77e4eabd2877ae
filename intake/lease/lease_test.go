package lease_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/lease"
)

// table is a table of leases that can be out of reach.
type table struct {
	mu     sync.Mutex
	holder string
	token  int64
	until  time.Time
	away   bool
}

func (t *table) TakeLease(ctx context.Context, name, holder string, now time.Time, ttl time.Duration) (intake.Fence, bool, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.away {
		t.mu.Unlock()
		<-ctx.Done()
		t.mu.Lock()
		return intake.Fence{}, false, ctx.Err()
	}
	if t.holder != holder && time.Now().Before(t.until) {
		return intake.Fence{}, false, nil
	}
	if t.holder != holder {
		t.token++
	}
	t.holder, t.until = holder, time.Now().Add(ttl)
	return intake.Fence{Lease: name, Token: t.token}, true, nil
}

func (t *table) LeaseLeft(context.Context, string, time.Time) (time.Duration, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.away {
		return 0, errors.New("away")
	}
	return max(0, time.Until(t.until)), nil
}

func (t *table) GiveLease(_ context.Context, _, holder string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.away {
		return errors.New("away")
	}
	if t.holder == holder {
		t.until = time.Time{}
	}
	return nil
}

// goes puts the table out of reach or back, and tells when its lease ends.
func (t *table) goes(away bool) (until time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.away = away
	return t.until
}

func quietly(bool, error) {}

// Whenever the database goes, work has ended before the lease has, and another node
// begins when the lease has ended, and hardly later.
func TestWorkEndsBeforeItsLease(t *testing.T) {
	for after := range 20 {
		synctest.Test(t, func(t *testing.T) {
			leases := &table{}
			one, two := lease.NewKeeper(leases, "one"), lease.NewKeeper(leases, "two")
			ended := make(chan time.Time, 1)
			go func() {
				err := one.Hold(t.Context(), "telegram/1", quietly, func(ctx context.Context) error {
					<-ctx.Done()
					ended <- time.Now()
					return nil
				})
				if !errors.Is(err, lease.ErrLost) {
					t.Errorf("it ended with %v", err)
				}
			}()
			time.Sleep(10*time.Second + time.Duration(after)*100*time.Millisecond)
			if !one.Holds("telegram/1") || len(one.Held()) != 1 {
				t.Error("the holder does not know that it is")
			}
			leases.goes(true)
			end := <-ended
			if one.Holds("telegram/1") {
				t.Error("it still believes to be the holder")
			}
			synctest.Wait() // its giving back failed, too
			until := leases.goes(false)
			if left := until.Sub(end); left <= 0 {
				t.Errorf("the work ended %s after the lease", -left)
			}
			begun := time.Time{}
			err := two.Hold(t.Context(), "telegram/1", quietly, func(ctx context.Context) error {
				begun = time.Now()
				if f := intake.FenceOf(ctx); f.Lease != "telegram/1" || f.Token != 2 {
					t.Errorf("the fence is %+v", f)
				}
				return nil
			})
			if err != nil || begun.Before(until) && begun.Before(end) || begun.Sub(until) > time.Second/10 {
				t.Errorf("taken over %s after its end: %v", begun.Sub(until), err)
			}
		})
	}
}
