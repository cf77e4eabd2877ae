package postgres

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// Near lists what open tickets around a point are about, the nearest first.
func (s *Store) Near(ctx context.Context, q intake.Nearby) ([]intake.Matter, error) {
	first, last := row.Bounds(row.Stretches(q.Point, q.Metres))
	found, err := collect(ctx, s.read(ctx), row.ScanSpotted,
		`select n, lat, lon from unnest($1::bigint[], $2::bigint[]) s(first, last) join tickets on spot between s.first and s.last
		 where opened_at >= $3 and ($4 = '' or category = '' or substr(category, 1, length($4)) = $4)`,
		first, last, row.Since(q.Since), q.Kin)
	numbers := row.Nearest(q, found)
	if err != nil || len(numbers) == 0 {
		return nil, err
	}
	matters, err := collect(ctx, s.read(ctx), row.Matter,
		`select `+row.MatterColumns+` from tickets t where t.n = any($1::bigint[])`, numbers)
	return row.InOrder(matters, numbers), err
}
