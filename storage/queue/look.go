package queue

import (
	"context"
	"errors"
	"fmt"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"snapgrid/intake"
)

// Tally counts the jobs that are not done, by kind and state.
func (q *Queue) Tally(ctx context.Context) ([]intake.JobTally, error) {
	tallies, err := q.tally(ctx)
	if err != nil {
		return nil, fmt.Errorf("count jobs by kind: %w", err)
	}
	return tallies, nil
}

// Failed lists jobs that failed and are not done since, the newest first.
func (q *Queue) Failed(ctx context.Context, limit int) ([]intake.FailedJob, error) {
	params := river.NewJobListParams().First(limit).OrderBy(river.JobListOrderByID, river.SortOrderDesc).
		States(rivertype.JobStateRetryable, rivertype.JobStateCancelled, rivertype.JobStateDiscarded)
	found, err := q.client.JobList(ctx, params)
	if err != nil {
		return nil, fmt.Errorf("list jobs that failed: %w", err)
	}
	var jobs []intake.FailedJob
	for _, j := range found.Jobs {
		job := intake.FailedJob{ID: j.ID, Kind: j.Kind, State: intake.JobState(j.State), Attempts: j.Attempt, DueAt: j.ScheduledAt.UTC()}
		if n := len(j.Errors); n > 0 {
			job.Failure = j.Errors[n-1].Error
		}
		jobs = append(jobs, job)
	}
	return jobs, nil
}

// Retry lets a job be tried again at once; one that runs is left alone. A job that
// is not there any more is [intake.CodeNotFound].
func (q *Queue) Retry(ctx context.Context, id int64) error {
	_, err := q.client.JobRetry(ctx, id)
	if errors.Is(err, river.ErrNotFound) {
		return &intake.Error{Code: intake.CodeNotFound, Message: fmt.Sprintf("job %d is not there any more", id)}
	}
	if err != nil {
		return fmt.Errorf("try job %d again: %w", id, err)
	}
	return nil
}
