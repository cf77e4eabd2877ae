package desk

import (
	"context"
	"errors"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// order does what staff want changed about a ticket itself.
func (d *Desk) order(ctx context.Context, c Call, t intake.Ticket) error {
	if !d.May(c.Officer, t) {
		return d.refuse(ctx, c, t)
	}
	do := d.reclass
	if c.Intent.Kind == triage.IntentSplit {
		do = d.split
	}
	err := do(ctx, c, t)
	if intake.CodeOf(err) != intake.CodeConflict || errors.Is(err, errTaken) {
		return err
	}
	return d.tellClosed(ctx, c, t)
}
