package pipeline

import (
	"context"
	"errors"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// masked is a message with its masked words beside those that were typed.
func masked(m intake.Message) intake.Message {
	m.Masked = ""
	if shown := triage.Mask(m.Text); shown != m.Text {
		m.Masked = shown
	}
	return m
}

// atOnce is how many words as typed are forgotten in one statement, so that the
// line is not held up.
const atOnce = 500

// Forget deletes what was kept long enough, a little at a time: words as they were
// typed (the masked ones stay), messages that led to nothing, answers about no ticket.
func (l *Line) Forget(ctx context.Context) error {
	typed, idle := l.Now().Add(-l.Config.KeepOriginals), l.Now().Add(-l.Config.KeepChatter)
	return errors.Join(
		l.forget(ctx, "typed words", func(ctx context.Context) (seen, dropped int, err error) {
			n, err := l.Store.ForgetOriginals(ctx, typed, atOnce)
			return n, n, err
		}),
		l.forget(ctx, "messages", func(ctx context.Context) (seen, dropped int, err error) {
			p, err := l.Store.ForgetPast(ctx, idle, atOnce)
			return p.Seen, p.Dropped, err
		}),
		l.forget(ctx, "answers", func(ctx context.Context) (seen, dropped int, err error) {
			n, err := l.Store.ForgetPosts(ctx, idle, atOnce)
			return n, n, err
		}),
	)
}

// forget takes step after step until nothing is left to look at.
func (l *Line) forget(ctx context.Context, what string, step func(ctx context.Context) (seen, dropped int, err error)) error {
	for {
		seen, dropped, err := step(ctx)
		l.Meter.Forgotten(what, dropped)
		if err != nil || seen == 0 {
			return err
		}
	}
}
