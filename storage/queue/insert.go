package queue

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"
	"github.com/rs/zerolog"

	"snapgrid/intake"
)

// maxAttempts is the largest number that a row can hold.
const maxAttempts = 32767

// lookAhead is how far River's scheduler looks ahead when it wakes. A job due
// sooner would be missed by it until it wakes again.
const lookAhead = 5 * time.Second

// Inserter writes jobs within a transaction TTx of a store.
type Inserter[TTx any] struct{ client *river.Client[TTx] }

// NewInserter makes an inserter over a driver.
func NewInserter[TTx any](driver riverdriver.Driver[TTx], logger zerolog.Logger) (*Inserter[TTx], error) {
	client, err := river.NewClient(driver, &river.Config{
		Logger:        slogOf(logger),
		FetchCooldown: fetchCooldown, // also how often an insert may wake the workers
		MaxAttempts:   maxAttempts,
		Hooks:         []rivertype.Hook{&soonHook{}},
	})
	if err != nil {
		return nil, fmt.Errorf("make the queue's writer: %w", err)
	}
	return &Inserter[TTx]{client}, nil
}

// Insert writes jobs; they can start when tx commits.
func (i *Inserter[TTx]) Insert(ctx context.Context, tx TTx, owed []intake.Owed) error {
	if len(owed) == 0 {
		return nil
	}
	now := time.Now()
	params := make([]river.InsertManyParams, len(owed))
	for n, o := range owed {
		opts := &river.InsertOpts{Queue: queueOf(o.Job.Kind()), Metadata: labelled(o.Trace)}
		if o.At.After(now) { // a time that has come would make the job wait for the scheduler
			opts.ScheduledAt = o.At.UTC()
		}
		params[n] = river.InsertManyParams{Args: o.Job, InsertOpts: opts}
	}
	if _, err := i.client.InsertManyTx(ctx, tx, params); err != nil {
		return fmt.Errorf("write %d jobs: %w", len(owed), err)
	}
	return nil
}

// label is what stands beside a job.
type label struct {
	Trace string `json:"traceparent"`
}

// labelled is the label of a job that is a step of a trace; nil of any other.
func labelled(trace string) []byte {
	if trace == "" {
		return nil
	}
	text, err := json.Marshal(label{trace})
	if err != nil {
		return nil // a string can always be written
	}
	return text
}

// traceOf reads the label of a job.
func traceOf(metadata []byte) string {
	var l label
	if err := json.Unmarshal(metadata, &l); err != nil {
		return "" // not ours
	}
	return l.Trace
}

// soonHook makes a job that is due before the scheduler wakes available at once;
// workers still leave it until its time.
type soonHook struct{ river.HookDefaults }

// InsertBegin is called for each job before it is written.
func (*soonHook) InsertBegin(_ context.Context, params *rivertype.JobInsertParams) error {
	if params.State == rivertype.JobStateScheduled && time.Until(*params.ScheduledAt) <= lookAhead {
		params.State = rivertype.JobStateAvailable
	}
	return nil
}

// riverLines is how much River may say: while the database is away it repeats the
// same error thirty times a second.
const riverLines = 20 // a minute

// slogOf gives River our logger; what it says about ordinary work is left out.
func slogOf(logger zerolog.Logger) *slog.Logger {
	if logger.GetLevel() < zerolog.WarnLevel {
		logger = logger.Level(zerolog.WarnLevel)
	}
	logger = logger.Sample(&zerolog.BurstSampler{Burst: riverLines, Period: time.Minute})
	return slog.New(zerolog.NewSlogHandler(logger))
}
