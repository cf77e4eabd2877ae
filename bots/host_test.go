package bots_test

import (
	"context"
	"errors"
	"io"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"snapgrid/bots"
	"snapgrid/intake"
	"snapgrid/intake/lease"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// actor is an adapter that plays a scene each time it is run.
type actor struct {
	channel intake.Channel
	lease   string
	scene   func(ctx context.Context, run int, sink bots.Sink) error
	post    func() error

	mu    sync.Mutex
	runs  []time.Time
	ended []time.Time
}

func (a *actor) Channel() intake.Channel { return a.channel }
func (a *actor) Lease() string           { return a.lease }
func (a *actor) Pace() intake.Pace       { return intake.Pace{PerSecond: 30} }

func (a *actor) Run(ctx context.Context, sink bots.Sink) error {
	a.mu.Lock()
	a.runs = append(a.runs, time.Now())
	run := len(a.runs)
	a.mu.Unlock()
	defer func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.ended = append(a.ended, time.Now())
	}()
	return a.scene(ctx, run, sink)
}

func (a *actor) Post(context.Context, intake.Delivery) (intake.Receipt, error) {
	return intake.Receipt{}, a.post()
}

func (a *actor) Fetch(context.Context, intake.Media) (io.ReadCloser, error) { panic("no such handle") }

func (a *actor) count() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.runs)
}

// hears runs until it is told to stop.
func hears(ctx context.Context, _ int, _ bots.Sink) error { <-ctx.Done(); return nil }

func fails(context.Context, int, bots.Sink) error { return errors.New("refused") }

// register is a table of leases.
type register struct {
	mu     sync.Mutex
	holder string
	token  int64
	until  time.Time
	err    error
	hangs  bool
}

func (r *register) TakeLease(ctx context.Context, name, holder string, _ time.Time, ttl time.Duration) (intake.Fence, bool, error) {
	now := time.Now()
	r.mu.Lock()
	hangs := r.hangs
	r.mu.Unlock()
	if hangs {
		<-ctx.Done()
		return intake.Fence{}, false, ctx.Err()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.err != nil:
		return intake.Fence{}, false, r.err
	case r.holder != holder && r.until.After(now):
		return intake.Fence{}, false, nil
	case r.holder != holder:
		r.token++
	}
	r.holder, r.until = holder, now.Add(ttl)
	return intake.Fence{Lease: name, Token: r.token}, true, nil
}

func (r *register) LeaseLeft(context.Context, string, time.Time) (time.Duration, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return max(0, time.Until(r.until)), r.err
}

func (r *register) GiveLease(_ context.Context, _, holder string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.holder == holder {
		r.holder, r.until = "", time.Time{}
	}
	return nil
}

func (r *register) change(f func(r *register)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f(r)
}

func (r *register) heldBy() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.holder
}

func nothing(context.Context, []intake.Inbound) error { return nil }

func everything(bots.Adapter) bool { return true }

// run runs a host in a bubble of its own time until the test is over.
func run(t *testing.T, leases *register, node string, adapters ...bots.Adapter) (*bots.Host, func()) {
	t.Helper()
	h := bots.NewHost(lease.NewKeeper(leases, node), time.Now, adapters...)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- h.Run(ctx, nothing, everything) }()
	return h, func() {
		t.Helper()
		cancel()
		if err := <-done; err != nil {
			t.Errorf("the host ended with %v", err)
		}
	}
}

// A node that loses its lease again and again is there again each time.
func TestLostLeaseIsNoFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, leases := &actor{channel: "telegram", lease: "telegram/1", scene: hears}, &register{}
		h, stop := run(t, leases, "a", a)
		for lost := range 8 {
			time.Sleep(time.Second)
			leases.change(func(r *register) { r.hangs = true })
			time.Sleep(lease.TTL)
			leases.change(func(r *register) { r.hangs = false })
			time.Sleep(lease.TTL / 3)
			synctest.Wait()
			if runs := a.count(); runs != lost+2 || h.HealthOf("telegram").State != "running" {
				t.Fatalf("%s after its lease was free again it runs for the %d. time, %+v", lease.TTL/3, runs, h.HealthOf("telegram"))
			}
		}
		stop()
	})
}

