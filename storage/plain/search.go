package plain

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// Unsearched is the number of the newest ticket that can not be found yet.
func (s Store) Unsearched(ctx context.Context) (int64, error) {
	return one(ctx, s, "counter unsearched", row.Number, `select value from counters where name = 'unsearched'`)
}

// SetUnsearched notes that those above a number can be found.
func (s Store) SetUnsearched(ctx context.Context, n int64) error {
	return s.change(ctx, "counter unsearched", `update counters set value = $1 where name = 'unsearched'`, n)
}

// EventsAfter lists the events of all tickets with IDs above one.
func (s Store) EventsAfter(ctx context.Context, after int64, limit int) ([]intake.Event, error) {
	return all(ctx, s, row.Event, `select `+row.EventColumns+` from events where id > $1 order by id limit $2`, after, limit)
}
