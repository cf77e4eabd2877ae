package plain

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutOrigin keeps whom to answer.
func (s Store) PutOrigin(ctx context.Context, o intake.Origin) error {
	_, err := s.exec(ctx, `insert into origins (ticket, chat_id, epoch, topic, message_id, sender_id, sender_name, sender_bot, at)
		select cast($1 as bigint), c.id, c.epoch, cast($3 as text), cast($4 as text), cast($5 as text), cast($6 as text),
			cast($7 as boolean), cast($8 as timestamptz)
		from chats c where c.id = $2 on conflict do nothing`,
		o.Ticket, o.ChatID, o.Topic, o.MessageID, o.Sender.ID, o.Sender.Name, o.Sender.Bot, o.At)
	return err
}

// Origins lists the origins of a ticket and of those merged into it.
func (s Store) Origins(ctx context.Context, ticket int64) ([]intake.Origin, error) {
	return all(ctx, s, row.Origin,
		`select `+row.OriginColumns+` from origins o join chats c on c.id = o.chat_id where `+s.family("o.ticket")+` order by o.id`, ticket)
}
