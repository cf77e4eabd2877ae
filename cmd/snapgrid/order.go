package main

import (
	"context"

	"golang.org/x/sync/errgroup"
)

// inOrder works on items, several at a time, and hands on the results one by one
// in the order of the items. It ends with the first error of take, or with ctx,
// and waits for what it has begun.
func inOrder[I, R any](ctx context.Context, workers int, items []I, work func(context.Context, I) R, take func(R) error) error {
	group, ctx := errgroup.WithContext(ctx)
	// Every result has a place of its own in the line before it is worked on; the
	// line is short, so that nobody runs far ahead of a slow item.
	line := make(chan chan R, workers)
	group.Go(func() error {
		defer close(line)
		var begun errgroup.Group
		defer begun.Wait() //nolint:errcheck // nothing in it fails
		begun.SetLimit(workers)
		for _, item := range items {
			place := make(chan R, 1)
			select {
			case line <- place:
			case <-ctx.Done():
				return ctx.Err()
			}
			begun.Go(func() error {
				place <- work(ctx, item)
				return nil
			})
		}
		return nil
	})
	group.Go(func() error {
		for place := range line {
			result := <-place
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err := take(result); err != nil {
				return err
			}
		}
		return nil
	})
	return group.Wait()
}
