package sqlite

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// ChatsAt finds chats by their addresses of now.
func (s *Store) ChatsAt(ctx context.Context, refs []intake.ChatRef) (map[intake.ChatRef]intake.Chat, error) {
	addresses := make([][2]string, len(refs))
	for i, ref := range refs {
		addresses[i] = [2]string{string(ref.Channel), row.Text(ref.ID)}
	}
	chats, err := row.All(ctx, s.read(ctx), row.Chat, `select `+row.ChatColumns+` from chat_refs r join chats c on c.id = r.chat_id
		where (r.channel, r.external_id) in (select value ->> 0, value ->> 1 from json_each($1))`, row.JSON(addresses))
	return row.ByRef(chats), err
}

// IdleTalk finds which messages became chatter and are nothing else.
func (s *Store) IdleTalk(ctx context.Context, quotes []intake.Quote) (map[intake.Quote]bool, error) {
	named := make([][2]any, len(quotes))
	for i, q := range quotes {
		named[i] = [2]any{q.Chat, row.Text(q.Message)}
	}
	found, err := row.All(ctx, s.read(ctx), row.Quoted, `with quoted as (select value ->> 0 as chat_id, value ->> 1 as external_id from json_each($1))
		select chat_id, external_id, state = 'chatter' from quoted join messages using (chat_id, external_id)
		union all select chat_id, external_id, false from quoted join post_messages using (chat_id, external_id)`, row.JSON(named))
	return row.Idle(found), err
}
