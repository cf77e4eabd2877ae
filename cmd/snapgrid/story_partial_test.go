package main

import (
	"strings"
	"testing"

	"snapgrid/bots/telegram/telegramtest"
)

// A photo of which the end never arrived is shown as far as it goes, and staff
// are told why the rest of it is grey; of a whole one nothing is said.
func TestPhotoThatDidNotArriveWhole(t *testing.T) {
	story(t, func(s *scene) {
		const sentence = "照片没传完整，灰色的部分看不到"
		s.liu.SendPhoto(s.riders, snapshot(320), trouble)
		s.hear(s.office, "the card", isPhoto, telegramtest.Says("#1"))
		torn := snapshot(321)
		s.liu.SendDocument(s.riders, "IMG_1.JPG", "image/jpeg", torn[:len(torn)*4/5], "书院路66号路灯不亮了，晚上很黑")
		s.hear(s.office, "the card with what there is of the photo", isPhoto, telegramtest.Says("#2"))
		asked := s.officer.Say(s.officer.Private(), "登录")
		answer := s.hear(s.officer.Private(), "the link", telegramtest.RepliesTo(asked), telegramtest.Says("/login?code="))
		desk := s.browser()
		desk.logIn(link.FindString(answer.Text))
		desk.await("/desk/tickets/2", sentence)
		if page := desk.await("/desk/tickets/1", "_320.jpg").body; strings.Contains(page, sentence) {
			s.Errorf("a whole photo is called torn:\n%s", page)
		}
	})
}
