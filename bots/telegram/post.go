package telegram

import (
	"context"
	"slices"
	"strings"

	"github.com/go-telegram/bot/models"
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
		receipt, err = a.react(ctx, chat, d)
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
		sent, err := a.sendPart(ctx, to, p)
		if err != nil {
			return intake.Receipt{}, err
		}
		done.parts++
		done.ids = append(done.ids, sent.IDs...)
		done.short = append(done.short, sent.Short...)
		a.progress.keep(key, done)
	}
	a.progress.forget(key)
	return intake.Receipt{IDs: done.ids, Short: append(done.short, divided(d, all)...)}, nil
}

// Foresee lists the words of each message that a post would become. What a chat may
// not allow – a topic, a quote, a picture – shows only when it is said.
func (a *Adapter) Foresee(d intake.Delivery) (pieces []string, short []intake.Shortfall) {
	all := parts(d)
	for _, p := range all {
		pieces = append(pieces, p.text)
	}
	return pieces, divided(d, all)
}

// divided tells what could not stay together in the parts of a post.
func divided(d intake.Delivery, all []part) []intake.Shortfall {
	var short []intake.Shortfall
	words := 0
	for _, p := range all {
		if p.text != "" {
			words++
		}
	}
	if words > 1 {
		short = append(short, intake.ShortLength)
	}
	if len(d.Pictures) > 0 && len(all) > 1 {
		short = append(short, intake.ShortAlbum)
	}
	return short
}

// sendPart sends one part, and does without what the chat does not allow: the
// topic, the quote, the pictures.
func (a *Adapter) sendPart(ctx context.Context, to place, p part) (intake.Receipt, error) {
	var short []intake.Shortfall
	sent, err := a.request(ctx, to, p)
	for err != nil {
		switch {
		case lostPlace(err) && to.topic != 0:
			to.topic = 0
			short = append(short, intake.ShortTopic)
		case lostPlace(err) && to.reply != 0:
			to.reply = 0
			short = append(short, intake.ShortQuote)
		case refused(err, noPictures...) && len(p.pictures) > 0 && p.text != "":
			zerolog.Ctx(ctx).Warn().Err(a.fault(err)).Msg("pictures refused, words sent alone")
			p.pictures = nil
			short = append(short, intake.ShortPhoto)
		default:
			return intake.Receipt{}, err
		}
		sent, err = a.request(ctx, to, p)
	}
	if to.reply != 0 && !slices.ContainsFunc(sent, answers) {
		short = append(short, intake.ShortQuote)
	}
	return intake.Receipt{IDs: numbers(sent), Short: short}, nil
}

// answers reports whether a message shows another one above it. It does not if
// that was deleted.
func answers(m *models.Message) bool { return m.ReplyToMessage != nil }

func lostPlace(err error) bool {
	return refused(err, "message thread not found", "topic_closed", "topic_deleted", "message to be replied not found")
}

// noPictures are the refusals after which the words can still be sent.
var noPictures = []string{
	"not enough rights to send photos", "chat_send_photos_forbidden", "photo_invalid_dimensions",
	"image_process_failed", "photo_save_file_invalid",
}
