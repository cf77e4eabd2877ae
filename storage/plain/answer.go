package plain

import (
	"context"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// BeginAnswer keeps that a request is being answered. If one was made under the same
// key before, that one comes back and began is false, unless it is the same and nobody
// answered it since before gone: then one of those who ask answers it.
func (s Store) BeginAnswer(ctx context.Context, a intake.Answer, gone time.Time) (known intake.Answer, began bool, err error) {
	n, err := s.exec(ctx, `insert into answers as a (`+row.AnswerColumns+`) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		on conflict (token, key) do update set at = excluded.at where a.request = excluded.request and a.status = 0 and a.at < $10`,
		a.Token, a.Key, a.Request, 0, "", "", "", []byte{}, a.At, gone)
	if err != nil || n > 0 {
		return a, err == nil, err
	}
	known, err = changedOne(ctx, s, "answer", row.Answer,
		`select `+row.AnswerColumns+` from answers where token = $1 and key = $2`, a.Token, a.Key)
	return known, false, err
}

// EndAnswer keeps what was answered; a body of nothing is one, too. Whose request was
// taken over by another one who asked, at another time, ends nothing.
func (s Store) EndAnswer(ctx context.Context, a intake.Answer) error {
	_, err := s.exec(ctx, `update answers set status = $3, kind = $4, place = $5, tag = $6, body = $7
		where token = $1 and key = $2 and at = $8 and status = 0`,
		a.Token, a.Key, a.Status, a.Type, a.Place, a.Tag, append([]byte{}, a.Body...), a.At)
	return err
}

// DropAnswer forgets a request that came to nothing, so that it can be made again, unless
// another one who asked took it over.
func (s Store) DropAnswer(ctx context.Context, a intake.Answer) error {
	_, err := s.exec(ctx, `delete from answers where token = $1 and key = $2 and at = $3 and status = 0`, a.Token, a.Key, a.At)
	return err
}

// ForgetAnswers deletes what was answered before the time.
func (s Store) ForgetAnswers(ctx context.Context, before time.Time) error {
	_, err := s.exec(ctx, `delete from answers where at < $1`, before)
	return err
}
