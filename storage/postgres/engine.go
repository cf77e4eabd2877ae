package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

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

// Lock is what a query ends with that locks its rows.
func (e engine) Lock(ctx context.Context, table string) (string, error) {
	if e.s.tx(ctx) == nil {
		return "", needsTx("lock a row of " + table)
	}
	return " for update of " + table, nil
}

// Alone keeps others from writing to a table.
func (e engine) Alone(ctx context.Context, table string) error {
	_, err := e.s.exec(ctx, "lock table "+pgx.Identifier{table}.Sanitize()+" in share row exclusive mode")
	return err
}

// Next raises a counter by one.
func (e engine) Next(ctx context.Context, counter string) (int64, error) {
	return e.s.next(ctx, counter)
}

// Line draws a number from the sequence.
func (e engine) Line(ctx context.Context) (int64, error) {
	return row.One(ctx, e.s.write(ctx), "number of a line", row.Number, `select nextval('lines')`)
}

// Hold locks the rows of chats.
func (e engine) Hold(ctx context.Context, refs ...intake.ChatRef) (map[intake.ChatRef]row.Seat, error) {
	seats, _, err := e.s.lockSeats(ctx, refs, 0)
	return seats, err
}

// HoldChat locks its row.
func (e engine) HoldChat(ctx context.Context, id int64) error {
	return e.s.holdChat(ctx, id)
}

// Claim writes the node too, for others to see when it is gone.
func (e engine) Claim(ctx context.Context, p intake.Post) error {
	_, err := e.s.exec(ctx, `update posts set state = 'sending', attempts = $2, claimed_until = $3, claimed_by = $4 where id = $1`,
		p.ID, p.Attempts, p.ClaimedUntil, e.s.node)
	return err
}

// Ring rings the bell of this node, which passes it on.
func (e engine) Ring(ctx context.Context) { e.s.bell.Ring(ctx) }
