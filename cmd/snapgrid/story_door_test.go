package main

import (
	"strings"
	"testing"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/geotag"
	"snapgrid/intake"
)

// Who comes by the code of a group reports from it: the group hears of it and of the
// repair, and learns nothing of the person.
func TestReportByDoor(t *testing.T) {
	story(t, func(s *scene) {
		chat, err := s.program.db.FindChat(s.Context(), intake.ChatRef{Channel: "telegram", ID: id(s.riders)})
		s.sound(err)
		head := intake.Officer{Name: "唐主任", Role: intake.RoleStreet}
		head.ID, err = s.program.db.PutOfficer(s.Context(), head)
		s.sound(err)
		door, err := s.program.desk.OpenDoor(s.Context(), head, chat)
		s.sound(err)

		b := s.browser()
		talk := b.form(b.open(door.Path()), door.Path()).with("words", "书院路66号路灯不亮了").send(snapshot(310)).path
		b.await(talk, "#1 收到")
		ack := s.hear(s.riders, "the news of the report", telegramtest.Says("有人扫码反映，#1 收到"))
		s.sound(s.program.desk.Place(s.Context(), head, 1, geotag.Fix{
			Point: geotag.Point{Lat: 38.6, Lon: 104.1}, Radius: 10, Address: "书院路66号东侧", Cell: "990101-07",
		}))
		s.hear(s.riders, "the place as staff corrected it", isEdit, telegramtest.Says("有人扫码反映"), telegramtest.Says("东侧"))
		s.officer.SendPhoto(s.office, snapshot(311), "#1 已修复，换了灯泡")
		news := s.hear(s.riders, "the resolution", isPhoto, telegramtest.Says("换了灯泡"))
		b.await(talk, "#1 修好了")
		key := strings.TrimPrefix(talk, "/report/")
		if said := ack.Text + news.Text; strings.Contains(said, key) || len(news.Buttons) > 0 {
			s.Errorf("the group is told %q, with the buttons %v", said, news.Buttons)
		}
		if got := s.ticket(1); got.More.Reports != 1 {
			s.Errorf("one report counts as %d", got.More.Reports)
		}

		s.sound(s.program.desk.CloseDoor(s.Context(), head, door.Code))
		page := b.open(door.Path())
		if !strings.Contains(page.body, "已经停用") {
			s.Errorf("a door that was withdrawn shows\n%s", page.body)
		}
		b.form(page, door.Path()).with("words", "纺织路98号垃圾堆成山没人清").send(snapshot(312))
		s.rest()
		if heard := script(s.riders); strings.Contains(heard, "#2") {
			s.Errorf("the group hears of what came by a door that was withdrawn:\n%s", heard)
		}
	}, sleepless)
}

// sleepless lets groups hear at night what else waits for the morning.
func sleepless(s *scene) { s.cfg.Outbox.QuietHours = "" }
