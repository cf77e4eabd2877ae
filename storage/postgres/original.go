package postgres

import (
	"context"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// Unmask gives messages their words as typed, where they are still kept.
func (s *Store) Unmask(ctx context.Context, messages []intake.Heard) ([]intake.Heard, error) {
	hidden := row.Hidden(messages)
	if len(hidden) == 0 {
		return messages, nil
	}
	originals, err := collect(ctx, s.read(ctx), row.ScanOriginal,
		`select message, text from originals where message = any($1)`, hidden)
	if err != nil {
		return nil, err
	}
	return row.Unmask(messages, originals), nil
}

// unmasked is Unmask for one message.
func (s *Store) unmasked(ctx context.Context, m intake.Heard) (intake.Heard, error) {
	one, err := s.Unmask(ctx, []intake.Heard{m})
	if err != nil {
		return m, err
	}
	return one[0], nil
}

// keepOriginal keeps what a message says as typed, if it has to be kept apart.
func (s *Store) keepOriginal(ctx context.Context, number int64, m intake.Message, at time.Time) error {
	if _, hidden := row.Shown(m); !hidden {
		_, err := s.exec(ctx, `delete from originals where message = $1`, number)
		return err
	}
	_, err := s.exec(ctx, `insert into originals (message, text, at) values ($1, $2, $3)
		on conflict (message) do update set text = excluded.text`, number, m.Text, moment(at))
	return err
}
