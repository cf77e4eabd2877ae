package outbox

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/rs/zerolog"

	"snapgrid/intake"
)

var (
	errGone          = &intake.Error{Code: intake.CodeChatGone, Message: "we are not in this chat any more"}
	errNothingToEdit = errors.New("the post to edit was never sent")
)

// prepare makes a post ready for its channel, and tells where it falls short
// before the channel sees it.
func (o *Outbox) prepare(ctx context.Context, p intake.Post, chat intake.Chat) (intake.Delivery, []intake.Shortfall, error) {
	d := intake.Delivery{
		Key: p.Key, Kind: p.Kind, To: chat.Ref, Private: chat.Kind == intake.ChatPrivate, Topic: p.Topic,
		ReplyTo: p.ReplyTo, Text: p.Text, Buttons: p.Buttons, Reaction: p.Reaction,
	}
	if p.Edits != "" {
		earlier, err := o.edited(ctx, p.Edits)
		if err != nil {
			return d, nil, err
		}
		d.EditOf = earlier
	}
	short, err := o.repeat(ctx, &d, chat)
	if err != nil {
		return d, nil, err
	}
	pictures, whole, err := o.pictures(ctx, p)
	if !whole {
		short = append(short, intake.ShortPhoto)
	}
	d.Pictures = pictures
	return d, short, err
}

// repeat puts what is answered above the words, where the channel does not show it.
func (o *Outbox) repeat(ctx context.Context, d *intake.Delivery, chat intake.Chat) ([]intake.Shortfall, error) {
	if !o.mustRepeat(*d) {
		return nil, nil
	}
	line, err := o.quoter.Quote(ctx, chat, d.ReplyTo)
	if err != nil {
		return nil, fmt.Errorf("word what is answered: %w", err)
	}
	if line != "" {
		d.Text = line + "\n" + d.Text
	}
	return []intake.Shortfall{intake.ShortQuote}, nil
}

// edited finds the channel's number of the post to edit.
func (o *Outbox) edited(ctx context.Context, key string) (string, error) {
	earlier, err := o.store.FindPost(ctx, key)
	if intake.CodeOf(err) == intake.CodeNotFound {
		return "", errNothingToEdit
	}
	if err != nil {
		return "", err
	}
	if earlier.State != intake.PostSent || len(earlier.SentAs) == 0 {
		return "", errNothingToEdit
	}
	return earlier.SentAs[0], nil
}

// mustRepeat reports whether what is answered has to stand above the words: in
// groups of a channel that does not show it itself.
func (o *Outbox) mustRepeat(d intake.Delivery) bool {
	return d.ReplyTo != "" && d.Text != "" && d.EditOf == "" && !d.Private && !o.poster.Quotes(d.To.Channel)
}

// pictures loads the photos of a post. One that is lost is left out, and whole
// is false then.
func (o *Outbox) pictures(ctx context.Context, p intake.Post) (pictures []intake.Picture, whole bool, err error) {
	whole = true
	for _, name := range p.Photos {
		picture, err := o.load(ctx, name)
		if code := intake.CodeOf(err); code == intake.CodeNotFound || code == intake.CodeInvalid {
			zerolog.Ctx(ctx).Error().Err(err).Int64("post", p.ID).Msg("a picture is lost; the words are said without it")
			whole = false
			continue
		}
		if err != nil {
			return nil, whole, err
		}
		pictures = append(pictures, picture)
	}
	return pictures, whole, nil
}

func (o *Outbox) load(ctx context.Context, name string) (intake.Picture, error) {
	r, err := o.shelf.Open(ctx, name)
	if err != nil {
		return intake.Picture{}, fmt.Errorf("open the picture %s: %w", name, err)
	}
	defer r.Close()
	jpeg, err := io.ReadAll(r)
	return intake.Picture{Name: name, JPEG: jpeg}, err
}
