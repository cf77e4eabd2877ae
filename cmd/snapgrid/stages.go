package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// stage is a part of the running program that blocks until its context ends.
type stage struct {
	name string
	run  func(ctx context.Context) error
}

// runStages starts the stages in order and waits until ctx ends or one of them
// fails. Then they are stopped in the opposite order, each before the next: what
// hears stops first, so that what works can finish what was heard.
func runStages(ctx context.Context, stages ...stage) error {
	failed := make(chan error, len(stages))
	var running []*runningStage
	for _, s := range stages {
		running = append(running, s.start(context.WithoutCancel(ctx), failed))
	}
	var first error
	select {
	case <-ctx.Done():
	case first = <-failed:
	}
	errs := []error{first}
	for _, r := range slices.Backward(running) {
		r.stop()
		<-r.done
	}
	close(failed)
	for err := range failed {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

type runningStage struct {
	stop context.CancelFunc
	done chan struct{}
}

func (s stage) start(ctx context.Context, failed chan<- error) *runningStage {
	ctx, stop := context.WithCancel(ctx)
	r := &runningStage{stop: stop, done: make(chan struct{})}
	go func() {
		defer close(r.done)
		if err := s.run(ctx); err != nil {
			failed <- fmt.Errorf("%s: %w", s.name, err)
		}
	}()
	return r
}
