package main

import (
	"testing"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/intake"
)

// An officer shows the photo of the report for that of the repair. The repair goes
// its way, and the staff chat is told to look again; the riders are not.
func TestFakeRepairIsSeen(t *testing.T) {
	story(t, func(s *scene) {
		report, _, card := s.reported(190)
		s.officer.SendPhoto(s.office, snapshot(190), "已修复", telegramtest.ReplyTo(card.ID))
		s.hear(s.office, "the doubt", telegramtest.Says("#1 的修复照片"), telegramtest.Says("和报修时的照片几乎一样"))
		s.mended(report, isPhoto)
		s.rest()
		found, err := s.program.db.Findings(s.Context(), 1)
		s.sound(err)
		if len(found) != 1 || found[0].Kind != intake.FindingUnchanged {
			s.Errorf("found %+v", found)
		}
		if n := did(s.office, telegramtest.Says("请核一下")); n != 1 {
			s.Errorf("the doubt was told %d times", n)
		}
		if n := did(s.riders, telegramtest.Says("请核一下")) + did(s.riders, telegramtest.Says("几乎一样")); n > 0 {
			s.Errorf("the riders were told of a doubt:\n%s", script(s.riders))
		}
		if got := s.ticket(1); got.happened("resolved") != 1 || len(got.More.Timeline) != 3 {
			s.Errorf("the public history is %+v", got.More.Timeline)
		}
	})
}

// The same photo opens a second ticket, whose card offers the first one; a photo of
// elsewhere is told as such.
func TestKnownPhotoAndFarRepair(t *testing.T) {
	story(t, func(s *scene) {
		s.liu.SendDocument(s.riders, "IMG_1.JPG", "image/jpeg", outdoors(191, 38.6112, 104.0915), "这里路灯不亮了")
		first := s.hear(s.office, "the first card", isPhoto, telegramtest.Says("#1 "))
		s.wang.SendPhoto(s.wang.Private(), outdoors(191, 34.3, 108.8), "书院路66号路灯不亮了，晚上很黑")
		second := s.hear(s.office, "the second card", isPhoto, telegramtest.Says("#2 "), telegramtest.Says("照片和 #1 的很像"))
		s.officer.SendDocument(s.office, "IMG_2.JPG", "image/jpeg", outdoors(192, 38.6112, 104.0968), "已修复", telegramtest.ReplyTo(first.ID))
		s.hear(s.office, "the doubt", telegramtest.Says("#1 的修复照片"), telegramtest.Says("离现场约460米"))
		s.officer.SendPhoto(s.office, snapshot(193), "已修复", telegramtest.ReplyTo(second.ID))
		s.rest()
		if n := did(s.office, telegramtest.Says("#2 的修复照片")); n > 0 {
			s.Errorf("an honest repair was doubted:\n%s", script(s.office))
		}
	})
}
