package plain

import (
	"context"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutClaim keeps what a code gives.
func (s Store) PutClaim(ctx context.Context, code string, c intake.Claim) error {
	_, err := s.exec(ctx, `insert into claims (sum, kind, officer, chat, expires) values ($1, $2, $3, $4, $5)`,
		row.Sum(code), string(c.Kind), row.OfficerJSON(c.Officer), row.ChatJSON(c.Chat), c.Expires)
	return err
}

// UseClaim returns the claim behind a code and ends it.
func (s Store) UseClaim(ctx context.Context, code string, now time.Time) (intake.Claim, error) {
	return changedOne(ctx, s, "code", row.Claim,
		`delete from claims where sum = $1 and expires > $2 returning `+row.ClaimColumns, row.Sum(code), now)
}

// PeekClaim is UseClaim without ending it.
func (s Store) PeekClaim(ctx context.Context, code string, now time.Time) (intake.Claim, error) {
	return one(ctx, s, "code", row.Claim,
		`select `+row.ClaimColumns+` from claims where sum = $1 and expires > $2`, row.Sum(code), now)
}

// Claims lists the codes for officers and chats that nobody used yet, the first to
// expire first.
func (s Store) Claims(ctx context.Context, now time.Time, limit int) ([]intake.Claim, error) {
	return all(ctx, s, row.Claim, `select `+row.ClaimColumns+` from claims
		where expires > $1 and kind <> 'login' order by expires limit $2`, now, row.Limit(limit))
}

// PutSession keeps a session.
func (s Store) PutSession(ctx context.Context, token string, session intake.Session) error {
	_, err := s.exec(ctx, `insert into sessions (sum, officer, expires) values ($1, $2, $3)
		on conflict (sum) do update set officer = excluded.officer, expires = excluded.expires`,
		row.Sum(token), row.OfficerJSON(session.Officer), session.Expires)
	return err
}

// Session returns a session; its officer is as he is now. Who left has none.
func (s Store) Session(ctx context.Context, token string, now time.Time) (intake.Session, error) {
	session, err := one(ctx, s, "session", row.Session,
		`select `+row.SessionColumns+` from sessions where sum = $1 and expires > $2`, row.Sum(token), now)
	if err != nil || session.Officer.ID == 0 {
		return session, err
	}
	session.Officer, err = s.Officer(ctx, session.Officer.ID)
	if err == nil && !session.Officer.Left.IsZero() {
		return intake.Session{}, &intake.Error{Code: intake.CodeNotFound, Message: "the officer left the staff"}
	}
	return session, err
}

// EndSession ends a session.
func (s Store) EndSession(ctx context.Context, token string) error {
	_, err := s.exec(ctx, `delete from sessions where sum = $1`, row.Sum(token))
	return err
}
