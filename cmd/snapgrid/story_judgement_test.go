package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/configs"
	"snapgrid/intake"
)

// double is one message with two troubles in two places.
const double = "书院路66号门口路灯不亮，望河街井盖松动，车一轧就响"

// TestOneMessageBecomesTwoTickets splits by a tap on the card.
func TestOneMessageBecomesTwoTickets(t *testing.T) {
	story(t, func(s *scene) {
		report := s.liu.SendPhoto(s.riders, snapshot(601), double)
		card := s.hear(s.office, "the card with a proposal", isPhoto, telegramtest.Says("#1"), telegramtest.Says("像是两件事"))
		for range 2 { // a nervous thumb
			if _, err := s.officer.Press(card, "拆成两件"); err != nil {
				s.Fatal(err)
			}
		}
		s.hear(s.office, "the second card", telegramtest.Says("#2"), telegramtest.Says("井盖"))
		s.hear(s.riders, "the word to the reporter", telegramtest.RepliesTo(report), telegramtest.Says("另一件记为 #2"))
		s.rest()
		if n := did(s.riders, telegramtest.Says("另一件记为")); n != 1 {
			s.Errorf("the reporter was told %d times:\n%s", n, script(s.riders))
		}
		one, two := s.ticket(1), s.ticket(2)
		if strings.Contains(one.Description, "井盖") || strings.Contains(two.Description, "路灯") || one.happened("split") != 1 || s.opened() != 2 {
			s.Errorf("the two are\n%+v\n%+v", one, two)
		}
		s.officer.SendPhoto(s.office, snapshot(602), "#2 已修复")
		s.hear(s.riders, "the end of the second", telegramtest.RepliesTo(report), telegramtest.Says("#2"), telegramtest.Says("修好了"))
	})
}

// TestSplitInWords splits where nothing was proposed, and lets nobody else do it.
func TestSplitInWords(t *testing.T) {
	story(t, func(s *scene) {
		s.reported(603)
		refused := s.wang.Say(s.riders, "拆分 #1 纺织路井盖不见了")
		s.hear(s.riders, "the refusal", telegramtest.RepliesTo(refused), telegramtest.Says("只有负责的工作人员"))
		asked := s.officer.Say(s.office, "拆分 #1")
		s.hear(s.office, "the question", telegramtest.RepliesTo(asked), telegramtest.Says("请写明第二件"))
		order := s.officer.Say(s.office, "拆分 #1 纺织路垃圾堆了三天没人清")
		s.hear(s.office, "the answer", telegramtest.RepliesTo(order), telegramtest.Says("#2"))
		if two := s.ticket(2); !strings.Contains(two.Description, "垃圾") || !strings.Contains(two.Address, "纺织路") {
			s.Errorf("the second is %+v", two)
		}
	})
}

// strict lets little through.
func strict(s *scene) { s.cfg.Intake.Flood.PerSender, s.cfg.Intake.Flood.Answers = 4, 3 }

// TestFloodIsHeldBack floods a group with reports and with questions. The group
// hears no more than the limits; staff see the rest; an emergency is answered all
// the same.
func TestFloodIsHeldBack(t *testing.T) {
	story(t, func(s *scene) {
		for i, words := range []string{
			"书院路路灯不亮了", "纺织路垃圾成堆没人清", "望河街井盖松动", "槐荫路行道树倒了", // four tickets at most
			"书院路污水横流", "纺织路护栏被撞断了",
		} {
			s.liu.Say(s.riders, words)
			s.rest()
			if i == 0 && did(s.riders, telegramtest.Says("#1 收到")) != 1 {
				s.Fatalf("the first was not answered:\n%s", script(s.riders))
			}
		}
		calm := did(s.riders, isSpeech)
		if calm != 4 {
			s.Errorf("the flood was answered %d times:\n%s", calm, script(s.riders))
		}
		held, err := s.program.db.HeldMessages(s.Context(), 0, 100)
		if err != nil || len(held) != 2 {
			s.Errorf("%d messages are held back, %v", len(held), err)
		}
		for range 5 {
			s.wang.Say(s.riders, "查 #1")
			s.rest()
		}
		if n := did(s.riders, isSpeech); n != calm+3 {
			s.Errorf("five questions were answered %d times:\n%s", n-calm, script(s.riders))
		}
		refusals, err := s.program.db.Refusals(s.Context(), 10)
		if err != nil || len(refusals) != 2 || refusals[0].What != "status" || refusals[0].Why != intake.CodeAgain || refusals[0].Name != "王敏" {
			s.Errorf("the audit says %+v, %v", refusals, err)
		}
		danger := s.liu.SendPhoto(s.riders, snapshot(604), trouble)
		s.hear(s.riders, "the answer to an emergency", telegramtest.RepliesTo(danger), telegramtest.Says("收到"))
		admin := s.administrator()
		if page := admin.open("/desk/held"); !strings.Contains(page.body, "too many tickets of this sender") {
			s.Errorf("the desk shows what was held back as\n%s", page.body)
		}
		was := s.opened()
		admin.form(admin.open("/desk/held"), fmt.Sprintf("/desk/inbox/%d", held[0].Number)).with("kind", "report").send()
		if s.opened() != was+1 {
			s.Error("a message that was held back can not be taken up")
		}
	}, strict, withRoom)
}

