package plain

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

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
