package postgres

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// LatestTickets lists the newest tickets along an index.
func (s *Store) LatestTickets(ctx context.Context, f intake.Filter) ([]intake.Ticket, error) {
	way := row.LatestWay(f, dialect)
	if way.Column == "" {
		return row.All(ctx, s.read(ctx), row.Ticket, `select `+row.TicketColumns+` from tickets t where `+
			way.Conditions("")+` order by t.n desc limit `+way.Limit, way.Args...)
	}
	return row.All(ctx, s.read(ctx), row.Ticket, `select `+row.TicketColumns+` from tickets t where t.n in (
		select newest.n from unnest($1::text[]) keys (key) cross join lateral (
			select t.n from tickets t where `+way.Conditions("keys.key")+` order by t.n desc limit `+way.Limit+`
		) newest order by newest.n desc limit `+way.Limit+`) order by t.n desc`,
		append([]any{way.Keys}, way.Args...)...)
}
