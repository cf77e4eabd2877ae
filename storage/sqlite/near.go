package sqlite

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// Near lists what open tickets around a point are about, the nearest first.
func (s *Store) Near(ctx context.Context, q intake.Nearby) ([]intake.Matter, error) {
	// A plus keeps the statement's plan from being made anew for every value.
	found, err := collect(ctx, s.read(ctx), row.SpottedFrom(q.Point),
		`select n, lat, lon from json_each($1) s cross join tickets
		 where spot between s.value ->> 'First' and s.value ->> 'Last' and opened_at >= +$2
		 and (category = '' or category between $3 and $4)`,
		row.JSON(row.Stretches(q.Point, q.Metres)), row.Since(q.Since), q.Kin, q.Kin+"\U0010ffff")
	numbers := row.Nearest(q, found)
	if err != nil || len(numbers) == 0 {
		return nil, err
	}
	matters, err := collect(ctx, s.read(ctx), row.Matter,
		`select `+row.MatterColumns+` from tickets t where t.n in (select value from json_each($1))`, row.JSON(numbers))
	return row.InOrder(matters, numbers), err
}
