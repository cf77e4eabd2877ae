package main

import (
	"slices"
	"testing"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/intake"
)

// In privacy mode Telegram hides photos from the bot, which nobody in the group
// would find out.
func TestDeafInAGroup(t *testing.T) {
	story(t, func(s *scene) {
		s.telegram.SetPrivacy(true)
		group := s.telegram.Supergroup("新来的群")
		s.hear(group, "the warning", telegramtest.Says("看不到群里的照片"))
		group.Kick()
		group.Add()
		s.silence(group, 1)
		group.Promote()
		report := s.liu.SendPhoto(group, snapshot(180), "书院路66号路灯不亮了")
		s.hear(group, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("#1"))
	})
}

// undelivered checks that the answer to ticket 1 reached nobody, and that staff
// can see it.
func (s *scene) undelivered() {
	s.Helper()
	s.rest()
	if got := s.ticket(1); got.Status != "closed" || got.happened("undeliverable") != 1 {
		s.Errorf("the ticket is %+v", got)
	}
	dead, err := s.program.db.DeadPosts(s.Context(), intake.DeadFilter{Limit: 10})
	if err != nil || !slices.ContainsFunc(dead, func(p intake.Post) bool { return p.Kind == intake.PostResolution && p.Ticket == 1 }) {
		s.Errorf("the dead posts are %+v, %v", dead, err)
	}
}

func TestNobodyLeftToTell(t *testing.T) {
	story(t, func(s *scene) {
		_, _, card := s.reported(181)
		s.riders.Kick()
		s.officer.SendPhoto(s.office, snapshot(182), "已修复", telegramtest.ReplyTo(card.ID))
		s.hear(s.office, "the answer to the officer", telegramtest.Says("#1 已办结"))
		s.undelivered()
	})
}

func TestReporterBlockedTheBot(t *testing.T) {
	story(t, func(s *scene) {
		report := s.liu.SendPhoto(s.liu.Private(), snapshot(183), "书院路66号路灯不亮了")
		s.hear(s.liu.Private(), "the acknowledgement", telegramtest.RepliesTo(report))
		s.liu.Block()
		s.officer.SendPhoto(s.office, snapshot(184), "#1 已处理完毕 谢谢")
		s.hear(s.office, "the answer to the officer", telegramtest.Says("#1 已办结"))
		s.undelivered()
	})
}

// The group is gone, and the reporter does not want to hear from us either.
func TestNeitherGroupNorReporter(t *testing.T) {
	story(t, func(s *scene) {
		s.liu.Say(s.liu.Private(), "/start")
		s.hear(s.liu.Private(), "the welcome", isText)
		s.reported(185)
		s.rest()
		s.liu.Block()
		s.riders.Kick()
		s.officer.SendPhoto(s.office, snapshot(186), "#1 已修复")
		s.hear(s.office, "the answer to the officer", telegramtest.Says("#1 已办结"))
		s.undelivered()
	})
}

// Whoever tells first of a group's new number, and however late: the answer
// follows, and the group remains one group.
func TestMigrationToldInAnyOrder(t *testing.T) {
	t.Parallel()
	for name, tell := range map[string]func(old, fresh *telegramtest.Chat){
		"not at all":    func(_, _ *telegramtest.Chat) {},
		"the new first": func(old, fresh *telegramtest.Chat) { fresh.TellMigration(); old.TellMigration() },
		"the old first": func(old, fresh *telegramtest.Chat) { old.TellMigration(); fresh.TellMigration() },
	} {
		t.Run(name, func(t *testing.T) {
			story(t, func(s *scene) {
				group := s.telegram.Group("老群")
				first := s.liu.SendPhoto(group, snapshot(187), "书院路66号路灯不亮了")
				s.hear(group, "the acknowledgement", telegramtest.RepliesTo(first))
				fresh := group.MigrateUntold()
				second := s.wang.SendPhoto(fresh, snapshot(188), "纺织路55号垃圾堆成山没人清")
				s.hear(fresh, "the acknowledgement in the new group", telegramtest.RepliesTo(second), telegramtest.Says("#2"))
				tell(group, fresh)
				s.officer.SendPhoto(s.office, snapshot(189), "#1 已修复")
				s.hear(fresh, "the resolution of the old report", isPhoto, telegramtest.Says("#1 修好了"))
				s.officer.SendPhoto(s.office, snapshot(190), "#2 已修复")
				s.hear(fresh, "the resolution of the new report", isPhoto, telegramtest.Says("#2 修好了"), telegramtest.RepliesTo(second))
				s.rest()
				chats, err := s.program.db.Chats(s.Context(), "telegram")
				if err != nil {
					s.Fatal(err)
				}
				same := slices.DeleteFunc(chats, func(c intake.Chat) bool { return c.Title != "老群" })
				if len(same) != 1 || same[0].Ref.ID != id(fresh) {
					s.Errorf("the group is %+v", same)
				}
			})
		})
	}
}

// What the program did not hear while it was away is heard when it is back.
func TestProgramWasAway(t *testing.T) {
	t.Parallel()
	for name, address := range databases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t, address(t))
			stop := s.start()
			s.reported(191)
			stop()
			s.officer.SendPhoto(s.office, snapshot(192), "#1 已修复")
			report := s.wang.SendPhoto(s.riders, snapshot(193), "纺织路55号垃圾堆成山没人清")
			s.start()
			s.hear(s.riders, "the resolution", isPhoto, telegramtest.Says("#1 修好了"))
			s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("#2"))
		})
	}
}
