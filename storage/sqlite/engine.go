package sqlite

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// engine runs the statements of the package plain.
type engine struct{ s *Store }

// InTx runs f in one transaction.
func (e engine) InTx(ctx context.Context, f func(ctx context.Context) error) error {
	return e.s.InTx(ctx, f)
}

// Run runs a statement and says how many rows it changed.
func (e engine) Run(ctx context.Context, query string, args []any) (int64, error) {
	return e.s.exec(ctx, query, args...)
}

// Read hands each row of a query to visit.
func (e engine) Read(ctx context.Context, query string, args []any, visit func(row.Scanner) error) error {
	return e.s.read(ctx).Read(ctx, query, args, visit)
}

// Change is Read for a statement that changes rows.
func (e engine) Change(ctx context.Context, query string, args []any, visit func(row.Scanner) error) error {
	return e.s.fenced(ctx, func(ctx context.Context) error { return e.s.write(ctx).Read(ctx, query, args, visit) })
}

// Lock is nothing: the transaction is the only writer.
func (e engine) Lock(ctx context.Context, table string) (string, error) {
	if e.s.tx(ctx) == nil {
		return "", needsTx("lock a row of " + table)
	}
	return "", nil
}

// Alone does nothing: the transaction is the only writer.
func (e engine) Alone(context.Context, string) error { return nil }

// Next raises a counter by one.
func (e engine) Next(ctx context.Context, counter string) (int64, error) {
	return e.s.next(ctx, counter, 1)
}

// Line counts.
func (e engine) Line(ctx context.Context) (int64, error) { return e.s.next(ctx, "line", 1) }

// Hold only looks: the transaction is the only writer.
func (e engine) Hold(ctx context.Context, refs ...intake.ChatRef) (map[intake.ChatRef]row.Seat, error) {
	return e.s.knownSeats(ctx, refs)
}

// HoldChat does nothing: the transaction is the only writer.
func (e engine) HoldChat(context.Context, int64) error { return nil }

// Claim names no node: the file has one.
func (e engine) Claim(ctx context.Context, p intake.Post) error {
	_, err := e.s.exec(ctx, `update posts set state = 'sending', attempts = $2, claimed_until = $3 where id = $1`,
		p.ID, p.Attempts, p.ClaimedUntil)
	return err
}

// Ring rings the bell.
func (e engine) Ring(ctx context.Context) { e.s.bell.Ring(ctx) }
