package outbox_test

import (
	"slices"
	"testing"

	"snapgrid/intake"
)

// What would be said is what is said: in the same messages, to the same chat, and with
// what is answered above it where the channel does not show it.
func TestForesee(t *testing.T) {
	s := newStreet(t)
	s.mute = true // it does not show what is answered
	group, private := s.chat("group", intake.ChatResidents), s.chat("private", intake.ChatPrivate)
	p := intake.Post{Key: "k", ChatID: group.ID, ReplyTo: "5", Text: "修好了\n请评价", Photos: []string{"renditions/a_1280.jpg"}, Alternate: private.ID}
	f, err := s.box.Foresee(t.Context(), p)
	want := []intake.Shortfall{intake.ShortQuote, intake.ShortAlbum}
	if err != nil || len(f.Pieces) != 3 || !slices.Equal(f.Short, want) || f.Chat.ID != group.ID || f.Lost {
		t.Errorf("in the group it is %+v, %v", f, err)
	}
	group.Gone = true
	if err := s.db.SaveChat(t.Context(), group); err != nil {
		t.Fatal(err)
	}
	if f, err = s.box.Foresee(t.Context(), p); err != nil || f.Chat.ID != private.ID || f.Post.ReplyTo != "" || !slices.Contains(f.Short, intake.ShortChat) {
		t.Errorf("without the group it is %+v, %v", f, err)
	}
	p.Alternate = 0
	if f, err = s.box.Foresee(t.Context(), p); err != nil || !f.Lost || f.Pieces != nil {
		t.Errorf("without anybody to tell it is %+v, %v", f, err)
	}
}
