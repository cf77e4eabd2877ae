package main

import (
	"strings"
	"testing"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/intake"
)

// reported lets Liu report something, up to the dispatch card.
func (s *scene) reported(seed uint64) (report *telegramtest.Message, ack, card telegramtest.Sent) {
	s.Helper()
	report = s.liu.SendPhoto(s.riders, snapshot(seed), "书院路66号路灯不亮了")
	ack = s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("#1"))
	card = s.hear(s.office, "the card", isPhoto, telegramtest.Says("#1"))
	return report, ack, card
}

// mended waits for the news under the report.
func (s *scene) mended(report *telegramtest.Message, fits ...func(telegramtest.Sent) bool) telegramtest.Sent {
	s.Helper()
	return s.hear(s.riders, "the resolution", append(fits, telegramtest.RepliesTo(report), telegramtest.Says("#1 修好了"))...)
}

// Staff answer where they are: at the report, at the acknowledgement, at the
// card, or alone with the bot.
func TestStaffAnswerAnywhere(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]func(s *scene, report *telegramtest.Message, ack, card telegramtest.Sent){
		"at the report": func(s *scene, report *telegramtest.Message, _, _ telegramtest.Sent) {
			s.officer.SendPhoto(s.riders, snapshot(141), "换了灯泡，已修复", telegramtest.ReplyTo(report.ID))
		},
		"at the acknowledgement": func(s *scene, _ *telegramtest.Message, ack, _ telegramtest.Sent) {
			s.officer.SendPhoto(s.riders, snapshot(142), "处理完毕，换了灯泡", telegramtest.ReplyTo(ack.ID))
		},
		"at the card": func(s *scene, _ *telegramtest.Message, _, card telegramtest.Sent) {
			s.officer.SendPhoto(s.office, snapshot(143), "done 换了灯泡", telegramtest.ReplyTo(card.ID))
		},
		"in private": func(s *scene, _ *telegramtest.Message, _, _ telegramtest.Sent) {
			s.officer.SendPhoto(s.officer.Private(), snapshot(144), "#1 已修复，换了灯泡")
		},
		"photo, then words": func(s *scene, _ *telegramtest.Message, _, _ telegramtest.Sent) {
			s.officer.SendPhoto(s.office, snapshot(145), "")
			s.heard()
			s.officer.Say(s.office, "#1 已修复，换了灯泡")
		},
		"words, then photo": func(s *scene, _ *telegramtest.Message, _, _ telegramtest.Sent) {
			s.officer.Say(s.office, "#1 已修复，换了灯泡")
			s.heard()
			s.officer.SendPhoto(s.office, snapshot(146), "")
		},
		"photo at the card, then words": func(s *scene, _ *telegramtest.Message, _, card telegramtest.Sent) {
			s.officer.SendPhoto(s.office, snapshot(147), "", telegramtest.ReplyTo(card.ID))
			s.heard()
			s.officer.Say(s.office, "已修复，换了灯泡")
		},
	} {
		t.Run(name, func(t *testing.T) {
			story(t, func(s *scene) {
				report, ack, card := s.reported(140)
				answer(s, report, ack, card)
				s.mended(report, isPhoto, telegramtest.Says("换了灯泡"), telegramtest.Says("左：之前"))
				s.rest()
				got := s.ticket(1)
				if got.Status != "closed" || got.More.Status != "resolved" || len(got.More.Photos) != 1 || len(got.More.ResolutionPhotos) != 1 {
					s.Errorf("the ticket is %+v", got)
				}
			}, patient)
		})
	}
}

func TestAlbumOfTheRepair(t *testing.T) {
	story(t, func(s *scene) {
		report, _, card := s.reported(150)
		s.officer.SendAlbum(s.office, "已修复", [][]byte{snapshot(151), snapshot(152), snapshot(153)}, telegramtest.ReplyTo(card.ID))
		s.mended(report, isPhoto)
		s.rest()
		if n := did(s.riders, telegramtest.RepliesTo(report), isPhoto); n != 3 {
			s.Errorf("the riders saw %d pictures, want before and after and two more:\n%s", n, script(s.riders))
		}
		if got := s.ticket(1); len(got.More.ResolutionPhotos) != 3 || got.happened("resolved") != 1 {
			s.Errorf("the ticket is %+v", got)
		}
	})
}

// A repair that names no ticket is asked for, never guessed; the answer to the
// question is enough.
func TestBareRepairIsAsked(t *testing.T) {
	story(t, func(s *scene) {
		report, _, _ := s.reported(154)
		bare := s.officer.SendPhoto(s.office, snapshot(155), "已修复")
		s.hear(s.office, "the question", telegramtest.RepliesTo(bare), telegramtest.Says("哪一件"))
		s.rest()
		if got := s.ticket(1); got.Status != "open" || len(got.More.ResolutionPhotos) > 0 {
			s.Errorf("the ticket was guessed: %+v", got)
		}
		s.officer.Say(s.office, "#1")
		s.mended(report, isPhoto, telegramtest.Says("左：之前"))
	})
}

