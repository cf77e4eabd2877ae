package postgres

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// ChatsAt finds chats by their addresses of now.
func (s *Store) ChatsAt(ctx context.Context, refs []intake.ChatRef) (map[intake.ChatRef]intake.Chat, error) {
	channels, ids := make([]string, len(refs)), make([]string, len(refs))
	for i, ref := range refs {
		channels[i], ids[i] = string(ref.Channel), ref.ID
	}
	chats, err := row.All(ctx, s.read(ctx), row.Chat, `select `+row.ChatColumns+` from chat_refs r join chats c on c.id = r.chat_id
		where (r.channel, r.external_id) in (select * from unnest($1::text[], $2::text[]))`, channels, ids)
	return row.ByRef(chats), err
}

// IdleTalk finds which messages became chatter and are nothing else.
func (s *Store) IdleTalk(ctx context.Context, quotes []intake.Quote) (map[intake.Quote]bool, error) {
	chats, ids := make([]int64, len(quotes)), make([]string, len(quotes))
	for i, q := range quotes {
		chats[i], ids[i] = q.Chat, q.Message
	}
	// "offset 0" leaves the planner no choice: each is looked up by the index.
	found, err := row.All(ctx, s.read(ctx), row.Quoted, `with quoted as (select * from unnest($1::bigint[], $2::text[]) as q (chat_id, external_id))
		select q.chat_id, q.external_id, m.state = 'chatter' from quoted q cross join lateral (
			select state from messages where chat_id = q.chat_id and external_id = q.external_id offset 0) m
		union all select q.chat_id, q.external_id, false from quoted q cross join lateral (
			select 1 from post_messages where chat_id = q.chat_id and external_id = q.external_id offset 0) p`, chats, ids)
	return row.Idle(found), err
}
