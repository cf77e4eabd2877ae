package pipeline

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// slow is a store in which each batch takes as long as its context says.
type slow struct{ Store }

type takes struct{}

// InTx waits, and keeps nothing.
func (slow) InTx(ctx context.Context, _ func(context.Context) error) error {
	time.Sleep(ctx.Value(takes{}).(time.Duration))
	return nil
}

// TestOtherWorkGivesWay lets other work begin while one batch, two or none are being
// received, and measures how long it waited.
func TestOtherWorkGivesWay(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		batches []time.Duration // how long each takes yet
		want    time.Duration
	}{
		"nothing is received":       {nil, 0},
		"a batch":                   {[]time.Duration{30 * time.Millisecond}, 30 * time.Millisecond},
		"two at once":               {[]time.Duration{30 * time.Millisecond, 50 * time.Millisecond}, 50 * time.Millisecond},
		"one that does not go on":   {[]time.Duration{time.Minute}, courtesy},
		"the second is behind hand": {[]time.Duration{time.Millisecond, time.Minute}, courtesy},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				l := New(Needs{Store: slow{}, Now: time.Now})
				for _, long := range test.batches {
					go func() { _ = l.Receive(context.WithValue(t.Context(), takes{}, long), nil) }() // keeps nothing: no error
				}
				synctest.Wait()
				began := time.Now()
				l.GiveWay(t.Context())
				if waited := time.Since(began); waited != test.want {
					t.Errorf("it waited %s, want %s", waited, test.want)
				}
				time.Sleep(time.Minute)
				l.GiveWay(t.Context())
				if waited := time.Since(began); waited > test.want+time.Minute {
					t.Errorf("it waits after all is received")
				}
			})
		})
	}
}

func TestGivingWayEndsWithTheWork(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := New(Needs{})
		defer l.threshold.enter()()
		ctx, stop := context.WithCancel(t.Context())
		stop()
		began := time.Now()
		l.GiveWay(ctx)
		if waited := time.Since(began); waited > 0 {
			t.Errorf("it waited %s", waited)
		}
	})
}
