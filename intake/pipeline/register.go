package pipeline

import (
	"context"
	"slices"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/desk"
)

// register makes a ticket of a report.
func (l *Line) register(ctx context.Context, b burst, messages []intake.Heard, verdict intake.Verdict) error {
	r := intake.Report{Chat: b.chat, Sender: b.sender(), Messages: messages, Verdict: verdict}
	r.Fix = l.locate(ctx, Clues(l.Atlas, b.chat, messages))
	split, two := l.secondTrouble(b, messages)
	var err error
	if !two {
		if r.Twin, err = l.Desk.Twin(ctx, r); err != nil {
			return err
		}
	}
	opened := false
	err = l.Store.InTx(ctx, func(ctx context.Context) error {
		why, err := l.tooMuch(ctx, b, messages, verdict)
		if err != nil {
			return err
		}
		if opened = why == ""; !opened {
			return l.holdBack(ctx, messages, verdict, why)
		}
		n, err := l.Desk.Open(ctx, r)
		if err != nil {
			return err
		}
		if split.Ticket = n; two {
			if err := l.Store.PutSplit(ctx, split); err != nil {
				return err
			}
		}
		return l.catchUp(ctx, b.chat, messages, n, intake.PartReport)
	})
	if err == nil && opened {
		l.Meter.Opened(b.chat.Ref.Channel)
	}
	return err
}

// join adds to a ticket.
func (l *Line) join(ctx context.Context, b burst, n int64, a desk.Addition) error {
	return l.Store.InTx(ctx, func(ctx context.Context) error {
		if err := l.Desk.Join(ctx, n, a); err != nil {
			return err
		}
		return l.catchUp(ctx, b.chat, a.Messages, n, a.Part)
	})
}

// catchUp takes over what became known of photos between their reading and the
// transaction in which their messages were taken: from then on their development
// does it.
func (l *Line) catchUp(ctx context.Context, chat intake.Chat, messages []intake.Heard, n int64, part intake.Part) error {
	for _, m := range messages {
		m.State, m.Ticket, m.Part = intake.MessageTicket, n, part
		for _, p := range m.Photos {
			if err := l.catchUpPhoto(ctx, chat, m, p); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *Line) catchUpPhoto(ctx context.Context, chat intake.Chat, m intake.Heard, seen intake.Photo) error {
	p, err := l.Store.Photo(ctx, seen.ID)
	if err != nil {
		return err
	}
	if err := l.Desk.ComplainOfPhoto(ctx, chat, m, p); err != nil || seen.State != intake.PhotoPending {
		return err
	}
	return l.improve(ctx, chat, m, p)
}

// goesOn finds the ticket that a sender who has just reported goes on with: n
// is its number, 0 if this is something else, and -1 if it is too early to say.
//
// A place or words that are no report of their own belong to what was just
// said. So does a photo where the ticket has none; where it has one, the photo
// may be the beginning of the next problem, and the sender's next words decide.
func (l *Line) goesOn(ctx context.Context, b burst, messages []intake.Heard, verdict intake.Verdict) (n int64, err error) {
	first := messages[0]
	n, latest, err := l.Store.LatestTicketBy(ctx, b.chat.ID, first.Topic, b.sender().ID, first.ReceivedAt.Add(-l.Config.QuietTime))
	if err != nil || n == 0 || latest.Part != intake.PartReport {
		return 0, err
	}
	t, err := l.Store.Ticket(ctx, n)
	if err != nil {
		return 0, err
	}
	if t, err = l.goingOn(ctx, t); err != nil {
		return 0, err
	}
	if !t.Status.Open() || first.ReceivedAt.Sub(t.OpenedAt) > l.Config.LongestWait {
		return 0, nil
	}
	if wordless(messages) {
		return l.photoGoesOn(ctx, b, messages, n)
	}
	return l.wordsGoOn(b, messages, verdict, t), nil
}

// goingOn is a ticket with the state of what it goes on as, if it was merged.
func (l *Line) goingOn(ctx context.Context, t intake.Ticket) (intake.Ticket, error) {
	if t.MergedInto == 0 {
		return t, nil
	}
	head, err := l.Store.Ticket(ctx, t.MergedInto)
	return t.Under(head), err
}

func (l *Line) photoGoesOn(ctx context.Context, b burst, messages []intake.Heard, n int64) (int64, error) {
	if !pictured(messages) || b.quiet {
		return n, nil
	}
	said, err := l.Store.TicketMessages(ctx, n)
	said = slices.DeleteFunc(said, func(m intake.Heard) bool { return m.Ticket != n })
	if err != nil || !pictured(said) {
		return n, err
	}
	return -1, nil
}

func (l *Line) wordsGoOn(b burst, messages []intake.Heard, verdict intake.Verdict, t intake.Ticket) int64 {
	switch verdict.Kind {
	case intake.IsChatter:
		if !l.merePlace(messages, verdict) || t.Fix.Source.Better(geotag.SourcePlace) || l.elsewhere(b, messages, t.Fix) {
			return 0
		}
	case intake.IsReport:
		another := verdict.Category != "" && t.Category != "" && verdict.Category != t.Category
		if another || pictured(messages) || l.elsewhere(b, messages, t.Fix) {
			return 0
		}
	case intake.IsUnsure:
	}
	return t.N
}
