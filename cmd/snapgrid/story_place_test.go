package main

import (
	"strings"
	"testing"
	"time"

	"snapgrid/bots/telegram/telegramtest"
)

func TestWordsThenLocation(t *testing.T) {
	story(t, func(s *scene) {
		words := s.liu.Say(s.riders, "路灯不亮了")
		s.heard()
		s.liu.SendLocation(s.riders, 38.6075, 104.1032)
		s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(words), telegramtest.Says("#1"), telegramtest.Says("第12网格"))
		s.silence(s.riders, 2) // the 👀 and the acknowledgement
		got := s.ticket(1)
		got.near(s.T, 38.6075, 104.1032)
		if got.More.LocationSource != "pin" || got.More.Cell != "990101-12" || got.More.Reports != 1 || s.opened() != 1 {
			s.Errorf("the ticket is %+v", got)
		}
	}, patient)
}

func TestLocationAfterTheAcknowledgement(t *testing.T) {
	story(t, func(s *scene) {
		report := s.liu.SendPhoto(s.riders, snapshot(100), "书院路路灯不亮了")
		ack := s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("书院路"))
		if got := s.ticket(1); got.More.LocationSource != "place" {
			s.Errorf("the place of the words came from %q", got.More.LocationSource)
		}
		s.liu.SendLocation(s.riders, 38.6075, 104.1032)
		corrected := s.hear(s.riders, "the corrected acknowledgement", isEdit, telegramtest.Says("第12网格"))
		if corrected.ID != ack.ID {
			s.Errorf("message %d was edited, the acknowledgement is %d", corrected.ID, ack.ID)
		}
		s.rest()
		got := s.ticket(1)
		got.near(s.T, 38.6075, 104.1032)
		if got.More.LocationSource != "pin" || s.opened() != 1 || did(s.riders, isSpeech) != 1 {
			s.Errorf("the ticket is %+v\n%s", got, script(s.riders))
		}
	}, patient)
}

// The photo of a document is as the camera wrote it. Its position is worth
// waiting for, and nobody else gets to see it.
func TestDocumentWithItsPosition(t *testing.T) {
	story(t, func(s *scene) {
		s.telegram.Plan(telegramtest.Fault{Method: "file", What: telegramtest.SlowAnswer, Delay: quiet / 2})
		report := s.liu.SendDocument(s.riders, "IMG_2031.JPG", "image/jpeg", outdoors(101, 38.6112, 104.0915), "书院路路灯不亮了")
		s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("第2网格"))
		s.rest()
		if n := did(s.riders, isEdit); n > 0 {
			s.Errorf("the acknowledgement did not wait for the photo:\n%s", script(s.riders))
		}
		got := s.ticket(1)
		got.near(s.T, 38.6112, 104.0915)
		if got.More.LocationSource != "exif" || got.More.Cell != "990101-02" || len(got.More.Photos) != 1 {
			s.Errorf("the ticket is %+v", got)
		}
		shown := s.published(got.MediaURL)
		if shown.Width >= shown.Height {
			s.Errorf("the published photo lies on its side: %d×%d", shown.Width, shown.Height)
		}
		key := strings.TrimSuffix(got.MediaURL, "_1280.jpg")
		s.published(key + "_320.jpg")
		for _, name := range []string{key, key + ".jpg", key + "_0.jpg"} {
			s.missing(name)
		}
	}, patient, leisurely)
}

// leisurely slows the program's clock down to a tenth: what is waited for some seconds
// only is waited for most of a minute.
func leisurely(s *scene) {
	began := time.Now()
	s.changes = append(s.changes, func(p *program) { p.now = func() time.Time { return began.Add(time.Since(began) / 10) } })
}

// A photo from 300 km away is only a hint: the road in the words counts.
func TestDocumentFromFarAway(t *testing.T) {
	story(t, func(s *scene) {
		report := s.liu.SendDocument(s.riders, "IMG_2017.JPG", "image/jpeg", outdoors(103, 36.0612, 103.8343), "书院路路灯不亮了")
		s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("书院路"))
		s.rest()
		if got := s.ticket(1); got.More.LocationSource != "place" {
			s.Errorf("the ticket is %+v", got)
		}
	}, patient)
}

