// Package plain holds the statements that both databases understand to the letter.
// They are told once; what an engine does in a way of its own stands in its own
// package, which embeds a [Store].
//
// A statement belongs here if SQLite and PostgreSQL take the same text, but for how they
// take lists, which their [row.Dialect] knows. For a step between statements that is not
// the same, such as a lock, the [Engine] is asked. Where PostgreSQL asks for the type of a
// parameter, cast($1 as text) is understood by both. Times are passed as [time.Time]; the engine keeps them in its own way, and
// the zero time as null. Lists that come out are put into order by the statement.
package plain

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// Engine runs statements on one of the databases, inside the transaction of the
// context if it has one.
type Engine interface {
	// InTx runs f in one transaction.
	InTx(ctx context.Context, f func(ctx context.Context) error) error
	// Run runs a statement and says how many rows it changed.
	Run(ctx context.Context, query string, args []any) (int64, error)
	// Read hands each row of a query to visit.
	Read(ctx context.Context, query string, args []any, visit func(row.Scanner) error) error
	// Change is Read for a statement that changes rows and returns them.
	Change(ctx context.Context, query string, args []any, visit func(row.Scanner) error) error
	// Lock is what a query ends with whose rows of a table, as the query calls it, nobody
	// else may change until the transaction ends. It fails outside a transaction.
	Lock(ctx context.Context, table string) (string, error)
	// Alone keeps others from writing to a table until the transaction ends.
	Alone(ctx context.Context, table string) error
	// Next raises a counter by one and returns its new value.
	Next(ctx context.Context, counter string) (int64, error)
	// Line is the next number of the lines of chats.
	Line(ctx context.Context) (int64, error)
	// Hold finds out where references lead, and keeps others from adding to those chats
	// until the transaction ends.
	Hold(ctx context.Context, refs ...intake.ChatRef) (map[intake.ChatRef]row.Seat, error)
	// HoldChat keeps others from adding to a chat until the transaction ends.
	HoldChat(ctx context.Context, id int64) error
	// Claim notes that a post is being said by this node, and until when at most.
	Claim(ctx context.Context, p intake.Post) error
	// PutTerms keeps what a ticket is found by.
	PutTerms(ctx context.Context, t intake.Ticket) error
	// Ring tells those who watch that lines or tickets changed.
	Ring(ctx context.Context)
}

// Store answers what needs nothing of a particular database, or no more than its
// dialect.
type Store struct {
	engine  Engine
	dialect row.Dialect
}

// New makes the store of an engine that takes lists in its dialect.
func New(e Engine, d row.Dialect) Store { return Store{e, d} }

// exec runs a statement and says how many rows it changed.
func (s Store) exec(ctx context.Context, query string, args ...any) (int64, error) {
	return s.engine.Run(ctx, query, args)
}

// change runs a statement that must change something, else what is not there.
func (s Store) change(ctx context.Context, what, query string, args ...any) error {
	n, err := s.exec(ctx, query, args...)
	if err == nil && n == 0 {
		return row.Missing(what)
	}
	return err
}

// all reads all rows.
func all[T any](ctx context.Context, s Store, scan func(row.Scanner) (T, error), query string, args ...any) ([]T, error) {
	return row.All(ctx, s.engine, scan, query, args...)
}

// one reads the first row; without any, what was looked for is not there.
func one[T any](ctx context.Context, s Store, what string, scan func(row.Scanner) (T, error), query string, args ...any) (T, error) {
	return row.One(ctx, s.engine, what, scan, query, args...)
}

// tally counts by a word.
func tally[W ~string](ctx context.Context, s Store, query string) (map[W]int, error) {
	return row.Tally[W](ctx, s.engine, query)
}

// changes is an engine of which changes are read.
type changes struct{ Engine }

// Read hands each row that a statement changed to visit.
func (c changes) Read(ctx context.Context, query string, args []any, visit func(row.Scanner) error) error {
	return c.Change(ctx, query, args, visit)
}

// changed runs a statement and reads what it returns.
func changed[T any](ctx context.Context, s Store, scan func(row.Scanner) (T, error), query string, args ...any) ([]T, error) {
	return row.All(ctx, changes{s.engine}, scan, query, args...)
}

// changedOne is one for a statement that changes a row and returns it.
func changedOne[T any](ctx context.Context, s Store, what string, scan func(row.Scanner) (T, error), query string, args ...any) (T, error) {
	return row.One(ctx, changes{s.engine}, what, scan, query, args...)
}
