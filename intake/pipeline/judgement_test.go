package pipeline_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
)

// Two troubles in two places are proposed for splitting, others are not.
func TestSplitsAreProposed(t *testing.T) {
	for words, want := range map[string]string{
		"书院路66号门口路灯不亮，望河街井盖松动":                     "书院路66号门口路灯不亮 | 望河街井盖松动",
		"望河街井盖松动，车一轧就响。另外纺织路一堆垃圾没人清，电话13912345678": "望河街井盖松动，车一轧就响 | 纺织路一堆垃圾没人清，电话〔电话〕",
		"书院路路灯不亮，纺织路路灯也不亮":                         "", // one class, and the streets may meet
		"书院路66号门口路灯不亮，井盖也松了":                       "", // one place
		"书院路路灯不亮，从纺织路走的时候看到的":                      "", // one trouble
		"路灯不亮，井盖松动":                                "", // no place
		"书院路66号门口路灯不亮，请尽快处理":                       "",
	} {
		t.Run(words, func(t *testing.T) {
			s := newStreet(t)
			s.play("liu@riders " + words + " {photo}\n+1m")
			p, err := s.db.SplitOf(t.Context(), 1)
			if err != nil && intake.CodeOf(err) != intake.CodeNotFound {
				t.Fatal(err)
			}
			got := ""
			if err == nil {
				got = p.First.Masked + " | " + p.Second.Masked
			}
			if got != want {
				t.Errorf("proposed %q, want %q", got, want)
			}
		})
	}
}

func TestTheSameWordsAgainAndAgainAreHeldBack(t *testing.T) {
	s := newStreet(t)
	for range 5 {
		s.play("liu@riders 书院路路灯不亮了\n+10m")
	}
	s.play("wang@riders 书院路路灯不亮了\n+10m")
	if got := s.outcomes(); got != "1:#1 2:#2 3:#3 4:held 5:held 6:#4" {
		t.Error(got)
	}
	s.play("+1h\nliu@riders 书院路路灯不亮了\n+1m")
	if got := s.outcomes(); !strings.HasSuffix(got, "7:#5") {
		t.Errorf("an hour later: %s", got)
	}
}

func TestAnEmergencyIsNeverHeldBack(t *testing.T) {
	s := newStreet(t)
	s.mute("liu")
	for range 5 {
		s.play("liu@riders 书院路路面塌陷了\n+10m")
	}
	s.play("liu@riders {photo}\n+1s\nliu@riders 书院路路面塌陷了\n+1m\nliu@riders 书院路路灯不亮了\n+1m")
	if got := s.outcomes(); got != "1:#1 2:#2 3:#3 4:#4 5:#5 6:#6 7:#6 8:held" {
		t.Error(got)
	}
}

func (s *street) mute(who string) {
	s.Helper()
	err := s.db.PutMute(s.Context(), intake.Mute{Channel: "telegram", Sender: who, At: s.clock(), By: 1})
	if err != nil {
		s.Fatal(err)
	}
}

func TestWhoAdvertisesIsMutedForAWhile(t *testing.T) {
	s := newStreet(t)
	for range 7 {
		s.play("liu@riders 专业疏通下水道，价格优惠，加微信\n+1m")
	}
	s.play("liu@riders 书院路路灯不亮了\n+1m")
	if got := s.outcomes(); !strings.HasSuffix(got, "7:chatter 8:held") {
		t.Error(got)
	}
	if m, err := s.db.MuteOf(t.Context(), "telegram", "liu", s.clock()); err != nil || m.By != 0 || m.Until.IsZero() {
		t.Errorf("the mute is %+v, %v", m, err)
	}
	s.wait(25 * time.Hour)
	s.play("liu@riders 书院路路灯不亮了\n+1m")
	if got := s.outcomes(); !strings.HasSuffix(got, "9:#1") {
		t.Errorf("a day later: %s", got)
	}
}

// TestAdvertsOfABatch hears seven advertisements of each of two people at once, one of
// whom is on the staff.
func TestAdvertsOfABatch(t *testing.T) {
	s := newStreet(t)
	var batch []intake.Inbound
	for range 7 {
		for _, who := range []string{"zhou", "liu"} {
			batch = append(batch, intake.Inbound{Said: s.said(intake.Sender{ID: who}, "riders", "超市鸡蛋打折了")})
		}
	}
	if err := s.line.Receive(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(s.db.mutes, []string{"liu"}) {
		t.Errorf("muted: %v", s.db.mutes)
	}
}

// What is typed while a ticket lives is located and judged as typed, and kept
// masked.
func TestEditedWordsAreMaskedToo(t *testing.T) {
	s := newStreet(t)
	s.play("liu@riders 书院路66号门口路灯不亮了，电话13912345678\n+30s\nedit 1 纺织路路灯不亮了，电话13987654321\n+30s")
	ticket := s.ticket(1)
	if strings.Contains(ticket.Words, "139") || !strings.Contains(ticket.Words, "纺织路") || !strings.Contains(ticket.Fix.Address, "纺织路") {
		t.Errorf("the ticket is %+v", ticket)
	}
	said, err := s.db.TicketMessages(t.Context(), 1)
	if err != nil || strings.Contains(said[0].Text, "139") {
		t.Errorf("kept %q, %v", said[0].Text, err)
	}
	typed, err := s.db.Unmask(t.Context(), said)
	if err != nil || !strings.Contains(typed[0].Text, "13987654321") {
		t.Errorf("typed %q, %v", typed[0].Text, err)
	}
}

// counting is a database that fails to forget from a number of calls on.
type counting struct {
	*ledger
	left int
}

func (c *counting) ForgetOriginals(context.Context, time.Time, int) (int, error) {
	if c.left--; c.left < 0 {
		return 0, errors.New("away")
	}
	return c.left, nil
}

func TestForgettingGoesOnUntilNothingIsLeft(t *testing.T) {
	s := newStreet(t)
	db := &counting{s.db, 3}
	s.line.Store = db
	if err := s.line.Forget(t.Context()); err != nil || db.left != 0 {
		t.Errorf("%d left, %v", db.left, err)
	}
	if err := s.line.Forget(t.Context()); err == nil {
		t.Error("a failure is hidden")
	}
}
