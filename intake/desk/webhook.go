package desk

import (
	"context"
	"fmt"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// WarnOfWebhook tells the administrators, in private, that another program is told of
// nothing any more: it did not answer for too long.
func (d *Desk) WarnOfWebhook(ctx context.Context, w intake.Webhook) error {
	return d.store.InTx(ctx, func(ctx context.Context) error {
		chats, err := d.store.PrivateChatsOf(ctx, intake.RoleAdmin)
		if err != nil {
			return err
		}
		for _, chat := range chats {
			if chat.Gone {
				continue
			}
			facts := notice.Facts{Name: w.Name, Link: d.rules.PublicURL() + "/desk/programs"}
			err := d.post(ctx, intake.Post{
				Key: fmt.Sprintf("webhook/%d/%d/%d", w.ID, d.now().Unix(), chat.ID), ChatID: chat.ID, Kind: intake.PostAlarm,
				Text: d.writer.Write(chat.Language, notice.HookOff, facts),
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}
