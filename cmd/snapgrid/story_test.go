package main

import (
	"strings"
	"testing"

	"snapgrid/bots/telegram/telegramtest"
)

const trouble = "我刚路过槐荫路印刷技校门口，发现路面有一处塌陷，请尽快处置"

func TestPhotoBecomesTicketAndFixComesBack(t *testing.T) {
	story(t, func(s *scene) {
		report := s.liu.SendPhoto(s.riders, snapshot(1), trouble)
		s.hear(s.riders, "the reaction", telegramtest.ReactsTo(report))
		ack := s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("#1"))
		for _, word := range []string{"路面塌陷", "印刷技校", "区市政处"} {
			if !strings.Contains(ack.Text, word) {
				s.Errorf("the acknowledgement lacks %q: %s", word, ack.Text)
			}
		}
		card := s.hear(s.office, "the card", isPhoto, telegramtest.Says("#1"))
		fix := s.officer.SendPhoto(s.office, snapshot(2), "已修复，铺了新沥青", telegramtest.ReplyTo(card.ID))
		s.hear(s.office, "the answer to the officer", telegramtest.RepliesTo(fix))
		news := s.hear(s.riders, "the resolution", telegramtest.RepliesTo(report), isPhoto, telegramtest.Says("#1"))
		for _, word := range []string{"铺了新沥青", "区市政处", "用时"} {
			if !strings.Contains(news.Text, word) {
				s.Errorf("the resolution lacks %q: %s", word, news.Text)
			}
		}
		thanks := s.liu.Say(s.riders, "满意", telegramtest.ReplyTo(news.ID))
		s.hear(s.riders, "the thanks", telegramtest.RepliesTo(thanks))
	})
}

func isPhoto(sent telegramtest.Sent) bool { return sent.Kind == telegramtest.Photo }

func TestChatterIsLeftAlone(t *testing.T) {
	story(t, func(s *scene) {
		s.wang.Say(s.riders, "今天的盒饭真难吃")
		s.liu.Say(s.riders, "哈哈哈")
		s.wang.Say(s.riders, "3号楼2单元602的外卖放门口了")
		s.wang.SendPhoto(s.riders, snapshot(3), "我家猫，可爱不")
		s.silence(s.riders, 0)
	})
}

func TestPhotoThenWordsThenPlaceIsOneTicket(t *testing.T) {
	story(t, func(s *scene) {
		s.liu.SendPhoto(s.riders, snapshot(4), "")
		s.wang.Say(s.riders, "等会儿一起吃饭不")
		words := s.liu.Say(s.riders, "路面塌陷了，好大一个坑")
		s.wang.Say(s.riders, "走")
		s.liu.SendLocation(s.riders, 38.605, 104.1)
		ack := s.hear(s.riders, "the acknowledgement", telegramtest.Says("#1"))
		if ack.ReplyTo == 0 || ack.ReplyTo > words.ID {
			s.Errorf("the acknowledgement answers message %d", ack.ReplyTo)
		}
		s.hear(s.office, "the card", isPhoto, telegramtest.Says("#1"))
		s.silence(s.office, len(s.office.Heard()))
		for _, sent := range s.riders.Heard() {
			if strings.Contains(sent.Text, "#2") {
				s.Fatalf("one report became two tickets:\n%s", script(s.riders))
			}
		}
	}, patient)
}

func TestPlaceAfterTheAnswerIsNoOtherReport(t *testing.T) {
	story(t, func(s *scene) {
		report := s.liu.Say(s.riders, "槐荫路路灯不亮了")
		s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("#1"))
		s.liu.Say(s.riders, "在槐荫路与云桥大道交叉口东边")
		s.hear(s.riders, "the acknowledgement with the place", telegramtest.Says("#1"), telegramtest.Says("云桥大道"))
		s.silence(s.riders, len(s.riders.Heard()))
	}, patient)
}

func TestTwoProblemsAreTwoTickets(t *testing.T) {
	story(t, func(s *scene) {
		one := s.liu.SendPhoto(s.riders, snapshot(5), "书院路路灯不亮了")
		two := s.liu.SendPhoto(s.riders, snapshot(6), "望河街井盖不见了，太危险")
		s.hear(s.riders, "the first acknowledgement", telegramtest.RepliesTo(one))
		s.hear(s.riders, "the second acknowledgement", telegramtest.RepliesTo(two))
	})
}

