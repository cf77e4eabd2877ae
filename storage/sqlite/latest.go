package sqlite

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// LatestTickets lists the newest tickets along an index.
func (s *Store) LatestTickets(ctx context.Context, f intake.Filter) ([]intake.Ticket, error) {
	way := row.LatestWay(f, dialect.Steady()) // by another index it would have to put tickets into order first
	if way.Column == "" {
		return row.All(ctx, s.read(ctx), row.Ticket, `select `+row.TicketColumns+` from tickets t where `+
			way.Conditions("")+` order by t.n desc limit `+way.Limit, way.Args...)
	}
	numbers, err := s.newest(ctx, way)
	if err != nil {
		return nil, err
	}
	return row.All(ctx, s.read(ctx), row.Ticket, `select `+row.TicketColumns+` from tickets t
		where t.n in (select value from json_each($1)) order by t.n desc`, row.JSON(numbers))
}

// newest numbers the newest tickets of all branches, newest first. What is older than
// enough others need not be looked at.
func (s *Store) newest(ctx context.Context, way row.Latest) (numbers []int64, err error) {
	floor := int64(0)
	query := `select t.n from tickets t where ` + way.Conditions("$1") +
		fmt.Sprintf(` and t.n > $%d order by t.n desc limit `, len(way.Args)+2) + way.Limit
	for _, key := range way.Keys {
		args := append(append([]any{key}, way.Args...), floor)
		found, err := row.All(ctx, s.read(ctx), row.Number, query, args...)
		if err != nil {
			return nil, err
		}
		numbers = append(numbers, found...)
		slices.SortFunc(numbers, func(a, b int64) int { return cmp.Compare(b, a) })
		if len(numbers) >= way.Most {
			numbers = numbers[:way.Most]
			floor = numbers[way.Most-1]
		}
	}
	return numbers, nil
}
