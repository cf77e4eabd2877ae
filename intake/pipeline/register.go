package pipeline

import (
	"context"

	"snapgrid/intake"
)

// register makes a ticket of a report.
func (l *Line) register(ctx context.Context, b burst, messages []intake.Heard, verdict intake.Verdict) error {
	r := intake.Report{Chat: b.chat, Sender: b.sender(), Messages: messages, Verdict: verdict}
	r.Fix, _ = l.Atlas.Locate(clues(b.chat, messages))
	n, err := l.Desk.Open(ctx, r)
	if err != nil {
		return err
	}
	l.Meter.Opened(b.chat.Ref.Channel)
	return l.catchUp(ctx, b.chat, r, n)
}

// catchUp takes over what became known of the report's photos between its
// reading and its registration.
func (l *Line) catchUp(ctx context.Context, chat intake.Chat, r intake.Report, n int64) error {
	for _, m := range r.Messages {
		m.State, m.Ticket, m.Part = intake.MessageTicket, n, intake.PartReport
		for _, seen := range m.Photos {
			if seen.State != intake.PhotoPending {
				continue
			}
			p, err := l.Store.Photo(ctx, seen.ID)
			if err != nil {
				return err
			}
			if err := l.improve(ctx, chat, m, p); err != nil {
				return err
			}
		}
	}
	return nil
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
	if !t.Status.Open() || first.ReceivedAt.Sub(t.OpenedAt) > l.Config.LongestWait {
		return 0, nil
	}
	if wordless(messages) {
		return l.photoGoesOn(ctx, b, messages, n)
	}
	return wordsGoOn(messages, verdict, t), nil
}

func (l *Line) photoGoesOn(ctx context.Context, b burst, messages []intake.Heard, n int64) (int64, error) {
	if !pictured(messages) || b.quiet {
		return n, nil
	}
	said, err := l.Store.TicketMessages(ctx, n)
	if err != nil || !pictured(said) {
		return n, err
	}
	return -1, nil
}

func wordsGoOn(messages []intake.Heard, verdict intake.Verdict, t intake.Ticket) int64 {
	switch verdict.Kind {
	case intake.IsChatter:
		return 0
	case intake.IsReport:
		another := verdict.Category != "" && t.Category != "" && verdict.Category != t.Category
		if another || pictured(messages) {
			return 0
		}
	case intake.IsUnsure:
	}
	return t.N
}
