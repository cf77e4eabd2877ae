package plain

import (
	"context"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutDeadLetter keeps what could not be read, once for each key.
func (s Store) PutDeadLetter(ctx context.Context, letter intake.DeadLetter, at time.Time) error {
	_, err := s.exec(ctx, `insert into dead_letters (channel, key, raw, reason, at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
		string(letter.Channel), letter.Key, append([]byte{}, letter.Raw...), letter.Reason, at)
	return err
}

// CountDeadLetters counts them.
func (s Store) CountDeadLetters(ctx context.Context) (int, error) {
	n, err := one(ctx, s, "", row.Number, `select count(*) from dead_letters`)
	return int(n), err
}
