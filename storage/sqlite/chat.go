package sqlite

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutChat finds a chat by its reference or makes it.
func (s *Store) PutChat(ctx context.Context, c intake.Chat) (intake.Chat, error) {
	var kept intake.Chat
	err := s.InTx(ctx, func(ctx context.Context) (err error) {
		kept, err = s.FindChat(ctx, c.Ref)
		if intake.CodeOf(err) != intake.CodeNotFound {
			return err
		}
		id, err := s.addChat(ctx, c)
		if err != nil {
			return err
		}
		kept, err = s.Chat(ctx, id)
		return err
	})
	return kept, err
}

func (s *Store) addChat(ctx context.Context, c intake.Chat) (int64, error) {
	id, err := row.One(ctx, s.write(ctx), "chat", row.Number,
		`insert into chats (channel, external_id, title, kind, cell, language, gone, door)
		 values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
		string(c.Ref.Channel), c.Ref.ID, c.Title, string(c.Kind), c.Cell, c.Language, c.Gone, c.Door)
	if err != nil {
		return 0, err
	}
	return id, s.addRef(ctx, c.Ref, id, 0)
}

func (s *Store) addRef(ctx context.Context, ref intake.ChatRef, chat, epoch int64) error {
	_, err := s.exec(ctx, `insert into chat_refs (channel, external_id, chat_id, epoch) values ($1, $2, $3, $4)`,
		string(ref.Channel), ref.ID, chat, epoch)
	return err
}

// FindPrivateChat finds the chat in which a person last talked to us alone.
func (s *Store) FindPrivateChat(ctx context.Context, channel intake.Channel, sender string) (intake.Chat, error) {
	return row.One(ctx, s.read(ctx), "private chat", row.Chat,
		`select `+row.ChatColumns+` from messages m join chats c on c.id = m.chat_id
		 where m.private = 1 and m.sender_id = $2 and c.channel = $1 order by m.number desc limit 1`, string(channel), sender)
}
