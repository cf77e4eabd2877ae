package sqlite

import (
	"context"
	"fmt"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutPost keeps a post as waiting, once for each key.
func (s *Store) PutPost(ctx context.Context, p intake.Post) (added bool, err error) {
	n, err := s.exec(ctx, `insert into posts (key, chat_id, topic, reply_to, ticket, kind, text, photos, buttons, reaction, edits,
		alternate, state, attempts, not_before, created_at, failure)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'waiting', 0, $13, $14, '') on conflict (key) do nothing`,
		p.Key, p.ChatID, p.Topic, p.ReplyTo, p.Ticket, string(p.Kind), p.Text, row.List(p.Photos), row.Buttons(p.Buttons),
		p.Reaction, p.Edits, p.Alternate, moment(p.NotBefore), moment(p.CreatedAt))
	if n > 0 {
		s.bell.Ring(ctx)
	}
	return n > 0, err
}

// ClaimPost claims the oldest post of a chat that is neither sent nor dead.
func (s *Store) ClaimPost(ctx context.Context, chat int64, now, until time.Time) (p intake.Post, ok bool, due time.Time, err error) {
	err = s.InTx(ctx, func(ctx context.Context) error {
		left, err := collect(ctx, s.read(ctx), row.ClaimedPost, `select `+row.PostColumns+`, p.claimed_until from posts p
			where p.state in ('waiting', 'sending') and p.chat_id = $1 order by p.id limit 1`, chat)
		if err != nil || len(left) == 0 {
			return err
		}
		oldest := left[0]
		switch {
		case oldest.Until.After(now):
			return nil
		case oldest.NotBefore.After(now):
			due = oldest.NotBefore
			return nil
		}
		p, ok = oldest.Post, true
		p.Attempts++
		p.ClaimedUntil = row.Micro(until)
		_, err = s.exec(ctx, `update posts set state = 'sending', attempts = $2, claimed_until = $3 where id = $1`,
			p.ID, p.Attempts, moment(until))
		return err
	})
	if err != nil || !ok {
		return intake.Post{}, false, due, err
	}
	return p, true, time.Time{}, nil
}

// SavePost writes what became of a post and ends its claim.
func (s *Store) SavePost(ctx context.Context, p intake.Post) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		n, err := s.exec(ctx,
			`update posts set state = $2, attempts = $3, not_before = $4, sent_at = $5, sent_as = $6, failure = $7,
			 chat_id = $8, topic = $9, reply_to = $10, claimed_until = null
			 where id = $1 and ($2 = 'sent' or $11 is null or state = 'sending' and claimed_until = $11)`,
			p.ID, string(p.State), p.Attempts, moment(p.NotBefore), moment(p.SentAt), row.List(p.SentAs), p.Failure,
			p.ChatID, p.Topic, p.ReplyTo, moment(p.ClaimedUntil))
		if err == nil && n == 0 {
			err = row.PostNotOurs(p)
		}
		if err != nil || p.State != intake.PostSent {
			return err
		}
		return s.showPost(ctx, p)
	})
}

// FindPost finds a post by its key.
func (s *Store) FindPost(ctx context.Context, key string) (intake.Post, error) {
	return one(ctx, s.read(ctx), "post "+key, row.Post, `select `+row.PostColumns+` from posts p where p.key = $1`, key)
}

// PostOf finds the post that became a message of a chat.
func (s *Store) PostOf(ctx context.Context, chat int64, messageID string) (intake.Post, error) {
	return one(ctx, s.read(ctx), "post of message "+messageID, row.Post,
		`select `+row.PostColumns+` from post_messages pm join posts p on p.id = pm.post
		 where pm.chat_id = $1 and pm.external_id = $2 order by pm.epoch desc limit 1`, chat, messageID)
}

// CardsOf lists the cards and alarms of a ticket with their edits, oldest first.
func (s *Store) CardsOf(ctx context.Context, ticket int64) ([]intake.Post, error) {
	return collect(ctx, s.read(ctx), row.Post,
		`select `+row.PostColumns+` from posts p where p.ticket = $1 and p.kind in ('card', 'alarm') order by p.id`, ticket)
}

// DropEdits leaves out the edits of a ticket's card that were not said yet: a later
// one says more.
func (s *Store) DropEdits(ctx context.Context, ticket int64, card string) error {
	_, err := s.exec(ctx, `update posts set state = 'sent'
		where ticket = $1 and kind in ('card', 'alarm') and edits = $2 and state = 'waiting'`, ticket, card)
	return err
}

// WaitingChats lists chats with posts that wait and are due before the time.
func (s *Store) WaitingChats(ctx context.Context, before time.Time) ([]int64, error) {
	return collect(ctx, s.read(ctx), number,
		`select chat_id from posts where state in ('waiting', 'sending')
		 and coalesce(claimed_until, not_before, created_at, 0) < $1 group by chat_id order by min(id)`, moment(before))
}

// HeldChats lists chats with posts that were held until now.
func (s *Store) HeldChats(ctx context.Context, now time.Time) ([]int64, error) {
	return collect(ctx, s.read(ctx), number,
		`select distinct chat_id from posts where state = 'held' and not_before <= $1 order by chat_id`, moment(now))
}

// HeldPosts lists the posts of a chat that were held until now, oldest first.
func (s *Store) HeldPosts(ctx context.Context, chat int64, now time.Time) ([]intake.Post, error) {
	return collect(ctx, s.write(ctx), row.Post, `select `+row.PostColumns+` from posts p
		where p.state = 'held' and p.chat_id = $1 and p.not_before <= $2 order by p.id`, chat, moment(now))
}

// CountWaiting counts the posts of a chat that are not said yet.
func (s *Store) CountWaiting(ctx context.Context, chat int64) (int, error) {
	n, err := one(ctx, s.read(ctx), "", number, `select count(*) from posts where state in ('waiting', 'sending', 'held') and chat_id = $1`, chat)
	return int(n), err
}

// RevivePost makes a dead post wait again.
func (s *Store) RevivePost(ctx context.Context, id int64) error {
	return s.change(ctx, fmt.Sprintf("dead post %d", id),
		`update posts set state = 'waiting', attempts = 0, not_before = null where id = $1 and state = 'dead'`, id)
}

// FreeClaims ends all claims. The posts stay marked as sending: it is not known
// whether they went out.
func (s *Store) FreeClaims(ctx context.Context) error {
	_, err := s.exec(ctx, `update posts set claimed_until = 0 where state = 'sending'`)
	return err
}
