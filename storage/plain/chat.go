package plain

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

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
