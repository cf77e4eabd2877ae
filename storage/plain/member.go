package plain

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutMember keeps a member, by chat and guest.
func (s Store) PutMember(ctx context.Context, m intake.Member) error {
	_, err := s.exec(ctx, `insert into members (chat_id, guest, sender, name, officer, at) values ($1, $2, $3, $4, $5, $6)
		on conflict (chat_id, guest) do update set sender = excluded.sender, name = excluded.name, officer = excluded.officer, at = excluded.at`,
		m.ChatID, m.Guest, m.Sender, row.Text(m.Name), m.Officer, m.At)
	return err
}

// MemberOf finds the member that a browser is in a chat.
func (s Store) MemberOf(ctx context.Context, chat int64, guest string) (intake.Member, error) {
	return one(ctx, s, "member", row.Member, `select `+row.MemberColumns+` from members where chat_id = $1 and guest = $2`, chat, guest)
}

// Members lists those of a chat, oldest first.
func (s Store) Members(ctx context.Context, chat int64) ([]intake.Member, error) {
	return all(ctx, s, row.Member, `select `+row.MemberColumns+` from members where chat_id = $1 order by at, guest`, chat)
}
