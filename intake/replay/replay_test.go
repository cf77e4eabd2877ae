package replay_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/replay"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// note is a job that is only noted.
type note string

// Kind names it.
func (n note) Kind() string { return string(n) }

func owed(name string, after time.Duration) intake.Owed {
	return intake.Owed{Job: note(name), At: noon.Add(after)}
}

func TestJobsComeInTheirOwnTime(t *testing.T) {
	var done []string
	var q *replay.Queue
	again := 0
	q = replay.New(func(_ context.Context, j intake.Job) error {
		done = append(done, fmt.Sprint(j.Kind(), "@", q.Now().Sub(noon)))
		switch j.Kind() {
		case "first":
			q.Owe(owed("child", time.Minute), intake.Owed{Job: note("now")})
		case "patient":
			if again++; again < 3 {
				return &intake.Error{Code: intake.CodeAgain, RetryAfter: 10 * time.Second}
			}
		}
		return nil
	})
	q.Owe(owed("late", time.Hour), owed("first", time.Second), owed("second", time.Second), owed("patient", 2*time.Second))
	if err := q.Until(t.Context(), noon.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	want := "first@1s second@1s now@1s patient@2s patient@12s patient@22s child@1m0s"
	if got := strings.Join(done, " "); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if !q.Now().Equal(noon.Add(time.Minute)) {
		t.Errorf("it is %s", q.Now())
	}
	if err := q.Until(t.Context(), noon); err != nil || !q.Now().Equal(noon.Add(time.Minute)) {
		t.Errorf("the clock went back to %s, %v", q.Now(), err)
	}
	if left := q.Left(); len(left) != 1 || left[0].Job != intake.Job(note("late")) || !left[0].At.Equal(noon.Add(time.Hour)) || len(q.Left()) != 0 {
		t.Errorf("left: %v", left)
	}
}

func TestFailureEndsIt(t *testing.T) {
	broken := errors.New("the database is gone")
	q := replay.New(func(context.Context, intake.Job) error { return broken })
	q.Owe(owed("any", 0))
	if err := q.Until(t.Context(), noon); !errors.Is(err, broken) || !strings.Contains(err.Error(), "any") {
		t.Error(err)
	}
	tried := 0
	q = replay.New(func(context.Context, intake.Job) error {
		tried++
		return &intake.Error{Code: intake.CodeAgain}
	})
	q.Owe(owed("for ever", 0))
	if err := q.Until(t.Context(), noon.Add(time.Hour)); err == nil || tried < 50 {
		t.Errorf("%d tries, %v", tried, err)
	}
}
