package outbox_test

import (
	"errors"
	"testing"
	"time"

	"snapgrid/intake"
)

// evening is 23:00 in the zone of the street.
var evening = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)

// said keeps a message of a chat.
func (s *street) speaks(c intake.Chat, id string, at time.Time) {
	s.Helper()
	m := intake.Message{Chat: c.Ref, ID: id, Sender: intake.Sender{ID: "liu"}, SentAt: at, Text: "在吗"}
	if _, err := s.db.PutMessages(s.Context(), []intake.Message{m}, at); err != nil {
		s.Fatal(err)
	}
}

// sweep does what is due, in these chats.
func (s *street) sweep(chats ...intake.Chat) {
	s.Helper()
	if err := errors.Join(s.box.Release(s.Context()), s.box.Sweep(s.Context())); err != nil {
		s.Fatal(err)
	}
	for _, c := range chats {
		s.deliver(c)
	}
}

// What can wait waits for the morning, and is in nobody's way meanwhile.
func TestNightIsQuiet(t *testing.T) {
	tests := []struct {
		name string
		kind intake.ChatKind
		post intake.Post
		said bool
	}{
		{"news in the riders' group", intake.ChatRiders, intake.Post{Kind: intake.PostResolution}, false},
		{"news in the residents' group", intake.ChatResidents, intake.Post{Kind: intake.PostNews}, false},
		{"news in private", intake.ChatPrivate, intake.Post{Kind: intake.PostNews}, false},
		{"news among staff", intake.ChatStaff, intake.Post{Kind: intake.PostNews}, true},
		{"an answer", intake.ChatRiders, intake.Post{Kind: intake.PostAnswer}, true},
		{"an acknowledgement", intake.ChatResidents, intake.Post{Kind: intake.PostAck}, true},
		{"an alarm", intake.ChatResidents, intake.Post{Kind: intake.PostAlarm}, true},
		{"a card", intake.ChatStaff, intake.Post{Kind: intake.PostCard}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newStreet(t)
			s.sleeps()
			s.now = evening
			c := s.chat("1", tt.kind)
			s.speaks(c, "1", evening.Add(-31*time.Minute))
			tt.post.ChatID, tt.post.Text = c.ID, "it"
			s.write(tt.post)
			s.write(intake.Post{ChatID: c.ID, Text: "behind it", Kind: intake.PostAnswer})
			s.sweep(c)
			if !tt.said {
				s.heard("1: behind it")
				s.wait(8*time.Hour - time.Second)
				s.sweep(c)
				s.heard("1: behind it")
				s.wait(time.Second)
				s.sweep(c)
				s.heard("1: behind it", "1: it")
				return
			}
			s.heard("1: it", "1: behind it")
		})
	}
}

func TestChatThatTalksIsAwake(t *testing.T) {
	s := newStreet(t)
	s.sleeps()
	s.now = evening
	c := s.chat("1", intake.ChatRiders)
	s.speaks(c, "1", evening.Add(-29*time.Minute))
	s.write(intake.Post{ChatID: c.ID, Text: "it", Kind: intake.PostResolution})
	s.sweep(c)
	s.heard("1: it")
}

// In the morning a few posts are said one by one; more become one list, and those
// who reported hear theirs in private where they can.
func TestMorning(t *testing.T) {
	s := newStreet(t)
	s.sleeps()
	s.now = evening
	few, many, private := s.chat("few", intake.ChatRiders), s.chat("many", intake.ChatResidents), s.chat("liu", intake.ChatPrivate)
	for _, text := range []string{"a", "b"} {
		s.write(intake.Post{ChatID: few.ID, Text: text, Kind: intake.PostResolution, Ticket: 1})
	}
	s.write(intake.Post{ChatID: many.ID, Text: "c", Kind: intake.PostResolution, Ticket: s.ticket()})
	s.write(intake.Post{ChatID: many.ID, Text: "d", Kind: intake.PostNews, Ticket: s.ticket()})
	s.write(intake.Post{ChatID: many.ID, Text: "e", Kind: intake.PostResolution, Ticket: s.ticket(), Alternate: private.ID})
	s.write(intake.Post{ChatID: many.ID, Text: "f", Kind: intake.PostNews})
	s.write(intake.Post{ChatID: many.ID, Text: "g", Kind: intake.PostNews, Ticket: 1, Topic: "thread"})
	s.sweep(few, many, private)
	s.heard()
	s.wait(8 * time.Hour)
	s.sweep(few, many, private)
	s.heard("few: a", "few: b", "many: f", "many: g", "many: list of [1 2 3]", "liu: e")
	s.wait(time.Minute)
	s.sweep(few, many, private)
	if len(s.said) != 6 {
		t.Errorf("said again: %q", s.said)
	}
}

// ticket opens a ticket.
func (s *street) ticket() int64 {
	s.Helper()
	n, err := s.db.OpenTicket(s.Context(), intake.Ticket{Status: intake.StatusReported, OpenedAt: s.now, ChangeAt: s.now})
	if err != nil {
		s.Fatal(err)
	}
	return n
}
