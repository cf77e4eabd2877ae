// Package plain holds the statements that both databases understand to the letter.
// They are told once; what an engine does in a way of its own stands in its own
// package, which embeds a [Store].
//
// A statement belongs here if SQLite and PostgreSQL take the same text, but for how they
// take lists, which their [row.Dialect] knows. Where
// PostgreSQL asks for the type of a parameter, cast($1 as text) is understood by
// both. Times are passed as [time.Time]; the engine keeps them in its own way, and
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
	// Lock is what a query ends with whose rows nobody else may change until the
	// transaction ends. It fails outside a transaction.
	Lock(ctx context.Context) (string, error)
	// Alone keeps others from writing to a table until the transaction ends.
	Alone(ctx context.Context, table string) error
	// Next raises a counter by one and returns its new value.
	Next(ctx context.Context, counter string) (int64, error)
	// Line is the next number of the lines of chats.
	Line(ctx context.Context) (int64, error)
	// Hold finds out where references lead, and keeps others from adding to those chats
	// until the transaction ends.
	Hold(ctx context.Context, refs ...intake.ChatRef) (map[intake.ChatRef]row.Seat, error)
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
	return gather(ctx, s.engine.Read, scan, query, args)
}

// changed runs a statement and reads what it returns.
func changed[T any](ctx context.Context, s Store, scan func(row.Scanner) (T, error), query string, args ...any) ([]T, error) {
	return gather(ctx, s.engine.Change, scan, query, args)
}

// one reads the first row; without any, what was looked for is not there.
func one[T any](ctx context.Context, s Store, what string, scan func(row.Scanner) (T, error), query string, args ...any) (T, error) {
	found, err := all(ctx, s, scan, query, args...)
	return first(found, what, err)
}

// tally counts by a word.
func tally[W ~string](ctx context.Context, s Store, query string) (map[W]int, error) {
	counts := map[W]int{}
	_, err := all(ctx, s, func(r row.Scanner) (struct{}, error) {
		var word string
		var n int
		err := r.Scan(&word, &n)
		counts[W(word)] = n
		return struct{}{}, err
	}, query)
	if err != nil {
		return nil, err
	}
	return counts, nil
}

// changedOne is one for a statement that changes a row and returns it.
func changedOne[T any](ctx context.Context, s Store, what string, scan func(row.Scanner) (T, error), query string, args ...any) (T, error) {
	found, err := changed(ctx, s, scan, query, args...)
	return first(found, what, err)
}

func first[T any](found []T, what string, err error) (T, error) {
	if err == nil && len(found) == 0 {
		err = row.Missing(what)
	}
	if err != nil {
		var none T
		return none, err
	}
	return found[0], nil
}

type reader func(ctx context.Context, query string, args []any, visit func(row.Scanner) error) error

func gather[T any](ctx context.Context, read reader, scan func(row.Scanner) (T, error), query string, args []any) ([]T, error) {
	var found []T
	err := read(ctx, query, args, func(r row.Scanner) error {
		item, err := scan(r)
		found = append(found, item)
		return err
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}
