package queue

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"
	"github.com/rs/zerolog"
	"golang.org/x/sync/errgroup"

	"snapgrid/intake"
)

// Engine is what a database gives to the queue.
type Engine[TTx any] struct {
	Driver riverdriver.Driver[TTx]
	// ID names this process among all that work the same queue.
	ID string
	// Count counts the jobs in each state.
	Count func(ctx context.Context) (map[string]int, error)
	// Oldest tells how long the oldest job waits that is due, by queue.
	Oldest func(ctx context.Context) (map[string]time.Duration, error)
	// Tally counts the jobs that are not done by kind and state.
	Tally func(ctx context.Context) ([]intake.JobTally, error)
	// Free makes jobs available again that a process which is no more was running.
	Free func(ctx context.Context) error
	// FreeEvery is how often Free is called; 0 means once, at the start.
	FreeEvery time.Duration
}

// Queue works jobs.
type Queue struct {
	client client
	count  func(ctx context.Context) (map[string]int, error)
	oldest func(ctx context.Context) (map[string]time.Duration, error)
	tally  func(ctx context.Context) ([]intake.JobTally, error)
	free   func(ctx context.Context) error
	every  []periodic
	leased []periodic
	cfg    Config
}

// client is what we need of River's client of any database.
type client interface {
	Start(ctx context.Context) error
	Stop(ctx context.Context) error
	JobList(ctx context.Context, params *river.JobListParams) (*river.JobListResult, error)
	JobRetry(ctx context.Context, id int64) (*rivertype.JobRow, error)
}

// New makes a queue. It fails if two handlers are for the same kind of jobs.
func New[TTx any](engine Engine[TTx], workers *Workers, cfg Config) (*Queue, error) {
	cfg = cfg.withDefaults()
	all := river.NewWorkers()
	for _, add := range workers.add {
		if err := add(all, cfg); err != nil {
			return nil, fmt.Errorf("name a job's handler: %w", err)
		}
	}
	config := cfg.river(all)
	config.ID = engine.ID
	client, err := river.NewClient(engine.Driver, config)
	if err != nil {
		return nil, fmt.Errorf("make the queue: %w", err)
	}
	q := &Queue{client: client, count: engine.Count, oldest: engine.Oldest, tally: engine.Tally, free: engine.Free, every: workers.every, leased: workers.leased, cfg: cfg}
	if engine.FreeEvery > 0 && !cfg.Idle {
		q.every = append(q.every, periodic{pause: engine.FreeEvery, call: engine.Free})
	}
	return q, nil
}

// Run works jobs until ctx ends, then lets those that run finish within the stop
// timeout, ends their contexts, and returns nil. What was not finished is done
// later, here or on another node.
func (q *Queue) Run(ctx context.Context) error {
	if q.cfg.Idle {
		all(ctx, q.every, q.cfg.Logger)
		return nil
	}
	if err := q.free(ctx); err != nil && ctx.Err() != nil {
		return nil // told to stop before anything ran
	} else if err != nil {
		return fmt.Errorf("free jobs of a former run: %w", err)
	}
	if err := q.client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start the queue: %w", err)
	}
	var group errgroup.Group
	group.Go(func() error { all(ctx, q.every, q.cfg.Logger); return nil })
	group.Go(func() error { q.byLease(ctx); return nil })
	<-ctx.Done()
	err := q.stop(context.WithoutCancel(ctx))
	return errors.Join(err, group.Wait())
}

// byLease does what one node does for all, whenever it is this one.
func (q *Queue) byLease(ctx context.Context) {
	if q.cfg.Leases == nil {
		all(ctx, q.leased, q.cfg.Logger)
		return
	}
	work := func(ctx context.Context) error { all(ctx, q.leased, q.cfg.Logger); return nil }
	for ctx.Err() == nil {
		err := q.cfg.Leases.Hold(ctx, Lease, func(bool, error) {}, work)
		if err != nil && ctx.Err() == nil {
			q.cfg.Logger.Warn().Err(err).Msg("another node does the periodic work now, or none while the database is away")
		}
	}
}

// all calls the functions until ctx ends, each at its own times.
func all(ctx context.Context, every []periodic, logger zerolog.Logger) {
	var running sync.WaitGroup
	for _, p := range every {
		running.Go(func() { p.run(ctx, logger) })
	}
	<-ctx.Done()
	running.Wait()
}

// stop waits for River, which ends the jobs' contexts after the stop timeout. A
// handler that does not listen even then is left behind.
func (q *Queue) stop(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, q.cfg.StopTimeout+2*time.Second)
	defer cancel()
	if err := q.client.Stop(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("stop the queue: %w", err)
	}
	return nil
}

// Stats says how many jobs there are.
type Stats struct {
	Waiting int // ready to run, or to be tried again
	Later   int // not due yet
	Running int
	GivenUp int // during the last day
}

// Stats counts the jobs.
func (q *Queue) Stats(ctx context.Context) (Stats, error) {
	counts, err := q.count(ctx)
	if err != nil {
		return Stats{}, fmt.Errorf("count jobs: %w", err)
	}
	return Stats{
		Waiting: counts["available"] + counts["retryable"],
		Later:   counts["scheduled"] + counts["pending"],
		Running: counts["running"],
		GivenUp: counts["cancelled"] + counts["discarded"],
	}, nil
}

// Oldest tells how long the oldest job waits that is due, by queue: "line", "photos",
// "posts".
func (q *Queue) Oldest(ctx context.Context) (map[string]time.Duration, error) {
	ages, err := q.oldest(ctx)
	if err != nil {
		return nil, fmt.Errorf("look for the oldest jobs: %w", err)
	}
	return ages, nil
}

type periodic struct {
	pause time.Duration
	call  func(context.Context) error
	hints func() <-chan struct{} // nil: none come
}

// run calls the function again and again. Of failures it tells once a minute: what
// is called twice a second fails as often while the database is away.
func (p periodic) run(ctx context.Context, logger zerolog.Logger) {
	var told time.Time
	for {
		hint := p.hint()
		if err := p.once(logger.WithContext(ctx)); err != nil && ctx.Err() == nil && time.Since(told) > time.Minute {
			logger.Warn().Err(err).Msg("periodic work failed")
			told = time.Now()
		}
		select {
		case <-ctx.Done():
			return
		case <-hint:
		case <-time.After(p.pause):
		}
	}
}

// hint is closed when the function is to be called before its time.
func (p periodic) hint() <-chan struct{} {
	if p.hints == nil {
		return nil
	}
	return p.hints()
}

// once calls the function; a panic is an error like others.
func (p periodic) once(ctx context.Context) (err error) {
	defer caught(ctx, &err)
	return p.call(ctx)
}
