package telegram

import (
	"context"
	"errors"
	"strings"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"snapgrid/intake"
)

// edit replaces the words and the buttons of one of our messages. We do not
// know whether it has a picture: Telegram says so.
func (a *Adapter) edit(ctx context.Context, chat int64, d intake.Delivery) (intake.Receipt, error) {
	id := number(d.EditOf)
	if id == 0 || d.Text == "" {
		return intake.Receipt{}, &intake.Error{Code: intake.CodeNever, Message: "nothing to edit, or no new words"}
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	off, limit := true, maxText
	_, err := a.api.EditMessageText(ctx, &bot.EditMessageTextParams{
		ChatID: chat, MessageID: id, Text: shorten(d.Text, limit), ReplyMarkup: keyboard(d.Buttons),
		LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: &off},
	})
	if refused(err, "there is no text in the message to edit") {
		limit = maxCaption
		_, err = a.api.EditMessageCaption(ctx, &bot.EditMessageCaptionParams{
			ChatID: chat, MessageID: id, Caption: shorten(d.Text, limit), ReplyMarkup: keyboard(d.Buttons),
		})
	}
	if err != nil && !refused(err, "message is not modified") {
		return intake.Receipt{}, harmless(a.fault(err))
	}
	receipt := intake.Receipt{IDs: []string{d.EditOf}}
	if units(d.Text) > limit {
		receipt.Short = []intake.Shortfall{intake.ShortCut}
	}
	return receipt, nil
}

// react puts an emoji on a message. It is a courtesy: where Telegram does not
// allow it, it counts as done.
func (a *Adapter) react(ctx context.Context, chat int64, d intake.Delivery) (intake.Receipt, error) {
	id := number(d.ReplyTo)
	emoji := strings.ReplaceAll(d.Reaction, "\ufe0f", "") // Telegram's list is without
	refused := intake.Receipt{Short: d.Short(intake.ShortReaction)}
	if id == 0 || !reactions[emoji] {
		return refused, nil
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, err := a.api.SetMessageReaction(ctx, &bot.SetMessageReactionParams{
		ChatID: chat, MessageID: id, Reaction: []models.ReactionType{{
			Type:              models.ReactionTypeTypeEmoji,
			ReactionTypeEmoji: &models.ReactionTypeEmoji{Emoji: emoji},
		}},
	})
	// The numbers of messages are void in the supergroup that a group became.
	if moved := (*bot.MigrateError)(nil); errors.As(err, &moved) || errors.Is(err, bot.ErrorBadRequest) {
		return refused, nil
	}
	if err != nil {
		return intake.Receipt{}, harmless(a.fault(err))
	}
	return intake.Receipt{}, nil
}
