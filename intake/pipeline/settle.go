package pipeline

import (
	"context"
	"fmt"
	"slices"
	"unicode/utf8"

	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/triage"
)

// settle does what a statement asks for, if it is complete.
func (l *Line) settle(ctx context.Context, s statement) (err error) {
	ctx, done := l.trace(ctx, "decide", s.messages...)
	defer func() { done(err) }()
	if s.ticket == 0 && !s.intent.Kind.Command() && !s.whistles() {
		if s.ticket, err = l.guess(ctx, s); err != nil {
			return err
		}
	}
	if silenced, err := l.silence(ctx, s); err != nil || silenced {
		return err
	}
	switch {
	case s.intent.Kind.Mutes():
		return l.mute(ctx, s)
	case s.intent.Kind.Command():
		return l.Desk.Handle(ctx, s.call())
	case s.whistles():
		return l.whistle(ctx, s)
	case s.ticket != 0:
		return l.settleAddressed(ctx, s)
	case s.intent.Kind == triage.IntentWhistle && s.staff():
		return l.Desk.AskWhich(ctx, s.call())
	case s.intent.Explicit && s.intent.Kind != triage.IntentNone: // a command without a number
		return l.Desk.AskWhich(ctx, s.call())
	case s.work() && l.judge(s.burst, s.messages).Kind != intake.IsReport:
		return l.askWhich(ctx, s)
	}
	return l.understand(ctx, s)
}

// work reports whether staff speak of a step of their work. A word to a colleague
// is none, nor is a bare "received", with which people at work answer everything.
func (s statement) work() bool {
	switch {
	case !s.staff() || !s.intent.Kind.ByStaff():
		return false
	case pictured(s.messages) || s.chat.Kind == intake.ChatPrivate:
		return true
	}
	return s.chat.Kind == intake.ChatStaff && s.intent.Kind != triage.IntentAccepted && !s.replies()
}

// replies reports whether s answers a message of the chat.
func (s statement) replies() bool {
	return slices.ContainsFunc(s.messages, func(m intake.Heard) bool { return m.ReplyTo != "" })
}

// settleAddressed hands the desk what was said to a ticket.
func (l *Line) settleAddressed(ctx context.Context, s statement) error {
	switch {
	case s.part != "" && s.intent.Kind == triage.IntentNone && wordless(s.messages):
		return l.join(ctx, s.burst, s.ticket, desk.Addition{Messages: s.messages, Part: s.part, Sender: s.sender(), Officer: s.officer})
	case s.incomplete() && !s.quiet:
		return nil
	case s.intent.Kind.Changes() && len(s.intent.More) > 0: // one photo, or word, can not be of several repairs
		return l.Desk.AskWhich(ctx, s.call())
	case s.intent.Kind == triage.IntentWhistle:
		return l.whistle(ctx, s)
	case s.intent.Kind == triage.IntentNone:
		return l.remark(ctx, s)
	case s.intent.Kind == triage.IntentSplit:
		return l.split(ctx, s)
	}
	return l.Desk.Handle(ctx, s.call())
}

// split hands the desk an order to split a ticket, with the second trouble if it
// was written.
func (l *Line) split(ctx context.Context, s statement) error {
	c := s.call()
	if s.intent.Rest != "" {
		h, _ := l.half(s.burst, s.intent.Rest)
		c.Half = &h
	}
	return l.Desk.Handle(ctx, c)
}

// mute hands the desk an order about a person: the sender of the message that it
// answers.
func (l *Line) mute(ctx context.Context, s statement) error {
	c := s.call()
	if quoted := s.messages[0].ReplyTo; quoted != "" {
		m, err := l.Store.FindMessage(ctx, s.chat.ID, quoted)
		if err != nil && intake.CodeOf(err) != intake.CodeNotFound {
			return err
		}
		c.Target = m.Sender
	}
	return l.Desk.Handle(ctx, c)
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
	own, err := l.reportedAs(ctx, s.burst, s.ticket)
	if err != nil {
		return err
	}
	switch mine := own != 0; {
	case verdict.Kind == intake.IsChatter && !l.tells(s, mine):
		return l.Store.TakeMessages(ctx, intake.Numbers(s.messages), intake.Outcome{State: intake.MessageChatter, Verdict: verdict})
	case mine && !s.staff():
		return l.join(ctx, s.burst, own, l.addition(s.burst, s.messages, verdict))
	}
	return l.Desk.Handle(ctx, s.call())
}

