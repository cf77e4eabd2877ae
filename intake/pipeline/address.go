package pipeline

import (
	"context"
	"time"
	"unicode/utf8"

	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/triage"
)

// address finds out what one message is about: a command, a ticket, or nothing
// that is known yet.
func (l *Line) address(ctx context.Context, b burst, m intake.Heard) (statement, error) {
	s := statement{burst: b, intent: triage.ReadIntent(m.Text)}
	s.messages = []intake.Heard{m}
	if m.Form != "" {
		s.intent = triage.Intent{}
		return s, nil
	}
	if asked, err := l.asked(ctx, &s); err != nil || asked {
		return s, err
	}
	meant, err := l.meant(ctx, s)
	if err != nil {
		return s, err
	}
	if !meant {
		s.intent = triage.Intent{}
	}
	if s.intent.Kind == triage.IntentThanks { // asks for nothing
		s.intent.Kind = triage.IntentNone
	}
	if b.chat.Kind == intake.ChatStaff && s.intent.Politely() {
		s.intent.Kind = triage.IntentFixed
	}
	if s.whistles() {
		return s, nil
	}
	if s.intent.N != 0 {
		s.ticket, err = l.named(ctx, s)
		if err == nil && s.intent.Kind == triage.IntentDuplicate && len(s.intent.More) == 0 && m.ReplyTo != "" {
			err = l.repeats(ctx, &s, m)
		}
		return s, err
	}
	if m.Album != "" {
		s.ticket, s.part, err = l.Store.TicketOfAlbum(ctx, b.chat.ID, m.Album)
	}
	if err == nil && s.ticket == 0 && m.ReplyTo != "" {
		s.ticket, s.waits, err = l.answered(ctx, m)
	}
	if err == nil && s.ticket != 0 && m.ReplyTo != "" && s.intent.Kind == triage.IntentNone {
		err = l.asks(ctx, &s, m)
	}
	if err == nil && s.ticket != 0 && m.ReplyTo != "" && b.staff() {
		return l.atCard(ctx, s, m)
	}
	return s, err
}

// asked reads an answer of staff to a question of ours: it goes on with what they
// began, unless it says what else they want.
func (l *Line) asked(ctx context.Context, s *statement) (bool, error) {
	m := s.messages[0]
	if !s.staff() || m.ReplyTo == "" || m.Text == "" {
		return false, nil
	}
	post, err := l.Store.PostOf(ctx, m.ChatID, m.ReplyTo)
	if intake.CodeOf(err) == intake.CodeNotFound {
		return false, nil
	}
	kind, ok := desk.Asked(post.Key)
	if err != nil || !ok || s.intent.Kind != triage.IntentNone && s.intent.Kind != triage.IntentRejected && s.intent.Kind != kind {
		return false, err
	}
	s.ticket, s.intent = post.Ticket, triage.Intent{Kind: kind, N: post.Ticket, Rest: m.Text, Explicit: true}
	return true, nil
}

// meant reports whether an intent is one. A bare "我的" in a group is a command
// of those who have reported something; of anybody else it is small talk, as is a
// bare order of who is not on the staff.
func (l *Line) meant(ctx context.Context, s statement) (bool, error) {
	if s.intent.Kind.Orders() && !s.staff() {
		return s.intent.Explicit && !s.intent.Kind.Mutes(), nil
	}
	if s.intent.Kind != triage.IntentMine || s.intent.Explicit || s.chat.Kind == intake.ChatPrivate {
		return true, nil
	}
	mine, err := l.Store.ListTickets(ctx, intake.Filter{Channel: s.chat.Ref.Channel, Sender: s.sender().ID, Limit: 1})
	return len(mine) > 0, err
}

// repeats takes the number in an answer such as "the same as #7" for the ticket that the
// answered one repeats.
func (l *Line) repeats(ctx context.Context, s *statement, m intake.Heard) error {
	n, waits, err := l.answered(ctx, m)
	if err != nil || n == 0 || n == s.intent.N {
		return err
	}
	s.intent.More, s.ticket, s.waits = []int64{s.intent.N}, n, waits
	return nil
}

// askWords is how long a question that names no ticket can be, in characters.
const askWords = 16

// asks reads "在哪?" and "快点" under a post of ours as words on its ticket. Under what
// somebody else said they are talk, and words that name a place answer a question.
func (l *Line) asks(ctx context.Context, s *statement, m intake.Heard) error {
	asked := triage.ReadAnswer(m.Text)
	if asked.Kind != triage.IntentStatus && asked.Kind != triage.IntentUrge ||
		utf8.RuneCountInString(m.Text) > askWords || l.namesPlace(s.messages, m.Text) {
		return nil
	}
	_, err := l.Store.PostOf(ctx, m.ChatID, m.ReplyTo)
	switch {
	case err == nil:
		s.intent = asked
	case intake.CodeOf(err) == intake.CodeNotFound:
		err = nil
	}
	return err
}

// answered is the ticket of the message that m answers; waits if nobody has read
// that message yet, which is somebody else's. An answer can be faster than the
// note that our post was sent: one to a message that we do not know yet is looked
// at again.
func (l *Line) answered(ctx context.Context, m intake.Heard) (n int64, waits bool, err error) {
	n, err = l.Store.TicketOf(ctx, m.ChatID, m.ReplyTo)
	if err != nil || n != 0 {
		return n, false, err
	}
	quoted, err := l.Store.FindMessage(ctx, m.ChatID, m.ReplyTo)
	switch {
	case err == nil:
		return quoted.Ticket, quoted.State == intake.MessageOpen && quoted.Sender.ID != m.Sender.ID, nil
	case intake.CodeOf(err) != intake.CodeNotFound:
		return 0, false, err
	case l.Now().Sub(m.ReceivedAt) > unknownTime:
		return 0, false, nil
	}
	post, err := l.Store.PostOf(ctx, m.ChatID, m.ReplyTo) // it may have been noted since
	if intake.CodeOf(err) == intake.CodeNotFound {
		err = &intake.Error{Code: intake.CodeAgain, Message: "the message that is answered is not known yet", RetryAfter: unknownTime / 8}
	}
	return post.Ticket, false, err
}

// unknownTime is how long an answer to an unknown message is looked at again: a
// loaded database takes seconds to note a post.
const unknownTime = 4 * time.Second

// named is the ticket behind a "#N" in the words. In small talk such a number
// may mean anything: without a wish it counts only for staff, in private, or
// where the ticket came from.
func (l *Line) named(ctx context.Context, s statement) (int64, error) {
	n := s.intent.N
	if s.intent.Kind != triage.IntentNone || s.staff() || s.chat.Kind == intake.ChatPrivate {
		return n, nil
	}
	origins, err := l.Store.Origins(ctx, n)
	for _, o := range origins {
		if o.ChatID == s.chat.ID {
			return n, nil
		}
	}
	return 0, err
}

// bareWords is how many characters may stand beside a ticket's number, or in an
// answer to one of its messages, that says which ticket is meant and no more.
const bareWords = 6

// bare reports whether s says which ticket is meant and nothing else.
func (s statement) bare() bool {
	return s.ticket != 0 && s.intent.Kind == triage.IntentNone && !pictured(s.messages) &&
		utf8.RuneCountInString(s.intent.Rest) <= bareWords
}
