package postgres

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// dialect is how PostgreSQL takes lists and times.
var dialect = row.Dialect{
	In:   func(column, arg string) string { return column + ` = any(` + arg + `)` },
	List: func(words []string) any { return row.Texts(words) },
	Nums: func(numbers []int64) any { return numbers },
	Time: moment,
}

// ListTickets lists tickets, newest first.
func (s *Store) ListTickets(ctx context.Context, f intake.Filter) ([]intake.Ticket, error) {
	where, args := row.Where(f, dialect)
	return collect(ctx, s.read(ctx), row.Ticket, `select `+row.TicketColumns+` from tickets t `+where, args...)
}

// CountTickets counts tickets by status.
func (s *Store) CountTickets(ctx context.Context) (map[intake.Status]int, error) {
	counts, err := tally(ctx, s.read(ctx), `select status, count(*) from tickets group by status`)
	if err != nil {
		return nil, err
	}
	return row.Tally[intake.Status](counts), nil
}

// CountEndings counts tickets by how they ended.
func (s *Store) CountEndings(ctx context.Context) (map[intake.Ending]int, error) {
	counts, err := tally(ctx, s.read(ctx), `select ending, count(*) from tickets group by ending`)
	if err != nil {
		return nil, err
	}
	return row.Tally[intake.Ending](counts), nil
}
