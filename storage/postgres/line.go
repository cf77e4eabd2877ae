package postgres

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// ChangeSeq is the newest Seq of any chat, and the number of the newest event.
func (s *Store) ChangeSeq(ctx context.Context) (lines, events int64, err error) {
	lines, err = one(ctx, s.read(ctx), "", number, `select greatest(
		(select max(number) from messages),
		(select max(seq) from messages where seq <> number),
		(select max(seq) from posts where seq <> 0), 0)`)
	if err != nil {
		return 0, 0, err
	}
	events, err = one(ctx, s.read(ctx), "", number, `select coalesce(max(id), 0) from events`)
	return lines, events, err
}

// showPost makes a post that was sent visible: as an entry of its own, as new words
// of the post that it edited, or as an emoji on the message that it reacted to.
func (s *Store) showPost(ctx context.Context, p intake.Post) error {
	if err := s.lockChat(ctx, p.ChatID); err != nil {
		return err
	}
	s.bell.Ring(ctx)
	if p.Reaction != "" {
		_, err := s.exec(ctx, `update messages set react = $3, seq = nextval('lines') where number = (
			select number from messages where chat_id = $1 and external_id = $2 order by epoch desc limit 1)`,
			p.ChatID, p.ReplyTo, p.Reaction)
		return err
	}
	if err := s.linkPost(ctx, p); err != nil {
		return err
	}
	replaced, err := s.exec(ctx, `update posts set seq = nextval('lines'),
		text = (select n.text from posts n where n.id = $1), buttons = (select n.buttons from posts n where n.id = $1)
		where $2 <> '' and key = $2 and id <> $1 and seq <> 0 and ($3 = '[]' or sent_as = $3)`,
		p.ID, p.Edits, row.List(p.SentAs))
	if err != nil || replaced > 0 {
		return err
	}
	_, err = s.exec(ctx, `update posts set seq = nextval('lines') where id = $1`, p.ID)
	return err
}

// linkPost remembers which messages a post became.
func (s *Store) linkPost(ctx context.Context, p intake.Post) error {
	for _, id := range p.SentAs {
		_, err := s.exec(ctx, `insert into post_messages (chat_id, external_id, epoch, post)
			select c.id, $2::text, c.epoch, $3::bigint from chats c where c.id = $1 on conflict do nothing`, p.ChatID, id, p.ID)
		if err != nil {
			return err
		}
	}
	return nil
}
