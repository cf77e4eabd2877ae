package queue

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"time"

	"github.com/riverqueue/river"
	"github.com/rs/zerolog"

	"snapgrid/intake"
)

// Workers are the handlers of all kinds of jobs, and what is done from time to
// time.
type Workers struct {
	add    []func(*river.Workers, Config) error
	every  []periodic
	leased []periodic
}

// NewWorkers makes an empty set.
func NewWorkers() *Workers { return &Workers{} }

// Handle names the handler of a kind of jobs. It must bear being called more than
// once with the same job.
func Handle[T intake.Job](w *Workers, handler func(context.Context, T) error) {
	w.add = append(w.add, func(all *river.Workers, cfg Config) error {
		return river.AddWorkerSafely(all, newWorker(handler, cfg))
	})
}

func newWorker[T intake.Job](handler func(context.Context, T) error, cfg Config) *worker[T] {
	var job T
	return &worker[T]{
		handler: handler,
		logger:  cfg.Logger,
		timeout: cfg.Timeouts[job.Kind()],
		giveWay: cfg.giveWay(job.Kind()),
		tracer:  cfg.Tracer,
	}
}

// Every names a function that each node calls when the queue starts and then
// again and again, d after the last call ended: what a node does for itself. It
// must bear being called on several nodes at once. Errors are logged.
func Every(w *Workers, d time.Duration, f func(context.Context) error) {
	w.every = append(w.every, periodic{pause: d, call: f})
}

// AtHints is Every for what is called at each hint as well: hints returns what is
// closed at the next one.
func AtHints(w *Workers, d time.Duration, hints func() <-chan struct{}, f func(context.Context) error) {
	w.every = append(w.every, periodic{pause: d, call: f, hints: hints})
}

// ByLease is Every for what is done for all nodes: only the one that has the lease
// calls the function, as soon as it has it. Its context carries the fence, so that
// a node that lost the lease without knowing writes nothing.
func ByLease(w *Workers, d time.Duration, f func(context.Context) error) {
	w.leased = append(w.leased, periodic{pause: d, call: f})
}

// Lease names the lease of what is called [ByLease].
const Lease = "chores"

type worker[T intake.Job] struct {
	river.WorkerDefaults[T]
	handler func(context.Context, T) error
	logger  zerolog.Logger
	timeout time.Duration // 0: the queue's
	giveWay func(context.Context)
	tracer  Tracer // nil: none
}

// Timeout is how long an attempt may take.
func (w *worker[T]) Timeout(*river.Job[T]) time.Duration { return w.timeout }

// NextRetry is when a failed job is tried again.
func (w *worker[T]) NextRetry(job *river.Job[T]) time.Time {
	return time.Now().Add(backoff(job.Attempt))
}

// Work runs the handler and tells River what becomes of the job.
func (w *worker[T]) Work(ctx context.Context, job *river.Job[T]) error {
	w.giveWay(ctx)
	logger := w.logger.With().Str("job", job.Kind).Logger()
	err := w.follow(logger.WithContext(ctx), job)
	if err == nil {
		return nil
	}
	if context.Cause(ctx) != nil && !errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return river.JobSnooze(0) // we are stopping: it did not fail, it goes on elsewhere or later
	}
	level := zerolog.WarnLevel
	if intake.CodeOf(err) == intake.CodeAgain {
		level = zerolog.DebugLevel // it only has to wait
	}
	logger.WithLevel(level).Err(err).Str("code", string(intake.CodeOf(err))).Int("attempt", job.Attempt).Msg("job failed")
	return outcome(err, job.Attempt)
}

// follow runs the handler as a step of the job's trace, if it has one.
func (w *worker[T]) follow(ctx context.Context, job *river.Job[T]) (err error) {
	if w.tracer != nil {
		within, done := w.tracer.Follow(ctx, job.Kind, traceOf(job.Metadata))
		defer func() { done(err) }()
		ctx = within
	}
	return w.run(ctx, job.Args)
}

// run calls the handler; a panic is an error like others.
func (w *worker[T]) run(ctx context.Context, job T) (err error) {
	defer caught(ctx, &err)
	return w.handler(ctx, job)
}

// caught makes an error of a panic. It is deferred.
func caught(ctx context.Context, err *error) {
	if cause := recover(); cause != nil {
		*err = fmt.Errorf("panic: %v", cause)
		zerolog.Ctx(ctx).Error().Err(*err).Bytes("stack", debug.Stack()).Msg("caught a panic")
	}
}

// patience is after how many attempts a failure is no longer counted.
const patience = 50

// seekings is how often something is looked for that is not there: two chats may
// have become one between two looks of the same job.
const seekings = 4

// longestPause is the most that a failed job waits.
const longestPause = 5 * time.Minute

// outcome is what River makes of a failure.
func outcome(err error, attempt int) error {
	var known *intake.Error
	errors.As(err, &known)
	switch intake.CodeOf(err) {
	case intake.CodeNever, intake.CodeInvalid, intake.CodeForbidden:
		return river.JobCancel(err)
	case intake.CodeNotFound:
		if attempt >= seekings {
			return river.JobCancel(err)
		}
	case intake.CodeAgain:
		if known.RetryAfter > 0 {
			return river.JobSnooze(known.RetryAfter)
		}
	}
	if attempt >= patience {
		return river.JobSnooze(longestPause)
	}
	return err
}

// backoff is how long a job waits after its n-th failure: 1 s, 2 s, 4 s … 5 min,
// up to a tenth more so that jobs that failed together do not return together.
func backoff(n int) time.Duration {
	pause := longestPause
	if n < 10 {
		pause = min(pause, time.Second<<max(n-1, 0))
	}
	return pause + time.Duration(rand.Int64N(int64(pause/10)))
}
