// Package replay plays the past through the line. Messages come in with the times at
// which they were sent, and everything that waits – for a sender to go quiet, for a
// photo, for an objection – waits by the same clock, which jumps from one moment at
// which something happens to the next. So a year of a group takes minutes, and
// becomes the tickets that it would have become.
//
// The line, the desk and all the others are the same as for live messages; their
// store is a [Queue]'s, which keeps the work owed in memory, and the caller sees to
// it that nothing is said in any chat.
package replay

import (
	"container/heap"
	"context"
	"errors"
	"fmt"
	"time"

	"snapgrid/intake"
)

// Queue keeps the work that the past makes necessary, and the clock by which it is
// due.
type Queue struct {
	now  time.Time
	due  jobs
	seq  int
	work func(ctx context.Context, job intake.Job) error
	pace func(ctx context.Context, passed time.Duration) error // nil: time passes at once
}

// New makes a queue whose jobs are worked by work. An error with
// [intake.CodeAgain] means that the job is to be done again later; any other ends
// the replay.
func New(work func(ctx context.Context, job intake.Job) error) *Queue { return &Queue{work: work} }

// Pace lets time pass as slowly as pace makes it: it is called before each moment at
// which something happens, with the time since the one before.
func (q *Queue) Pace(pace func(ctx context.Context, passed time.Duration) error) { q.pace = pace }

// Now is the time of the past that is played. It never goes back.
func (q *Queue) Now() time.Time { return q.now }

// Owe takes in work.
func (q *Queue) Owe(owed ...intake.Owed) {
	for _, o := range owed {
		at := o.At
		if at.Before(q.now) {
			at = q.now
		}
		q.seq++
		heap.Push(&q.due, job{at: at, seq: q.seq, what: o.Job})
	}
}

// Until does all that is due up to a time, and then it is that time.
func (q *Queue) Until(ctx context.Context, t time.Time) error {
	for len(q.due) > 0 && !q.due[0].at.After(t) {
		if err := ctx.Err(); err != nil {
			return err
		}
		next := heap.Pop(&q.due).(job)
		if err := q.advance(ctx, next.at); err != nil {
			return err
		}
		if err := q.do(ctx, next); err != nil {
			return err
		}
	}
	return q.advance(ctx, t)
}

// Left takes out what is not due yet.
func (q *Queue) Left() []intake.Owed {
	var left []intake.Owed
	for len(q.due) > 0 {
		next := heap.Pop(&q.due).(job)
		left = append(left, intake.Owed{Job: next.what, At: next.at})
	}
	return left
}

func (q *Queue) advance(ctx context.Context, t time.Time) error {
	passed := t.Sub(q.now)
	if passed <= 0 {
		return nil
	}
	first := q.now.IsZero()
	q.now = t
	if q.pace == nil || first {
		return nil
	}
	return q.pace(ctx, passed)
}

// tries is how often a job may ask for another time.
const tries = 100

func (q *Queue) do(ctx context.Context, j job) error {
	err := q.work(ctx, j.what)
	var failure *intake.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &failure) && failure.Code == intake.CodeAgain && j.tries < tries:
		j.tries++
		j.at = q.now.Add(max(failure.RetryAfter, time.Second))
		heap.Push(&q.due, j)
		return nil
	}
	return fmt.Errorf("%s of %s: %w", j.what.Kind(), q.now.Format(time.DateTime), err)
}

// job is work at a time.
type job struct {
	at    time.Time
	seq   int
	tries int
	what  intake.Job
}

// jobs is a heap, the first that is due on top.
type jobs []job

// Len is the number of jobs.
func (j jobs) Len() int { return len(j) }

// Less orders them by time, and then as they came.
func (j jobs) Less(a, b int) bool {
	if j[a].at.Equal(j[b].at) {
		return j[a].seq < j[b].seq
	}
	return j[a].at.Before(j[b].at)
}

// Swap exchanges two.
func (j jobs) Swap(a, b int) { j[a], j[b] = j[b], j[a] }

// Push adds one.
func (j *jobs) Push(x any) { *j = append(*j, x.(job)) }

// Pop takes the last one off.
func (j *jobs) Pop() any {
	last := (*j)[len(*j)-1]
	*j = (*j)[:len(*j)-1]
	return last
}
