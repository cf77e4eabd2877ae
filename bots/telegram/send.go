package telegram

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"snapgrid/intake"
)

// request sends one part in one request and returns the messages that it became.
// Readers of pictures are made anew for each request.
func (a *Adapter) request(ctx context.Context, to place, p part) ([]*models.Message, error) {
	limit := callTimeout
	if len(p.pictures) > 0 {
		limit = uploadTimeout
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	switch len(p.pictures) {
	case 0:
		return a.sendText(ctx, to, p)
	case 1:
		return a.sendPhoto(ctx, to, p)
	}
	return a.sendAlbum(ctx, to, p)
}

func (a *Adapter) sendText(ctx context.Context, to place, p part) ([]*models.Message, error) {
	off := true
	sent, err := a.api.SendMessage(ctx, &bot.SendMessageParams{
		ChatID: to.chat, MessageThreadID: to.topic, ReplyParameters: to.quote(),
		Text: p.text, ReplyMarkup: keyboard(p.buttons),
		LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: &off},
	})
	return []*models.Message{sent}, err
}

func (a *Adapter) sendPhoto(ctx context.Context, to place, p part) ([]*models.Message, error) {
	sent, err := a.api.SendPhoto(ctx, &bot.SendPhotoParams{
		ChatID: to.chat, MessageThreadID: to.topic, ReplyParameters: to.quote(),
		Photo:   &models.InputFileUpload{Filename: "photo.jpg", Data: bytes.NewReader(p.pictures[0].JPEG)},
		Caption: p.text, ReplyMarkup: keyboard(p.buttons),
	})
	return []*models.Message{sent}, err
}

func (a *Adapter) sendAlbum(ctx context.Context, to place, p part) ([]*models.Message, error) {
	media := make([]models.InputMedia, len(p.pictures))
	for i, picture := range p.pictures {
		item := &models.InputMediaPhoto{
			// The name becomes the form's field, so each needs its own.
			Media:           fmt.Sprintf("attach://photo%d.jpg", i),
			MediaAttachment: bytes.NewReader(picture.JPEG),
		}
		if i == 0 {
			item.Caption = p.text
		}
		media[i] = item
	}
	return a.api.SendMediaGroup(ctx, &bot.SendMediaGroupParams{
		ChatID: to.chat, MessageThreadID: to.topic, ReplyParameters: to.quote(), Media: media,
	})
}

// numbers lists the numbers of messages.
func numbers(sent []*models.Message) []string {
	ids := make([]string, len(sent))
	for i, m := range sent {
		ids[i] = decimal(int64(m.ID))
	}
	return ids
}

// quote makes the post an answer. If the other message is gone the post is
// sent all the same.
func (to place) quote() *models.ReplyParameters {
	if to.reply == 0 {
		return nil
	}
	return &models.ReplyParameters{MessageID: to.reply, AllowSendingWithoutReply: true}
}

// inline is an inline keyboard. The library's own type adds an empty
// "copy_text" to every button.
type inline struct {
	Rows [][]inlineButton `json:"inline_keyboard"`
}

type inlineButton struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
}

// widest is how many buttons stand in one row on a phone.
const widest = 4

// keyboard puts buttons in one row, or in rows of three where they are many; nil
// without buttons.
func keyboard(buttons []intake.Button) models.ReplyMarkup {
	if len(buttons) == 0 {
		return nil
	}
	row := make([]inlineButton, len(buttons))
	for i, b := range buttons {
		row[i] = inlineButton{Text: b.Label, Data: b.Data}
	}
	if len(row) <= widest {
		return &inline{Rows: [][]inlineButton{row}}
	}
	return &inline{Rows: slices.Collect(slices.Chunk(row, 3))}
}
