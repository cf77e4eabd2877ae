package plain

import (
	"context"
	"fmt"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutPost keeps a post as waiting, once for each key.
func (s Store) PutPost(ctx context.Context, p intake.Post) (added bool, err error) {
	n, err := s.exec(ctx, `insert into posts (key, chat_id, topic, reply_to, ticket, kind, text, photos, buttons, reaction, edits,
		alternate, state, attempts, not_before, created_at, failure)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'waiting', 0, $13, $14, '') on conflict (key) do nothing`,
		p.Key, p.ChatID, p.Topic, p.ReplyTo, p.Ticket, string(p.Kind), p.Text, row.List(p.Photos), row.Buttons(p.Buttons),
		p.Reaction, p.Edits, p.Alternate, p.NotBefore, p.CreatedAt)
	if n > 0 {
		s.engine.Ring(ctx)
	}
	return n > 0, err
}

// ClaimPost claims the oldest post of a chat that is neither sent nor dead. One that was
// committed late, was held or revived can be older than one that is claimed: it waits for
// that one.
func (s Store) ClaimPost(ctx context.Context, chat int64, now, until time.Time) (p intake.Post, ok bool, due time.Time, err error) {
	err = s.engine.InTx(ctx, func(ctx context.Context) error {
		if err := s.engine.HoldChat(ctx, chat); err != nil {
			return err
		}
		left, err := all(ctx, s, row.Post, `select `+row.PostColumns+` from posts p
			where p.state in ('waiting', 'sending') and p.chat_id = $1 and not exists (
				select 1 from posts where state = 'sending' and chat_id = $1 and claimed_until > $2)
			order by p.id limit 1`, chat, now)
		if err != nil || len(left) == 0 {
			return err
		}
		if oldest := left[0]; oldest.NotBefore.After(now) {
			due = oldest.NotBefore
			return nil
		}
		p, ok = left[0], true
		p.Attempts++
		p.ClaimedUntil = row.Micro(until)
		return s.engine.Claim(ctx, p)
	})
	if err != nil || !ok {
		return intake.Post{}, false, due, err
	}
	return p, true, time.Time{}, nil
}

// SavePost writes what became of a post and ends its claim.
func (s Store) SavePost(ctx context.Context, p intake.Post) error {
	return s.engine.InTx(ctx, func(ctx context.Context) error {
		if p.State == intake.PostSent { // the chat before its posts, as whoever moves a chat locks them
			if err := s.engine.HoldChat(ctx, p.ChatID); err != nil {
				return err
			}
		}
		n, err := s.exec(ctx,
			`update posts set state = $2, attempts = $3, not_before = $4, sent_at = $5, sent_as = $6, failure = $7,
			 chat_id = $8, topic = $9, reply_to = $10, claimed_until = null
			 where id = $1 and ($2 = 'sent' or state = 'sending' and claimed_until = $11 or $11 is null)`,
			p.ID, string(p.State), p.Attempts, p.NotBefore, p.SentAt, row.List(p.SentAs), p.Failure,
			p.ChatID, p.Topic, p.ReplyTo, p.ClaimedUntil)
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
func (s Store) FindPost(ctx context.Context, key string) (intake.Post, error) {
	return one(ctx, s, "post "+key, row.Post, `select `+row.PostColumns+` from posts p where p.key = $1`, key)
}

// PostOf finds the post that became a message of a chat.
func (s Store) PostOf(ctx context.Context, chat int64, messageID string) (intake.Post, error) {
	return one(ctx, s, "post of message "+messageID, row.Post,
		`select `+row.PostColumns+` from post_messages pm join posts p on p.id = pm.post
		 where pm.chat_id = $1 and pm.external_id = $2 order by pm.epoch desc limit 1`, chat, messageID)
}

// CardsOf lists the cards and alarms of a ticket with their edits, oldest first.
func (s Store) CardsOf(ctx context.Context, ticket int64) ([]intake.Post, error) {
	return all(ctx, s, row.Post,
		`select `+row.PostColumns+` from posts p where p.ticket = $1 and p.kind in ('card', 'alarm') order by p.id`, ticket)
}

// DropEdits leaves out the edits of a ticket's card that were not said yet: a later
// one says more.
func (s Store) DropEdits(ctx context.Context, ticket int64, card string) error {
	_, err := s.exec(ctx, `update posts set state = 'sent'
		where ticket = $1 and kind in ('card', 'alarm') and edits = $2 and state = 'waiting'`, ticket, card)
	return err
}

// longAgo is before all that is due.
var longAgo = time.Unix(0, 0)

// WaitingChats lists chats with posts that wait and are due before the time.
func (s Store) WaitingChats(ctx context.Context, before time.Time) ([]int64, error) {
	return all(ctx, s, row.Number,
		`select chat_id from posts where state in ('waiting', 'sending')
		 and coalesce(claimed_until, not_before, created_at, $2) < $1 group by chat_id order by min(id)`, before, longAgo)
}

// HeldChats lists chats with posts that were held until now.
func (s Store) HeldChats(ctx context.Context, now time.Time) ([]int64, error) {
	return all(ctx, s, row.Number,
		`select distinct chat_id from posts where state = 'held' and not_before <= $1 order by chat_id`, now)
}

// HeldPosts lists the posts of a chat that were held until now, oldest first.
func (s Store) HeldPosts(ctx context.Context, chat int64, now time.Time) ([]intake.Post, error) {
	if err := s.engine.HoldChat(ctx, chat); err != nil {
		return nil, err
	}
	return all(ctx, s, row.Post, `select `+row.PostColumns+` from posts p
		where p.state = 'held' and p.chat_id = $1 and p.not_before <= $2 order by p.id`, chat, now)
}

// CountWaiting counts the posts of a chat that are not said yet.
func (s Store) CountWaiting(ctx context.Context, chat int64) (int, error) {
	n, err := one(ctx, s, "", row.Number, `select count(*) from posts where state in ('waiting', 'sending', 'held') and chat_id = $1`, chat)
	return int(n), err
}

// RevivePost makes a dead post wait again.
func (s Store) RevivePost(ctx context.Context, id int64) error {
	return s.change(ctx, fmt.Sprintf("dead post %d", id),
		`update posts set state = 'waiting', attempts = 0, not_before = null where id = $1 and state = 'dead'`, id)
}

// FreeClaims ends all claims. The posts stay marked as sending: it is not known
// whether they went out.
func (s Store) FreeClaims(ctx context.Context) error {
	_, err := s.exec(ctx, `update posts set claimed_until = $1 where state = 'sending'`, longAgo)
	return err
}

// PostsOf lists what was or is to be said of a ticket, oldest first.
func (s Store) PostsOf(ctx context.Context, ticket int64) ([]intake.Post, error) {
	return all(ctx, s, row.Post, `select `+row.PostColumns+` from posts p where p.ticket = $1 order by p.id`, ticket)
}

// DeadPosts lists undeliverable posts, newest first.
func (s Store) DeadPosts(ctx context.Context, f intake.DeadFilter) ([]intake.Post, error) {
	query, args := `select `+row.PostColumns+` from posts p where p.state = 'dead' and ($1 = 0 or p.id < $1)`, []any{f.Before, row.Limit(f.Limit)}
	if f.ChatID != 0 {
		query, args = query+` and p.chat_id = $3`, append(args, f.ChatID)
	}
	return all(ctx, s, row.Post, query+` order by p.id desc limit $2`, args...)
}

// DeadPost finds an undeliverable post.
func (s Store) DeadPost(ctx context.Context, id int64) (intake.Post, error) {
	return one(ctx, s, "undeliverable post", row.Post, `select `+row.PostColumns+` from posts p where p.id = $1 and p.state = 'dead'`, id)
}

// Backlogs lists the chats in which posts wait, the longest waiting first.
func (s Store) Backlogs(ctx context.Context, limit int) ([]intake.Backlog, error) {
	return all(ctx, s, row.Backlog, `select chat_id, count(*), min(created_at) from posts where state in ('waiting', 'sending')
		group by chat_id order by min(created_at) limit $1`, row.Limit(limit))
}
