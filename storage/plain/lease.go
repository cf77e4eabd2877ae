package plain

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// HeldLeases lists the leases by name, those that ran out as well.
func (s Store) HeldLeases(ctx context.Context) ([]intake.Lease, error) {
	return all(ctx, s, row.Lease, `select name, holder, expires from leases order by name`)
}
