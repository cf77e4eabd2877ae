package telegram

import (
	"context"
	"unicode/utf8"

	"github.com/go-telegram/bot"

	"snapgrid/intake"
)

const (
	longestToast  = 200 // UTF-16 units of the answer to a press
	longestGlance = 40  // characters that can be read before a toast is gone
)

// Toast answers a press: it ends the waiting sign on the button and shows the
// words to the presser alone. Words that are not read at a glance stay until they
// are dismissed. Telegram takes one answer, and not long after the press.
func (a *Adapter) Toast(ctx context.Context, p intake.Press, text string) error {
	ctx, cancel := context.WithTimeout(ctx, courtesyTimeout)
	defer cancel()
	text = shorten(clean(text), longestToast)
	_, err := a.api.AnswerCallbackQuery(ctx, &bot.AnswerCallbackQueryParams{
		CallbackQueryID: p.ID, Text: text, ShowAlert: utf8.RuneCountInString(text) > longestGlance,
	})
	if err != nil {
		return a.fault(err)
	}
	return nil
}