// The button is for those who have the ticket. Others are told so once.
func TestOthersPressTheButton(t *testing.T) {
	story(t, func(s *scene) {
		report, _, card := s.reported(157)
		for range 3 {
			press, err := s.wang.Press(card, "已修复")
			if err != nil {
				s.Fatal(err)
			}
			s.rest()
			if text, _ := press.Toast(); !strings.Contains(text, "只有负责的工作人员能改") {
				s.Errorf("the presser was shown %q, answered %v", text, press.Answered())
			}
		}
		if n := did(s.office, telegramtest.Says("只有负责的工作人员能改")); n != 0 {
			s.Errorf("the refusal was said in the group %d times:\n%s", n, script(s.office))
		}
		refusals, err := s.program.db.Refusals(s.Context(), 10)
		if err != nil || len(refusals) != 3 || refusals[0].Ticket != 1 || refusals[0].Why != intake.CodeForbidden {
			s.Errorf("the audit says %+v, %v", refusals, err)
		}
		if _, err := s.officer.Press(card, "已修复"); err != nil {
			s.Fatal(err)
		}
		s.mended(report)
	})
}

func TestTakeAndGiveBack(t *testing.T) {
	story(t, func(s *scene) {
		_, _, card := s.reported(158)
		taken := s.officer.Say(s.office, "收到，马上去", telegramtest.ReplyTo(card.ID))
		s.hear(s.office, "the answer", telegramtest.RepliesTo(taken), telegramtest.Says("已签收"))
		if got := s.ticket(1); got.More.Status != "accepted" {
			s.Errorf("the ticket is %s", got.More.Status)
		}
		back := s.officer.Say(s.office, "不归我们管，是物业的", telegramtest.ReplyTo(card.ID))
		s.hear(s.office, "the answer", telegramtest.RepliesTo(back), telegramtest.Says("已退回"))
		if got := s.ticket(1); got.More.Status != "reported" || got.happened("returned") != 1 {
			s.Errorf("the ticket is %+v", got)
		}
	})
}

// The reporter's word ends a ticket or begins it anew, however it is given.
func TestWordOfTheReporter(t *testing.T) {
	t.Parallel()
	for name, tell := range map[string]struct {
		say    func(s *scene, news telegramtest.Sent)
		status string
	}{
		"satisfied":    {func(s *scene, _ telegramtest.Sent) { s.liu.Say(s.riders, "满意") }, "closed"},
		"thumb up":     {func(s *scene, news telegramtest.Sent) { s.liu.React(s.riders, news.ID, "", "👍") }, "closed"},
		"dissatisfied": {func(s *scene, _ telegramtest.Sent) { s.liu.Say(s.riders, "不满意，还是不亮") }, "reopened"},
		"reply": {func(s *scene, news telegramtest.Sent) {
			s.liu.Say(s.riders, "不满意", telegramtest.ReplyTo(news.ID))
		}, "reopened"},
		"in private": {func(s *scene, _ telegramtest.Sent) { s.liu.Say(s.liu.Private(), "#1 不满意") }, "reopened"},
	} {
		t.Run(name, func(t *testing.T) {
			story(t, func(s *scene) {
				tell.say(s, s.repaired(160))
				s.rest()
				if got := s.ticket(1); got.More.Status != tell.status {
					s.Errorf("the ticket is %s, want %s\n%s", got.More.Status, tell.status, script(s.riders))
				}
			})
		})
	}
}

// repaired is reported, up to the news of the repair.
func (s *scene) repaired(seed uint64) telegramtest.Sent {
	s.Helper()
	s.riders.Promote() // only administrators are told of reactions
	report, _, card := s.reported(seed)
	if _, err := s.officer.Press(card, "已修复"); err != nil {
		s.Fatal(err)
	}
	news := s.mended(report)
	s.rest()
	return news
}

// What others think of a repair changes nothing, and nobody is told.
func TestWordOfStrangers(t *testing.T) {
	story(t, func(s *scene) {
		news := s.repaired(161)
		spoken, before := did(s.riders, isSpeech), s.ticket(1)
		s.wang.Say(s.riders, "不满意")
		s.wang.Say(s.riders, "不满意", telegramtest.ReplyTo(news.ID))
		s.wang.Say(s.wang.Private(), "#1 满意")
		s.wang.React(s.riders, news.ID, "", "👎")
		s.wang.React(s.riders, news.ID, "👎", "👍")
		s.rest()
		got := s.ticket(1)
		if got.More.Status != "resolved" || len(got.More.Timeline) > len(before.More.Timeline) || did(s.riders, isSpeech) > spoken {
			s.Errorf("the stranger had an effect: %+v\n%s", got, script(s.riders))
		}
	})
}

func TestSecondObjection(t *testing.T) {
	story(t, func(s *scene) {
		alone := s.liu.Private()
		report := s.liu.SendPhoto(alone, snapshot(170), "书院路66号路灯不亮了")
		s.hear(s.office, "the card", isPhoto, telegramtest.Says("#1"))
		var news telegramtest.Sent
		for range 2 {
			s.officer.SendPhoto(s.officer.Private(), snapshot(171), "#1 已修复")
			news = s.hear(alone, "the resolution", telegramtest.RepliesTo(report), telegramtest.Says("修好了"), after(news))
			objection := s.liu.Say(alone, "不满意", telegramtest.ReplyTo(news.ID))
			s.hear(alone, "the apology", telegramtest.RepliesTo(objection), telegramtest.Says("重新交办"))
		}
		s.rest()
		if got := s.ticket(1); got.More.Status != "reopened" || got.happened("reopened") != 2 || got.happened("resolved") != 2 {
			s.Errorf("the ticket is %+v", got)
		}
		if n := did(s.office, telegramtest.Says("报的人说没修好")); n != 2 {
			s.Errorf("the unit was sent back %d times:\n%s", n, script(s.office))
		}
	})
}
