package pipeline

import (
	"context"
	"fmt"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/triage"
)

// HandlePress does what a button under one of our posts stands for. What it was
// made with comes back through the sender's client, so the rights are checked
// as if it had been typed.
func (l *Line) HandlePress(ctx context.Context, job intake.HandlePress) error {
	p := job.Press
	if step, n, part, ok := intake.ParseWhistlePress(p.Data); ok {
		if err := l.pressWhistle(ctx, p, step, card{n: n, part: part}); err != nil {
			return err
		}
		return l.toast(ctx, p, intake.Post{})
	}
	intent, ok := triage.ParsePress(p.Data)
	if !ok {
		return l.toast(ctx, p, intake.Post{})
	}
	c, post, err := l.pressed(ctx, p)
	if err != nil {
		return err
	}
	c.Intent, c.Ticket, c.Topic, c.Key = intent, intent.N, post.Topic, "press/"+p.ID
	answer, err := l.Desk.Press(ctx, c)
	if err != nil {
		return err
	}
	return l.toast(ctx, p, answer)
}

// pressed is a press as a call, and the post under which the button was; a zero
// post if that is not known.
func (l *Line) pressed(ctx context.Context, p intake.Press) (desk.Call, intake.Post, error) {
	kind := intake.ChatResidents
	if p.Private {
		kind = intake.ChatPrivate
	}
	c, err := l.gesture(ctx, intake.Chat{Ref: p.Chat, Kind: kind}, p.Sender, p.MessageID)
	if err != nil {
		return c, intake.Post{}, err
	}
	post, err := l.Store.PostOf(ctx, c.Chat.ID, p.MessageID)
	if intake.CodeOf(err) == intake.CodeNotFound {
		err = nil
	}
	return c, post, err
}

// toast shows the answer to a press to the presser alone. What can not be shown so
// is said in the chat; if there is nothing to say the button only stops waiting.
func (l *Line) toast(ctx context.Context, p intake.Press, answer intake.Post) error {
	if l.Toaster != nil && l.Toaster.Toast(ctx, p, answer.Text) == nil || answer.Text == "" {
		return nil
	}
	return l.Desk.Say(ctx, answer)
}

// HandleReaction takes 👍 and 👎 under the news of a repair for the reporter's
// word on it, and 👍 under an acknowledgement for somebody else's who meets with it,
// too. Any other emoji, anywhere else, means nothing.
func (l *Line) HandleReaction(ctx context.Context, job intake.HandleReaction) error {
	r := job.Reaction
	kind := wordOf(r.Emoji)
	if kind == triage.IntentNone {
		return nil
	}
	c, err := l.gesture(ctx, intake.Chat{Ref: r.Chat, Kind: intake.ChatResidents}, r.Sender, r.MessageID)
	if err != nil {
		return err
	}
	post, err := l.Store.PostOf(ctx, c.Chat.ID, r.MessageID)
	switch {
	case intake.CodeOf(err) == intake.CodeNotFound && l.Now().Sub(r.At) < noteTime:
		return &intake.Error{Code: intake.CodeAgain, Message: "the post may not be noted as sent yet", RetryAfter: time.Second}
	case intake.CodeOf(err) == intake.CodeNotFound:
		return nil
	case err != nil:
		return err
	case post.Kind == intake.PostAck && r.Emoji == "👍":
		kind = triage.IntentMeToo
	case post.Kind != intake.PostResolution:
		return nil
	}
	if post.Ticket == 0 {
		return nil
	}
	c.Intent, c.Ticket, c.Topic = triage.Intent{Kind: kind, N: post.Ticket}, post.Ticket, post.Topic
	c.Key = fmt.Sprintf("react/%s/%s/%s/%s", r.Chat, r.MessageID, r.Sender.ID, kind)
	return l.Desk.Handle(ctx, c)
}

// noteTime is how long after a post its channel's answer may be under way: a
// quick reader can be faster.
const noteTime = 15 * time.Second

func wordOf(emoji string) triage.IntentKind {
	switch emoji {
	case "👍", "❤", "🎉", "👏", "🙏":
		return triage.IntentSatisfied
	case "👎":
		return triage.IntentDissatisfied
	}
	return triage.IntentNone
}

// gesture is a call without words, by who made it and where.
func (l *Line) gesture(ctx context.Context, chat intake.Chat, sender intake.Sender, messageID string) (desk.Call, error) {
	chat, err := l.Store.PutChat(ctx, chat)
	if err != nil {
		return desk.Call{}, err
	}
	officer, err := l.Store.FindOfficer(ctx, chat.Ref.Channel, sender.ID)
	if err != nil && intake.CodeOf(err) != intake.CodeNotFound {
		return desk.Call{}, err
	}
	return desk.Call{Chat: chat, MessageID: messageID, Sender: sender, Officer: officer}, nil
}
