package telegram

import (
	"context"
	"strings"

	"github.com/rs/zerolog"

	"snapgrid/intake"
)

// Post says one thing. A post that becomes several messages and fails half-way
// goes on behind the last one that was sent when it is tried again with the
// same key.
func (a *Adapter) Post(ctx context.Context, d intake.Delivery) (intake.Receipt, error) {
	chat, err := chatID(d.To)
	if err != nil {
		return intake.Receipt{}, &intake.Error{Code: intake.CodeNever, Message: "not a chat of Telegram", Err: err}
	}
	d.Text = strings.TrimSpace(strings.ToValidUTF8(clean(d.Text), "\uFFFD"))
	var receipt intake.Receipt
	switch {
	case d.Reaction != "":
		err = a.react(ctx, chat, d)
	case d.EditOf != "":
		receipt, err = a.edit(ctx, chat, d)
	default:
		receipt, err = a.send(ctx, chat, d)
	}
	if err != nil {
		return intake.Receipt{}, a.fault(err)
	}
	return receipt, nil
}

// part is what goes out in one request: words, a picture with words, or an
// album with words.
type part struct {
	text     string
	pictures []intake.Picture // at most maxAlbum
	buttons  []intake.Button
}

// maxAlbum is how many pictures an album holds.
const maxAlbum = 10

// parts divides a post. The words go under the picture if Telegram allows, else
// before it: captions are short, and albums carry no buttons.
func parts(d intake.Delivery) []part {
	var albums []part
	for rest := d.Pictures; len(rest) > 0; {
		n := min(maxAlbum, len(rest))
		albums = append(albums, part{pictures: rest[:n]})
		rest = rest[n:]
	}
	if len(albums) > 0 && units(d.Text) <= maxCaption && (len(albums[0].pictures) == 1 || len(d.Buttons) == 0) {
		albums[0].text, albums[0].buttons = d.Text, d.Buttons
		return albums
	}
	var all []part
	for _, piece := range split(d.Text, maxText) {
		all = append(all, part{text: piece})
	}
	if n := len(all); n > 0 {
		all[n-1].buttons = d.Buttons
	}
	return append(all, albums...)
}

// place is where a post goes.
type place struct {
	chat  int64
	topic int // 0: none
	reply int // 0: none
}

func (a *Adapter) send(ctx context.Context, chat int64, d intake.Delivery) (intake.Receipt, error) {
	all := parts(d)
	if len(all) == 0 {
		return intake.Receipt{}, &intake.Error{Code: intake.CodeNever, Message: "the post has neither words nor pictures"}
	}
	to := place{chat: chat, topic: number(d.Topic), reply: number(d.ReplyTo)}
	key := progressKey(d)
	done := a.progress.of(key)
	for _, p := range all[min(done.parts, len(all)):] {
		ids, err := a.sendPart(ctx, to, p)
		if err != nil {
			return intake.Receipt{}, err
		}
		done.parts++
		done.ids = append(done.ids, ids...)
		a.progress.keep(key, done)
	}
	a.progress.forget(key)
	return intake.Receipt{IDs: done.ids}, nil
}

// sendPart sends one part, and does without what the chat does not allow: the
// topic, the quote, the pictures.
func (a *Adapter) sendPart(ctx context.Context, to place, p part) ([]string, error) {
	ids, err := a.request(ctx, to, p)
	for err != nil {
		switch {
		case lostPlace(err) && to.topic != 0:
			to.topic = 0
		case lostPlace(err) && to.reply != 0:
			to.reply = 0
		case refused(err, noPictures...) && len(p.pictures) > 0 && p.text != "":
			zerolog.Ctx(ctx).Warn().Err(a.fault(err)).Msg("pictures refused, words sent alone")
			p.pictures = nil
		default:
			return nil, err
		}
		ids, err = a.request(ctx, to, p)
	}
	return ids, nil
}

func lostPlace(err error) bool {
	return refused(err, "message thread not found", "topic_closed", "topic_deleted", "message to be replied not found")
}

// noPictures are the refusals after which the words can still be sent.
var noPictures = []string{
	"not enough rights to send photos", "chat_send_photos_forbidden", "photo_invalid_dimensions",
	"image_process_failed", "photo_save_file_invalid",
}
