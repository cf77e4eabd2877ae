package main

import (
	"fmt"
	"strings"
	"testing"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/intake"
)

// What people say to each other is none of our business, in whatever form.
func TestSmallTalkOfAllKinds(t *testing.T) {
	story(t, func(s *scene) {
		for i, say := range []func(u *telegramtest.User){
			func(u *telegramtest.User) { u.Say(s.riders, "#1 路公交怎么还不来") },
			func(u *telegramtest.User) { u.Say(s.riders, "#1 路公交到哪了") },
			func(u *telegramtest.User) { u.Say(s.riders, "1路公交今天绕行吗？") },
			func(u *telegramtest.User) { u.Say(s.riders, "8#楼 3 单元有人吗，外卖到了") },
			func(u *telegramtest.User) { u.SendSticker(s.riders, "😂") },
			func(u *telegramtest.User) { u.SendVideo(s.riders, "看我家狗") },
			func(u *telegramtest.User) { u.SendPhoto(s.riders, snapshot(110), "") },
			func(u *telegramtest.User) { u.SendPhoto(s.riders, snapshot(111), "今天的晚霞真好看") },
			func(u *telegramtest.User) { u.SendLocation(s.riders, 38.605, 104.1) },
			func(u *telegramtest.User) { u.Say(s.riders, "https://example.com/a?id=1") },
			func(u *telegramtest.User) { u.Say(s.riders, "👍👍👍") },
			func(u *telegramtest.User) { u.Say(s.riders, "收到") },
			func(u *telegramtest.User) { u.Say(s.riders, "满意") },
			func(u *telegramtest.User) { u.Say(s.riders, "修好了") },
			func(u *telegramtest.User) { u.Say(s.riders, "在不在？") },
			func(u *telegramtest.User) { u.Say(s.riders, "/roll@SomeOtherBot 6") },
			func(u *telegramtest.User) {
				u.SendDocument(s.riders, "排班表.xlsx", "application/vnd.ms-excel", []byte("PK"), "下周排班")
			},
			func(u *telegramtest.User) {
				first := u.Say(s.riders, "晚上聚餐不")
				s.wang.Say(s.riders, "走起", telegramtest.ReplyTo(first.ID))
			},
		} {
			say(s.telegram.User(fmt.Sprintf("骑手%d", i)))
		}
		s.silence(s.riders, 0)
		s.silence(s.office, 0)
		if n := s.opened(); n != 0 {
			s.Errorf("small talk became %d tickets", n)
		}
	})
}

// What strangers write about a number in another group is about something else.
func TestNumbersInAnotherGroup(t *testing.T) {
	story(t, func(s *scene) {
		s.reported(109)
		s.rest()
		before, group := s.ticket(1), s.telegram.Group("公交爱好者")
		for i, line := range []string{
			"#1 路公交到哪了", "#1路公交怎么样了", "#1 我排第一", "#1 冠军", "今晚的#1 是谁", "#1 太难了",
		} {
			s.telegram.User(fmt.Sprintf("路人%d", i)).Say(group, line)
		}
		s.telegram.User("拍客").SendPhoto(group, snapshot(108), "#1 名的奖杯")
		s.rest()
		if after := s.ticket(1); len(after.More.Timeline) != len(before.More.Timeline) || after.Description != before.Description ||
			len(after.More.Photos) != 1 || s.opened() != 1 {
			s.Errorf("small talk became part of a ticket: %+v", after)
		}
		if n := did(group, telegramtest.Says("路灯")); n > 0 {
			s.Errorf("small talk was answered with a ticket:\n%s", script(group))
		}
	})
}

