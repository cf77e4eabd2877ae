package postgres

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// Shots finds the photos of tickets that can be shown.
func (s *Store) Shots(ctx context.Context, tickets []int64) (map[int64]intake.Shots, error) {
	shots, err := collect(ctx, s.read(ctx), row.ScanShot, row.Shots(dialect), dialect.Nums(tickets))
	return row.ShotsOf(shots), err
}

// Reports counts the messages by which tickets were reported.
func (s *Store) Reports(ctx context.Context, tickets []int64) (map[int64]int, error) {
	counts, err := collect(ctx, s.read(ctx), row.ScanCount, row.Reports(dialect), dialect.Nums(tickets))
	return row.Counted(counts), err
}

// EventsOf lists the events of tickets.
func (s *Store) EventsOf(ctx context.Context, tickets []int64) (map[int64][]intake.Event, error) {
	events, err := collect(ctx, s.read(ctx), row.Event, row.EventsOf(dialect), dialect.Nums(tickets))
	return row.ByTicket(events), err
}
