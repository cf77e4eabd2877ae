package postgres

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// TicketsNear lists open tickets around a point, the nearest first.
func (s *Store) TicketsNear(ctx context.Context, q intake.Nearby) ([]intake.Ticket, error) {
	found, err := collect(ctx, s.read(ctx), row.ScanSpotted,
		`select n, lat, lon from tickets where spot = any($1::bigint[]) and opened_at >= $2
		 and ($3 = '' or category = '' or substr(category, 1, length($3)) = $3)`,
		row.Spots(q.Point, q.Metres), row.Since(q.Since), q.Kin)
	numbers := row.Nearest(q, found)
	if err != nil || len(numbers) == 0 {
		return nil, err
	}
	tickets, err := collect(ctx, s.read(ctx), row.Ticket,
		`select `+row.TicketColumns+` from tickets t where t.n = any($1::bigint[])`, numbers)
	return row.InOrder(tickets, numbers), err
}
