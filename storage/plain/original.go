package plain

import (
	"context"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// Unmask gives messages their words as typed, where they are still kept.
func (s Store) Unmask(ctx context.Context, messages []intake.Heard) ([]intake.Heard, error) {
	hidden := row.Hidden(messages)
	if len(hidden) == 0 {
		return messages, nil
	}
	originals, err := all(ctx, s, row.ScanOriginal,
		`select message, text from originals where `+s.dialect.In("message", "$1"), s.dialect.Nums(hidden))
	if err != nil {
		return nil, err
	}
	return row.Unmask(messages, originals), nil
}

// unmasked is Unmask for one message.
func (s Store) unmasked(ctx context.Context, m intake.Heard) (intake.Heard, error) {
	one, err := s.Unmask(ctx, []intake.Heard{m})
	if err != nil {
		return m, err
	}
	return one[0], nil
}

// keepOriginal keeps what a message says as typed, if it has to be kept apart.
func (s Store) keepOriginal(ctx context.Context, number int64, m intake.Message, at time.Time) error {
	if _, hidden := row.Shown(m); !hidden {
		_, err := s.exec(ctx, `delete from originals where message = $1`, number)
		return err
	}
	_, err := s.exec(ctx, `insert into originals (message, text, at) values ($1, $2, $3)
		on conflict (message) do update set text = excluded.text`, number, m.Text, at)
	return err
}

// ForgetOriginals deletes what was typed before the time, a part at a time.
func (s Store) ForgetOriginals(ctx context.Context, before time.Time, limit int) (int, error) {
	total := 0
	for _, statement := range []string{
		`delete from originals where message in (select message from originals where at < $1 order by at limit $2)`,
		`update tickets set words = masked where n in (
			select n from tickets where words <> masked and opened_at < $1 order by opened_at limit $2)`,
		`delete from dead_letters where (channel, key) in (select channel, key from dead_letters where at < $1 limit $2)`,
	} {
		n, err := s.exec(ctx, statement, before, limit)
		if err != nil {
			return total, err
		}
		total += int(n)
	}
	return total, nil
}

// PutDisclosure writes the audit.
func (s Store) PutDisclosure(ctx context.Context, d intake.Disclosure) error {
	_, err := s.exec(ctx, `insert into disclosures (at, officer, ticket, message, photo, alias) values ($1, $2, $3, $4, $5, $6)`,
		d.At, d.Officer, d.Ticket, d.Message, d.Photo, d.Alias)
	return err
}

// Disclosures lists who looked at words and photos as they were sent, newest first.
func (s Store) Disclosures(ctx context.Context, limit int) ([]intake.Disclosure, error) {
	return all(ctx, s, row.Disclosure,
		`select `+row.DisclosureColumns+` from disclosures order by id desc limit $1`, limit)
}
