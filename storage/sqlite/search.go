package sqlite

import (
	"context"
	"strings"

	"snapgrid/intake"
	"snapgrid/intake/search"
	"snapgrid/storage/row"
)

// seeker asks the index of terms, a table of FTS5.
var seeker = row.Seeker{
	Dialect: dialect.Steady(),
	Index:   "ticket_terms", Number: "s.rowid", Order: "s.rowid", Has: "s.ticket_terms match %s",
	Among: "%s in (select rowid from ticket_terms where ticket_terms match %s)",
	Quote: func(term string) string { return `"` + strings.ReplaceAll(term, `"`, `""`) + `"` },
	And:   " AND ", Or: " OR ",
}

// FindTickets finds tickets by what they tell and what they are.
func (s *Store) FindTickets(ctx context.Context, q search.Query) ([]intake.Ticket, error) {
	if f, ok := row.OfCells(q); ok {
		return s.LatestTickets(ctx, f)
	}
	// A search needs nothing but a processor. Were there more at once than processors,
	// each would take longer, the unluckiest much longer.
	if err := s.seeking.Acquire(ctx, 1); err != nil {
		return nil, explain(err, "wait for other searches")
	}
	defer s.seeking.Release(1)
	return row.Sift(q, func(q search.Query) ([]intake.Ticket, error) { return s.seek(ctx, q) })
}

func (s *Store) seek(ctx context.Context, q search.Query) ([]intake.Ticket, error) {
	tail, args, ok := row.Seek(q, seeker)
	if !ok {
		return nil, nil
	}
	return row.All(ctx, s.read(ctx), row.Ticket, `select `+row.TicketColumns+` `+tail, args...)
}

// PutTerms keeps what a ticket is found by.
func (e engine) PutTerms(ctx context.Context, t intake.Ticket) error {
	_, err := e.s.exec(ctx, `insert or replace into ticket_terms (rowid, terms) values ($1, $2)`,
		t.N, strings.Join(search.Terms(t), " "))
	return err
}
