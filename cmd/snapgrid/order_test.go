package main

import (
	"context"
	"errors"
	"slices"
	"testing"
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