// tells reports whether a remark that sounds like small talk says something all
// the same: it shows something, a reporter or staff wrote the number on purpose,
// or a reporter names the place that we asked for.
func (l *Line) tells(s statement, mine bool) bool {
	known := mine || s.staff()
	return pictured(s.messages) || known && s.intent.Explicit ||
		mine && l.namesPlace(s.messages, intake.Report{Messages: s.messages}.Words())
}

// reportedAs is the number under which the sender of a burst reported a ticket, or one
// that was merged into it, in this chat or now alone with us; 0 if they did not.
func (l *Line) reportedAs(ctx context.Context, b burst, n int64) (int64, error) {
	return desk.ReportedAs(ctx, l.Store, b.chat, b.sender().ID, n)
}

// addition is what a reporter adds to a ticket.
func (l *Line) addition(b burst, messages []intake.Heard, verdict intake.Verdict) desk.Addition {
	a := desk.Addition{Messages: messages, Part: intake.PartReport, Sender: b.sender(), Verdict: verdict}
	a.Fix, _ = l.Atlas.Locate(Clues(l.Atlas, b.chat, messages))
	return a
}

// guess finds the ticket that a bare word such as "已修复" or "满意" is about,
// where there can be only one. What answers a message that belongs to no ticket
// is about that message.
func (l *Line) guess(ctx context.Context, s statement) (int64, error) {
	switch {
	case s.replies():
		return 0, nil
	case s.staff() && s.intent.Kind.ByStaff():
		return l.underWork(ctx, s)
	case s.intent.Kind == triage.IntentSatisfied, s.intent.Kind == triage.IntentDissatisfied:
		return l.rated(ctx, s)
	}
	return 0, nil
}

// underWork is the one open ticket that an officer spoke of lately.
func (l *Line) underWork(ctx context.Context, s statement) (int64, error) {
	lately, err := l.Store.TicketsBy(ctx, s.chat.ID, s.messages[0].Topic, s.sender().ID, l.Now().Add(-recently))
	if err != nil || len(lately) == 0 {
		return 0, err
	}
	tickets, err := l.Store.ListTickets(ctx, intake.Filter{Numbers: lately})
	if err != nil {
		return 0, err
	}
	tickets = slices.DeleteFunc(tickets, func(t intake.Ticket) bool { return !t.Status.Open() })
	if len(tickets) != 1 {
		return 0, nil
	}
	return tickets[0].N, nil
}

// ratingWords is how long a bare word on a repair can be, in characters.
const ratingWords = 12

// rated is the one repair that the sender was told of in this chat. Words that
// are a report of their own are of something new.
func (l *Line) rated(ctx context.Context, s statement) (int64, error) {
	words := intake.Report{Messages: s.messages}.Words()
	if pictured(s.messages) || utf8.RuneCountInString(words) > ratingWords || l.judge(s.burst, s.messages).Kind == intake.IsReport {
		return 0, nil
	}
	mine, err := l.Store.ListTickets(ctx, intake.Filter{
		Channel: s.chat.Ref.Channel, Sender: s.sender().ID, Limit: mostMine,
		Statuses: []intake.Status{intake.StatusResolved, intake.StatusMerged},
	})
	if err != nil {
		return 0, err
	}
	done, err := l.resolved(ctx, mine)
	if err != nil || len(done) != 1 {
		return 0, err
	}
	return l.reportedAs(ctx, s.burst, done[0])
}

// mostMine is how many tickets of a person are looked through for a repair.
const mostMine = 20

// resolved lists those of the tickets, or of what they go on as, that are resolved.
func (l *Line) resolved(ctx context.Context, tickets []intake.Ticket) ([]int64, error) {
	var done []int64
	for _, t := range tickets {
		if t.MergedInto != 0 {
			var err error
			if t, err = l.Store.Ticket(ctx, t.MergedInto); err != nil {
				return nil, err
			}
		}
		if t.Status == intake.StatusResolved && !slices.Contains(done, t.N) {
			done = append(done, t.N)
		}
	}
	return done, nil
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
