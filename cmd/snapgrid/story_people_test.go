package main

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/configs"
	"snapgrid/intake"
)

// boss lets Wang be an administrator.
func boss(s *scene) {
	s.cfg.Staff = append(s.cfg.Staff, configs.Officer{
		Channel: "telegram", ID: strconv.FormatInt(s.wang.ID, 10), Name: "王敏", Role: "admin",
	})
}

// invitationLink is what an administrator hands on.
var invitationLink = regexp.MustCompile(`https://t\.me/\w+\?start=(\w+)`)

// An administrator invites somebody in private; the link makes them an officer, who
// can act in their cells and is refused outside of them, until they are dismissed.
func TestInvitationMakesAnOfficer(t *testing.T) {
	story(t, func(s *scene) {
		alone, guest := s.wang.Private(), s.telegram.User("陈静")
		s.wang.Say(s.riders, "邀请人员 陈静 网格员 990101001002")
		s.hear(s.riders, "the hint", telegramtest.Says("请私聊我发"))
		s.wang.Say(alone, "邀请人员 陈静 网格员 99")
		s.hear(alone, "the question", telegramtest.Says("没看懂"))
		s.wang.Say(alone, "邀请人员 陈静 网格员 990101001002")
		invitation := s.hear(alone, "the invitation", telegramtest.Says("陈静本人"), telegramtest.Says("网格员（槐荫社区）"))
		link := invitationLink.FindStringSubmatch(invitation.Text)
		if link == nil || !strings.Contains(invitation.Text, "/login?code="+link[1]) || !strings.Contains(invitation.Text, "/bind "+link[1]) {
			s.Fatalf("the invitation lacks a way: %s", invitation.Text)
		}
		desk := guest.Private()
		guest.Say(desk, "/start "+link[1])
		s.hear(desk, "the welcome", telegramtest.Says("陈静，您已登记为工作人员"))

		s.liu.SendPhoto(s.riders, snapshot(501), "槐荫路印刷技校门口路灯不亮了")
		s.hear(s.office, "the card", isPhoto, telegramtest.Says("#1"))
		s.liu.SendPhoto(s.riders, snapshot(502), "书院路66号路灯不亮了")
		s.hear(s.office, "the card", isPhoto, telegramtest.Says("#2"))
		s.cellsOf(1, 2)
		guest.Say(desk, "开工 #1")
		s.hear(desk, "what was done", telegramtest.Says("#1 开始处理"))
		guest.Say(desk, "属实 #2")
		s.hear(desk, "the refusal", telegramtest.Says("#2 只有负责的工作人员能改"))

		s.liu.Say(s.liu.Private(), "/dismiss 陈静")
		s.hear(s.liu.Private(), "the refusal", telegramtest.Says("只有管理员"))
		s.wang.Say(alone, "移除人员 陈静")
		s.hear(alone, "the farewell", telegramtest.Says("陈静已不是工作人员"))
		guest.Say(desk, "开工 #1")
		s.hear(desk, "the refusal", telegramtest.Says("#1 只有负责的工作人员能改"))
		s.wang.Say(alone, "移除人员 王敏")
		s.hear(alone, "the warning", telegramtest.Says("最后一位管理员"))
		s.audited("dismiss", "screen", "begin")
	}, boss)
}

// audited holds the audit to what was refused, in any order.
func (s *scene) audited(what ...string) {
	s.Helper()
	s.rest()
	refusals, err := s.program.db.Refusals(s.Context(), 100)
	s.sound(err)
	count := map[string]int{}
	for _, r := range refusals {
		count[r.What]++
		if r.Sender == "" || r.Name == "" || r.ChatID == 0 || r.Channel != "telegram" || r.At.IsZero() || r.Why != intake.CodeForbidden {
			s.Errorf("the audit lacks something: %+v", r)
		}
	}
	for _, w := range what {
		count[w]--
	}
	for w, n := range count {
		if n != 0 {
			s.Errorf("%q is %d times too often in the audit: %+v", w, n, refusals)
		}
	}
}

// cellsOf makes sure that two tickets lie in a community and outside of it.
func (s *scene) cellsOf(inside, outside int64) {
	s.Helper()
	covers := func(n int64) bool {
		t, err := s.program.db.Ticket(s.Context(), n)
		s.sound(err)
		for _, c := range s.program.atlas.Path(t.Fix.Cell) {
			if c.Code == "990101001002" {
				return true
			}
		}
		return false
	}
	if !covers(inside) || covers(outside) {
		s.Fatal("the street has changed: the tickets are not where the story needs them")
	}
}
