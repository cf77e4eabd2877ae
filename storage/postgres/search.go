package postgres

import (
	"context"
	"fmt"
	"strings"

	"snapgrid/intake"
	"snapgrid/intake/search"
	"snapgrid/storage/row"
)

// steady is a dialect whose lists do not tempt PostgreSQL to take another index, whose
// tickets it would have to put into order first.
func steady() row.Dialect {
	d := dialect
	d.In = func(column, arg string) string { return "(" + column + " || '') = any(" + arg + ")" }
	return d
}

// seeker asks the index of terms, a table of text search vectors.
var seeker = row.Seeker{
	Dialect: steady(),
	Number:  "s.n", Has: "s.terms @@ %s::tsquery",
	Among: "%s = any(array(select n from ticket_terms where terms @@ %s::tsquery))",
	Quote: func(term string) string { return `'` + strings.NewReplacer(`'`, `''`, `\`, `\\`).Replace(term) + `'` },
	And:   " & ", Or: " | ",
}

const (
	// recent is among how many of the newest tickets it is looked first, for each that is
	// wanted.
	recent = 20
	// dear is how many of the newest can be looked at while the index gives one.
	dear = 8
)

// recently looks among the newest tickets, of a status if one is asked for, one by one:
// what many tickets have is found there. How many these are the planner can not know,
// least of all of several terms at once, so it has no choice: it would ask the index for
// all of them.
func recently(q search.Query, among int) row.Seeker {
	s := seeker
	s.Order = "s.n"
	s.Index = fmt.Sprintf("(select n, terms from ticket_terms where n < $1 order by n desc limit %d)", among)
	if len(q.Statuses) == 1 {
		s.Args = []any{string(q.Statuses[0])}
		s.Index = fmt.Sprintf(`(select newest.n, t.terms from (select n from tickets where status = $2 and n < $1 order by n desc limit %d) newest
			join ticket_terms t on t.n = newest.n order by newest.n desc offset 0)`, among)
	}
	return s
}

// thoroughly asks the index: of what few tickets have it gives all, to be put into
// order. An order that no index gives keeps the planner from reading all tickets one by
// one, the newest first, until it has enough.
func thoroughly() row.Seeker {
	s := seeker
	s.Index, s.Order = "ticket_terms", "(s.n + 0)"
	return s
}

// FindTickets finds tickets by what they tell and what they are.
func (s *Store) FindTickets(ctx context.Context, q search.Query) ([]intake.Ticket, error) {
	if f, ok := row.OfCells(q); ok {
		return s.LatestTickets(ctx, f)
	}
	return row.Sift(q, func(q search.Query) ([]intake.Ticket, error) { return s.find(ctx, q) })
}

// find looks among the newest, and as long as enough of those are expected among some
// more, and sooner than from the index, among these.
func (s *Store) find(ctx context.Context, q search.Query) ([]intake.Ticket, error) {
	wanted := row.Limit(q.Limit)
	clauses, _ := q.Clauses()
	if len(clauses) == 0 || q.Light.Runs() || !q.To.IsZero() {
		return s.seek(ctx, q, thoroughly())
	}
	for among := recent * wanted; among > 0; {
		found, err := s.seek(ctx, q, recently(q, among))
		if err != nil || len(found) == wanted {
			return found, err
		}
		among = further(among, wanted, found)
	}
	// It needs nothing but a processor. Were there more at once than processors, each
	// would take longer, the unluckiest much longer.
	if err := s.seeking.Acquire(ctx, 1); err != nil {
		return nil, explain(err, "wait for other searches")
	}
	defer s.seeking.Release(1)
	return s.seek(ctx, q, thoroughly())
}

// further is among how many more it is looked after some were found among fewer; 0 leaves
// it to the index. If the others are as frequent, the index would give as many as there
// are in all.
func further(among, wanted int, found []intake.Ticket) int {
	if len(found) == 0 {
		return 0
	}
	likely := among * wanted * 3 / 2 / len(found)
	all := int(found[0].N) / among * len(found)
	for more := among * 4; more < all*dear; more *= 4 {
		if more >= likely {
			return more
		}
	}
	return 0
}

func (s *Store) seek(ctx context.Context, q search.Query, by row.Seeker) ([]intake.Ticket, error) {
	tail, args, ok := row.Seek(q, by)
	if !ok {
		return nil, nil
	}
	return row.All(ctx, s.read(ctx), row.Ticket, `select `+row.TicketColumns+` `+tail, args...)
}

// PutTerms keeps what a ticket is found by.
func (e engine) PutTerms(ctx context.Context, t intake.Ticket) error {
	_, err := e.s.exec(ctx, `insert into ticket_terms as s (n, terms) values ($1, array_to_tsvector($2::text[]))
		on conflict (n) do update set terms = excluded.terms where s.terms is distinct from excluded.terms`,
		t.N, search.Terms(t))
	return err
}
