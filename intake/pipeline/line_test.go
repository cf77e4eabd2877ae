package pipeline_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/pipeline"
)

func TestBurstThatFailsHoldsNoOther(t *testing.T) {
	s := newStreet(t)
	s.db.fail = func(sender string) error {
		if sender == "liu" {
			return errors.New("a row that nobody can read")
		}
		return nil
	}
	s.play(`
		liu@riders 路灯不亮了
		wang@riders {photo}
		+25s`)
	if got := s.outcomes(); got != "1:open 2:unsure" {
		t.Error(got)
	}
	if err := s.line.Sweep(t.Context()); err == nil {
		t.Error("the sweep hides what failed")
	}
}

func TestPlaceInAPhotoIsWaitedForAMoment(t *testing.T) {
	s := newStreet(t)
	s.broken["shot1-0"] = &intake.Error{Code: intake.CodeUnavailable, Message: "not now"}
	s.play(`
		liu@riders 书院路路灯不亮了 {original}
		+4s`)
	if got := s.outcomes(); got != "1:open" {
		t.Errorf("after 4 s: %s", got)
	}
	s.play("+2s")
	if got := s.outcomes(); got != "1:#1" {
		t.Errorf("after 6 s: %s", got)
	}
}

// TestPlaceAfterTheAcknowledgement belongs to what was just reported: that its sender
// reports things does not make it another report.
func TestPlaceAfterTheAcknowledgement(t *testing.T) {
	for place, sharp := range map[string]bool{"在槐荫路与云桥大道交叉口东边": true, "就在印刷技校门口旁边": true, "槐荫路660号对面": false} {
		t.Run(place, func(t *testing.T) {
			s := newStreet(t)
			s.play("liu@riders 槐荫路路灯不亮了\n+10s")
			before := s.ticket(1).Fix
			s.play("liu@riders " + place + "\n+30s")
			if got := s.outcomes(); got != "1:#1 2:#1" {
				t.Error(got)
			}
			if after := s.ticket(1).Fix; sharp != (after.Radius < before.Radius) {
				t.Errorf("within %.0f m of %s, and was within %.0f m of %s", after.Radius, after.Address, before.Radius, before.Address)
			}
		})
	}
}

func TestPlaceThatAPhotoTellsLateMovesTheTicket(t *testing.T) {
	s := newStreet(t)
	s.gps["shot1-0"] = geotag.Point{Lat: 38.605, Lon: 104.1}
	s.broken["shot1-0"] = &intake.Error{Code: intake.CodeUnavailable, Message: "not now"}
	s.play(`
		liu@riders 书院路路灯不亮了 {original}
		+10s`)
	if got := s.ticket(1).Fix.Source; got != geotag.SourcePlace {
		t.Fatalf("the place is from %s", got)
	}
	delete(s.broken, "shot1-0")
	s.play("+10s")
	if got := s.ticket(1).Fix.Source; got != geotag.SourceExif {
		t.Errorf("the place is from %s", got)
	}
	if got := s.events(1); got != "opened dispatched located" {
		t.Errorf("its history is: %s", got)
	}
}

// TestPhotoDevelopedWhileItsMessageIsTaken develops the photo of a message after
// it was read and before it is taken.
func TestPhotoDevelopedWhileItsMessageIsTaken(t *testing.T) {
	for name, words := range map[string]string{"opens": "书院路路灯不亮了", "joins": ""} {
		t.Run(name, func(t *testing.T) {
			s := newStreet(t)
			s.play(`liu@riders 书院路路灯不亮了`)
			if name == "opens" {
				s.play("+10m")
			}
			s.gps["shot2-0"] = geotag.Point{Lat: 38.605, Lon: 104.1}
			m := s.said(intake.Sender{ID: "liu"}, "riders", words+" {photo}")
			if err := s.line.Receive(t.Context(), []intake.Inbound{{Said: m}}); err != nil {
				t.Fatal(err)
			}
			develop, _ := s.db.take(intake.DevelopPhoto{}.Kind())
			s.db.between = func() { s.do(develop) }
			s.work()
			n := map[string]int64{"opens": 2, "joins": 1}[name]
			if got := s.ticket(n).Fix.Source; got != geotag.SourceExif {
				t.Errorf("the place is from %s; %s", got, s.outcomes())
			}
		})
	}
}

