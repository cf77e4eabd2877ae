package plain

import (
	"context"
	"slices"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// ChatLines lists entries of a chat.
func (s Store) ChatLines(ctx context.Context, chat int64, after int64, limit int) ([]intake.Line, error) {
	order := `asc`
	if after == 0 {
		order = `desc`
	}
	entries, err := all(ctx, s, row.Line, `select `+row.LineColumns+` from (
			select * from (select seq, external_id as id, reply_to, topic, false as ours, sender_id, sender_name, sender_bot,
				sent_at as at, text, '[]' as photos, '[]' as buttons, ticket, react, number
				from messages where chat_id = $1 and seq > $2 order by seq `+order+` limit $3) m
			union all
			select * from (select seq, coalesce(`+s.dialect.Head("sent_as")+`, ''), reply_to, topic, true, '', '', false,
				sent_at, text, photos, buttons, ticket, '', id
				from posts where seq <> 0 and chat_id = $1 and seq > $2 order by seq `+order+` limit $3) p
		) l order by seq `+order+` limit $3`, chat, after, limit)
	if err != nil {
		return nil, err
	}
	if after == 0 {
		slices.Reverse(entries)
	}
	photos, err := s.photosOf(ctx, row.Heard(entries))
	if err != nil {
		return nil, err
	}
	return row.Lines(entries, photos), nil
}
