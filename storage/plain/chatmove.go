package plain

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// MoveChat gives a chat a new reference. Numbers of messages start anew at the
// new address, so each address has its epoch: what was said under the old one is
// kept apart from what has the same number now.
func (s Store) MoveChat(ctx context.Context, from, to intake.ChatRef) error {
	return s.engine.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.engine.Hold(ctx, from, to); err != nil {
			return err
		}
		old, err := s.FindChat(ctx, from)
		if intake.CodeOf(err) == intake.CodeNotFound {
			return nil // we never heard of it, so it leaves nothing behind
		}
		if err != nil {
			return err
		}
		known, err := s.FindChat(ctx, to)
		switch {
		case intake.CodeOf(err) == intake.CodeNotFound:
			return s.readdress(ctx, old.ID, to)
		case err != nil:
			return err
		case known.ID == old.ID:
			return nil
		}
		return s.mergeChats(ctx, old, known)
	})
}

// readdress gives a chat a new address.
func (s Store) readdress(ctx context.Context, chat int64, to intake.ChatRef) error {
	epoch, err := s.newEpoch(ctx, chat)
	if err != nil {
		return err
	}
	if _, err := s.exec(ctx, `insert into chat_refs (channel, external_id, chat_id, epoch) values ($1, $2, $3, $4)`,
		string(to.Channel), to.ID, chat, epoch); err != nil {
		return err
	}
	if err := s.forgetNumbers(ctx, chat); err != nil {
		return err
	}
	return s.setAddress(ctx, chat, to, epoch)
}

// mergeChats makes all that belongs to the record of the new address belong to the old
// record.
func (s Store) mergeChats(ctx context.Context, old, known intake.Chat) error {
	base, err := s.newEpoch(ctx, old.ID)
	if err != nil {
		return err
	}
	if err := s.forgetNumbers(ctx, old.ID); err != nil {
		return err
	}
	latest, err := s.epoch(ctx, known.ID)
	if err != nil {
		return err
	}
	if err := s.handOver(ctx, known.ID, old.ID, base); err != nil {
		return err
	}
	if old.Cell == "" && known.Cell != "" {
		old.Kind, old.Cell = known.Kind, known.Cell
		if err := s.SaveChat(ctx, old); err != nil {
			return err
		}
	}
	return s.setAddress(ctx, old.ID, known.Ref, base+latest)
}

// handOver gives all that belongs to one record to another, and drops the first.
func (s Store) handOver(ctx context.Context, from, to, base int64) error {
	for _, table := range []string{"messages", "origins", "post_messages", "chat_refs"} {
		if _, err := s.exec(ctx, `update `+table+` set chat_id = $1, epoch = epoch + $2 where chat_id = $3`, to, base, from); err != nil {
			return err
		}
	}
	for _, statement := range []string{
		`update posts set chat_id = $1 where chat_id = $2`,
		`update posts set alternate = $1 where alternate = $2`,
		`update refusals set chat_id = $1 where chat_id = $2`,
		`update offers set chat_id = $1 where chat_id = $2`,
		`delete from chats where id = $2 and id <> $1`,
	} {
		if _, err := s.exec(ctx, statement, to, from); err != nil {
			return err
		}
	}
	return nil
}

func (s Store) epoch(ctx context.Context, chat int64) (int64, error) {
	return one(ctx, s, "chat", row.Number, `select epoch from chats where id = $1`, chat)
}

func (s Store) newEpoch(ctx context.Context, chat int64) (int64, error) {
	epoch, err := s.epoch(ctx, chat)
	return epoch + 1, err
}

// forgetNumbers makes posts forget numbers of messages that are void now.
func (s Store) forgetNumbers(ctx context.Context, chat int64) error {
	_, err := s.exec(ctx, `update posts set reply_to = '', sent_as = '[]' where chat_id = $1`, chat)
	return err
}

func (s Store) setAddress(ctx context.Context, chat int64, ref intake.ChatRef, epoch int64) error {
	return s.change(ctx, "chat", `update chats set channel = $2, external_id = $3, epoch = $4, gone = false where id = $1`,
		chat, string(ref.Channel), ref.ID, epoch)
}
