package desk

import (
	"context"
	"fmt"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// WatchCalendar tells the administrators in private, once a week, that the holidays
// of a year are missing: from December that of the next year, and whenever it is
// this one.
func (d *Desk) WatchCalendar(ctx context.Context) error {
	missing := d.book.Calendar().Missing(d.now())
	if len(missing) == 0 {
		return nil
	}
	zerolog.Ctx(ctx).Warn().Ints("years", missing).Msg("the holidays of these years are missing: they count by the days of the week")
	return d.store.InTx(ctx, func(ctx context.Context) error {
		chats, err := d.store.PrivateChatsOf(ctx, intake.RoleAdmin)
		if err != nil {
			return err
		}
		week := d.now().UTC().Truncate(7 * 24 * time.Hour).Format("20060102")
		for _, year := range missing {
			for _, chat := range chats {
				if chat.Gone {
					continue
				}
				text := d.writer.Write(chat.Language, notice.NoCalendar, notice.Facts{Name: fmt.Sprint(year)})
				err := d.post(ctx, intake.Post{
					Key: fmt.Sprintf("calendar/%d/%s/%d", year, week, chat.ID), ChatID: chat.ID, Kind: intake.PostAlarm, Text: text,
				})
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
}
