package outbox_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"snapgrid/intake"
)

// A channel that does not answer holds some of its chats, and neither the jobs of the
// others nor another channel. Once it answers all is said, each thing once, though only a
// few jobs are left that work for it.
func TestSilentChannelHoldsNoOther(t *testing.T) {
	s := newStreet(t)
	answers := make(chan struct{})
	s.answer = func(d intake.Delivery) error {
		if d.To.Channel == "telegram" {
			<-answers
		}
		return nil
	}
	const many = 30
	var jobs sync.WaitGroup
	returned := make(chan struct{}, many)
	var want []string
	for i := range many {
		c := s.chat(fmt.Sprint(i), intake.ChatRiders)
		want = append(want, fmt.Sprintf("%d: answer %[1]d", i))
		s.write(intake.Post{ChatID: c.ID, Text: "answer " + c.Ref.ID})
		jobs.Go(func() { s.deliver(c); returned <- struct{}{} })
	}
	for range many - 8 { // the others hold no worker
		<-returned
	}
	free, err := s.db.PutChat(t.Context(), intake.Chat{Ref: intake.ChatRef{Channel: "web", ID: "room"}, Kind: intake.ChatRiders})
	if err != nil {
		t.Fatal(err)
	}
	s.write(intake.Post{ChatID: free.ID, Text: "free"})
	s.deliver(free)
	s.heard("room: free")
	close(answers)
	jobs.Wait()
	want = append(want, "room: free")
	slices.Sort(want)
	slices.Sort(s.said)
	s.heard(want...)
}
