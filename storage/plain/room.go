package plain

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// Rooms lists the chats of a channel that are there and not private.
func (s Store) Rooms(ctx context.Context, channel intake.Channel) ([]intake.Chat, error) {
	return all(ctx, s, row.Chat, `select `+row.ChatColumns+` from chats c
		where c.channel = $1 and c.kind <> 'private' and not c.gone order by c.id`, string(channel))
}

// ChatsOfStaff lists the chats of staff that are there.
func (s Store) ChatsOfStaff(ctx context.Context) ([]intake.Chat, error) {
	return all(ctx, s, row.Chat, `select `+row.ChatColumns+` from chats c where c.kind = 'staff' and not c.gone order by c.id`)
}
