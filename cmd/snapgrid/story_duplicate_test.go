package main

import (
	"strings"
	"testing"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/intake"
)

// neighbours is a second group of the district, in which Wang lives.
func (s *scene) neighbours() *telegramtest.Chat {
	s.Helper()
	group := s.telegram.Supergroup("红辉社区居民群")
	group.Add()
	s.wang.Say(group, "大家好")
	s.heard()
	s.bind(group, intake.ChatResidents, "990101")
	return group
}

// tells counts the answers in a chat that tell how a matter ended.
func tells(c *telegramtest.Chat) int { return did(c, telegramtest.Says("修好了："), isPhoto) }

// leaks checks that nothing of the others was said in a chat.
func (s *scene) leaks(c *telegramtest.Chat, others ...string) {
	s.Helper()
	for _, word := range others {
		if did(c, telegramtest.Says(word)) > 0 {
			s.Errorf("%s was told of %q:\n%s", c.Title(), word, script(c))
		}
	}
}

// The same lamp is reported from two groups: one ticket is worked on, both groups read
// how it ended, each in answer to its own report, and neither learns of the other.
func TestTwoGroupsReportTheSame(t *testing.T) {
	story(t, func(s *scene) {
		group := s.neighbours()
		lius := s.liu.SendPhoto(s.riders, snapshot(601), "书院路66号路灯不亮了，我是小刘")
		s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(lius), telegramtest.Says("#1 收到"))
		s.hear(s.office, "the card", isPhoto, telegramtest.Says("#1"))
		wangs := s.wang.SendPhoto(group, snapshot(602), "书院路66号的路灯不亮了，麻烦修一下")
		ack := s.hear(group, "the acknowledgement", telegramtest.RepliesTo(wangs), telegramtest.Says("#2 收到"), telegramtest.Says("和 #1 是同一件"))
		s.hear(s.office, "the news of the merging", telegramtest.Says("#2 并入 #1，一起办（2人反映）"))

		sun := s.telegram.User("孙磊")
		for _, label := range []string{"我也遇到（2人）", "我也遇到（3人）"} { // nobody counts twice
			if _, err := sun.Press(ack, label); err != nil {
				s.Fatal(err)
			}
			s.hear(group, "the count", isEdit, hasButton("我也遇到（3人）"))
			s.liu.Say(s.riders, "+1", telegramtest.ReplyTo(lius.ID))
			s.rest()
		}
		one, two := s.ticket(1), s.ticket(2)
		if one.More.Reports != 2 || two.More.MergedInto != "1" || two.Status != "closed" || two.More.Status != "merged" {
			s.Errorf("the tickets are %+v and %+v", one, two)
		}
		if got, err := s.program.db.Ticket(t.Context(), 1); err != nil || got.Voices != 3 {
			s.Errorf("%d voices, %v", got.Voices, err)
		}

		s.officer.SendPhoto(s.office, snapshot(603), "#2 已修复，换了灯泡") // by the number that goes on as another
		s.hear(s.riders, "the resolution", isPhoto, telegramtest.RepliesTo(lius), telegramtest.Says("#1 修好了"), telegramtest.Says("换了灯泡"))
		s.hear(group, "the resolution", isPhoto, telegramtest.RepliesTo(wangs), telegramtest.Says("#2 修好了"), telegramtest.Says("左：之前"))
		s.rest()
		if tells(s.riders) != 1 || tells(group) != 1 {
			s.Errorf("told %d and %d times:\n%s\n%s", tells(s.riders), tells(group), script(s.riders), script(group))
		}
		s.leaks(s.riders, "红辉", "王敏", "麻烦修一下", "#2")
		s.leaks(group, "流动网格员", "刘洋", "小刘")

		s.wang.Say(group, "不满意，还是不亮")
		s.hear(group, "the apology", telegramtest.Says("#2 抱歉没修好"))
		if got := s.ticket(1); got.More.Status != "reopened" {
			s.Errorf("the ticket that goes on is %s", got.More.Status)
		}
	})
}

// What may be the same is asked of staff, who merge by a button, and undo it by words:
// then each group hears of its own ticket only.
func TestMergedByHandAndUndone(t *testing.T) {
	story(t, func(s *scene) {
		group := s.neighbours()
		lius := s.liu.SendPhoto(s.riders, snapshot(611), "书院路路灯不亮了，一片漆黑")
		s.hear(s.office, "the card", isPhoto, telegramtest.Says("#1"))
		wangs := s.wang.SendPhoto(group, snapshot(612), "书院路的路灯坏了")
		ack := s.hear(group, "the acknowledgement", telegramtest.RepliesTo(wangs), telegramtest.Says("#2 收到"))
		card := s.hear(s.office, "the card", isPhoto, telegramtest.Says("#2"), telegramtest.Says("可能和 #1 是同一件"))
		if _, err := s.officer.Press(card, "和 #1 重复"); err != nil {
			s.Fatal(err)
		}
		s.hear(s.office, "the merging", telegramtest.Says("#2 并入 #1"))
		corrected := s.hear(group, "the corrected acknowledgement", isEdit, telegramtest.Says("和 #1 是同一件"))
		if corrected.ID != ack.ID {
			s.Errorf("message %d was edited, the acknowledgement is %d", corrected.ID, ack.ID)
		}
		late, err := s.officer.PressStale(card, "签收")
		if err != nil {
			s.Fatal(err)
		}
		s.rest()
		told, _ := late.Toast()
		if one, two := s.ticket(1), s.ticket(2); !strings.Contains(told, "#1") || one.More.Status != "accepted" || two.More.Status != "merged" {
			s.Errorf("told %q; #1 is %s, #2 is %s", told, one.More.Status, two.More.Status)
		}
		s.officer.Say(s.office, "重复 #2 #1") // again
		s.hear(s.office, "the answer", telegramtest.Says("#2 现在是“已并入另一件”"))

		s.officer.Say(s.office, "拆回 #2")
		s.hear(s.office, "the undoing", telegramtest.Says("#2 已拆回"))
		if got := s.ticket(2); got.More.MergedInto != "" || got.More.Status != "reopened" || got.happened("unmerged") != 1 {
			s.Errorf("the ticket is %+v", got)
		}
		s.officer.SendPhoto(s.office, snapshot(613), "#1 已修复")
		s.hear(s.riders, "the resolution", isPhoto, telegramtest.RepliesTo(lius), telegramtest.Says("#1 修好了"))
		s.rest()
		if tells(group) != 0 {
			s.Errorf("the neighbours were told of a ticket that is not theirs:\n%s", script(group))
		}
		s.officer.SendPhoto(s.office, snapshot(614), "#2 已修复")
		s.hear(group, "the resolution", isPhoto, telegramtest.RepliesTo(wangs), telegramtest.Says("#2 修好了"))
		s.rest()
		if tells(s.riders) != 1 || tells(group) != 1 {
			s.Errorf("told %d and %d times", tells(s.riders), tells(group))
		}
		s.leaks(s.riders, "红辉", "王敏")
		s.leaks(group, "流动网格员", "刘洋", "一片漆黑")
	})
}

// hasButton fits what has a button with a label.
func hasButton(label string) func(telegramtest.Sent) bool {
	return func(sent telegramtest.Sent) bool {
		for _, b := range sent.Buttons {
			if b.Label == label {
				return true
			}
		}
		return false
	}
}
