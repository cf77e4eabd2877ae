package channel

import (
	"context"
	"strings"
	"time"

	"snapgrid/bots/web/photos"
	"snapgrid/intake"
)

// lineView is one entry of a chat as the visitor sees it. It carries no ID of
// a sender: who knows it could not do harm, but nobody needs it.
type lineView struct {
	ID         string
	Seq        int64
	Ours       bool
	Mine       bool
	Staff      bool
	Name       string
	At         time.Time
	ReplyTo    string
	Quote      string
	Text       string
	Pictures   []Picture
	Developing bool
	Unshown    bool
	Buttons    []intake.Button
	Ticket     int64
	React      string
	CanReply   bool
	Base       string
}

// Picture is a photo as a page shows it: the addresses of its renditions.
type Picture struct{ Small, Large string }

// views makes lines fit to be shown to the visitor of a talk.
func (a *Adapter) views(ctx context.Context, t talk, lines []intake.Line) ([]lineView, error) {
	texts := map[string]string{}
	for _, line := range lines {
		texts[line.ID] = line.Text
	}
	var views []lineView
	for _, line := range lines {
		v, err := a.view(ctx, t, line, texts)
		if err != nil {
			return nil, err
		}
		views = append(views, v)
	}
	return views, nil
}

func (a *Adapter) view(ctx context.Context, t talk, line intake.Line, texts map[string]string) (lineView, error) {
	v := lineView{
		ID: line.ID, Seq: line.Seq, Ours: line.Ours, At: line.At, ReplyTo: line.ReplyTo, Text: line.Text,
		Name: line.Sender.Name, Mine: !line.Ours && line.Sender.ID == t.sender.ID,
		Staff: !line.Ours && strings.HasPrefix(line.Sender.ID, officerPrefix), Ticket: line.Ticket,
		React: line.React, CanReply: t.sender.ID != "", Base: t.base,
	}
	if t.sender.ID != "" {
		v.Buttons = line.Buttons
	}
	for _, name := range line.Photos {
		if n, ok := photos.Parse(name); ok {
			path := t.base + "/photos/"
			v.Pictures = append(v.Pictures, Picture{
				Small: path + string(n.Sized(intake.SizeSmall)), Large: path + string(n.Sized(intake.SizeLarge)),
			})
		}
	}
	if err := a.addQuote(ctx, t, &v, texts); err != nil {
		return lineView{}, err
	}
	return v, a.addWaitingPhotos(ctx, t, line, &v)
}

// addQuote repeats the beginning of what a line answers.
func (a *Adapter) addQuote(ctx context.Context, t talk, v *lineView, texts map[string]string) error {
	if v.ReplyTo == "" {
		return nil
	}
	text, ok := texts[v.ReplyTo]
	if !ok {
		var err error
		if text, err = a.textOf(ctx, t.chat.ID, v.ReplyTo); err != nil {
			return err
		}
	}
	v.Quote = quote(text)
	return nil
}

func (a *Adapter) textOf(ctx context.Context, chat int64, id string) (string, error) {
	heard, err := a.store.FindMessage(ctx, chat, id)
	if err == nil {
		return heard.Text, nil
	}
	if intake.CodeOf(err) != intake.CodeNotFound {
		return "", err
	}
	post, err := a.store.PostOf(ctx, chat, id)
	if intake.CodeOf(err) == intake.CodeNotFound {
		return "", nil
	}
	return post.Text, err
}

// young is how long a line may still have photos that are being developed.
const young = 15 * time.Minute

// addWaitingPhotos says so where photos are not there yet, or never will be.
func (a *Adapter) addWaitingPhotos(ctx context.Context, t talk, line intake.Line, v *lineView) error {
	if line.Ours || a.pages.Now().Sub(line.At) > young {
		return nil
	}
	heard, err := a.store.FindMessage(ctx, t.chat.ID, line.ID)
	if intake.CodeOf(err) == intake.CodeNotFound {
		return nil
	}
	for _, p := range heard.Photos {
		switch p.State {
		case intake.PhotoPending:
			v.Developing = true
		case intake.PhotoRefused, intake.PhotoMissing:
			v.Unshown = true
		case intake.PhotoReady:
		}
	}
	return err
}

// quote is the beginning of a text on one line.
func quote(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if short := []rune(text); len(short) > 40 {
		return string(short[:40]) + "…"
	}
	return text
}
