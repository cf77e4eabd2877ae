package queue

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"snapgrid/intake"
)

func TestOutcome(t *testing.T) {
	t.Parallel()
	failure := errors.New("failure")
	coded := func(code intake.Code, after time.Duration) error {
		return fmt.Errorf("wrapped: %w", &intake.Error{Code: code, RetryAfter: after, Message: "m"})
	}
	for name, test := range map[string]struct {
		err     error
		attempt int
		cancel  bool
		snooze  time.Duration // 0: none
	}{
		"failure":             {failure, 1, false, 0},
		"failure, many times": {failure, patience, false, longestPause},
		"conflict":            {coded(intake.CodeConflict, 0), 1, false, 0},
		"unavailable":         {coded(intake.CodeUnavailable, 0), 1, false, 0},
		"again":               {coded(intake.CodeAgain, 0), 1, false, 0},
		"again later":         {coded(intake.CodeAgain, time.Minute), 1, false, time.Minute},
		"never":               {coded(intake.CodeNever, 0), 1, true, 0},
		"invalid":             {coded(intake.CodeInvalid, 0), 1, true, 0},
		"not found yet":       {coded(intake.CodeNotFound, 0), 1, false, 0},
		"not found":           {coded(intake.CodeNotFound, 0), 4, true, 0},
		"forbidden":           {coded(intake.CodeForbidden, 0), 1, true, 0},
		"never, many times":   {coded(intake.CodeNever, 0), patience, true, 0},
	} {
		got := outcome(test.err, test.attempt)
		var cancel *river.JobCancelError
		var snooze *rivertype.JobSnoozeError
		if errors.As(got, &cancel) != test.cancel {
			t.Errorf("%s: cancelled: %v", name, got)
		}
		if errors.As(got, &snooze) != (test.snooze > 0) || snooze != nil && snooze.Duration != test.snooze {
			t.Errorf("%s: snoozed: %v", name, got)
		}
	}
}

func TestBackoff(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]time.Duration{
		-1: time.Second, 0: time.Second, 1: time.Second, 2: 2 * time.Second, 3: 4 * time.Second, 9: 256 * time.Second,
		10: longestPause, 1000: longestPause, maxAttempts: longestPause,
	} {
		if got := backoff(n); got < want || got > want+want/10 {
			t.Errorf("after %d failures %s, want %s", n, got, want)
		}
	}
}

// An attempt gives way once, before it begins; one at a photo does not.
func TestAttemptGivesWay(t *testing.T) {
	t.Parallel()
	if got := gaveWay[intake.AssembleBurst](t); got != 1 {
		t.Errorf("a look at a burst gave way %d times before it began", got)
	}
	if got := gaveWay[intake.DevelopPhoto](t); got != 0 {
		t.Errorf("a photo gave way %d times before it began", got)
	}
}

// gaveWay is how often a job of a kind gave way before its handler was called.
func gaveWay[T intake.Job](t *testing.T) int {
	t.Helper()
	asked, before := 0, -1
	w := newWorker(func(context.Context, T) error { before = asked; return nil }, Config{GiveWay: func(context.Context) { asked++ }})
	if err := w.Work(t.Context(), &river.Job[T]{JobRow: &rivertype.JobRow{}}); err != nil {
		t.Error(err)
	}
	return before
}

// Kinds of jobs that are slow or talk to the outside have workers of their own.
func TestQueueOf(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		job  intake.Job
		want string
	}{
		{intake.DevelopPhoto{}, photoQueue}, {intake.DeliverPosts{}, postQueue}, {intake.AssembleBurst{}, lineQueue}, {intake.CloseTicket{}, lineQueue},
	} {
		if got := queueOf(test.job.Kind()); got != test.want {
			t.Errorf("%s goes to %s, want %s", test.job.Kind(), got, test.want)
		}
	}
}