// leader puts somebody who answers for the street into the groups.
func leader(s *scene) {
	s.cfg.Staff = append(s.cfg.Staff, configs.Officer{
		Channel: "telegram", ID: fmt.Sprint(s.wang.ID), Name: "王敏", Role: "street",
	})
}

// TestMutedPeopleAreHeardByStaffOnly mutes by a reply in the group and on the desk.
func TestMutedPeopleAreHeardByStaffOnly(t *testing.T) {
	story(t, func(s *scene) {
		advert := s.liu.Say(s.riders, "专业疏通下水道，价格优惠，加微信")
		s.rest()
		spoken := did(s.riders, isSpeech)
		s.liu.Say(s.riders, "禁言", telegramtest.ReplyTo(advert.ID)) // anybody may say so
		order := s.wang.Say(s.riders, "/mute 3天 刷广告", telegramtest.ReplyTo(advert.ID))
		s.hear(s.riders, "a nod", telegramtest.ReactsTo(order))
		s.liu.Say(s.riders, "书院路66号路灯不亮了")
		s.liu.Say(s.riders, "/help")
		s.rest()
		if n := did(s.riders, isSpeech); n != spoken || s.opened() != 0 {
			s.Fatalf("a muted person was answered:\n%s", script(s.riders))
		}
		held, err := s.program.db.HeldMessages(s.Context(), 0, 10)
		if err != nil || len(held) != 2 {
			s.Errorf("%d messages are held back, %v", len(held), err)
		}
		danger := s.liu.SendPhoto(s.riders, snapshot(605), trouble)
		s.hear(s.riders, "the answer to an emergency", telegramtest.RepliesTo(danger), telegramtest.Says("#1"))
		admin := s.administrator()
		page := admin.open("/desk/mutes")
		if !strings.Contains(page.body, "刷广告") || !strings.Contains(page.body, "刘洋") {
			s.Errorf("the desk lists\n%s", page.body)
		}
		admin.form(page, "/desk/mutes/lift").send()
		again := s.liu.SendPhoto(s.riders, snapshot(606), "纺织路垃圾成堆没人清")
		s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(again), telegramtest.Says("#2"))
	}, leader, withRoom)
}

// TestStaffCorrectAndTriageKeepsIt corrects class, severity and verdict in the
// staff's chat, on the ticket's page and in the inbox.
func TestStaffCorrectAndTriageKeepsIt(t *testing.T) {
	story(t, func(s *scene) {
		report := s.liu.SendPhoto(s.riders, snapshot(607), "书院路66号路灯不亮了，电话13912345678")
		ack := s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("路灯"))
		lost := s.officer.Say(s.office, "改类 #1 不知道什么")
		s.hear(s.office, "the question", telegramtest.RepliesTo(lost), telegramtest.Says("没看懂"))
		order := s.officer.Say(s.office, "改类 #1 E0408 紧急")
		s.hear(s.office, "the answer", telegramtest.RepliesTo(order), telegramtest.Says("已改为"))
		s.hear(s.office, "the alarm", telegramtest.Says("紧急 #1"))
		s.hear(s.riders, "the corrected acknowledgement", isEdit, telegramtest.Says("架空线缆"))
		if got := s.ticket(1); got.More.Category != "E0408" || got.More.Severity != "emergency" || ack.ID == 0 {
			s.Errorf("the ticket is %+v", got)
		}
		s.example(intake.Example{Ticket: 1, Right: intake.Verdict{Kind: intake.IsReport, Category: "E0408", Severity: intake.Emergency}})

		before := len(s.riders.Heard())
		admin := s.administrator()
		page := admin.open("/desk/tickets/1")
		drop := strings.Replace(page.body, `name="category" value="chatter"`, "", 1)
		if drop == page.body {
			s.Fatalf("the page of the ticket offers no withdrawal:\n%s", page.body)
		}
		_, rest, _ := strings.Cut(page.body, "改过来")
		admin.form(shown{page.status, page.path, rest}, "/desk/tickets/1").with("deed", "class").send()
		s.silence(s.riders, before)
		if got := s.ticket(1); got.More.Status != "rejected" {
			s.Errorf("the withdrawn ticket is %+v", got)
		}
		s.example(intake.Example{Ticket: 1, Right: intake.Verdict{Kind: intake.IsChatter}})
	}, withRoom)
}

// example checks that the staff's word on a ticket was kept, masked.
func (s *scene) example(want intake.Example) {
	s.Helper()
	e, err := s.program.db.ExampleOf(s.Context(), want.Ticket, want.Message)
	if err != nil || e.Right != want.Right || e.Said.Category != "P0118" || time.Since(e.At) > time.Hour {
		s.Errorf("kept %+v, %v", e, err)
	}
	if strings.Contains(e.Words, "13912345678") || !strings.Contains(e.Words, "路灯") {
		s.Errorf("kept the words %q", e.Words)
	}
}
