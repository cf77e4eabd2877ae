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

// conn is the pool or a transaction.
type conn interface {
	Query(ctx context.Context, query string, args ...any) (pgx.Rows, error)
	Exec(ctx context.Context, query string, args ...any) (pgconn.CommandTag, error)
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
}

// querier runs statements.
type querier struct{ conn }

// Read hands each row of a query to visit.
func (q querier) Read(ctx context.Context, query string, args []any, visit func(row.Scanner) error) error {
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

// read is where a read goes: to the transaction if there is one.
func (s *Store) read(ctx context.Context) querier {
	if tx := s.tx(ctx); tx != nil {
		return querier{tx}
	}
	return querier{s.pool}
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

// gather reads all rows of an answer to a batch.
func gather[T any](rows pgx.Rows, scan func(row.Scanner) (T, error)) ([]T, error) {
	all, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (T, error) { return scan(r) })
	if err != nil {
		return nil, explain(err, "read the database")
	}
	if len(all) == 0 {
		return nil, nil
	}
	return all, nil
}

// next raises a counter by one and returns its new value. It holds the counter
// until the end of the transaction.
func (s *Store) next(ctx context.Context, counter string) (int64, error) {
	return row.One(ctx, s.write(ctx), "counter "+counter, row.Number,
		`update counters set value = value + 1 where name = $1 returning value`, counter)
}

// moment is a time as it is kept; the zero time is null.
func moment(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return row.Micro(t)
}
