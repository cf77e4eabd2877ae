package queue

import (
	"context"
	"runtime"
	"time"

	"github.com/riverqueue/river"
	"github.com/rs/zerolog"

	"snapgrid/intake/lease"
)

// Config says how jobs are worked. The zero value is good for a start.
type Config struct {
	Logger zerolog.Logger
	// Workers is how many jobs run at once, apart from photos and posts, which
	// have workers of their own. Default: twice the processors, at least 4.
	Workers int
	// PhotoWorkers is how many photos are developed at once. Default 2.
	PhotoWorkers int
	// PostWorkers is how many chats are answered at once. Default 32: a channel may take
	// 8 of them.
	PostWorkers int
	// Timeout ends the context of an attempt. Default 60 s.
	Timeout time.Duration
	// Timeouts is Timeout for kinds of jobs that need another one.
	Timeouts map[string]time.Duration
	// GiveWay waits, before each attempt, for what goes first; nil waits for nothing. It is
	// not called before photos, whose workers are few.
	GiveWay func(ctx context.Context)
	// Tracer follows jobs that are steps of a trace; nil follows none.
	Tracer Tracer
	// Idle works no jobs: the queue only takes them in, and nothing is done by lease.
	Idle bool
	// Leases says which node does what one does for all; nil: this one, always.
	Leases Leases
	// StopTimeout is how long running jobs may go on after Run's context ended;
	// then theirs ends too. Default 10 s.
	StopTimeout time.Duration
}

// Leases are those of a node: a [lease.Keeper].
type Leases interface {
	Hold(ctx context.Context, name string, told lease.Told, work func(ctx context.Context) error) error
}

// Tracer follows work from step to step.
type Tracer interface {
	// Follow begins a step of a trace; done ends it.
	Follow(ctx context.Context, step, trace string) (within context.Context, done func(error))
}

// The names of the queues. A slow one does not hold the others.
const (
	lineQueue  = "line"
	photoQueue = "photos"
	postQueue  = "posts"
	hookQueue  = "webhooks"
)

const (
	// fetchCooldown is the least time between two looks for jobs.
	fetchCooldown = 10 * time.Millisecond
	// pollInterval is the time between looks for jobs that nobody announced: those
	// whose time has come.
	pollInterval = 100 * time.Millisecond
	// hookWorkers is how many other programs are told of something at once.
	hookWorkers = 4
	// keepCompleted is how long done jobs stay in the table.
	keepCompleted = 10 * time.Minute
	// keepCancelled is how long jobs that were given up stay for people to see.
	keepCancelled = 24 * time.Hour
	// rescueMargin is what the rescuer waits after the longest timeout.
	rescueMargin = 10 * time.Second
)

func queueOf(kind string) string {
	switch kind {
	case "develop_photo":
		return photoQueue
	case "deliver_posts":
		return postQueue
	case "call_webhook":
		return hookQueue
	default:
		return lineQueue
	}
}

// giveWay is what an attempt of a kind of jobs waits for.
func (c Config) giveWay(kind string) func(context.Context) {
	if c.GiveWay == nil || queueOf(kind) == photoQueue {
		return func(context.Context) {}
	}
	return c.GiveWay
}

func (c Config) withDefaults() Config {
	c.Workers = positive(c.Workers, max(4, 2*runtime.NumCPU()))
	c.PhotoWorkers = positive(c.PhotoWorkers, 2)
	c.PostWorkers = positive(c.PostWorkers, 32)
	c.Timeout = positive(c.Timeout, time.Minute)
	c.StopTimeout = positive(c.StopTimeout, 10*time.Second)
	return c
}

func positive[N int | time.Duration](n, otherwise N) N {
	if n > 0 {
		return n
	}
	return otherwise
}

// longest is the longest that an attempt may take.
func (c Config) longest() time.Duration {
	longest := c.Timeout
	for _, t := range c.Timeouts {
		longest = max(longest, t)
	}
	return longest
}

// river is the configuration in River's words.
func (c Config) river(workers *river.Workers) *river.Config {
	return &river.Config{
		Logger:  slogOf(c.Logger),
		Workers: workers,
		Queues: map[string]river.QueueConfig{
			lineQueue:  {MaxWorkers: c.Workers},
			photoQueue: {MaxWorkers: c.PhotoWorkers},
			postQueue:  {MaxWorkers: c.PostWorkers},
			hookQueue:  {MaxWorkers: hookWorkers},
		},
		FetchCooldown:               fetchCooldown,
		FetchPollInterval:           pollInterval,
		JobTimeout:                  c.Timeout,
		RescueStuckJobsAfter:        c.longest() + rescueMargin,
		MaxAttempts:                 maxAttempts,
		CompletedJobRetentionPeriod: keepCompleted,
		CancelledJobRetentionPeriod: keepCancelled,
		DiscardedJobRetentionPeriod: -1,
		SoftStopTimeout:             c.StopTimeout,
	}
}
