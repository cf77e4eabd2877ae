package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// txKey finds the transaction of a store in a context.
type txKey struct{ s *Store }

func (s *Store) tx(ctx context.Context) pgx.Tx {
	tx, _ := ctx.Value(txKey{s}).(pgx.Tx)
	return tx
}

// InTx runs f in one transaction, read committed, if the context's fence holds.
func (s *Store) InTx(ctx context.Context, f func(ctx context.Context) error) (err error) {
	if s.tx(ctx) != nil {
		return f(ctx)
	}
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return explain(err, "begin a transaction")
	}
	done := false
	defer func() {
		if !done { // an error or a panic of f
			err = errors.Join(err, undo(ctx, tx))
		}
	}()
	within, tell := s.bell.Hold(context.WithValue(ctx, txKey{s}, tx))
	if err := s.CheckFence(within, intake.FenceOf(ctx)); err != nil {
		return err
	}
	if err := f(within); err != nil {
		return err
	}
	done = true
	if err := tx.Commit(ctx); err != nil {
		return explain(err, "commit a transaction")
	}
	tell()
	return nil
}

// undo rolls back. A connection that is gone has done so.
func undo(ctx context.Context, tx pgx.Tx) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err := explain(tx.Rollback(ctx), "undo a transaction")
	if errors.Is(err, pgx.ErrTxClosed) || intake.CodeOf(err) == intake.CodeAgain {
		return nil
	}
	return err
}

// Enqueue writes jobs into the queue. It fails outside a transaction.
func (s *Store) Enqueue(ctx context.Context, owed ...intake.Owed) error {
	tx := s.tx(ctx)
	if tx == nil {
		return needsTx("enqueue jobs")
	}
	return explain(s.jobs.Insert(ctx, tx, owed), "enqueue jobs")
}

func needsTx(what string) error {
	return &intake.Error{Code: intake.CodeNever, Message: what + ": this needs a transaction"}
}

// querier runs statements: the pool or a transaction.
type querier interface {
	Query(ctx context.Context, query string, args ...any) (pgx.Rows, error)
	Exec(ctx context.Context, query string, args ...any) (pgconn.CommandTag, error)
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
}

type scanner = row.Scanner

// read is where a read goes: to the transaction if there is one.
func (s *Store) read(ctx context.Context) querier {
	if tx := s.tx(ctx); tx != nil {
		return tx
	}
	return s.pool
}

// write is where a write goes.
func (s *Store) write(ctx context.Context) querier { return s.read(ctx) }

// fenced runs a write of its own in a transaction, if a fence has to be looked at.
func (s *Store) fenced(ctx context.Context, write func(ctx context.Context) error) error {
	if s.tx(ctx) != nil || intake.FenceOf(ctx) == (intake.Fence{}) {
		return write(ctx)
	}
	return s.InTx(ctx, write)
}

// exec runs a statement and says how many rows it changed.
func (s *Store) exec(ctx context.Context, query string, args ...any) (n int64, err error) {
	err = s.fenced(ctx, func(ctx context.Context) error {
		tag, err := s.write(ctx).Exec(ctx, query, row.Clean(args, moment)...)
		n = tag.RowsAffected()
		return explain(err, "write to the database")
	})
	return n, err
}

// each hands all rows to visit.
func each(ctx context.Context, q querier, visit func(scanner) error, query string, args []any) error {
	rows, err := q.Query(ctx, query, row.Clean(args, moment)...)
	if err != nil {
		return explain(err, "read the database")
	}
	defer rows.Close()
	for rows.Next() {
		if err := visit(rows); err != nil {
			return explain(err, "read a row")
		}
	}
	return explain(rows.Err(), "read the database")
}

// collect reads all rows.
func collect[T any](ctx context.Context, q querier, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	return row.All(rows(ctx, q, query, args), scan)
}

// one reads the first row; without any, what was looked for is not there.
func one[T any](ctx context.Context, q querier, what string, scan func(scanner) (T, error), query string, args ...any) (T, error) {
	found, err := collect(ctx, q, scan, query, args...)
	return row.First(found, what, err)
}

// tally reads pairs of a word and a number.
func tally(ctx context.Context, q querier, query string) (map[string]int, error) {
	return row.Tally[string](rows(ctx, q, query, nil))
}

func rows(ctx context.Context, q querier, query string, args []any) row.Rows {
	return func(visit func(scanner) error) error { return each(ctx, q, visit, query, args) }
}

// gather reads all rows of an answer to a batch.
func gather[T any](rows pgx.Rows, scan func(scanner) (T, error)) ([]T, error) {
	all, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (T, error) { return scan(r) })
	if err != nil {
		return nil, explain(err, "read the database")
	}
	if len(all) == 0 {
		return nil, nil
	}
	return all, nil
}

func number(r scanner) (int64, error) { return row.Number(r) }

// next raises a counter by one and returns its new value. It holds the counter
// until the end of the transaction.
func (s *Store) next(ctx context.Context, counter string) (int64, error) {
	return one(ctx, s.write(ctx), "counter "+counter, number,
		`update counters set value = value + 1 where name = $1 returning value`, counter)
}

// moment is a time as it is kept; the zero time is null.
func moment(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return row.Micro(t)
}
