package postgres

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// around finds the open tickets in some squares. Whatever is asked for, the plan and
// what it seems to cost are the same: so it is made once.
const around = `select n, lat, lon from json_to_recordset($1::json) s("First" bigint, "Last" bigint) cross join lateral (
	select n, lat, lon from tickets where spot between s."First" and s."Last" and opened_at >= (select $2::timestamptz)
	and (category = '' or starts_with(category, $3)) offset 0) t`

// Near lists what open tickets around a point are about, the nearest first.
func (s *Store) Near(ctx context.Context, q intake.Nearby) ([]intake.Matter, error) {
	found, err := collect(ctx, s.read(ctx), row.SpottedFrom(q.Point), around,
		row.JSON(row.Stretches(q.Point, q.Metres)), row.Since(q.Since), q.Kin)
	numbers := row.Nearest(q, found)
	if err != nil || len(numbers) == 0 {
		return nil, err
	}
	matters, err := collect(ctx, s.read(ctx), row.Matter,
		`select `+row.MatterColumns+` from tickets t where t.n = any($1::bigint[])`, numbers)
	return row.InOrder(matters, numbers), err
}
