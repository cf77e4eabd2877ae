package pipeline

import (
	"context"
	"slices"

	"snapgrid/intake"
)

// ReadAgain takes over what a report says now that one of its messages was
// edited: the words, a class, the place.
func (l *Line) ReadAgain(ctx context.Context, job intake.ReadAgain) error {
	said, err := l.Store.TicketMessages(ctx, job.Ticket)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(said, func(m intake.Heard) bool { return m.Number == job.Message })
	if i < 0 {
		return nil
	}
	edited := said[i]
	chat, err := l.Store.Chat(ctx, edited.ChatID)
	if err != nil {
		return err
	}
	if said, err = l.Store.Unmask(ctx, ofReport(said, edited)); err != nil {
		return err
	}
	b := burst{chat: chat, messages: said}
	own, err := l.reportedAs(ctx, b, job.Ticket)
	if err != nil || own != job.Ticket {
		return err
	}
	a := l.addition(b, said, l.judge(b, said))
	a.Messages, a.Now = nil, intake.Report{Messages: said}.Words()
	return l.Desk.Join(ctx, job.Ticket, a)
}

// ofReport lists what the sender of m said as the same report in the same chat.
func ofReport(said []intake.Heard, m intake.Heard) []intake.Heard {
	return slices.DeleteFunc(slices.Clone(said), func(h intake.Heard) bool {
		return h.Part != intake.PartReport || h.Ticket != m.Ticket || h.ChatID != m.ChatID || h.Sender.ID != m.Sender.ID
	})
}
