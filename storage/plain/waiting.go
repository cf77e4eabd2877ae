package plain

import (
	"context"
	"fmt"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// Waiting counts what waits for staff. Each count is at an index, and ends early.
func (s Store) Waiting(ctx context.Context) (intake.Waiting, error) {
	query := "select "
	for i, of := range []string{
		`messages where state = 'unsure'`, `messages where state = 'held'`, `posts where state = 'dead'`, `whistles where status = 'drafted'`,
	} {
		if i > 0 {
			query += ", "
		}
		query += fmt.Sprintf(`(select count(*) from (select 1 as one from %s limit %d) w%d)`, of, intake.WaitingMost, i)
	}
	return one(ctx, s, "work", row.Waiting, query)
}
