package plain

import (
	"context"
	"fmt"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutGuest numbers a guest and keeps the sum of the code.
func (s Store) PutGuest(ctx context.Context, code string, g intake.Guest) (int64, error) {
	return changedOne(ctx, s, "guest", row.Number,
		`insert into guests (sum, ticket, unit, officer, at, until, ended_at) values ($1, $2, $3, $4, $5, $6, $7) returning id`,
		row.Sum(code), g.Ticket, g.Unit, g.By, g.At, g.Until, g.EndedAt)
}

// FindGuest finds the guest behind a code.
func (s Store) FindGuest(ctx context.Context, code string) (intake.Guest, error) {
	return one(ctx, s, "guest", row.Guest, `select `+row.GuestColumns+` from guests where sum = $1`, row.Sum(code))
}

// Guest returns a guest.
func (s Store) Guest(ctx context.Context, id int64) (intake.Guest, error) {
	return one(ctx, s, fmt.Sprintf("guest %d", id), row.Guest, `select `+row.GuestColumns+` from guests where id = $1`, id)
}

// Guests lists those of a ticket, oldest first.
func (s Store) Guests(ctx context.Context, ticket int64) ([]intake.Guest, error) {
	return all(ctx, s, row.Guest, `select `+row.GuestColumns+` from guests where ticket = $1 order by id`, ticket)
}

// EndGuests takes links of a ticket back.
func (s Store) EndGuests(ctx context.Context, ticket int64, unit string, at time.Time) (int, error) {
	n, err := s.exec(ctx, `update guests set ended_at = $3
		where ticket = $1 and (cast($2 as text) = '' or unit = cast($2 as text)) and ended_at is null and until > $3`, ticket, unit, at)
	return int(n), err
}