// Residents are told at once that a photo can not be used; riders, who are on their
// way, are not.
func TestBadPhotoOfAnAdditionIsComplainedOf(t *testing.T) {
	for chat, want := range map[string]string{"residents": "photo photo", "riders": ""} {
		s := newStreet(t)
		s.play(strings.ReplaceAll(`
			liu@CHAT 书院路路灯不亮了
			+2s
			liu@CHAT {bad}
			liu@CHAT 纺织路一堆垃圾没人清 {toobig}
			+25s`, "CHAT", chat))
		if got := s.outcomes(); got != "1:#1 2:#1 3:#2" {
			t.Error(got)
		}
		if got := s.answered(); got != want {
			t.Errorf("answers to %s: %s", chat, got)
		}
	}
}

func TestPhotoThatCanNeverBeDevelopedIsGivenUp(t *testing.T) {
	s := newStreet(t)
	s.undeveloped = errors.New("out of memory")
	s.play(`
		liu@riders 书院路路灯不亮了 {photo}
		+25h`)
	said, err := s.db.TicketMessages(t.Context(), 1)
	if err != nil || said[0].Photos[0].State != intake.PhotoRefused {
		t.Errorf("after a day the photo is %+v, %v", said, err)
	}
}

func TestEditCorrectsWordsAndPlace(t *testing.T) {
	s := newStreet(t)
	s.play(`
		liu@riders 印刷技校门口路灯不亮了，电话13812345678 {photo}
		+2s
		edit 1 槐荫农贸市场门口路灯不亮了
		+2s`)
	got := s.ticket(1)
	if !strings.Contains(got.Fix.Address, "农贸市场") || got.Masked != "槐荫农贸市场门口路灯不亮了" || got.Words != got.Masked {
		t.Errorf("after the edit it says %q at %s", got.Words, got.Fix.Address)
	}
	if events := s.events(1); events != "opened dispatched joined located" {
		t.Errorf("its history is: %s", events)
	}
	ack := s.ours("ack/1")
	if len(ack) == 0 || !strings.Contains(ack[0].Text, "农贸市场") {
		t.Errorf("the acknowledgement was not corrected: %+v", ack)
	}
}

func TestLivePositionDoesNotTakeTheTicketAlong(t *testing.T) {
	s := newStreet(t)
	s.play(`
		liu@riders 路灯不亮了 {photo}
		liu@riders {pin=38.605,104.1}
		+2s`)
	before := s.ticket(1).Fix
	on := s.messages[1]
	on.Pin = &geotag.Pin{Point: geotag.Point{Lat: 38.61, Lon: 104.11}}
	s.hear(intake.Inbound{Edited: &on})
	if got := s.ticket(1).Fix; got != before || got.Source != geotag.SourcePin {
		t.Errorf("from %v to %v", before, got)
	}
}

func TestStrangersPhotoTellsNeitherPlaceNorTrouble(t *testing.T) {
	s := newStreet(t)
	s.gps["shot2-0"] = geotag.Point{Lat: 38.61, Lon: 104.11}
	s.play(`
		liu@riders 书院路路灯不亮了
		+2s
		wang@riders {photo re=1}
		+25s
		zhou@staff #1 已修复 {photo}
		+5s`)
	if got := s.ticket(1).Fix.Source; got != geotag.SourcePlace {
		t.Errorf("the place is from %s", got)
	}
	if news := s.ours("resolution/"); len(news) != 1 || !slices.Equal(news[0].Photos, []string{intake.RenditionName("shot3-0", intake.SizeLarge)}) {
		t.Errorf("the news shows %+v", news)
	}
}

