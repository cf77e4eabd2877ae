package desk

import (
	"context"
	"fmt"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// Warning is news of a channel that administrators have to know.
type Warning struct {
	Channel intake.Channel
	Key     string // names the news: it is told once
	Trouble string // "scan", "confirm", "logout", "silent" or "failing"; "" if all is well again
	Picture string // name of a rendition; "" if none
}

// Warn tells the administrators in private, on every other channel on which they
// have talked to us.
func (d *Desk) Warn(ctx context.Context, w Warning) error {
	return d.store.InTx(ctx, func(ctx context.Context) error {
		chats, err := d.store.PrivateChatsOf(ctx, intake.RoleAdmin)
		if err != nil {
			return err
		}
		for _, chat := range chats {
			if chat.Ref.Channel == w.Channel || chat.Gone {
				continue
			}
			if err := d.warn(ctx, chat, w); err != nil {
				return err
			}
		}
		return nil
	})
}

func (d *Desk) warn(ctx context.Context, chat intake.Chat, w Warning) error {
	facts := notice.Facts{Channel: w.Channel, Trouble: w.Trouble, Link: d.rules.PublicURL() + "/desk/channels"}
	p := intake.Post{
		Key: fmt.Sprintf("warning/%s/%d", w.Key, chat.ID), ChatID: chat.ID, Kind: intake.PostAlarm,
		Text: d.writer.Write(chat.Language, notice.ChannelNews, facts), CreatedAt: d.now(),
	}
	if w.Picture != "" {
		p.Photos = []string{w.Picture}
	}
	if _, err := d.store.PutPost(ctx, p); err != nil {
		return err
	}
	return d.store.Enqueue(ctx, intake.Owed{Job: intake.DeliverPosts{Chat: chat.ID}})
}