func TestAdapterIsStartedAgainWithGrowingPauses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &actor{channel: "telegram", scene: fails}
		h, stop := run(t, &register{}, "a", a)
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		want := []time.Duration{1, 2, 4, 8, 16, 32, 60, 60, 60}
		for i := 1; i < len(a.runs); i++ {
			if pause := a.runs[i].Sub(a.runs[i-1]); pause != want[i-1]*time.Second {
				t.Errorf("pause %d is %s", i, pause)
			}
		}
		if got := h.HealthOf("telegram"); got.State != "failing" || got.LastError != "refused" || got.Healthy() {
			t.Errorf("health is %+v", got)
		}
		stop()
	})
}

func TestPauseIsShortAgainAfterALongRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &actor{channel: "telegram", scene: func(ctx context.Context, run int, _ bots.Sink) error {
			if run == 5 {
				select {
				case <-ctx.Done():
				case <-time.After(2 * time.Minute):
				}
			}
			return errors.New("reset")
		}}
		_, stop := run(t, &register{}, "a", a)
		time.Sleep(4 * time.Minute)
		synctest.Wait()
		if pause := a.runs[5].Sub(a.ended[4]); pause != time.Second {
			t.Errorf("the pause after a run of two minutes is %s", pause)
		}
		stop()
	})
}

func TestOneBrokenAdapterHarmsNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := &actor{channel: "wechat", lease: "wechat/1", scene: func(context.Context, int, bots.Sink) error { panic("index out of range") }}
		good := &actor{channel: "telegram", scene: hears}
		leases := &register{}
		h, stop := run(t, leases, "a", broken, good)
		time.Sleep(500 * time.Millisecond)
		synctest.Wait()
		if holder := leases.heldBy(); holder != "" {
			t.Errorf("the lease of a broken adapter is held by %q", holder)
		}
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if good.count() != 1 || broken.count() < 10 {
			t.Errorf("started %d and %d times", good.count(), broken.count())
		}
		all := h.Health()
		if len(all) != 2 || all[0].Channel != "telegram" || all[0].State != "running" || all[1].State != "failing" {
			t.Errorf("health is %+v", all)
		}
		stop()
	})
}

func TestAdapterThatBreaksWhileSpeakingFails(t *testing.T) {
	a := &actor{channel: "telegram", scene: hears, post: func() error { panic("nil pointer") }}
	h := bots.NewHost(lease.NewKeeper(&register{}, "a"), time.Now, a)
	if _, err := h.Post(t.Context(), intake.Delivery{To: intake.ChatRef{Channel: "telegram", ID: "1"}}); err == nil {
		t.Error("a panic is no error")
	}
	if h.HealthOf("telegram").LastError == "" {
		t.Error("nobody sees it")
	}
	if _, err := h.Fetch(t.Context(), "telegram", intake.Media{}); err == nil {
		t.Error("a panic is no error")
	}
}

func TestDisabledChannelIsUnavailable(t *testing.T) {
	h := bots.NewHost(lease.NewKeeper(&register{}, "a"), time.Now)
	_, err := h.Post(t.Context(), intake.Delivery{To: intake.ChatRef{Channel: "wechat", ID: "1"}})
	if intake.CodeOf(err) != intake.CodeUnavailable {
		t.Errorf("saying: %v", err)
	}
	if _, err = h.Fetch(t.Context(), "wechat", intake.Media{}); intake.CodeOf(err) != intake.CodeUnavailable {
		t.Errorf("fetching: %v", err)
	}
	if h.Pace("wechat") != (intake.Pace{}) || h.HealthOf("wechat") != (bots.Health{}) {
		t.Error("something is known of a channel that is not enabled")
	}
}

func TestSecondNodeWaitsAndTakesOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		leases := &register{}
		one := &actor{channel: "telegram", lease: "telegram/1", scene: hears}
		two := &actor{channel: "telegram", lease: "telegram/1", scene: hears}
		_, stopOne := run(t, leases, "one", one)
		synctest.Wait()
		h, stopTwo := run(t, leases, "two", two)
		time.Sleep(time.Minute)
		synctest.Wait()
		if two.count() != 0 || h.HealthOf("telegram").State != "standby" {
			t.Errorf("the second node ran %d times and is %s", two.count(), h.HealthOf("telegram").State)
		}
		stopOne()
		time.Sleep(1100 * time.Millisecond)
		synctest.Wait()
		if two.count() != 1 || h.HealthOf("telegram").State != "running" {
			t.Errorf("after the first one stopped the second ran %d times", two.count())
		}
		stopTwo()
	})
}

func TestAdapterEndsBeforeItsLeaseRunsOut(t *testing.T) {
	faults := map[string]func(r *register){
		"the database is away":         func(r *register) { r.err = errors.New("connection refused") },
		"the database does not answer": func(r *register) { r.hangs = true },
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				leases := &register{}
				a := &actor{channel: "telegram", lease: "telegram/1", scene: hears}
				_, stop := run(t, leases, "a", a)
				time.Sleep(10*time.Second + 500*time.Millisecond)
				var last time.Time
				leases.change(func(r *register) { fault(r); last = r.until })
				time.Sleep(20 * time.Second)
				synctest.Wait()
				if len(a.ended) != 1 || !a.ended[0].Before(last) {
					t.Errorf("the lease ended at %s, the adapter at %v", last, a.ended)
				}
				leases.change(func(r *register) { r.err, r.hangs = nil, false })
				time.Sleep(20 * time.Second)
				synctest.Wait()
				if a.count() != 2 {
					t.Errorf("it ran %d times", a.count())
				}
				stop()
			})
		})
	}
}

func TestLeaseThatWasInOtherHandsIsANewOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		leases := &register{}
		a := &actor{channel: "telegram", lease: "telegram/1", scene: hears}
		_, stop := run(t, leases, "a", a)
		time.Sleep(10*time.Second + 500*time.Millisecond)
		// While this node slept another one had the lease, and gave it back.
		leases.change(func(r *register) { r.token++; r.holder, r.until = "", time.Time{} })
		time.Sleep(5 * time.Second)
		synctest.Wait()
		if a.count() != 2 {
			t.Errorf("the adapter goes on under a fence that is worth nothing; it ran %d times", a.count())
		}
		stop()
	})
}

func TestSinkHandsOnTheFence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		refusal := errors.New("the database is away")
		a := &actor{channel: "telegram", lease: "telegram/1"}
		a.scene = func(ctx context.Context, _ int, sink bots.Sink) error {
			if err := sink(ctx, make([]intake.Inbound, 2)); err != nil {
				t.Error(err)
			}
			if err := sink(ctx, nil); !errors.Is(err, refusal) {
				t.Errorf("the sink answered %v", err)
			}
			<-ctx.Done()
			return nil
		}
		h := bots.NewHost(lease.NewKeeper(&register{}, "a"), time.Now, a)
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() {
			done <- h.Run(ctx, func(ctx context.Context, batch []intake.Inbound) error {
				if f := intake.FenceOf(ctx); f != (intake.Fence{Lease: "telegram/1", Token: 1}) {
					t.Errorf("the fence is %+v", f)
				}
				if len(batch) == 0 {
					return refusal
				}
				return nil
			}, everything)
		}()
		synctest.Wait()
		if h.HealthOf("telegram").LastHeard.IsZero() {
			t.Error("nobody knows that something was heard")
		}
		cancel()
		<-done
	})
}
