package sqlite

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// around finds the open tickets in some fields, and ofKin those of a large class or of
// none. Only what is near enough is read from the table. A plus at a value keeps the plan
// from being made anew for every value.
const (
	around   = inFields + `tickets_near` + ofThem + nearest
	ofKin    = inFields + `tickets_kin` + ofThem + ` and substr(category, 1, 3) in (+$10, '')` + nearest
	inFields = `select ` + row.MatterColumns + ` from (
		select tickets.*, ` + row.Far + ` far from json_each($1) s cross join tickets indexed by `
	ofThem  = ` where spot is not null and ` + row.Field + ` between s.value and s.value + $2 and opened_at >= +$3`
	nearest = `) t where ` + row.NearEnough + ` order by far, n desc limit $9 + 0`
)

// Near lists what open tickets around a point are about, the nearest first.
func (s *Store) Near(ctx context.Context, q intake.Nearby) ([]intake.Matter, error) {
	firsts, more := row.Stretches(q.Point, q.Metres)
	statement, args := around, append([]any{row.JSON(firsts), more}, row.NearArgs(q)...)
	if q.Kin != "" {
		statement, args = ofKin, append(args, q.Kin)
	}
	found, err := row.All(ctx, s.read(ctx), row.Matter, statement, args...)
	return row.Nearest(q, found), err
}