func TestSendersTalkAcrossEachOther(t *testing.T) {
	story(t, func(s *scene) {
		lius := s.liu.SendPhoto(s.riders, snapshot(112), "")
		wangs := s.wang.SendPhoto(s.riders, snapshot(113), "")
		s.heard()
		s.liu.Say(s.riders, "书院路66号路灯不亮了")
		s.wang.Say(s.riders, "纺织路55号垃圾堆成山没人清")
		s.hear(s.riders, "the first acknowledgement", telegramtest.RepliesTo(lius), telegramtest.Says("书院路66号"))
		s.hear(s.riders, "the second acknowledgement", telegramtest.RepliesTo(wangs), telegramtest.Says("纺织路55号"))
		s.rest()
		if s.opened() != 2 {
			s.Fatalf("two reports became %d tickets", s.opened())
		}
		for n := range 2 {
			got := s.ticket(n + 1)
			if len(got.More.Photos) != 1 || strings.Contains(got.Description, "路灯") == strings.Contains(got.Description, "垃圾") {
				s.Errorf("ticket %d mixes the reports: %+v", n+1, got)
			}
		}
	}, patient)
}

// Alone with the bot a report that lacks something is asked for it; the answer
// belongs to what was sent before.
func TestPrivateReport(t *testing.T) {
	story(t, func(s *scene) {
		alone := s.liu.Private()
		vague := s.liu.SendPhoto(alone, snapshot(114), "")
		s.hear(alone, "the question", telegramtest.RepliesTo(vague), telegramtest.Says("在哪里"))
		s.liu.Say(alone, "纺织路98号井盖不见了")
		s.hear(alone, "the acknowledgement", telegramtest.RepliesTo(vague), telegramtest.Says("#1"))
		s.officer.SendPhoto(s.office, snapshot(116), "#1 已修复，换了新井盖")
		s.hear(alone, "the resolution", telegramtest.RepliesTo(vague), isPhoto, telegramtest.Says("换了新井盖"))
		s.rest()
		if n := len(s.riders.Heard()); n > 0 {
			s.Errorf("the riders were told of a private report:\n%s", script(s.riders))
		}
		if got := s.ticket(1); len(got.More.Photos) != 1 || s.opened() != 1 {
			s.Errorf("the ticket is %+v", got)
		}
	})
}

// A group that nobody bound is as good a place to report as any other.
func TestReportInAnUnboundGroup(t *testing.T) {
	story(t, func(s *scene) {
		group := s.telegram.Group("幸福家园业主群")
		known := s.liu.SendPhoto(group, snapshot(117), "书院路66号路灯不亮了")
		s.hear(group, "the acknowledgement", telegramtest.RepliesTo(known), telegramtest.Says("书院路66号"))
		unknown := s.wang.SendPhoto(group, snapshot(118), "井盖不见了，太危险了")
		s.hear(group, "the question for the place", telegramtest.RepliesTo(unknown), telegramtest.Says("还不清楚位置"))
		s.officer.SendPhoto(s.office, snapshot(119), "#1 已修复")
		s.hear(group, "the resolution", telegramtest.RepliesTo(known), isPhoto)
	})
}

func TestForumTopic(t *testing.T) {
	story(t, func(s *scene) {
		forum := s.telegram.Forum("社区论坛")
		streets := forum.Topic("道路")
		report := s.liu.SendPhoto(forum, snapshot(120), trouble, telegramtest.In(streets))
		s.hear(forum, "the acknowledgement", telegramtest.RepliesTo(report), inTopic(streets.ID))
		s.officer.SendPhoto(s.office, snapshot(121), "#1 已修复")
		s.hear(forum, "the resolution", telegramtest.RepliesTo(report), isPhoto, inTopic(streets.ID))

		lamps := forum.Topic("路灯")
		s.wang.SendPhoto(forum, snapshot(122), "书院路66号路灯不亮了", telegramtest.In(lamps))
		s.hear(forum, "the second acknowledgement", telegramtest.Says("#2"), inTopic(lamps.ID))
		lamps.Close()
		s.officer.SendPhoto(s.office, snapshot(123), "#2 已修复")
		s.hear(forum, "the resolution outside the closed topic", isPhoto, telegramtest.Says("#2"), inTopic(0))
	})
}

