package notice

import (
	"context"
	"fmt"
	"strings"
	"time"

	"snapgrid/intake"
)

// unseen is how long somebody else may still look at the repair before the reporters
// are told; 0 if they are to be told now.
func (m matter) unseen(now time.Time) time.Duration {
	if m.ticket.Status != intake.StatusResolved || m.event.Kind != intake.EventResolved {
		return 0
	}
	return max(m.ticket.Clocks.VerifyBy.Sub(now), 0)
}

// askToLook asks those who look at repairs, with the same pictures that the
// reporters will see. The announcement is due again when they did not.
func (a *Announcer) askToLook(ctx context.Context, m matter, left time.Duration) error {
	pictures, paired, err := a.pictures(ctx, m)
	if err != nil {
		return err
	}
	chats, err := a.Desk.VerifyChats(ctx, m.ticket)
	if err != nil {
		return err
	}
	var posts []intake.Post
	for _, c := range chats {
		posts = append(posts, intake.Post{
			Key: fmt.Sprintf("look/%d/%d", m.event.ID, c.ID), ChatID: c.ID, Ticket: m.ticket.N, Kind: intake.PostCard,
			Text: a.Writer.Write(c.Language, Look, Facts{Ticket: m.ticket, Pair: paired, By: m.ticket.Clocks.VerifyBy}), Photos: pictures,
			Buttons: a.Writer.LookButtons(c.Language, m.ticket),
		})
	}
	if err := a.put(ctx, posts); err != nil {
		return err
	}
	return &intake.Error{Code: intake.CodeAgain, Message: "somebody else looks at the repair first", RetryAfter: left}
}

// LookButtons are the choices of who looks at a repair.
func (w *Writer) LookButtons(language string, t intake.Ticket) []intake.Button {
	return w.choices(language, t, choice{"核实通过", "It is fixed", "verify"}, choice{"没修好", "Not fixed", "dissatisfied"})
}

// RatingButtons are the choices of a reporter: whether it is solved, and how well, in
// one word.
func (w *Writer) RatingButtons(language string, t intake.Ticket) []intake.Button {
	return w.choices(language, t,
		choice{"满意", "Good", "satisfied"}, choice{"还行", "Fair", "fair"}, choice{"没修好", "Not fixed", "dissatisfied"})
}

// choice is a button in both languages, and its action.
type choice struct{ zh, en, action string }

func (w *Writer) choices(language string, t intake.Ticket, all ...choice) []intake.Button {
	lang, _ := w.choose(language)
	buttons := make([]intake.Button, len(all))
	for i, c := range all {
		buttons[i] = intake.Button{Label: c.zh, Data: fmt.Sprintf("%s:%d", c.action, t.N)}
		if strings.HasPrefix(lang, "en") {
			buttons[i].Label = c.en
		}
	}
	return buttons
}
