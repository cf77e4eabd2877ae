package desk

import (
	"context"

	"snapgrid/intake"
)

// Origins is what [Reported] needs of the database.
type Origins interface {
	Origins(ctx context.Context, ticket int64) ([]intake.Origin, error)
	Chat(ctx context.Context, id int64) (intake.Chat, error)
}

// ReportedAs is the number under which somebody who speaks in a chat reported a
// ticket, or one that was merged into it: from the same chat, or from another of its
// channel if they are alone with us now. It is 0 of who did not report it.
func ReportedAs(ctx context.Context, store Origins, chat intake.Chat, sender string, n int64) (int64, error) {
	origins, err := store.Origins(ctx, n)
	if err != nil {
		return 0, err
	}
	for _, o := range origins {
		switch {
		case o.Sender.ID != sender, o.ByDoor():
			continue
		case o.ChatID == chat.ID:
			return o.Ticket, nil
		case chat.Kind != intake.ChatPrivate || sender == "":
			continue
		}
		// The same number can be another person's on another channel.
		from, err := store.Chat(ctx, o.ChatID)
		if err != nil || from.Ref.Channel == chat.Ref.Channel {
			return o.Ticket, err
		}
	}
	return 0, nil
}

// reported reports whether the caller is one of those who reported the ticket.
func (d *Desk) reported(ctx context.Context, c Call, n int64) (bool, error) {
	as, err := ReportedAs(ctx, d.store, c.Chat, c.Sender.ID, n)
	return as != 0, err
}
