package intake

import "time"

// JobTally is how many jobs of a kind are in a state.
type JobTally struct {
	Kind   string
	State  JobState
	Jobs   int
	Oldest time.Time // when the oldest of them was, or is, due; to the second
}

// JobState says how far a job has come.
type JobState string

// The states of jobs that are not done.
const (
	JobWaiting JobState = "available"
	JobRunning JobState = "running"
	JobAgain   JobState = "retryable" // failed, and will be tried again
	JobLater   JobState = "scheduled" // not due yet
	JobGivenUp JobState = "cancelled" // its handler said that it can never be done
	JobDropped JobState = "discarded" // out of attempts
)

// FailedJob is a job that failed, and is tried again later or was given up.
type FailedJob struct {
	ID       int64
	Kind     string
	State    JobState
	Attempts int
	DueAt    time.Time
	Failure  string // the last error
}
