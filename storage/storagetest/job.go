package storagetest

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/queue"
)

// run works jobs until the test ends.
func (b *bench) run(w *queue.Workers, cfg queue.Config) *queue.Queue {
	b.Helper()
	q, stop := b.start(w, cfg)
	b.Cleanup(stop)
	return q
}

// start works jobs until stop is called.
func (b *bench) start(w *queue.Workers, cfg queue.Config) (q *queue.Queue, stop func()) {
	b.Helper()
	q = must(b.Queue(w, cfg))(b)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- q.Run(ctx) }()
	return q, func() {
		cancel()
		if err := <-ended; err != nil {
			b.Error(err)
		}
	}
}

// owe writes jobs.
func (b *bench) owe(owed ...intake.Owed) {
	b.Helper()
	b.ok(b.InTx(b.Context(), func(ctx context.Context) error { return b.Enqueue(ctx, owed...) }))
}

func job(n int64) intake.Owed { return intake.Owed{Job: intake.CloseTicket{Ticket: n, Event: 7}} }

// next is the next value of a channel, which must come soon.
func next[T any](b *bench, c <-chan T) T {
	b.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(20 * time.Second):
		b.Fatal("nothing came")
		panic("unreachable")
	}
}

// soon waits until a thing is so.
func (b *bench) soon(what string, so func() bool) {
	b.Helper()
	for deadline := time.Now().Add(20 * time.Second); !so(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			b.Fatal("not in time: " + what)
		}
	}
}

