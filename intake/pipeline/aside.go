package pipeline

import (
	"context"
	"slices"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// hearing names a message by its chat and the channel's number.
type hearing struct {
	chat intake.ChatRef
	id   string
}

// glimpse is what is plain to see of small talk before it is kept.
type glimpse struct {
	verdict intake.Verdict
	advert  bool // it tries to sell something
}

// glance judges a batch at first sight: what is plain small talk, whoever said it and
// whatever follows. Most of what is said in groups is, so that a job of its own
// for each would cost many times what it costs to keep it. Nothing is written and no
// transaction is open.
//
// A chat that is not known yet is not looked at: its messages go the usual way. So
// does an answer to anything but small talk.
func (l *Line) glance(ctx context.Context, batch []intake.Inbound) (map[hearing]glimpse, error) {
	var said []intake.Message
	var refs []intake.ChatRef
	for _, in := range batch {
		if in.Said != nil && mereWords(*in.Said) {
			said, refs = append(said, *in.Said), append(refs, in.Said.Chat)
		}
	}
	if len(said) == 0 {
		return nil, nil
	}
	chats, err := l.Store.ChatsAt(ctx, refs)
	if err != nil {
		return nil, err
	}
	idle, err := l.idle(ctx, said, chats)
	if err != nil {
		return nil, err
	}
	talk := map[hearing]glimpse{}
	for _, m := range said {
		chat, known := chats[m.Chat]
		if !known || m.ReplyTo != "" && !idle[intake.Quote{Chat: chat.ID, Message: m.ReplyTo}] {
			continue
		}
		verdict, ok := l.plainTalk(chat, m)
		if !ok {
			continue
		}
		talk[hearing{m.Chat, m.ID}] = glimpse{verdict, l.Judge.Advertises(m.Text)}
	}
	return talk, nil
}

// idle finds which of the messages that are answered are small talk themselves.
func (l *Line) idle(ctx context.Context, said []intake.Message, chats map[intake.ChatRef]intake.Chat) (map[intake.Quote]bool, error) {
	var quotes []intake.Quote
	for _, m := range said {
		if chat, known := chats[m.Chat]; known && m.ReplyTo != "" {
			quotes = append(quotes, intake.Quote{Chat: chat.ID, Message: m.ReplyTo})
		}
	}
	if len(quotes) == 0 {
		return nil, nil
	}
	return l.Store.IdleTalk(ctx, quotes)
}

// mereWords reports whether a message asks for nothing: words alone, in a group, that
// mean no command, ticket or step. Thanks ask for nothing.
func mereWords(m intake.Message) bool {
	if m.Private || m.Sender.ID == "" || m.Album != "" || m.Form != "" || len(m.Media) > 0 || m.Pin != nil || m.Text == "" {
		return false
	}
	wish := triage.ReadIntent(m.Text)
	return (wish.Kind == triage.IntentNone || wish.Kind == triage.IntentThanks) && wish.N == 0 && !wish.Explicit
}

// plainTalk judges words by themselves.
func (l *Line) plainTalk(chat intake.Chat, m intake.Message) (intake.Verdict, bool) {
	alone := []intake.Heard{{Message: m}}
	b := burst{chat: chat, messages: alone}
	verdict := l.judge(b, alone)
	return verdict, verdict.Kind == intake.IsChatter && !l.merePlace(alone, verdict)
}

// advertsAmong are the advertisements among what was set aside.
func advertsAmong(heard []intake.Heard, talk map[hearing]glimpse) []intake.Heard {
	return slices.DeleteFunc(slices.Clone(heard), func(m intake.Heard) bool {
		return m.State == intake.MessageOpen || !talk[hearing{m.Chat, m.ID}].advert
	})
}
