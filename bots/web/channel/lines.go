package channel

import (
	"context"
	"strings"
	"time"

	"snapgrid/bots/web/photos"
	"snapgrid/intake"
	"snapgrid/intake/triage"
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
	Pictures   []photos.Picture
	Developing bool
	Unshown    bool
	Buttons    []intake.Button
	Ticket     int64
	React      string
	CanReply   bool
	Base       string
}

// answered is what a line answers.
type answered struct{ text, sender string }

// views makes lines fit to be shown to the visitor of a talk.
func (a *Adapter) views(ctx context.Context, t talk, lines []intake.Line) ([]lineView, error) {
	known := map[string]answered{}
	for _, line := range lines {
		known[line.ID] = answered{line.Text, line.Sender.ID}
	}
	var views []lineView
	for _, line := range lines {
		v, err := a.view(ctx, t, line, known)
		if err != nil {
			return nil, err
		}
		views = append(views, v)
	}
	return views, nil
}

func (a *Adapter) view(ctx context.Context, t talk, line intake.Line, known map[string]answered) (lineView, error) {
	v := lineView{
		ID: line.ID, Seq: line.Seq, Ours: line.Ours, At: line.At, ReplyTo: line.ReplyTo, Text: line.Text,
		Name: line.Sender.Name, Mine: !line.Ours && line.Sender.ID == t.sender.ID, Pictures: picturesOf(t, line),
		Staff: !line.Ours && strings.HasPrefix(line.Sender.ID, officerPrefix), Ticket: line.Ticket,
		React: line.React, CanReply: t.sender.ID != "", Base: t.base,
	}
	to, err := a.answeredBy(ctx, t, line, known)
	if err != nil {
		return v, err
	}
	v.Quote = quote(to.text)
	if t.sender.ID != "" {
		if v.Buttons, err = a.buttons(ctx, t, line, to); err != nil {
			return v, err
		}
	}
	return v, a.addWaitingPhotos(ctx, t, line, &v)
}

func picturesOf(t talk, line intake.Line) []photos.Picture {
	var all []photos.Picture
	for _, name := range line.Photos {
		n, ok := photos.Parse(name)
		if !ok {
			continue
		}
		_, pair := n.PairOf()
		path := t.base + "/photos/"
		all = append(all, photos.Picture{
			Small: path + string(n.Sized(intake.SizeSmall)), Large: path + string(n.Sized(intake.SizeLarge)), Wide: pair,
		})
	}
	return all
}

// answeredBy finds what a line answers: among the lines at hand, or else in the
// database.
func (a *Adapter) answeredBy(ctx context.Context, t talk, line intake.Line, known map[string]answered) (answered, error) {
	if line.ReplyTo == "" {
		return answered{}, nil
	}
	if to, ok := known[line.ReplyTo]; ok {
		return to, nil
	}
	heard, err := a.store.FindMessage(ctx, t.chat.ID, line.ReplyTo)
	if err == nil {
		return answered{heard.Text, heard.Sender.ID}, nil
	}
	if intake.CodeOf(err) != intake.CodeNotFound {
		return answered{}, err
	}
	post, err := a.store.PostOf(ctx, t.chat.ID, line.ReplyTo)
	if intake.CodeOf(err) == intake.CodeNotFound {
		return answered{}, nil
	}
	return answered{text: post.Text}, err
}

// buttons are those of the post. Under the news of a repair the reporter alone is
// asked whether it is good, also under an album, which carries no buttons elsewhere.
func (a *Adapter) buttons(ctx context.Context, t talk, line intake.Line, to answered) ([]intake.Button, error) {
	rating := len(line.Buttons) == 0 || strings.HasPrefix(line.Buttons[0].Data, string(triage.IntentSatisfied)+":")
	switch {
	case !rating:
		return line.Buttons, nil
	case !line.Ours || line.Ticket == 0 || to.sender != t.sender.ID:
		return nil, nil
	}
	post, err := a.store.PostOf(ctx, t.chat.ID, line.ID)
	if err != nil || post.Kind != intake.PostResolution {
		return nil, ignoreMissing(err)
	}
	ticket, err := a.store.Ticket(ctx, line.Ticket)
	waits := ticket.Status == intake.StatusResolved || ticket.Status == intake.StatusVerified
	if err != nil || !waits || ticket.Rating != "" {
		return nil, ignoreMissing(err)
	}
	return []intake.Button{
		{Label: "满意", Data: triage.PressData(triage.IntentSatisfied, line.Ticket)},
		{Label: "还行", Data: triage.PressData(triage.IntentFair, line.Ticket)},
		{Label: "没修好", Data: triage.PressData(triage.IntentDissatisfied, line.Ticket)},
	}, nil
}

func ignoreMissing(err error) error {
	if intake.CodeOf(err) == intake.CodeNotFound {
		return nil
	}
	return err
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