func TestAlbumIsOneTicket(t *testing.T) {
	story(t, func(s *scene) {
		album := s.liu.SendAlbum(s.riders, "纺织路一堆垃圾没人清", [][]byte{snapshot(7), snapshot(8), snapshot(9)})
		s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(album[0]), telegramtest.Says("#1"))
		s.silence(s.riders, len(s.riders.Heard()))
	})
}

func TestOthersCanNotResolve(t *testing.T) {
	story(t, func(s *scene) {
		report := s.liu.SendPhoto(s.riders, snapshot(10), trouble)
		s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report))
		claim := s.wang.SendPhoto(s.riders, snapshot(11), "#1 已修复", telegramtest.ReplyTo(report.ID))
		s.hear(s.riders, "the refusal", telegramtest.RepliesTo(claim), telegramtest.Says("#1"))
		s.wang.Say(s.riders, "已修复", telegramtest.ReplyTo(report.ID))
		s.silence(s.riders, len(s.riders.Heard()))
		status := s.liu.Say(s.riders, "查 #1")
		s.hear(s.riders, "the status", telegramtest.RepliesTo(status), telegramtest.Says("已派单"))
	})
}

func TestObjectionReopens(t *testing.T) {
	story(t, func(s *scene) {
		s.riders.Promote() // only administrators are told of reactions
		report := s.liu.SendPhoto(s.riders, snapshot(12), trouble)
		s.hear(s.office, "the card", isPhoto, telegramtest.Says("#1"))
		s.officer.SendPhoto(s.office, snapshot(13), "#1 已修复")
		news := s.hear(s.riders, "the resolution", telegramtest.RepliesTo(report), isPhoto)
		s.liu.React(s.riders, news.ID, "", "👎")
		s.hear(s.office, "the second card", telegramtest.Says("没修好"))
		s.officer.SendPhoto(s.office, snapshot(14), "#1 重新修好了")
		s.hear(s.riders, "the second resolution", telegramtest.RepliesTo(report), isPhoto,
			func(sent telegramtest.Sent) bool { return sent.ID > news.ID })
	})
}

func TestButtonResolves(t *testing.T) {
	story(t, func(s *scene) {
		report := s.liu.SendPhoto(s.riders, snapshot(15), trouble)
		card := s.hear(s.office, "the alarm", telegramtest.Says("#1"))
		if _, err := s.officer.Press(card, "已修复"); err != nil {
			s.Fatal(err)
		}
		s.hear(s.riders, "the resolution", telegramtest.RepliesTo(report), telegramtest.Says("修好了"))
	})
}

func TestGoneChatFallsBackToPrivate(t *testing.T) {
	story(t, func(s *scene) {
		s.liu.Say(s.liu.Private(), "/start")
		s.hear(s.liu.Private(), "the welcome", telegramtest.Says("照片"))
		s.liu.SendPhoto(s.riders, snapshot(16), trouble)
		s.hear(s.office, "the card", telegramtest.Says("#1"))
		s.riders.Kick()
		s.officer.SendPhoto(s.office, snapshot(17), "#1 已修复")
		s.hear(s.liu.Private(), "the resolution in private", isPhoto, telegramtest.Says("#1"))
	})
}

func TestMovedChatIsFollowed(t *testing.T) {
	story(t, func(s *scene) {
		group := s.telegram.Group("老群")
		group.Add()
		s.liu.SendPhoto(group, snapshot(18), trouble)
		s.hear(group, "the acknowledgement", telegramtest.Says("#1"))
		super := group.Migrate()
		s.officer.SendPhoto(s.office, snapshot(19), "#1 已修复")
		s.hear(super, "the resolution in the new group", isPhoto, telegramtest.Says("#1"))
	})
}

func TestReporterAddsByReplyAndNumber(t *testing.T) {
	story(t, func(s *scene) {
		report := s.liu.SendPhoto(s.riders, snapshot(20), "槐荫路路灯不亮了")
		ack := s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("#1"))
		before := len(s.riders.Heard())
		s.liu.SendPhoto(s.riders, snapshot(21), "", telegramtest.ReplyTo(ack.ID))
		s.liu.Say(s.riders, "#1 就在学校对面")
		s.silence(s.riders, before+2) // at most a nod for each
		for _, sent := range s.riders.Heard()[before:] {
			if sent.Kind == telegramtest.Text || sent.Kind == telegramtest.Photo {
				s.Fatalf("an addition was answered with words:\n%s", script(s.riders))
			}
		}
	})
}