// A short link is kept as it was written, and asked about once, in what is said anyhow.
func TestShortLink(t *testing.T) {
	story(t, func(s *scene) {
		report := s.liu.Say(s.riders, "路面塌了一大块 https://surl.amap.com/5aBcDeF")
		s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("地图链接里看不出位置"))
		s.rest()
		if got := s.ticket(1); !strings.Contains(got.Description, "surl.amap.com/5aBcDeF") || got.More.LocationSource == "link" {
			s.Errorf("the ticket is %+v", got)
		}
		if n := did(s.riders, isSpeech); n != 1 {
			s.Errorf("%d messages were said:\n%s", n, script(s.riders))
		}
	}, patient)
}

func TestVenue(t *testing.T) {
	story(t, func(s *scene) {
		s.liu.SendVenue(s.riders, 38.60473, 104.110038, "青石农贸市场", "纺织路")
		s.heard()
		report := s.liu.SendPhoto(s.riders, snapshot(102), "垃圾堆成山没人清")
		s.hear(s.riders, "the acknowledgement", telegramtest.Says("#1"), telegramtest.Says("青石农贸市场"))
		s.rest()
		got := s.ticket(1)
		got.near(s.T, 38.60473, 104.110038)
		if got.More.LocationSource != "pin" || s.opened() != 1 || did(s.riders, isSpeech) != 1 {
			s.Errorf("message %s became %+v\n%s", report, got, script(s.riders))
		}
	}, patient)
}

// A rider shares where they are and rides on: what counts is where they were
// when they reported.
func TestLiveLocation(t *testing.T) {
	story(t, func(s *scene) {
		live := s.liu.SendLiveLocation(s.riders, 38.6012, 104.0930)
		s.heard()
		s.liu.Move(live, 38.6075, 104.1032)
		s.heard()
		s.liu.Say(s.riders, "这里的人行道砖碎了")
		s.hear(s.riders, "the acknowledgement", telegramtest.Says("#1"), telegramtest.Says("第12网格"))
		s.rest()
		s.ticket(1).near(s.T, 38.6075, 104.1032)
		before := len(s.riders.Heard())
		s.liu.Move(live, 38.6112, 104.0915)
		s.liu.StopLive(live, 38.6112, 104.0920)
		s.silence(s.riders, before)
		got := s.ticket(1)
		got.near(s.T, 38.6075, 104.1032)
		if got.More.LocationSource != "pin" || got.More.Cell != "990101-12" || s.opened() != 1 {
			s.Errorf("the ticket is %+v", got)
		}
	}, patient)
}

func TestEdits(t *testing.T) {
	story(t, func(s *scene) {
		draft := s.liu.Say(s.riders, "路灯不亮了")
		s.heard()
		s.liu.Edit(draft, "书院路66号路灯不亮了")
		s.hear(s.riders, "the acknowledgement of the edited words", telegramtest.RepliesTo(draft), telegramtest.Says("书院路66号"))

		photo := s.wang.SendPhoto(s.riders, snapshot(103), "井盖不见了，太危险")
		ack := s.hear(s.riders, "the second acknowledgement", telegramtest.RepliesTo(photo), telegramtest.Says("#2"))
		s.wang.Edit(photo, "纺织路55号井盖不见了，太危险")
		corrected := s.hear(s.riders, "the corrected acknowledgement", isEdit, telegramtest.Says("#2"), telegramtest.Says("纺织路55号"))
		if corrected.ID != ack.ID {
			s.Errorf("message %d was edited, the acknowledgement is %d", corrected.ID, ack.ID)
		}
		s.rest()
		first, second := s.ticket(1), s.ticket(2)
		first.near(s.T, 38.607973, 104.086016)
		second.near(s.T, 38.606957, 104.111062)
		if second.More.LocationSource != "place" || s.opened() != 2 || !strings.Contains(second.Description, "井盖不见了") {
			s.Errorf("the tickets are %+v and %+v", first, second)
		}
	}, patient)
}
