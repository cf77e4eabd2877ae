package pipeline

import (
	"context"
	"fmt"
	"slices"
	"time"

	"snapgrid/intake"
)

// Receive keeps a batch of what an adapter heard, with the work that it makes
// necessary, in one transaction. After nil the channel may be told that we have
// it; after an error nothing was kept.
func (l *Line) Receive(ctx context.Context, batch []intake.Inbound) error {
	defer l.threshold.enter()()
	began := l.Now()
	batch = byPeople(batch)
	talk, err := l.glance(ctx, batch)
	if err != nil {
		return fmt.Errorf("look at what was heard: %w", err)
	}
	var heard []intake.Heard
	err = l.Store.InTx(ctx, func(ctx context.Context) error {
		var err error
		heard, err = l.keep(ctx, batch, talk)
		return err
	})
	if err != nil {
		return fmt.Errorf("keep what was heard: %w", err)
	}
	l.count(heard, began)
	return nil
}

// keep writes a batch in order. Messages that follow each other are written
// together.
func (l *Line) keep(ctx context.Context, batch []intake.Inbound, talk map[hearing]glimpse) ([]intake.Heard, error) {
	var all []intake.Heard
	for len(batch) > 0 {
		messages := leadingMessages(batch)
		if len(messages) == 0 {
			if err := l.keepOther(ctx, batch[0]); err != nil {
				return nil, err
			}
			batch = batch[1:]
			continue
		}
		heard, err := l.keepMessages(ctx, messages, talk)
		if err != nil {
			return nil, err
		}
		all = append(all, heard...)
		batch = batch[len(messages):]
	}
	return all, nil
}

func leadingMessages(batch []intake.Inbound) []intake.Message {
	var messages []intake.Message
	for _, in := range batch {
		if in.Said == nil {
			break
		}
		messages = append(messages, *in.Said)
	}
	return messages
}

// byPeople leaves out what programs say, such as a service's automatic copies
// of other chats' posts.
func byPeople(batch []intake.Inbound) []intake.Inbound {
	return slices.DeleteFunc(slices.Clone(batch), func(in intake.Inbound) bool {
		return in.Said != nil && in.Said.Sender.Bot || in.Edited != nil && in.Edited.Sender.Bot
	})
}

// keepMessages keeps messages and owes a look at the burst of each sender who said
// more than small talk, and the development of each photo.
func (l *Line) keepMessages(ctx context.Context, messages []intake.Message, talk map[hearing]glimpse) ([]intake.Heard, error) {
	for i, m := range messages {
		messages[i] = masked(m)
		messages[i].Talk = talk[hearing{m.Chat, m.ID}].verdict
	}
	heard, err := l.Store.PutMessages(ctx, messages, l.Now())
	if err != nil {
		return nil, err
	}
	if err := l.countAdverts(ctx, advertsAmong(heard, talk)); err != nil {
		return nil, err
	}
	return heard, l.Store.Enqueue(ctx, owedFor(heard)...)
}

// owedFor lists the work that open messages make necessary.
func owedFor(heard []intake.Heard) []intake.Owed {
	var owed []intake.Owed
	looked := map[intake.AssembleBurst]bool{}
	for _, m := range heard {
		if m.State != intake.MessageOpen {
			continue
		}
		look := intake.AssembleBurst{Chat: m.ChatID, Sender: m.Sender.ID}
		for _, p := range m.Photos {
			owed = append(owed, intake.Owed{Job: intake.DevelopPhoto{Photo: p.ID}})
			if p.Media.Original { // its place is not waited for any longer
				owed = append(owed, intake.Owed{Job: look, At: m.ReceivedAt.Add(originalWait)})
			}
		}
		if !looked[look] {
			looked[look] = true
			owed = append(owed, intake.Owed{Job: look})
		}
	}
	return owed
}

// keepOther keeps what is not a message.
func (l *Line) keepOther(ctx context.Context, in intake.Inbound) error {
	switch {
	case in.Edited != nil:
		return l.keepEdit(ctx, *in.Edited)
	case in.Press != nil:
		return l.Store.Enqueue(ctx, intake.Owed{Job: intake.HandlePress{Press: *in.Press}})
	case in.React != nil:
		return l.Store.Enqueue(ctx, intake.Owed{Job: intake.HandleReaction{Reaction: *in.React}})
	case in.Moved != nil:
		return l.Store.MoveChat(ctx, in.Moved.From, in.Moved.To)
	case in.Member != nil:
		return l.keepMembership(ctx, *in.Member)
	case in.Dead != nil:
		return l.Store.PutDeadLetter(ctx, *in.Dead, l.Now())
	}
	return nil
}

// keepEdit takes over the new words of a message. One that nobody has read yet,
// or that waits in the inbox, is looked at again; the report of a ticket is read
// again.
func (l *Line) keepEdit(ctx context.Context, m intake.Message) error {
	heard, changed, err := l.Store.EditMessage(ctx, masked(m))
	switch {
	case intake.CodeOf(err) == intake.CodeNotFound && withdrawn(m):
		return nil
	case intake.CodeOf(err) == intake.CodeNotFound:
		_, err := l.keepMessages(ctx, []intake.Message{m}, nil)
		return err
	case err != nil || !changed && !withdrawn(m):
		return err
	case heard.State == intake.MessageTicket && heard.Part == intake.PartReport:
		return l.Store.Enqueue(ctx, intake.Owed{Job: intake.ReadAgain{Ticket: heard.Ticket, Message: heard.Number}})
	case heard.State == intake.MessageUnsure:
		if err := l.Store.ReopenMessage(ctx, heard.Number); err != nil {
			return err
		}
	case heard.State != intake.MessageOpen:
		return nil
	}
	if withdrawn(m) {
		return l.Store.TakeMessages(ctx, []int64{heard.Number}, takenBack)
	}
	return l.Store.Enqueue(ctx, intake.Owed{Job: intake.AssembleBurst{Chat: heard.ChatID, Sender: heard.Sender.ID}})
}

// withdrawn reports whether an edit leaves nothing: the message was taken back.
func withdrawn(m intake.Message) bool { return m.Text == "" && len(m.Media) == 0 && m.Pin == nil }

var takenBack = intake.Outcome{
	State:   intake.MessageChatter,
	Verdict: intake.Verdict{Kind: intake.IsChatter, Confidence: 1, Reason: "its sender took it back"},
}

func (l *Line) keepMembership(ctx context.Context, m intake.Membership) error {
	kind := intake.ChatResidents
	if m.Private {
		kind = intake.ChatPrivate
	}
	chat, err := l.Store.PutChat(ctx, intake.Chat{Ref: m.Chat, Title: m.Title, Kind: kind})
	if err != nil {
		return err
	}
	if chat.Gone == m.Inside {
		chat.Gone = !m.Inside
		if err := l.Store.SaveChat(ctx, chat); err != nil {
			return err
		}
	}
	if m.Deaf && m.Inside {
		return l.Desk.WarnOfDeafness(ctx, chat)
	}
	return nil
}

func (l *Line) count(heard []intake.Heard, began time.Time) {
	counts := map[intake.Channel]int{}
	for _, m := range heard {
		counts[m.Chat.Channel]++
	}
	for channel, n := range counts {
		l.Meter.Received(channel, n, l.Now().Sub(began))
	}
}
