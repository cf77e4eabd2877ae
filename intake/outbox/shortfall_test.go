package outbox_test

import (
	"slices"
	"testing"

	"snapgrid/intake"
)

// short demands where the newest post that fell short did.
func (s *street) short(want ...intake.Shortfall) {
	s.Helper()
	posts, err := s.db.ShortPosts(s.Context(), intake.ShortFilter{}, 1)
	if err != nil {
		s.Fatal(err)
	}
	var got []intake.Shortfall
	if len(posts) > 0 {
		got = posts[0].Short
	}
	if !slices.Equal(got, want) {
		s.Fatalf("fell short in %q, want %q", got, want)
	}
}

// What a post asked for and did not get is kept, whoever noticed.
func TestShortfallsAreKept(t *testing.T) {
	s := newStreet(t)
	group, private := s.chat("1", intake.ChatRiders), s.chat("7", intake.ChatPrivate)
	s.write(intake.Post{ChatID: group.ID, Text: "whole", ReplyTo: "5", Photos: []string{"there"}})
	s.deliver(group)
	s.short()
	s.missing = []intake.Shortfall{intake.ShortButtons}
	s.write(intake.Post{ChatID: group.ID, Text: "no buttons", Photos: []string{"lost"}})
	s.deliver(group)
	s.short(intake.ShortButtons, intake.ShortPhoto)
	s.missing, s.mute = nil, true
	s.write(intake.Post{ChatID: group.ID, Text: "repeated", ReplyTo: "5"})
	s.write(intake.Post{ChatID: group.ID, Text: "nothing to repeat"})
	s.deliver(group)
	s.short(intake.ShortQuote)
	s.answer = func(d intake.Delivery) error {
		if d.To.ID == "1" {
			return &intake.Error{Code: intake.CodeChatGone, Message: "kicked"}
		}
		return nil
	}
	s.write(intake.Post{ChatID: group.ID, Text: "in private", ReplyTo: "5", Alternate: private.ID})
	s.deliver(group)
	s.short(intake.ShortQuote) // not said yet
	s.deliver(private)
	s.short(intake.ShortChat)
}
