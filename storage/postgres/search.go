package postgres

import (
	"context"
	"strings"

	"snapgrid/intake"
	"snapgrid/intake/search"
	"snapgrid/storage/row"
)

// seeker asks the index of terms, a table of text search vectors.
var seeker = row.Seeker{
	Dialect: row.Dialect{Time: moment},
	Table:   "ticket_terms", Number: "s.n", Order: "s.n", Has: "s.terms @@ %s::tsquery",
	Quote: func(term string) string { return `'` + strings.NewReplacer(`'`, `''`, `\`, `\\`).Replace(term) + `'` },
	And:   " & ", Or: " | ",
}

// thorough is the seeker for what few tickets have: an order that no index gives keeps
// the planner from reading all tickets one by one, the newest first, until it has enough.
func thorough() row.Seeker {
	s := seeker
	s.Order = "(s.n + 0)"
	return s
}

// recent is among how many of the newest tickets it is looked first. What many
// tickets have is found there, by reading them one by one; of what few have the
// index gives all, to be put into order. Neither is fast for the other.
const recent = 2000

// FindTickets finds tickets by what they tell and what they are.
func (s *Store) FindTickets(ctx context.Context, q search.Query) ([]intake.Ticket, error) {
	if q.Light.Runs() || !q.To.IsZero() {
		return s.seek(ctx, q, 0, seeker)
	}
	newest := q.Past.N
	if newest == 0 {
		var err error
		if newest, err = one(ctx, s.read(ctx), "", number, `select coalesce(max(n), 0) from ticket_terms`); err != nil {
			return nil, err
		}
	}
	found, err := s.seek(ctx, q, max(0, newest-recent), seeker)
	if err != nil || len(found) == row.Limit(q.Limit) || newest <= recent {
		return found, err
	}
	return s.seek(ctx, q, 0, thorough())
}

// seek finds tickets with numbers above one.
func (s *Store) seek(ctx context.Context, q search.Query, above int64, by row.Seeker) ([]intake.Ticket, error) {
	tail, args, ok := row.Seek(q, above, by)
	if !ok {
		return nil, nil
	}
	return collect(ctx, s.read(ctx), row.Ticket, `select `+row.TicketColumns+` `+tail, args...)
}

// putTerms keeps what a ticket is found by.
func (s *Store) putTerms(ctx context.Context, t intake.Ticket) error {
	_, err := s.exec(ctx, `insert into ticket_terms as s (n, terms) values ($1, array_to_tsvector($2::text[]))
		on conflict (n) do update set terms = excluded.terms where s.terms is distinct from excluded.terms`,
		t.N, search.Terms(t))
	return err
}
