package desk

import (
	"context"

	"snapgrid/intake"
	"snapgrid/intake/notice"
	"snapgrid/intake/triage"
)

// wishes is the table of what people want who need not be on the staff. Each
// function gets the ticket locked, takes the messages of the call and answers.
var wishes = map[triage.IntentKind]func(*Desk, context.Context, Call, intake.Ticket) error{
	triage.IntentStatus:       (*Desk).status,
	triage.IntentUrge:         (*Desk).status,
	triage.IntentSatisfied:    (*Desk).rate,
	triage.IntentFair:         (*Desk).rate,
	triage.IntentDissatisfied: (*Desk).rate,
	triage.IntentFollow:       (*Desk).subscribe,
	triage.IntentUnfollow:     (*Desk).unsubscribe,
	triage.IntentProof:        (*Desk).attest,
	triage.IntentReveal:       (*Desk).reveal,
}

// status tells how a ticket stands.
func (d *Desk) status(ctx context.Context, c Call, t intake.Ticket) error {
	if err := d.take(ctx, c, commanded); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/status", notice.Status, notice.Facts{Ticket: t})
}

// commanded is what becomes of words that were a command and no more.
var commanded = intake.Outcome{State: intake.MessageCommand}

// inPrivate is the chat in which the caller can be told something alone: this one,
// or one in which they talked to us before. ok is false if there is none.
func (d *Desk) inPrivate(ctx context.Context, c Call) (chat intake.Chat, ok bool, err error) {
	if c.Chat.Kind == intake.ChatPrivate {
		return c.Chat, true, nil
	}
	if c.Sender.ID == "" {
		return intake.Chat{}, false, nil
	}
	chat, err = d.store.FindPrivateChat(ctx, c.Chat.Ref.Channel, c.Sender.ID)
	if intake.CodeOf(err) == intake.CodeNotFound {
		return intake.Chat{}, false, nil
	}
	return chat, err == nil && !chat.Gone, err
}

// answerAlone answers a call in private; in the group a nod is all that is seen.
func (d *Desk) answerAlone(ctx context.Context, c Call, chat intake.Chat, key string, s notice.Sentence, f notice.Facts) error {
	if chat.ID == c.Chat.ID {
		return d.answer(ctx, c, key, s, f)
	}
	err := d.post(ctx, intake.Post{
		Key: key, ChatID: chat.ID, Ticket: f.Ticket.N, Kind: intake.PostAnswer, Text: d.writer.Write(chat.Language, s, f),
	})
	if err != nil {
		return err
	}
	return d.nodTo(ctx, c, f.Ticket.N)
}
