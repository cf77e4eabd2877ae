package pipeline

import (
	"context"
	"errors"
	"slices"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// burst is what one sender said in one chat and topic and nobody has read yet.
type burst struct {
	chat     intake.Chat
	officer  intake.Officer // zero ID if the sender is not on the staff
	messages []intake.Heard // oldest first
	quiet    bool           // the sender is done: nothing more is waited for
	reporter bool           // the sender has reported something lately; asked only in doubt
}

func (b burst) sender() intake.Sender { return b.messages[0].Sender }
func (b burst) staff() bool           { return b.officer.ID != 0 }

// tries is how often a burst is read anew when somebody else took a part of it
// in the middle.
const tries = 3

// Assemble looks at what a sender said in a chat: what is complete goes on,
// what may not be is left for a later look. Looking too early or twice does no
// harm.
func (l *Line) Assemble(ctx context.Context, job intake.AssembleBurst) error {
	for try := 1; ; try++ {
		err := l.look(ctx, job)
		if intake.CodeOf(err) != intake.CodeConflict || try == tries {
			return err
		}
	}
}

func (l *Line) look(ctx context.Context, job intake.AssembleBurst) error {
	open, err := l.Store.OpenMessages(ctx, job.Chat, job.Sender)
	if err != nil || len(open) == 0 {
		return err
	}
	chat, err := l.Store.Chat(ctx, job.Chat)
	if err != nil {
		return err
	}
	officer, err := l.Store.FindOfficer(ctx, chat.Ref.Channel, job.Sender)
	if err != nil && intake.CodeOf(err) != intake.CodeNotFound {
		return err
	}
	if open, err = l.takeUp(ctx, chat, officer, open); err != nil {
		return err
	}
	for _, messages := range byTopic(open) {
		b := burst{chat: chat, officer: officer, messages: messages, quiet: l.quiet(messages)}
		if err := l.read(ctx, b); err != nil {
			return err
		}
	}
	return nil
}

// quiet reports whether the sender was silent long enough, or talked too long.
func (l *Line) quiet(messages []intake.Heard) bool {
	now := l.Now()
	first, last := messages[0].ReceivedAt, messages[len(messages)-1].ReceivedAt
	return now.Sub(last) >= l.Config.QuietTime || now.Sub(first) >= l.Config.LongestWait
}

func byTopic(messages []intake.Heard) [][]intake.Heard {
	var topics []string
	groups := map[string][]intake.Heard{}
	for _, m := range messages {
		if _, known := groups[m.Topic]; !known {
			topics = append(topics, m.Topic)
		}
		groups[m.Topic] = append(groups[m.Topic], m)
	}
	ordered := make([][]intake.Heard, len(topics))
	for i, topic := range topics {
		ordered[i] = groups[topic]
	}
	return ordered
}

// statement is a part of a burst that belongs together.
type statement struct {
	burst
	ticket int64 // the ticket it is addressed to; 0 if none
	part   intake.Part
	intent triage.Intent
	waits  bool // it answers a message that nobody has read yet
	card   card // the post about a whistle that it answers
}

// read cuts a burst into statements and settles each.
func (l *Line) read(ctx context.Context, b burst) error {
	statements, err := l.cut(ctx, b)
	if err != nil {
		return err
	}
	for _, s := range statements {
		if s.waits && !b.quiet {
			continue
		}
		if err := l.settle(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// cut puts messages together that speak of the same: to the same ticket, or to
// none.
func (l *Line) cut(ctx context.Context, b burst) ([]statement, error) {
	var statements []statement
	for _, m := range b.messages {
		next, err := l.address(ctx, b, m)
		if err != nil {
			return nil, err
		}
		if n := len(statements); n > 0 && statements[n-1].takes(next) {
			statements[n-1] = statements[n-1].with(next)
			continue
		}
		statements = append(statements, next)
	}
	return statements, nil
}

// takes reports whether next goes on with what s says.
func (s statement) takes(next statement) bool {
	switch {
	case s.intent.Kind.Command() || next.intent.Kind.Command():
		return false
	case s.whistles() || next.whistles():
		return s.goesWith(next)
	case s.waits || next.waits:
		return s.waits && next.ticket == 0 && wordless(next.messages)
	case s.ticket == next.ticket:
		return s.ticket == 0 || s.intent.Kind == triage.IntentNone || next.intent.Kind == triage.IntentNone || s.intent.Kind == next.intent.Kind
	case s.ticket == 0 && wordless(s.messages): // a photo, and then which ticket it is for
		return next.intent.N != 0 || s.staff() && next.intent.Kind == triage.IntentFixed
	case s.ticket == 0: // a step of the work, and then which ticket it is for
		return s.staff() && s.intent.Kind.ByStaff() && next.bare()
	case next.ticket == 0: // words or a photo for the ticket, and then the rest
		return s.staff() && (wordless(next.messages) || (s.intent.Kind == triage.IntentNone && next.intent.Kind != triage.IntentNone))
	}
	return false
}

// with adds what next says to s.
func (s statement) with(next statement) statement {
	s.messages = append(slices.Clip(s.messages), next.messages...)
	if s.ticket == 0 {
		s.ticket = next.ticket
	}
	if s.intent.Kind == triage.IntentNone || s.whistles() && s.intent.Step == "" && next.whistles() {
		s.intent = next.intent
	}
	if s.card.n == 0 {
		s.card = next.card
	}
	return s
}

func wordless(messages []intake.Heard) bool {
	for _, m := range messages {
		if m.Text != "" {
			return false
		}
	}
	return true
}

func pictured(messages []intake.Heard) bool {
	for _, m := range messages {
		if len(m.Photos) > 0 {
			return true
		}
	}
	return false
}

// Sweep looks again at bursts whose senders have gone quiet. One that fails holds
// no other.
func (l *Line) Sweep(ctx context.Context) error {
	bursts, err := l.Store.WaitingBursts(ctx, l.Now().Add(-l.Config.QuietTime))
	if err != nil {
		return err
	}
	var errs []error
	for _, b := range bursts {
		if err := l.Assemble(ctx, b); err != nil && intake.CodeOf(err) != intake.CodeAgain {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// lost is how old a pending photo is when its job must have been lost.
const lost = 15 * time.Minute

// SweepPhotos owes the development of photos whose job was lost.
func (l *Line) SweepPhotos(ctx context.Context) error {
	photos, err := l.Store.PendingPhotos(ctx, l.Now().Add(-lost))
	if err != nil || len(photos) == 0 {
		return err
	}
	owed := make([]intake.Owed, len(photos))
	for i, id := range photos {
		owed[i] = intake.Owed{Job: intake.DevelopPhoto{Photo: id}}
	}
	return l.Store.InTx(ctx, func(ctx context.Context) error { return l.Store.Enqueue(ctx, owed...) })
}
