package plain

import (
	"context"
	"time"

	"snapgrid/storage/row"
)

// DueTickets numbers the tickets whose clocks have to be looked at.
func (s Store) DueTickets(ctx context.Context, now time.Time, limit int) ([]int64, error) {
	return all(ctx, s, row.Number, row.DueTickets, now, limit)
}

// FollowUps numbers the tickets whose reporters are to hear of them by now.
func (s Store) FollowUps(ctx context.Context, now time.Time, limit int) ([]int64, error) {
	return all(ctx, s, row.Number, row.FollowUps, now, limit)
}