var jobLaws = []law{
	{"a job runs when its transaction is committed, and not otherwise", func(b *bench) {
		w, ran := queue.NewWorkers(), make(chan intake.CloseTicket, 10)
		queue.Handle(w, func(_ context.Context, j intake.CloseTicket) error { ran <- j; return nil })
		b.run(w, queue.Config{})
		b.undone(func(ctx context.Context) { b.ok(b.Enqueue(ctx, job(1))) })
		b.ok(b.InTx(b.Context(), func(ctx context.Context) error {
			b.ok(b.Enqueue(ctx, job(2)))
			b.ok(b.Enqueue(ctx))
			select {
			case <-ran:
				b.Error("it ran before the commit")
			case <-time.After(200 * time.Millisecond):
			}
			return nil
		}))
		equal(b, next(b, ran), intake.CloseTicket{Ticket: 2, Event: 7})
		b.owe(job(3), job(4))
		equal(b, sorted([]int64{next(b, ran).Ticket, next(b, ran).Ticket}), []int64{3, 4})
	}},
	{"a job waits for its time", func(b *bench) {
		w, ran := queue.NewWorkers(), make(chan time.Time, 10)
		queue.Handle(w, func(context.Context, intake.CloseTicket) error { ran <- time.Now(); return nil })
		q := b.run(w, queue.Config{})
		due := time.Now().Add(600 * time.Millisecond)
		b.owe(intake.Owed{Job: intake.CloseTicket{}, At: due}, intake.Owed{Job: intake.CloseTicket{}, At: due.Add(time.Hour)})
		if at := next(b, ran); at.Before(due.Add(-time.Millisecond)) {
			b.Fatalf("it ran %s too early", due.Sub(at))
		}
		equal(b, must(q.Stats(b.Context()))(b).Later, 1)
		b.owe(intake.Owed{Job: intake.CloseTicket{}, At: time.Now().Add(-time.Hour)})
		next(b, ran)
	}},
	{"what failed is tried again, panics too", func(b *bench) {
		w, ran := queue.NewWorkers(), make(chan int64, 10)
		var tries atomic.Int64
		queue.Handle(w, func(context.Context, intake.CloseTicket) error {
			defer func() { ran <- tries.Add(1) }()
			switch tries.Load() {
			case 0:
				return errors.New("deliberate")
			case 1:
				panic("deliberate")
			}
			return nil
		})
		b.run(w, queue.Config{})
		b.owe(job(1))
		equal(b, []int64{next(b, ran), next(b, ran), next(b, ran)}, []int64{1, 2, 3})
	}},
	{"again after a time is obeyed", func(b *bench) {
		w, ran := queue.NewWorkers(), make(chan time.Time, 10)
		var tries atomic.Int64
		queue.Handle(w, func(context.Context, intake.CloseTicket) error {
			ran <- time.Now()
			if tries.Add(1) == 1 {
				return &intake.Error{Code: intake.CodeAgain, Message: "busy", RetryAfter: 300 * time.Millisecond}
			}
			return nil
		})
		b.run(w, queue.Config{})
		b.owe(job(1))
		first := next(b, ran)
		if second := next(b, ran); second.Sub(first) < 290*time.Millisecond {
			b.Fatalf("tried again after %s", second.Sub(first))
		}
	}},
	{"what will never work is given up", func(b *bench) {
		w := queue.NewWorkers()
		queue.Handle(w, func(context.Context, intake.CloseTicket) error {
			return &intake.Error{Code: intake.CodeNever, Message: "gone"}
		})
		q := b.run(w, queue.Config{})
		b.owe(job(1))
		b.soon("given up", func() bool { return must(q.Stats(b.Context()))(b).GivenUp == 1 })
	}},
	{"what was given up is listed, and tried again when staff say so", func(b *bench) {
		w, ran := queue.NewWorkers(), make(chan int64, 10)
		var mended atomic.Bool
		queue.Handle(w, func(_ context.Context, j intake.CloseTicket) error {
			if !mended.Load() {
				return &intake.Error{Code: intake.CodeNever, Message: "gone"}
			}
			ran <- j.Ticket
			return nil
		})
		q := b.run(w, queue.Config{})
		b.owe(job(7), intake.Owed{Job: intake.CloseTicket{}, At: time.Now().Add(time.Hour)})
		b.soon("given up", func() bool { return len(must(q.Failed(b.Context(), 10))(b)) == 1 })
		failed := must(q.Failed(b.Context(), 10))(b)[0]
		equal(b, []any{failed.Kind, failed.State, failed.Attempts, strings.Contains(failed.Failure, "gone")}, []any{"close_ticket", intake.JobGivenUp, 1, true})
		tally := must(q.Tally(b.Context()))(b)
		equal(b, []any{len(tally), tally[0].State, tally[0].Jobs, tally[1].State}, []any{2, intake.JobGivenUp, 1, intake.JobLater})
		if away := time.Until(tally[1].Oldest); away < 55*time.Minute || away > time.Hour+time.Minute {
			b.Fatalf("the oldest that is not due is due in %s", away)
		}
		mended.Store(true)
		b.ok(q.Retry(b.Context(), failed.ID))
		equal(b, next(b, ran), int64(7))
		b.code(q.Retry(b.Context(), 999999), intake.CodeNotFound)
	}},
	{"an attempt has an end", func(b *bench) {
		w, ended := queue.NewWorkers(), make(chan error, 10)
		queue.Handle(w, func(ctx context.Context, _ intake.CloseTicket) error {
			<-ctx.Done()
			ended <- ctx.Err()
			return ctx.Err()
		})
		b.run(w, queue.Config{Timeouts: map[string]time.Duration{intake.CloseTicket{}.Kind(): 50 * time.Millisecond}})
		b.owe(job(1))
		equal(b, next(b, ended), context.DeadlineExceeded)
		equal(b, next(b, ended), context.DeadlineExceeded) // and it is tried again
	}},
	{"stopping lets jobs finish, ends those that do not, and loses none", func(b *bench) {
		w, began := queue.NewWorkers(), make(chan int64, 10)
		var finished atomic.Int64
		queue.Handle(w, func(ctx context.Context, j intake.CloseTicket) error {
			began <- j.Ticket
			if j.Ticket == 1 {
				time.Sleep(100 * time.Millisecond)
				finished.Add(1)
				return ctx.Err()
			}
			<-ctx.Done()
			return ctx.Err()
		})
		_, stop := b.start(w, queue.Config{StopTimeout: 2 * time.Second})
		b.owe(job(1), job(2))
		next(b, began)
		next(b, began)
		stop()
		equal(b, finished.Load(), 1)

		w, again := queue.NewWorkers(), make(chan int64, 10)
		queue.Handle(w, func(_ context.Context, j intake.CloseTicket) error { again <- j.Ticket; return nil })
		b.run(w, queue.Config{})
		equal(b, next(b, again), 2)
	}},
	{"slow photos hold nobody", func(b *bench) {
		w, ran, end := queue.NewWorkers(), make(chan struct{}, 10), make(chan struct{})
		queue.Handle(w, func(context.Context, intake.DevelopPhoto) error { <-end; return nil })
		queue.Handle(w, func(context.Context, intake.DeliverPosts) error { ran <- struct{}{}; return nil })
		queue.Handle(w, func(context.Context, intake.AssembleBurst) error { ran <- struct{}{}; return nil })
		b.run(w, queue.Config{})
		defer close(end)
		for range 20 {
			b.owe(intake.Owed{Job: intake.DevelopPhoto{}})
		}
		b.owe(intake.Owed{Job: intake.DeliverPosts{}}, intake.Owed{Job: intake.AssembleBurst{}})
		next(b, ran)
		next(b, ran)
	}},
	{"from time to time, and through failures", func(b *bench) {
		w, called := queue.NewWorkers(), make(chan struct{}, 10)
		queue.Handle(w, func(context.Context, intake.CloseTicket) error { return nil })
		queue.Every(w, time.Millisecond, func(context.Context) error {
			select {
			case called <- struct{}{}:
			default:
			}
			panic("deliberate")
		})
		b.run(w, queue.Config{})
		for range 3 {
			next(b, called)
		}
	}},
	{"two handlers for one kind are refused", func(b *bench) {
		w := queue.NewWorkers()
		for range 2 {
			queue.Handle(w, func(context.Context, intake.CloseTicket) error { return nil })
		}
		if _, err := b.Queue(w, queue.Config{}); err == nil {
			b.Fatal("accepted")
		}
	}},
}
