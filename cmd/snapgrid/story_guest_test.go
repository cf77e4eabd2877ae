package main

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"snapgrid/bots/telegram/telegramtest"
)

var guestLink = regexp.MustCompile(`https?://\S+/g/[A-Z2-7]{26}`)

// invited lets the street make a link for the property company.
func (s *scene) invited(to string) string {
	s.Helper()
	alone := s.takers.street.Private()
	asked := s.takers.street.Say(alone, "邀请 #1 "+to)
	answer := s.hear(alone, "the link", telegramtest.RepliesTo(asked), telegramtest.Says("/g/"))
	return guestLink.FindString(answer.Text)
}

// A handler without an account opens the link on a phone, says a word, shows the
// repair, and the reporter gets before and after.
func TestGuestRepairs(t *testing.T) {
	story(t, func(s *scene) {
		m := &s.takers
		report := s.liu.SendPhoto(s.riders, snapshot(411), "书院路66号路灯不亮了，找我13812345678")
		s.hear(s.office, "the card", isPhoto, telegramtest.Says("#1"))
		group := m.street.Say(s.riders, "邀请 #1 槐荫物业")
		if answer := s.hear(s.riders, "the advice", telegramtest.RepliesTo(group)); strings.Contains(answer.Text, "/g/") {
			s.Fatalf("the link was shown to everybody: %s", answer.Text)
		}
		link := s.invited("槐荫物业")
		guest := s.browser()
		page := guest.open(link)
		path := page.path
		for _, words := range []string{"请“槐荫物业”帮忙", "书院路66号", "路灯不亮了", "请在此前办好", "_320.jpg", "noindex"} {
			if !strings.Contains(page.body, words) {
				s.Errorf("the page lacks %s:\n%s", words, page.body)
			}
		}
		if strings.Contains(page.body, "13812345678") {
			s.Errorf("the page tells the reporter's number:\n%s", page.body)
		}
		guest.form(page, path).with("deed", "note").with("words", "灯泡明天到 <script>alert(1)</script>").send()
		word := s.hear(s.office, "the word", telegramtest.Says("槐荫物业（访客办理人）回复了 #1"), telegramtest.Says("灯泡明天到"))
		page = guest.await(path, "灯泡明天到")
		if strings.Contains(page.body, "<script>alert") {
			s.Errorf("words became a part of the page:\n%s", page.body)
		}
		guest.form(page, path).with("deed", "done").with("words", "换了新灯泡").send(snapshot(412))
		news := s.mended(report, isPhoto, telegramtest.Says("换了新灯泡"), telegramtest.Says("槐荫物业"), telegramtest.Says("左：之前"))
		s.hear(s.office, "the end", telegramtest.Says("办结了 #1"), after(word))
		if page := guest.open(link); !strings.Contains(page.body, "辛苦了") || strings.Contains(page.body, "<form") {
			s.Errorf("after the repair the link shows\n%s", page.body)
		}
		if public := s.browser().open("/tickets/1"); !strings.Contains(public.body, "访客办理人 · 槐荫物业") {
			s.Errorf("the timeline does not say who:\n%s", public.body)
		}
		s.liu.Say(s.riders, "不满意，还是不亮", telegramtest.ReplyTo(news.ID))
		s.hear(s.office, "it is open again", telegramtest.Says("没修好"))
		s.rest()
		if page := guest.open(link); !strings.Contains(page.body, "<form") {
			s.Errorf("the guest can not go on:\n%s", page.body)
		}
	}, withTakers())
}

// What is not the link opens nothing, and a link that was taken back says so.
func TestGuestLinkIsNotForged(t *testing.T) {
	story(t, func(s *scene) {
		m := &s.takers
		s.liu.SendPhoto(s.riders, snapshot(413), "书院路66号路灯不亮了")
		s.hear(s.office, "the card", isPhoto, telegramtest.Says("#1"))
		link := s.invited("wuye")
		other := "A"
		if strings.HasSuffix(link, other) {
			other = "B"
		}
		for _, forged := range []string{link[:len(link)-1] + other, link[:len(link)-1], link + "A", link[:len(link)-26] + strings.Repeat("A", 26)} {
			if page := s.browser().open(forged); page.status != http.StatusNotFound || !strings.Contains(page.body, "这个链接打不开") {
				s.Errorf("%s opens %d:\n%s", forged, page.status, page.body)
			}
		}
		guest := s.browser()
		page := guest.open(link)
		alone := m.street.Private()
		back := m.street.Say(alone, "撤销邀请 #1")
		s.hear(alone, "it is taken back", telegramtest.RepliesTo(back), telegramtest.Says("已收回"))
		if page := guest.open(link); page.status != http.StatusGone || !strings.Contains(page.body, "已经收回") {
			s.Errorf("the link opens %d:\n%s", page.status, page.body)
		}
		late := guest.form(page, page.path).with("deed", "done").with("words", "修好了").post(snapshot(414))
		if late.status != http.StatusGone || !strings.Contains(late.body, "已经收回") {
			s.Errorf("the form is answered %d:\n%s", late.status, late.body)
		}
		if got := s.ticket(1); got.Status != "open" || len(got.More.ResolutionPhotos) > 0 {
			s.Errorf("the ticket is %+v", got)
		}
	}, withTakers())
}
