package storagetest

import (
	"context"
	"sync/atomic"
	"time"

	"snapgrid/intake"
)

// lease takes a lease for six seconds and returns its token, 0 if it is taken.
func (b *bench) lease(holder string, now time.Time) int64 {
	b.Helper()
	f, ok, err := b.TakeLease(b.Context(), "telegram/1", holder, now, 6*time.Second)
	b.ok(err)
	if !ok {
		return 0
	}
	equal(b, f.Lease, "telegram/1")
	return f.Token
}

var leaseLaws = []law{
	{"one holds a lease and may renew it", func(b *bench) {
		token := b.lease("a", noon)
		equal(b, b.lease("b", noon.Add(5*time.Second)), 0)
		equal(b, b.lease("a", noon.Add(5*time.Second)), token)
		equal(b, b.lease("b", noon.Add(10*time.Second)), 0)
	}},
	{"a lease that ran out is taken over under a new token", func(b *bench) {
		token := b.lease("a", noon)
		taken := b.lease("b", noon.Add(6*time.Second))
		if taken <= token {
			b.Fatalf("token %d after %d", taken, token)
		}
		b.code(b.CheckFence(b.Context(), intake.Fence{Lease: "telegram/1", Token: token}), intake.CodeConflict)
		b.ok(b.CheckFence(b.Context(), intake.Fence{Lease: "telegram/1", Token: taken}))
		equal(b, b.lease("a", noon.Add(7*time.Second)), 0)
		if again := b.lease("a", noon.Add(12*time.Second)); again <= taken {
			b.Fatalf("token %d after %d", again, taken)
		}
	}},
	{"a lease that is given can be taken", func(b *bench) {
		token := b.lease("a", noon)
		b.ok(b.GiveLease(b.Context(), "telegram/1", "b"))
		equal(b, b.lease("b", noon), 0)
		b.ok(b.GiveLease(b.Context(), "telegram/1", "a"))
		if b.lease("b", noon) <= token {
			b.Fatal("not taken under a new token")
		}
	}},
	{"for how long a lease is taken yet is known", func(b *bench) {
		left := func(now time.Time) time.Duration {
			left, err := b.LeaseLeft(b.Context(), "telegram/1", now)
			b.ok(err)
			return left
		}
		equal(b, left(noon), 0)
		b.lease("a", noon)
		equal(b, left(noon.Add(2500*time.Millisecond)), 3500*time.Millisecond)
		equal(b, left(noon.Add(6*time.Second)), 0)
		b.ok(b.GiveLease(b.Context(), "telegram/1", "a"))
		equal(b, left(noon), 0)
		_, _, err := b.TakeLease(b.Context(), "telegram/1", "b", time.Time{}, time.Minute)
		b.ok(err)
		if left := left(time.Time{}); left <= 50*time.Second || left > time.Minute {
			b.Fatalf("%s are left of a minute", left)
		}
	}},
	{"of many that want a lease one gets it", func(b *bench) {
		for round := range 5 {
			now := noon.Add(time.Duration(round) * time.Minute)
			var got atomic.Int64
			atOnce(b.T, 8, func(i int) {
				_, ok, err := b.TakeLease(b.Context(), "telegram/1", string(rune('a'+i)), now, 6*time.Second)
				if err != nil {
					b.Error(err)
				}
				if ok {
					got.Add(1)
				}
			})
			equal(b, got.Load(), 1)
		}
	}},
	{"a fence in a transaction keeps the lease from changing hands", func(b *bench) {
		token := b.lease("a", noon)
		taken := make(chan int64)
		b.ok(b.InTx(b.Context(), func(ctx context.Context) error {
			b.ok(b.CheckFence(ctx, intake.Fence{Lease: "telegram/1", Token: token}))
			go func() {
				f, _, err := b.TakeLease(b.Context(), "telegram/1", "b", noon.Add(time.Minute), time.Minute)
				if err != nil {
					b.Error(err)
				}
				taken <- f.Token
			}()
			select {
			case <-taken:
				b.Error("taken over in the middle of a fenced transaction")
			case <-time.After(50 * time.Millisecond):
			}
			return nil
		}))
		if <-taken <= token {
			b.Fatal("not taken over after it")
		}
	}},
	{"under a fence nothing is written once another has the lease", func(b *bench) {
		stale := intake.UnderFence(b.Context(), intake.Fence{Lease: "telegram/1", Token: b.lease("a", noon)})
		_, err := b.PutChat(stale, intake.Chat{Ref: ref("a"), Title: "one"})
		b.ok(err)
		taken := b.lease("b", noon.Add(6*time.Second))
		begun := false
		b.code(b.InTx(stale, func(context.Context) error { begun = true; return nil }), intake.CodeConflict)
		equal(b, begun, false)
		b.code(b.PutSession(stale, "secret", intake.Session{}), intake.CodeConflict)
		b.ok(b.PutSession(intake.UnderFence(b.Context(), intake.Fence{Lease: "telegram/1", Token: taken}), "secret", intake.Session{Expires: noon.Add(time.Hour)}))
	}},
	{"without a time given, the database's own counts", func(b *bench) {
		take := func(holder string, ttl time.Duration) bool {
			_, ok, err := b.TakeLease(b.Context(), "telegram/2", holder, time.Time{}, ttl)
			b.ok(err)
			return ok
		}
		equal(b, take("a", time.Minute), true)
		equal(b, take("b", time.Minute), false)
		equal(b, take("a", -time.Minute), true)
		equal(b, take("b", time.Minute), true)
	}},
	{"no fence guards nothing, an unknown lease is nobody's", func(b *bench) {
		b.ok(b.CheckFence(b.Context(), intake.Fence{}))
		b.code(b.CheckFence(b.Context(), intake.Fence{Lease: "unknown", Token: 1}), intake.CodeConflict)
	}},
}
