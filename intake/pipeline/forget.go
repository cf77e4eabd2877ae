package pipeline

import (
	"context"

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

// Forget deletes words as they were typed once they are old enough; the masked
// ones stay.
func (l *Line) Forget(ctx context.Context) error {
	for {
		n, err := l.Store.ForgetOriginals(ctx, l.Now().Add(-l.Config.KeepOriginals), atOnce)
		if err != nil || n == 0 {
			return err
		}
	}
}
