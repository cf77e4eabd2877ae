package console

import (
	"context"

	"snapgrid/intake"
)

// toldLine is a post about a ticket, and where it went.
type toldLine struct {
	intake.Post
	Chat intake.Chat
}

// told lists what was said of a ticket, where, and whether it arrived. Emojis are
// left out: they say nothing.
func (c *Console) told(ctx context.Context, n int64) ([]toldLine, error) {
	posts, err := c.store.PostsOf(ctx, n)
	if err != nil {
		return nil, err
	}
	chats, err := c.chatsOf(ctx, posts)
	var lines []toldLine
	for _, p := range posts {
		if p.Kind != intake.PostReaction {
			lines = append(lines, toldLine{p, chats[p.ChatID]})
		}
	}
	return lines, err
}

// chatsOf are the chats of posts, by number.
func (c *Console) chatsOf(ctx context.Context, posts []intake.Post) (map[int64]intake.Chat, error) {
	ids := make([]int64, len(posts))
	for i, p := range posts {
		ids[i] = p.ChatID
	}
	return c.store.ChatsBy(ctx, ids)
}
