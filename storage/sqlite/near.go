package sqlite

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// TicketsNear lists open tickets around a point, the nearest first.
func (s *Store) TicketsNear(ctx context.Context, q intake.Nearby) ([]intake.Ticket, error) {
	found, err := collect(ctx, s.often(ctx), row.ScanSpotted,
		`select n, lat, lon from tickets where spot in (select value from json_each($1)) and opened_at >= $2
		 and ($3 = '' or category = '' or substr(category, 1, length($3)) = $3)`,
		row.JSON(row.Spots(q.Point, q.Metres)), row.Since(q.Since), q.Kin)
	numbers := row.Nearest(q, found)
	if err != nil || len(numbers) == 0 {
		return nil, err
	}
	tickets, err := collect(ctx, s.often(ctx), row.Ticket,
		`select `+row.TicketColumns+` from tickets t where t.n in (select value from json_each($1))`, row.JSON(numbers))
	return row.InOrder(tickets, numbers), err
}