// TestEveryMessageHasOneOutcome plays what three people say at random, cut into
// batches at random, looked at at random and by several workers at once.
func TestEveryMessageHasOneOutcome(t *testing.T) {
	lines := []string{
		"liu@riders 书院路路灯不亮了 {photo}", "liu@riders {photo}", "liu@riders 望河街井盖不见了，太危险", "liu@riders {pin=38.605,104.1}",
		"wang@riders 哈哈哈", "wang@riders {photo album=w}", "wang@riders 纺织路一堆垃圾没人清 {photo album=w}", "wang@riders {re=1}",
		"wang@riders 满意", "wang@wang {photo}", "wang@wang 书院路路灯不亮了", "zhou@staff 已修复 {photo}", "zhou@staff #1",
		"zhou@staff #1 已修复 {photo}", "zhou@staff 收到", "zhou@riders {photo re=1}", "liu@riders #1 不满意", "liu@riders 我的", "zhou@staff #2 不归我们管",
	}
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			s, r := newStreet(t), rand.New(rand.NewPCG(seed, 2))
			s.step("liu@riders 早上好")
			for range 25 {
				s.atRandom(r, lines)
			}
			s.wait(longest + quiet)
			s.wait(5 * time.Second)
			outcomes := s.outcomes()
			if strings.Contains(outcomes, "open") {
				t.Errorf("somebody was never heard: %s", outcomes)
			}
			s.eachTicketOnce()
		})
	}
}

func (s *street) atRandom(r *rand.Rand, lines []string) {
	s.Helper()
	s.step("{")
	for range 1 + r.IntN(4) {
		line := lines[r.IntN(len(lines))]
		s.step(line)
	}
	s.holding = false
	batch := s.batch
	s.batch = nil
	if err := s.line.Receive(s.Context(), batch); err != nil {
		s.Fatal(err)
	}
	if r.IntN(3) == 0 { // the service repeats itself
		if err := s.line.Receive(s.Context(), batch); err != nil {
			s.Fatal(err)
		}
	}
	s.together(r)
	s.wait(time.Duration(r.Int64N(int64(30 * time.Second))))
}

// together lets several workers look at the same senders at once.
func (s *street) together(r *rand.Rand) {
	s.Helper()
	bursts, err := s.db.WaitingBursts(s.Context(), s.clock().Add(time.Hour))
	if err != nil {
		s.Fatal(err)
	}
	var workers sync.WaitGroup
	for _, b := range append(bursts, bursts...) {
		if r.IntN(3) == 0 {
			continue
		}
		workers.Go(func() {
			err := s.line.Assemble(s.Context(), b)
			if code := intake.CodeOf(err); err != nil && code != intake.CodeConflict && code != intake.CodeAgain {
				s.Errorf("assemble: %v", err)
			}
		})
	}
	workers.Wait()
}

// eachTicketOnce checks that each report opened one ticket: each ticket was opened
// once, has an origin, and its first message is nobody else's.
func (s *street) eachTicketOnce() {
	s.Helper()
	tickets, err := s.db.ListTickets(s.Context(), intake.Filter{Limit: 1000})
	if err != nil {
		s.Fatal(err)
	}
	quoted := map[string]int64{}
	for _, t := range tickets {
		origins, err := s.db.Origins(s.Context(), t.N)
		if err != nil || len(origins) != 1 {
			s.Fatalf("ticket %d has the origins %v, %v", t.N, origins, err)
		}
		if other := quoted[origins[0].MessageID]; other != 0 {
			s.Errorf("message %s opened tickets %d and %d", origins[0].MessageID, other, t.N)
		}
		quoted[origins[0].MessageID] = t.N
		if story := s.events(t.N); strings.Count(" "+story, " opened") != 1 {
			s.Errorf("ticket %d was opened more than once: %s", t.N, story)
		}
	}
}

var _ pipeline.Meter = (*street)(nil)
