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

// showPost makes a post that was sent visible: as an entry of its own, as new words
// of the post that it edited, or as an emoji on the message that it reacted to.
func (s Store) showPost(ctx context.Context, p intake.Post) error {
	seq, err := s.engine.Line(ctx)
	if err != nil {
		return err
	}
	s.engine.Ring(ctx)
	if p.Reaction != "" {
		_, err := s.exec(ctx, `update messages set react = $4, seq = $3 where number = (
			select number from messages where chat_id = $1 and external_id = $2 order by epoch desc limit 1)`,
			p.ChatID, p.ReplyTo, seq, p.Reaction)
		return err
	}
	if err := s.linkPost(ctx, p); err != nil {
		return err
	}
	if p.Edits != "" {
		replaced, err := s.exec(ctx, `update posts set seq = $3,
			text = (select n.text from posts n where n.id = $1), buttons = (select n.buttons from posts n where n.id = $1)
			where key = $2 and id <> $1 and seq <> 0 and ($4 = '[]' or sent_as = $4)`,
			p.ID, p.Edits, seq, row.List(p.SentAs))
		if err != nil || replaced > 0 {
			return err
		}
	}
	_, err = s.exec(ctx, `update posts set seq = $2 where id = $1`, p.ID, seq)
	return err
}

// linkPost remembers which messages a post became.
func (s Store) linkPost(ctx context.Context, p intake.Post) error {
	for _, id := range p.SentAs {
		_, err := s.exec(ctx, `insert into post_messages (chat_id, external_id, epoch, post)
			select c.id, cast($2 as text), c.epoch, cast($3 as bigint) from chats c where c.id = $1 on conflict do nothing`, p.ChatID, id, p.ID)
		if err != nil {
			return err
		}
	}
	return nil
}
