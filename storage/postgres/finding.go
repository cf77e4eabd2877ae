package postgres

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutFinding numbers a finding and keeps it, unless it is known.
func (s *Store) PutFinding(ctx context.Context, f intake.Finding) (id int64, err error) {
	id, err = one(ctx, s.write(ctx), "finding", number,
		`insert into findings (ticket, photo, kind, other_ticket, metres, at) values ($1, $2, $3, $4, $5, $6)
		 on conflict do nothing returning id`,
		f.Ticket, f.Photo, string(f.Kind), f.Other, f.Metres, stamp(f.At))
	if intake.CodeOf(err) == intake.CodeNotFound {
		return 0, nil
	}
	return id, err
}

// Findings lists what was found on a ticket, oldest first.
func (s *Store) Findings(ctx context.Context, ticket int64) ([]intake.Finding, error) {
	return collect(ctx, s.read(ctx), row.Finding, `select `+row.FindingColumns+` from findings where ticket = $1 order by id`, ticket)
}

// PutViewing writes the audit.
func (s *Store) PutViewing(ctx context.Context, v intake.Viewing) error {
	_, err := s.exec(ctx, `insert into viewings (at, officer, photo, ticket) values ($1, $2, $3, $4)`,
		stamp(v.At), v.Officer, v.Photo, v.Ticket)
	return err
}

// Viewings lists the audit, newest first.
func (s *Store) Viewings(ctx context.Context, limit int) ([]intake.Viewing, error) {
	return collect(ctx, s.read(ctx), row.Viewing, `select `+row.ViewingColumns+` from viewings order by id desc limit $1`, limit)
}
