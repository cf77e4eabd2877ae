package plain

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutExample keeps the staff's word on a statement, in place of an earlier one.
func (s Store) PutExample(ctx context.Context, e intake.Example) error {
	return s.engine.InTx(ctx, func(ctx context.Context) error {
		replaced := `delete from examples where ticket = $1 and message = $2`
		if _, err := s.exec(ctx, replaced, e.Ticket, e.Message); err != nil {
			return err
		}
		_, err := s.exec(ctx, `insert into examples (at, officer, ticket, message, words, photos, chat, said, meant)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, e.At, e.Officer, e.Ticket, e.Message, e.Words, e.Photos,
			string(e.Chat), row.Verdict(e.Said), row.Verdict(e.Right))
		return err
	})
}

// ExampleOf finds the staff's word on a ticket or a message.
func (s Store) ExampleOf(ctx context.Context, ticket, message int64) (intake.Example, error) {
	return one(ctx, s, "example", row.Example,
		`select `+row.ExampleColumns+` from examples where ticket = $1 and message = $2`, ticket, message)
}

// Examples lists statements with the staff's word on them, newest first.
func (s Store) Examples(ctx context.Context, limit int) ([]intake.Example, error) {
	return all(ctx, s, row.Example, `select `+row.ExampleColumns+` from examples order by id desc limit $1`, limit)
}

// LastExample is the ID of the newest example; 0 if there is none.
func (s Store) LastExample(ctx context.Context) (int64, error) {
	return one(ctx, s, "", row.Number, `select coalesce(max(id), 0) from examples`)
}

// PutLearned keeps a model in place of older ones; one of the same version is left
// as it is.
func (s Store) PutLearned(ctx context.Context, l intake.Learned) error {
	return s.engine.InTx(ctx, func(ctx context.Context) error {
		_, err := s.exec(ctx, `insert into models (version, at, data) values ($1, $2, $3) on conflict do nothing`,
			l.Version, l.At, append([]byte{}, l.Data...))
		if err != nil {
			return err
		}
		_, err = s.exec(ctx, `delete from models where version < $1`, l.Version)
		return err
	})
}

// Learned returns the newest model.
func (s Store) Learned(ctx context.Context) (intake.Learned, error) {
	return one(ctx, s, "model", row.Learned, `select `+row.LearnedColumns+` from models order by version desc limit 1`)
}

// LearnedVersion is the version of the newest model; 0 if there is none.
func (s Store) LearnedVersion(ctx context.Context) (int64, error) {
	return one(ctx, s, "", row.Number, `select coalesce(max(version), 0) from models`)
}