// A channel speaks for itself. What Telegram copies into its discussion group
// is not said twice.
func TestChannelReports(t *testing.T) {
	story(t, func(s *scene) {
		channel, group := s.telegram.Channel("街道随手拍"), s.telegram.Supergroup("街道随手拍评论")
		channel.Link(group)
		post := channel.Publish(trouble, snapshot(124))
		s.hear(channel, "the acknowledgement", telegramtest.RepliesTo(post), telegramtest.Says("#1"))
		s.officer.SendPhoto(s.office, snapshot(125), "#1 已修复")
		s.hear(channel, "the resolution", telegramtest.RepliesTo(post), isPhoto)
		s.silence(group, 0)
		if n := s.opened(); n != 1 {
			s.Errorf("one post became %d tickets", n)
		}
	})
}

func TestAnonymousAdministratorReports(t *testing.T) {
	story(t, func(s *scene) {
		report := s.wang.SendPhoto(s.riders, snapshot(126), trouble, telegramtest.Anonymously())
		s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("#1"))
		s.officer.SendPhoto(s.office, snapshot(127), "#1 已修复")
		news := s.hear(s.riders, "the resolution", telegramtest.RepliesTo(report), isPhoto)
		thanks := s.wang.Say(s.riders, "满意", telegramtest.ReplyTo(news.ID), telegramtest.Anonymously())
		s.hear(s.riders, "the thanks", telegramtest.RepliesTo(thanks))
		if got := s.ticket(1); got.More.Status != "closed" {
			s.Errorf("the ticket is %s", got.More.Status)
		}
	})
}

func TestEnglishChat(t *testing.T) {
	english := func(s *scene) { s.cfg.Chats[0].Language = "en" }
	story(t, func(s *scene) {
		report := s.liu.SendPhoto(s.riders, snapshot(128), "There is a big pothole near the school gate")
		ack := s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("#1 received"))
		s.officer.SendPhoto(s.riders, snapshot(129), "fixed, new asphalt", telegramtest.ReplyTo(ack.ID))
		s.hear(s.riders, "the resolution", telegramtest.RepliesTo(report), isPhoto, telegramtest.Says("is fixed"), telegramtest.Says("new asphalt"))
		for _, sent := range s.riders.Heard() {
			if strings.Contains(sent.Text, "收到") || strings.Contains(sent.Text, "修好") {
				s.Errorf("Chinese in an English chat: %s", sent.Text)
			}
		}
	}, english)
}

// In danger the advice comes first, and the staff do not wait for a photo.
func TestEmergency(t *testing.T) {
	story(t, func(s *scene) {
		street, elsewhere := s.telegram.Supergroup("青石街道指挥群"), s.telegram.Supergroup("槐荫街道指挥群")
		s.bind(street, intake.ChatStaff, "990101003")
		s.bind(elsewhere, intake.ChatStaff, "990101001")
		report := s.liu.Say(s.riders, "纺织路路口电线掉下来冒火花了")
		ack := s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("#1"))
		if !strings.HasPrefix(ack.Text, "⚠️") {
			s.Errorf("the advice does not come first: %s", ack.Text)
		}
		s.hear(s.office, "the alarm of the unit", telegramtest.Says("🔴"), telegramtest.Says("电线掉下来"))
		s.hear(street, "the alarm of the street", telegramtest.Says("🔴"), telegramtest.Says("纺织路"))
		s.silence(elsewhere, 0)
		if got := s.ticket(1); got.More.Severity != "emergency" || did(s.office, telegramtest.Says("🔴")) != 1 {
			s.Errorf("the ticket is %+v\n%s", got, script(s.office))
		}
	})
}

func TestWebhook(t *testing.T) {
	hook := func(s *scene) {
		s.cfg.Telegram.Mode, s.cfg.Telegram.WebhookSecret = "webhook", "a_secret-of_the_story"
	}
	story(t, func(s *scene) {
		report := s.liu.SendPhoto(s.riders, snapshot(130), trouble)
		ack := s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("#1"))
		s.officer.SendPhoto(s.riders, snapshot(131), "已修复", telegramtest.ReplyTo(ack.ID))
		s.hear(s.riders, "the resolution", telegramtest.RepliesTo(report), isPhoto, telegramtest.Says("#1"))
		s.rest()
		if n := s.telegram.Calls("getUpdates"); n > 0 {
			s.Errorf("the program polled %d times in webhook mode", n)
		}
	}, hook)
}
