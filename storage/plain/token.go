package plain

import (
	"context"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutToken numbers a token and keeps it under a key.
func (s Store) PutToken(ctx context.Context, key string, t intake.Token) (id int64, err error) {
	return changedOne(ctx, s, "token", row.Number,
		`insert into tokens (sum, name, scopes, officer, service, made_by, made_at, expires) values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
		row.Sum(key), t.Name, row.JSON(t.Scopes), t.Officer, t.Service, t.MadeBy, t.MadeAt, t.Expires)
}

// FindToken finds the token behind a key, whether it is still good or not.
func (s Store) FindToken(ctx context.Context, key string) (intake.Token, error) {
	return one(ctx, s, "token", row.Token, `select `+row.TokenColumns+` from tokens where sum = $1`, row.Sum(key))
}

// Tokens lists all tokens, oldest first, those that ended too.
func (s Store) Tokens(ctx context.Context) ([]intake.Token, error) {
	return all(ctx, s, row.Token, `select `+row.TokenColumns+` from tokens order by id`)
}

// TouchToken notes the day on which a token was used.
func (s Store) TouchToken(ctx context.Context, id int64, day time.Time) error {
	_, err := s.exec(ctx, `update tokens set used_on = $2 where id = $1 and (used_on is null or used_on < $2)`, id, day)
	return err
}

// EndToken ends a token that is good.
func (s Store) EndToken(ctx context.Context, id int64, at time.Time) error {
	return s.change(ctx, "token", `update tokens set ended_at = $2 where id = $1 and ended_at is null`, id, at)
}
