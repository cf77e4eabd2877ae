package desk

import (
	"context"

	"snapgrid/intake"
	"snapgrid/intake/notice"
	"snapgrid/intake/triage"
)

// wish is what people want who need not be on the staff.
type wish struct {
	right intake.Right // what they need for it; whether a ticket is their own is asked by do
	do    func(*Desk, context.Context, Call, intake.Ticket) error
}

// wishes is the table of them. Each function gets the ticket locked, takes the
// messages of the call and answers.
var wishes = map[triage.IntentKind]wish{
	triage.IntentStatus:       {intake.RightStatus, (*Desk).status},
	triage.IntentUrge:         {intake.RightUrge, (*Desk).status},
	triage.IntentSatisfied:    {intake.RightRate, (*Desk).rate},
	triage.IntentFair:         {intake.RightRate, (*Desk).rate},
	triage.IntentDissatisfied: {intake.RightRate, (*Desk).rate},
	triage.IntentFollow:       {intake.RightSubscribe, (*Desk).subscribe},
	triage.IntentUnfollow:     {intake.RightSubscribe, (*Desk).unsubscribe},
	triage.IntentProof:        {intake.RightStatus, (*Desk).attest},
	triage.IntentReveal:       {intake.RightReveal, (*Desk).reveal},
	triage.IntentMeToo:        {intake.RightSecond, (*Desk).meToo},
}

// fulfil does what somebody wants, if they have the right.
func (d *Desk) fulfil(ctx context.Context, c Call, t intake.Ticket, w wish) error {
	if !c.has(w.right) {
		return d.refuse(ctx, c, t)
	}
	return w.do(d, ctx, c, t)
}

// has reports whether the caller has a right: in an office, or as one of those who
// talk in the chat.
func (c Call) has(r intake.Right) bool {
	return c.Officer.Has(r) || intake.RoleIn(c.Chat.Kind).Has(r)
}

// status tells how a ticket stands.
func (d *Desk) status(ctx context.Context, c Call, t intake.Ticket) error {
	if err := d.take(ctx, c, commanded); err != nil {
		return err
	}
	return d.answerAs(ctx, c, t, c.Key+"/status", notice.Status)
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
