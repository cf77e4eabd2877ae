package plain

import (
	"context"
	"time"

	"snapgrid/storage/row"
)

// RisingTickets lists the open tickets whose time in their tier is over, but for
// those whose clocks stand still.
func (s Store) RisingTickets(ctx context.Context, now time.Time, limit int) ([]int64, error) {
	return all(ctx, s, row.Number, row.RisingTickets, now, limit)
}
