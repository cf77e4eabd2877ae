package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/storage"
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

// What fails in a chat that stood in line is not told of the chat before it, and holds
// none behind it.
func TestFaultInLineIsNobodyElses(t *testing.T) {
	s := newStreet(t)
	sick := s.chat("sick", intake.ChatRiders)
	s.box = s.outbox(faulty{s.db, sick.ID})
	busy, answers := make(chan struct{}), make(chan struct{})
	s.answer = func(d intake.Delivery) error {
		if d.To.ID != "behind" {
			busy <- struct{}{}
			<-answers
		}
		return nil
	}
	var jobs sync.WaitGroup
	for i := range 8 { // which have all places
		c := s.chat(fmt.Sprint(i), intake.ChatRiders)
		s.write(intake.Post{ChatID: c.ID, Text: fmt.Sprint("answer ", i)})
		jobs.Go(func() {
			if err := s.box.Deliver(t.Context(), intake.DeliverPosts{Chat: c.ID}); err != nil {
				t.Errorf("chat %d: %v", c.ID, err)
			}
		})
	}
	for range 8 {
		<-busy
	}
	behind := s.chat("behind", intake.ChatRiders)
	s.write(intake.Post{ChatID: behind.ID, Text: "news"})
	s.deliver(sick)
	s.deliver(behind)
	close(answers)
	jobs.Wait()
	if !slices.Contains(s.said, "behind: news") {
		t.Errorf("said %q", s.said)
	}
}

// faulty has a chat whose posts can not be read.
type faulty struct {
	storage.Database
	chat int64
}

func (f faulty) ClaimPost(ctx context.Context, chat int64, now, until time.Time) (intake.Post, bool, time.Time, error) {
	if chat == f.chat {
		return intake.Post{}, false, time.Time{}, errors.New("a sick row")
	}
	return f.Database.ClaimPost(ctx, chat, now, until)
}

// A channel that wants to be left alone for a while is, by all of its chats; a busy channel
// beside it says everything at once.
func TestRefusalsHoldNoOther(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	refuses := true
	s.answer = func(d intake.Delivery) error {
		if refuses && d.To.Channel == "telegram" {
			return &intake.Error{Code: intake.CodeAgain, Message: "too many requests", RetryAfter: 40 * time.Second}
		}
		return nil
	}
	var refused, free []intake.Chat
	var later, atOnce []string
	for i := range 12 {
		c := s.chat(fmt.Sprint(i), intake.ChatRiders)
		s.write(intake.Post{ChatID: c.ID, Text: fmt.Sprint("later", i)})
		refused, later = append(refused, c), append(later, fmt.Sprintf("%d: later%[1]d", i))
		room, err := s.db.PutChat(t.Context(), intake.Chat{Ref: intake.ChatRef{Channel: "web", ID: fmt.Sprint("room", i)}, Kind: intake.ChatRiders})
		if err != nil {
			t.Fatal(err)
		}
		s.write(intake.Post{ChatID: room.ID, Text: fmt.Sprint("now", i)})
		free, atOnce = append(free, room), append(atOnce, fmt.Sprintf("room%d: now%[1]d", i))
	}
	for i := range refused {
		s.deliver(refused[i])
		s.deliver(free[i])
	}
	s.heard(atOnce...)
	refuses = false
	s.wait(39 * time.Second)
	for _, c := range refused {
		s.deliver(c)
	}
	s.heard(atOnce...)
	s.wait(2 * time.Second)
	for _, c := range refused {
		s.deliver(c)
	}
	s.heard(append(atOnce, later...)...)
}
