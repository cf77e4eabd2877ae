package pipeline

import (
	"context"
	"fmt"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/triage"
)

// settle does what a statement asks for, if it is complete.
func (l *Line) settle(ctx context.Context, s statement) error {
	switch {
	case s.intent.Kind.Command():
		return l.Desk.Handle(ctx, s.call())
	case s.ticket != 0:
		return l.settleAddressed(ctx, s)
	}
	n, err := l.guess(ctx, s)
	if err != nil {
		return err
	}
	if n != 0 {
		s.ticket = n
		return l.settleAddressed(ctx, s)
	}
	if s.intent.Explicit && s.intent.Kind != triage.IntentNone { // a command without a number
		return l.Desk.AskWhich(ctx, s.call())
	}
	if s.staff() && s.intent.Kind.ByStaff() && (pictured(s.messages) || s.amongStaff()) {
		return l.askWhich(ctx, s)
	}
	return l.understand(ctx, s)
}

// amongStaff reports whether the chat is for work, so that a bare word such as
// "done" is no small talk.
func (s statement) amongStaff() bool {
	return s.chat.Kind == intake.ChatStaff || s.chat.Kind == intake.ChatPrivate
}

// settleAddressed hands the desk what was said to a ticket.
func (l *Line) settleAddressed(ctx context.Context, s statement) error {
	switch {
	case s.part != "" && s.intent.Kind == triage.IntentNone && wordless(s.messages):
		return l.Desk.Join(ctx, s.ticket, desk.Addition{Messages: s.messages, Part: s.part, Sender: s.sender()})
	case s.incomplete() && !s.quiet:
		return nil
	case s.intent.Kind.ByStaff() && len(s.intent.More) > 0: // one photo can not be of several repairs
		return l.Desk.AskWhich(ctx, s.call())
	case s.intent.Kind == triage.IntentNone:
		return l.remark(ctx, s)
	}
	return l.Desk.Handle(ctx, s.call())
}

// incomplete reports whether staff said one half of "a fix photo with words".
func (s statement) incomplete() bool {
	switch s.intent.Kind {
	case triage.IntentFixed:
		return s.staff() && !pictured(s.messages)
	case triage.IntentNone:
		return s.staff() && wordless(s.messages)
	}
	return false
}

// remark handles words about a ticket that ask for nothing: small talk under a
// report stays small talk; a reporter's further words may tell a better place.
func (l *Line) remark(ctx context.Context, s statement) error {
	verdict := l.judge(s.burst, s.messages)
	if verdict.Kind == intake.IsChatter && !pictured(s.messages) {
		return l.Store.TakeMessages(ctx, numbers(s.messages), intake.Outcome{State: intake.MessageChatter, Verdict: verdict})
	}
	origins, err := l.Store.Origins(ctx, s.ticket)
	if err != nil {
		return err
	}
	for _, o := range origins {
		if o.Sender.ID == s.sender().ID && !s.staff() {
			return l.Desk.Join(ctx, s.ticket, l.addition(s.burst, s.messages, verdict))
		}
	}
	return l.Desk.Handle(ctx, s.call())
}

// addition is what a reporter adds to a ticket.
func (l *Line) addition(b burst, messages []intake.Heard, verdict intake.Verdict) desk.Addition {
	a := desk.Addition{Messages: messages, Part: intake.PartReport, Sender: b.sender(), Verdict: verdict}
	a.Fix, _ = l.Atlas.Locate(clues(b.chat, messages))
	return a
}

// recently is how long ago somebody may have spoken of a ticket so that further
// bare words of theirs are still about it.
const recently = 10 * time.Minute

// guess finds the ticket that a bare word such as "已修复" or "满意" is about,
// where there can be only one.
func (l *Line) guess(ctx context.Context, s statement) (int64, error) {
	switch {
	case s.staff() && s.intent.Kind.ByStaff():
		n, _, err := l.Store.LatestTicketBy(ctx, s.chat.ID, s.messages[0].Topic, s.sender().ID, l.Now().Add(-recently))
		return n, err
	case s.intent.Kind == triage.IntentSatisfied, s.intent.Kind == triage.IntentDissatisfied:
		mine, err := l.Store.ListTickets(ctx, intake.Filter{
			Channel: s.chat.Ref.Channel, Sender: s.sender().ID, Limit: 2,
			Statuses: []intake.Status{intake.StatusResolved},
		})
		if err != nil || len(mine) != 1 {
			return 0, err
		}
		return mine[0].N, nil
	}
	return 0, nil
}

// askWhich asks staff which ticket they mean, once they are done talking.
func (l *Line) askWhich(ctx context.Context, s statement) error {
	if !s.quiet {
		return nil
	}
	return l.Desk.AskWhich(ctx, s.call())
}

// call is a statement as the desk wants it.
func (s statement) call() desk.Call {
	first := s.messages[0]
	return desk.Call{
		Intent: s.intent, Ticket: s.ticket, Chat: s.chat, Topic: first.Topic, MessageID: first.ID,
		Key: fmt.Sprintf("call/%d", first.Number), Sender: first.Sender, Officer: s.officer, Messages: s.messages,
	}
}

func numbers(messages []intake.Heard) []int64 {
	ns := make([]int64, len(messages))
	for i, m := range messages {
		ns[i] = m.Number
	}
	return ns
}
