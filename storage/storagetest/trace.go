package storagetest

import (
	"context"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/queue"
)

var traceLaws = []law{
	{"a trace is kept once, and for its time", func(b *bench) {
		b.ok(b.KeepTraces(b.Context(), nil, noon))
		b.ok(b.KeepTraces(b.Context(), map[string]string{"message/1": "old", "message/2": "two"}, noon))
		b.ok(b.KeepTraces(b.Context(), map[string]string{"message/1": "new", "post/k": "three"}, noon.Add(time.Hour)))
		for key, want := range map[string]string{"message/1": "old", "message/2": "two", "post/k": "three", "post/l": ""} {
			equal(b, must(b.Trace(b.Context(), key))(b), want)
		}
		equal(b, must(b.ForgetTraces(b.Context(), noon.Add(time.Minute), 1))(b), 1)
		equal(b, must(b.ForgetTraces(b.Context(), noon.Add(time.Minute), 9))(b), 1)
		equal(b, must(b.ForgetTraces(b.Context(), noon.Add(time.Minute), 9))(b), 0)
		equal(b, must(b.Trace(b.Context(), "post/k"))(b), "three")
	}},
	{"a job keeps the trace that it is a step of", func(b *bench) {
		seen := make(chan string, 2)
		w := queue.NewWorkers()
		queue.Handle(w, func(context.Context, intake.DeliverPosts) error { return nil })
		b.run(w, queue.Config{Tracer: tracer(seen)})
		b.owe(intake.Owed{Job: intake.DeliverPosts{Chat: 1}, Trace: "00-1-2-01"}, intake.Owed{Job: intake.DeliverPosts{Chat: 2}})
		got := map[string]bool{next(b, seen): true, next(b, seen): true}
		equal(b, got, map[string]bool{"deliver_posts 00-1-2-01": true, "deliver_posts ": true})
	}},
}

// tracer tells what it is to follow.
type tracer chan string

// Follow tells the step and the trace.
func (t tracer) Follow(ctx context.Context, step, trace string) (within context.Context, done func(error)) {
	t <- step + " " + trace
	return ctx, func(error) {}
}
