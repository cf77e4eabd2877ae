package main

import (
	"context"

	"snapgrid/bots/web/console"
	"snapgrid/intake"
	"snapgrid/intake/outbox"
)

// Preview shows what each chat would read if the act were done now: the words as
// they would be told there, as its channel would say them.
func (c counter) Preview(ctx context.Context, a console.Act) ([]outbox.Foreseen, error) {
	t, err := c.db.Ticket(ctx, a.Ticket)
	if err != nil {
		return nil, err
	}
	then, event, err := c.Foresee(a.Officer, deeds[a.Deed], t, a.Words)
	if err != nil {
		return nil, err
	}
	posts, err := c.program.announce.Preview(ctx, then, event, keysOf(a.Photos))
	if err != nil {
		return nil, err
	}
	all := make([]outbox.Foreseen, len(posts))
	for i, p := range posts {
		if all[i], err = c.program.outbox.Foresee(ctx, p); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func keysOf(photos []intake.Media) []string {
	keys := make([]string, len(photos))
	for i, m := range photos {
		keys[i] = m.Key
	}
	return keys
}
