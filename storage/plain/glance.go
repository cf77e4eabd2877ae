package plain

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// Covers finds the pictures that stand for tickets.
func (s Store) Covers(ctx context.Context, tickets []int64) (map[int64]intake.Cover, error) {
	shots, err := all(ctx, s, row.ScanShot, row.Covers(s.dialect), s.dialect.Nums(tickets))
	return row.CoversOf(shots), err
}

// Shots finds the photos of tickets that can be shown.
func (s Store) Shots(ctx context.Context, tickets []int64) (map[int64]intake.Shots, error) {
	shots, err := all(ctx, s, row.ScanShot, row.Shots(s.dialect), s.dialect.Nums(tickets))
	return row.ShotsOf(shots), err
}

// Reports counts the messages by which tickets were reported.
func (s Store) Reports(ctx context.Context, tickets []int64) (map[int64]int, error) {
	counts, err := all(ctx, s, row.ScanCount, row.Reports(s.dialect), s.dialect.Nums(tickets))
	return row.Counted(counts), err
}

// EventsOf lists the events of tickets.
func (s Store) EventsOf(ctx context.Context, tickets []int64) (map[int64][]intake.Event, error) {
	events, err := all(ctx, s, row.Event, row.EventsOf(s.dialect), s.dialect.Nums(tickets))
	return row.ByTicket(events), err
}
