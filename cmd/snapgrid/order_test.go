package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestInOrder(t *testing.T) {
	t.Parallel()
	items := make([]int, 500)
	for i := range items {
		items[i] = i
	}
	var got []int
	slowFirst := make(chan struct{})
	work := func(_ context.Context, i int) int {
		if i == 0 {
			<-slowFirst // until another one has been worked on
		}
		if i == 1 {
			close(slowFirst)
		}
		return i
	}
	take := func(i int) error { got = append(got, i); return nil }
	if err := inOrder(context.Background(), 2, items, work, take); err != nil || !slices.Equal(got, items) {
		t.Errorf("got %v, %v", got, err)
	}
	full := errors.New("the disk is full")
	err := inOrder(context.Background(), 3, items, func(context.Context, int) int { return 7 }, func(int) error { return full })
	if !errors.Is(err, full) {
		t.Errorf("got %v, want %v", err, full)
	}
	ctx, cancel := context.WithCancel(context.Background())
	err = inOrder(ctx, 3, items, func(_ context.Context, i int) int {
		if i == 9 {
			cancel()
		}
		return i
	}, func(int) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	out := &strings.Builder{}
	now := time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)
	p := &progress{out: out, now: func() time.Time { return now }, total: 4, began: now}
	now = now.Add(2 * time.Second)
	p.step()
	p.step() // too soon to be drawn
	now = now.Add(6 * time.Second)
	p.step()
	p.step() // the last one always is
	p.clear()
	want := "\r" + strings.Repeat("█", 7) + strings.Repeat("░", 23) + " 1 of 4, 6s left\x1b[K" +
		"\r" + strings.Repeat("█", 22) + strings.Repeat("░", 8) + " 3 of 4, 3s left\x1b[K" +
		"\r" + strings.Repeat("█", 30) + " 4 of 4, 0s left\x1b[K\r\x1b[K"
	if out.String() != want {
		t.Errorf("got %q, want %q", out, want)
	}
}

// In a pipe and in a file there is no bar.
func TestProgressNeedsATerminal(t *testing.T) {
	t.Parallel()
	file, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if newProgress(file, 100) != nil || newProgress(&strings.Builder{}, 100) != nil {
		t.Error("got a bar")
	}
	var none *progress
	none.step()
	none.clear()
}
