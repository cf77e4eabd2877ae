package plain

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// Origins lists the origins of a ticket and of those merged into it.
func (s Store) Origins(ctx context.Context, ticket int64) ([]intake.Origin, error) {
	return all(ctx, s, row.Origin,
		`select `+row.OriginColumns+` from origins o join chats c on c.id = o.chat_id where `+s.family("o.ticket")+` order by o.id`, ticket)
}
