package plain

import (
	"context"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// TallyTickets counts the tickets opened since the time.
func (s Store) TallyTickets(ctx context.Context, since, now time.Time) ([]intake.Tally, error) {
	return all(ctx, s, row.ScanTally, `select cell, status, ending, late, count(*)
		from (select cell, status, ending, coalesce(due_at < $2, false) as late from tickets where opened_at >= $1) recent
		group by cell, status, ending, late order by cell, status, ending, late`, since, now)
}
