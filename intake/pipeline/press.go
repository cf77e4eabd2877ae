package pipeline

import (
	"context"
	"fmt"

	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/triage"
)

// HandlePress does what a button under one of our posts stands for. What it was
// made with comes back through the sender's client, so the rights are checked
// as if it had been typed.
func (l *Line) HandlePress(ctx context.Context, job intake.HandlePress) error {
	p := job.Press
	intent, ok := triage.ParsePress(p.Data)
	if !ok {
		return nil
	}
	return l.byGesture(ctx, p.Chat, p.Sender, p.MessageID, "press/"+p.ID, intent)
}

// HandleReaction takes 👍 and 👎 under the news of a repair for the reporter's
// word on it. Any other emoji, anywhere else, means nothing.
func (l *Line) HandleReaction(ctx context.Context, job intake.HandleReaction) error {
	r := job.Reaction
	intent := triage.Intent{}
	switch r.Emoji {
	case "👍", "❤", "🎉", "👏", "🙏":
		intent.Kind = triage.IntentSatisfied
	case "👎":
		intent.Kind = triage.IntentDissatisfied
	default:
		return nil
	}
	key := fmt.Sprintf("react/%s/%s/%s/%s", r.Chat, r.MessageID, r.Sender.ID, intent.Kind)
	return l.byGesture(ctx, r.Chat, r.Sender, r.MessageID, key, intent)
}

// byGesture hands the desk a wish that came without words, about the ticket of
// the post it was made on.
func (l *Line) byGesture(ctx context.Context, ref intake.ChatRef, sender intake.Sender, messageID, key string, intent triage.Intent) error {
	chat, err := l.Store.PutChat(ctx, intake.Chat{Ref: ref})
	if err != nil {
		return err
	}
	post, err := l.Store.PostOf(ctx, chat.ID, messageID)
	if intake.CodeOf(err) == intake.CodeNotFound {
		return nil
	}
	if err != nil {
		return err
	}
	n := intent.N
	if n == 0 {
		n = post.Ticket
	}
	if n == 0 || (intent.N == 0 && post.Kind != intake.PostResolution) {
		return nil
	}
	officer, err := l.Store.FindOfficer(ctx, ref.Channel, sender.ID)
	if err != nil && intake.CodeOf(err) != intake.CodeNotFound {
		return err
	}
	return l.Desk.Handle(ctx, desk.Call{
		Intent: intent, Ticket: n, Chat: chat, Topic: post.Topic, MessageID: messageID,
		Key: key, Sender: sender, Officer: officer,
	})
}

// ReadAgain takes over a better place or class from an edited message of a
// ticket.
func (l *Line) ReadAgain(ctx context.Context, job intake.ReadAgain) error {
	said, err := l.Store.TicketMessages(ctx, job.Ticket)
	if err != nil {
		return err
	}
	for _, m := range said {
		if m.Number != job.Message {
			continue
		}
		chat, err := l.Store.Chat(ctx, m.ChatID)
		if err != nil {
			return err
		}
		one := []intake.Heard{m}
		b := burst{chat: chat, messages: one}
		a := l.addition(b, one, l.judge(b, one))
		a.Messages = nil
		return l.Desk.Join(ctx, job.Ticket, a)
	}
	return nil
}
