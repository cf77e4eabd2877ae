package postgres

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// around finds the open tickets in some fields, and ofKin those of a large class or of
// none. Only what is near enough is read from the table. Parameters that the planner
// would look at stand in a select of their own: whatever is asked for, the plan and what
// it seems to cost are the same, so it is made once. Planning takes as long as searching.
const (
	around   = inFields + ofThem
	ofKin    = inFields + ` and left(category, 3) in ((select $10::text), '')` + ofThem
	inFields = `select ` + row.MatterColumns + ` from (
		select n from unnest((select $1::bigint[])) s(first) cross join lateral (
			select n, radius, source, ` + row.Far + ` far from tickets
			where spot is not null and ` + row.Field + ` between s.first and s.first + (select $2::bigint) and opened_at >= (select $3::timestamptz)`
	ofThem = ` offset 0) f where ` + row.NearEnough + ` order by far, n desc limit (select $9::bigint)
	) f cross join lateral (select * from tickets where n = f.n offset 0) t`
)

// Near lists what open tickets around a point are about, the nearest first.
func (s *Store) Near(ctx context.Context, q intake.Nearby) ([]intake.Matter, error) {
	firsts, more := row.Stretches(q.Point, q.Metres)
	statement, args := around, append([]any{firsts, more}, row.NearArgs(q)...)
	if q.Kin != "" {
		statement, args = ofKin, append(args, q.Kin)
	}
	found, err := row.All(ctx, s.read(ctx), row.Matter, statement, args...)
	return row.Nearest(q, found), err
}
