package main

import (
	"bytes"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"snapgrid/bots/telegram/telegramtest"
)

// Commands work with and without a slash, in Chinese and in English.
func TestCommands(t *testing.T) {
	story(t, func(s *scene) {
		s.liu.SendPhoto(s.liu.Private(), snapshot(200), "书院路66号路灯不亮了")
		ack := s.hear(s.liu.Private(), "the acknowledgement", telegramtest.Says("#1"))
		asked := s.liu.Say(s.liu.Private(), "在哪？", telegramtest.ReplyTo(ack.ID))
		s.hear(s.liu.Private(), "the answer under our post", telegramtest.RepliesTo(asked), telegramtest.Says("：已派单"))
		for _, try := range []struct{ says, answer string }{
			{"查 #1", "：已派单"}, {"查#1", "：已派单"}, {"/status 1", "：已派单"}, {"#1 怎么样了", "：已派单"},
			{"/status@" + s.telegram.Username() + " 1", "：已派单"}, {"查 #99", "没有找到 #99"},
			{"我的", "您还没有报过"}, {"/mine", "您还没有报过"}, {"帮助", "拍张照片"}, {"/help", "拍张照片"}, {"/start", "拍张照片"},
			{"登录", "给工作人员用的"}, {"/login", "给工作人员用的"}, {"/bind NOSUCHCODE", "码不对"},
		} {
			someone := s.telegram.User("居民")
			said := someone.Say(someone.Private(), try.says)
			s.hear(someone.Private(), "the answer to "+try.says, telegramtest.RepliesTo(said), telegramtest.Says(try.answer))
		}
		for _, mine := range []string{"我的", "/mine"} {
			said := s.liu.Say(s.liu.Private(), mine)
			s.hear(s.liu.Private(), "my reports", telegramtest.RepliesTo(said), telegramtest.Says("：已派单"))
		}
		s.rest()
		if got := s.ticket(1); len(got.More.Timeline) != 2 || s.opened() != 1 {
			s.Errorf("commands left a trace: %+v", got)
		}
	})
}

func TestCommandsInAGroup(t *testing.T) {
	story(t, func(s *scene) {
		help := s.liu.Say(s.riders, "/help@"+s.telegram.Username())
		s.hear(s.riders, "the help", telegramtest.RepliesTo(help), telegramtest.Says("拍张照片"))
		login := s.officer.Say(s.riders, "登录")
		answer := s.hear(s.riders, "the advice", telegramtest.RepliesTo(login), telegramtest.Says("私聊"))
		if strings.Contains(answer.Text, "http") {
			s.Errorf("a link to log in was shown to everybody: %s", answer.Text)
		}
		s.silence(s.riders, 2)
	})
}

var link = regexp.MustCompile(`https?://\S+`)

func TestLogin(t *testing.T) {
	story(t, func(s *scene) {
		_, _, card := s.reported(201)
		asked := s.officer.Say(s.officer.Private(), "登录")
		answer := s.hear(s.officer.Private(), "the link", telegramtest.RepliesTo(asked), telegramtest.Says("/login?code="))
		to, desk := link.FindString(answer.Text), s.browser()
		s.browser().open(to) // a chat service fetches it for a preview
		desk.logIn(to)
		if page := desk.open("/desk/tickets/1"); page.status != http.StatusOK || !strings.Contains(page.body, "书院路66号") {
			s.Errorf("the desk shows %d:\n%s", page.status, page.body)
		}
		if page := s.browser().open(to); page.status != http.StatusNotFound || !strings.Contains(page.body, "用过了") {
			s.Errorf("the link was good twice: %d\n%s", page.status, page.body)
		}
		if page := s.browser().open("/desk"); strings.Contains(page.body, card.Text[:10]) || page.path == "/desk" && page.status == http.StatusOK {
			s.Errorf("a stranger sees the desk: %d\n%s", page.status, page.body)
		}
	})
}

// code runs the command that makes a one-time code.
func (s *scene) code(args ...string) string {
	s.Helper()
	var out, faults bytes.Buffer
	args = append(args, "--config", s.file("127.0.0.1:0"))
	if status := run(s.Context(), args, world{out: &out, err: &faults}); status != 0 {
		s.Fatalf("%v: %d %s", args, status, faults.String())
	}
	code, _, _ := strings.Cut(out.String(), "\n")
	return code
}

func TestOfficerByCode(t *testing.T) {
	story(t, func(s *scene) {
		report, _, _ := s.reported(202)
		code, alone := s.code("staff", "code", "李娜", "--role", "unit_officer", "--unit", "shizheng"), s.wang.Private()
		welcome := s.wang.Say(alone, "/bind "+strings.ToLower(code))
		s.hear(alone, "the welcome", telegramtest.RepliesTo(welcome), telegramtest.Says("李娜，您已登记"))
		again := s.liu.Say(s.liu.Private(), "/bind "+code)
		s.hear(s.liu.Private(), "the refusal", telegramtest.RepliesTo(again), telegramtest.Says("码不对，或已经用过"))
		s.wang.SendPhoto(alone, snapshot(203), "#1 已修复")
		s.mended(report, isPhoto)
	})
}

func TestChatByCode(t *testing.T) {
	story(t, func(s *scene) {
		group := s.telegram.Supergroup("纺织社区居民群")
		code := s.code("chat", "code", "--kind", "residents", "--cell", "990101003001")
		bind := s.wang.Say(group, "/bind@"+s.telegram.Username()+" "+code)
		s.hear(group, "the confirmation", telegramtest.RepliesTo(bind), telegramtest.Says("纺织社区"))
		report := s.liu.SendPhoto(group, snapshot(204), "井盖不见了，太危险了")
		s.hear(group, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("纺织社区一带"))
		if got := s.ticket(1); got.More.LocationSource != "cell" || got.More.Cell != "990101003001" {
			s.Errorf("the ticket is %+v", got)
		}
	})
}

// A link such as t.me/BOT?start=CODE makes the person's app write "/start CODE".
func TestCodeByLink(t *testing.T) {
	story(t, func(s *scene) {
		code, alone := s.code("staff", "code", "李娜", "--role", "street"), s.wang.Private()
		come := s.wang.Say(alone, "/start "+code)
		s.hear(alone, "the welcome of an officer", telegramtest.RepliesTo(come), telegramtest.Says("李娜，您已登记"))
		stranger := s.liu.Say(s.liu.Private(), "/start from_a_poster")
		s.hear(s.liu.Private(), "the help", telegramtest.RepliesTo(stranger), telegramtest.Says("拍张照片"))
	})
}
