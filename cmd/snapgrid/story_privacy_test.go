package main

import (
	"strings"
	"testing"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/configs"
)

// secrets are what a reporter lets slip, as the report has it. None of them may
// be seen where others read.
var secrets = []string{"13912345678", "138 1234 5678", "610104199003078510", "6222021234567894", "zhang.san@example.com"}

// plate is a number that staff need and nobody else.
const plate = "陕A8K392"

// slip is a report full of secrets.
const slip = "书院路66号路灯不亮，旁边" + plate + "占着道。联系13912345678或138 1234 5678，" +
	"证件610104199003078510，卡号6222021234567894，邮箱zhang.san@example.com"

// withRoom opens the riders' room of the built-in chat beside the groups.
func withRoom(s *scene) {
	s.cfg.Chats = append(s.cfg.Chats, configs.Chat{Channel: "web", ID: "riders", Title: "流动网格员交流群", Kind: "riders"})
}

// loggedWhole lets a story look at everything that is logged.
func loggedWhole(s *scene) { s.journal = &journal{} }

// TestSecretsStayInside plants numbers in a report and looks for them wherever it
// may be read: in groups, on public pages, at Open311, on the desk, in the log.
func TestSecretsStayInside(t *testing.T) {
	story(t, func(s *scene) {
		other := s.telegram.Supergroup("别的群")
		other.Add()
		report := s.liu.SendPhoto(s.riders, snapshot(501), slip)
		s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("#1"))
		card := s.hear(s.office, "the card", isPhoto, telegramtest.Says("#1"))
		s.sees(card.Text, "the card", true)
		s.liu.Say(s.riders, "#1 我电话还有13912345678")
		s.wang.Say(s.riders, "#1 我邮箱zhang.san@example.com")
		s.officer.SendPhoto(s.office, snapshot(502), "#1 已修复，找13912345678确认过")
		s.hear(s.riders, "the resolution", telegramtest.RepliesTo(report), isPhoto)
		s.rest()

		s.sees(script(s.riders), "the riders' group", false)
		s.sees(script(s.office), "the office", true)
		s.sees(script(other), "another group", false)
		for _, path := range []string{
			"/", "/tickets/1", "/open311/v2/requests/1.json?extensions=true", "/open311/v2/requests/1.xml?extensions=true",
			"/open311/v2/requests.json?extensions=true", "/metrics", "/readyz",
		} {
			s.sees(s.get(path), path, false)
		}
		admin := s.administrator()
		for _, path := range []string{"/desk", "/desk/inbox", "/desk/held", "/desk/outbox", "/desk/audit", "/desk/chats"} {
			s.sees(admin.open(path).body, path, false)
		}
		s.sees(s.journal.String(), "the log", false)
		s.shownOnPurpose(admin)
	}, loggedWhole, withRoom)
}

// shownOnPurpose looks at the words as typed on the desk, which is noted.
func (s *scene) shownOnPurpose(admin *browser) {
	s.Helper()
	page := admin.open("/desk/tickets/1")
	s.sees(page.body, "the desk's page of the ticket", true)
	typed := admin.form(page, "/desk/tickets/1/original").send()
	for _, secret := range secrets {
		if !strings.Contains(typed.body, secret) {
			s.Errorf("the words as typed lack %s", secret)
		}
	}
	if audit := admin.open("/desk/audit"); !strings.Contains(audit.body, "管理员") || !strings.Contains(audit.body, `href="/desk/tickets/1"`) {
		s.Errorf("nobody noted who looked:\n%s", audit.body)
	}
}

// sees checks that no secret is in a text, and whether the plate is.
func (s *scene) sees(text, where string, staff bool) {
	s.Helper()
	for _, secret := range secrets {
		if strings.Contains(text, secret) {
			s.Errorf("%s shows %s:\n%s", where, secret, text)
		}
	}
	if shows := strings.Contains(text, plate); shows != staff {
		s.Errorf("%s shows the plate: %v, want %v:\n%s", where, shows, staff, text)
	}
}

// TestSecretsStayInsideTheRooms does the same in the built-in group chat, where
// every visitor reads along.
func TestSecretsStayInsideTheRooms(t *testing.T) {
	story(t, func(s *scene) {
		rider, neighbour := s.browser(), s.browser()
		rider.enter("/chat/riders", "刘洋")
		neighbour.enter("/chat/riders", "王敏")
		rider.form(rider.open("/chat/riders"), "/chat/riders/say").with("words", slip).send(snapshot(503))
		page := neighbour.await("/chat/riders", "#1 收到")
		s.sees(page.body, "the room", false)
		s.sees(rider.open("/chat/riders").body, "the reporter's own page", false)
		s.sees(s.get("/chat/riders"), "the room to strangers", false)
	}, onWeb)
}
