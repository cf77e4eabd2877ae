package plain

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutFinding numbers a finding and keeps it, unless it is known.
func (s Store) PutFinding(ctx context.Context, f intake.Finding) (id int64, err error) {
	id, err = changedOne(ctx, s, "finding", row.Number,
		`insert into findings (ticket, photo, kind, other_ticket, metres, at) values ($1, $2, $3, $4, $5, $6)
		 on conflict do nothing returning id`,
		f.Ticket, f.Photo, string(f.Kind), f.Other, f.Metres, f.At)
	if intake.CodeOf(err) == intake.CodeNotFound {
		return 0, nil
	}
	return id, err
}

// Findings lists what was found on a ticket, oldest first.
func (s Store) Findings(ctx context.Context, ticket int64) ([]intake.Finding, error) {
	return all(ctx, s, row.Finding, `select `+row.FindingColumns+` from findings where ticket = $1 order by id`, ticket)
}
