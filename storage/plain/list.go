package plain

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// ListTickets lists tickets, newest first.
func (s Store) ListTickets(ctx context.Context, f intake.Filter) ([]intake.Ticket, error) {
	query, args := row.Tickets(f, s.dialect)
	return all(ctx, s, row.Ticket, query, args...)
}

// CountTickets counts tickets by status.
func (s Store) CountTickets(ctx context.Context) (map[intake.Status]int, error) {
	return tally[intake.Status](ctx, s, `select status, count(*) from tickets group by status`)
}
