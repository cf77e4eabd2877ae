package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// txKey finds the transaction of a store in a context.
type txKey struct{ s *Store }

func (s *Store) tx(ctx context.Context) *sql.Tx {
	tx, _ := ctx.Value(txKey{s}).(*sql.Tx)
	return tx
}

// InTx runs f in one transaction, if the context's fence holds.
func (s *Store) InTx(ctx context.Context, f func(ctx context.Context) error) (err error) {
	if s.tx(ctx) != nil {
		return f(ctx)
	}
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return explain(err, "begin a transaction")
	}
	done := false
	defer func() {
		if !done { // an error or a panic of f
			err = errors.Join(err, undo(tx))
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
	if err := tx.Commit(); err != nil {
		return explain(err, "commit a transaction")
	}
	tell()
	return nil
}

// undo rolls back; a transaction that is over already is as good.
func undo(tx *sql.Tx) error {
	if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		return explain(err, "undo a transaction")
	}
	return nil
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

// conn is a pool or a transaction.
type conn interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// querier runs statements.
type querier struct{ conn }

// Read hands each row of a query to visit.
func (q querier) Read(ctx context.Context, query string, args []any, visit func(row.Scanner) error) error {
	rows, err := q.QueryContext(ctx, query, row.Clean(args, moment)...)
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
	return querier{s.keeper}
}

// write is where a write goes.
func (s *Store) write(ctx context.Context) querier {
	if tx := s.tx(ctx); tx != nil {
		return querier{tx}
	}
	return querier{s.writer}
}

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
		result, err := s.write(ctx).ExecContext(ctx, query, row.Clean(args, moment)...)
		if err != nil {
			return explain(err, "write to the database")
		}
		n, err = result.RowsAffected()
		return err
	})
	return n, err
}

// next raises a counter by n and returns its new value.
func (s *Store) next(ctx context.Context, counter string, n int) (int64, error) {
	return row.One(ctx, s.write(ctx), "counter "+counter, row.Number,
		`update counters set value = value + $1 where name = $2 returning value`, n, counter)
}

// moment is a time as it is kept; the zero time is null.
func moment(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMicro()
}
