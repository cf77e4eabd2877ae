package plain

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// Chat returns a chat.
func (s Store) Chat(ctx context.Context, id int64) (intake.Chat, error) {
	return one(ctx, s, fmt.Sprintf("chat %d", id), row.Chat,
		`select `+row.ChatColumns+` from chats c where c.id = $1`, id)
}

// FindChat finds a chat by a reference that it has or had.
func (s Store) FindChat(ctx context.Context, ref intake.ChatRef) (intake.Chat, error) {
	return one(ctx, s, "chat "+ref.String(), row.Chat,
		`select `+row.ChatColumns+` from chat_refs r join chats c on c.id = r.chat_id
		 where r.channel = $1 and r.external_id = $2`, string(ref.Channel), ref.ID)
}

// ChatsBy finds chats by their numbers, all at once.
func (s Store) ChatsBy(ctx context.Context, ids []int64) (map[int64]intake.Chat, error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	found := make(map[int64]intake.Chat, len(ids))
	for some := range slices.Chunk(ids, 500) {
		chats, err := all(ctx, s, row.Chat, `select `+row.ChatColumns+` from chats c where c.id in `+among(some), values(some)...)
		if err != nil {
			return nil, err
		}
		for _, c := range chats {
			found[c.ID] = c
		}
	}
	return found, nil
}

// GroupChats lists the chats that are no private conversations, by title.
func (s Store) GroupChats(ctx context.Context) ([]intake.Chat, error) {
	return all(ctx, s, row.Chat, `select `+row.ChatColumns+` from chats c where c.kind <> 'private' order by c.title, c.id`)
}

// PrivateChatsOf lists the chats in which officers of a role talked to us alone.
func (s Store) PrivateChatsOf(ctx context.Context, role intake.Role) ([]intake.Chat, error) {
	return all(ctx, s, row.Chat, row.PrivateChatsOf, string(role))
}

// Chats lists all chats of a channel, or of all channels for "".
func (s Store) Chats(ctx context.Context, channel intake.Channel) ([]intake.Chat, error) {
	return all(ctx, s, row.Chat,
		`select `+row.ChatColumns+` from chats c where $1 = '' or c.channel = $1 order by c.id`, string(channel))
}

// SaveChat writes kind, cell, language, title and gone of a chat by ID.
func (s Store) SaveChat(ctx context.Context, c intake.Chat) error {
	return s.change(ctx, fmt.Sprintf("chat %d", c.ID),
		`update chats set kind = $2, cell = $3, language = $4, title = $5, gone = $6 where id = $1`,
		c.ID, string(c.Kind), c.Cell, c.Language, c.Title, c.Gone)
}

// among is a list of parameters, for values.
func among[T any](list []T) string {
	marks := make([]string, len(list))
	for i := range list {
		marks[i] = "$" + strconv.Itoa(i+1)
	}
	return "(" + strings.Join(marks, ", ") + ")"
}

func values[T any](list []T) []any {
	args := make([]any, len(list))
	for i, v := range list {
		args[i] = v
	}
	return args
}
