package sqlite

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// SetAside makes open messages chatter whose senders have nothing else open.
func (s *Store) SetAside(ctx context.Context, verdicts map[int64]intake.Verdict) ([]int64, error) {
	texts := make(map[int64]*string, len(verdicts))
	for n, verdict := range verdicts {
		texts[n] = row.Verdict(verdict)
	}
	var taken []int64
	err := s.fenced(ctx, func(ctx context.Context) (err error) {
		taken, err = collect(ctx, s.write(ctx), number, `with said as (select cast(key as integer) as number, value as verdict from json_each($1))
			update messages as m set state = $2, verdict = said.verdict from said
			where m.number = said.number and m.state = 'open' and not exists (
				select 1 from messages o where o.state = 'open' and o.chat_id = m.chat_id and o.sender_id = m.sender_id
				and o.number not in (select number from said))
			returning number`, row.JSON(texts), string(intake.MessageChatter))
		return err
	})
	return taken, err
}

// ChatsAt finds chats by their addresses of now.
func (s *Store) ChatsAt(ctx context.Context, refs []intake.ChatRef) (map[intake.ChatRef]intake.Chat, error) {
	addresses := make([][2]string, len(refs))
	for i, ref := range refs {
		addresses[i] = [2]string{string(ref.Channel), row.Text(ref.ID)}
	}
	chats, err := collect(ctx, s.read(ctx), row.Chat, `select `+row.ChatColumns+` from chat_refs r join chats c on c.id = r.chat_id
		where (r.channel, r.external_id) in (select value ->> 0, value ->> 1 from json_each($1))`, row.JSON(addresses))
	return row.ByRef(chats), err
}

// IdleTalk finds which messages became chatter and are nothing else.
func (s *Store) IdleTalk(ctx context.Context, quotes []intake.Quote) (map[intake.Quote]bool, error) {
	named := make([][2]any, len(quotes))
	for i, q := range quotes {
		named[i] = [2]any{q.Chat, row.Text(q.Message)}
	}
	found, err := collect(ctx, s.read(ctx), row.Quoted, `with quoted as (select value ->> 0 as chat_id, value ->> 1 as external_id from json_each($1))
		select chat_id, external_id, state = 'chatter' from quoted join messages using (chat_id, external_id)
		union all select chat_id, external_id, false from quoted join post_messages using (chat_id, external_id)`, row.JSON(named))
	return row.Idle(found), err
}
