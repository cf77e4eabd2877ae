package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/storage/storagetest/pgtest"
)

// alone makes a scene over a SQLite file.
func alone(t *testing.T) *scene {
	t.Helper()
	t.Parallel()
	return newScene(t, databases()["sqlite"](t))
}

// says reports how often the bot replied with some words to a message.
func says(m *telegramtest.Message, words string) int {
	return len(slices.DeleteFunc(m.Chat.Heard(), func(sent telegramtest.Sent) bool {
		return !telegramtest.RepliesTo(m)(sent) || !strings.Contains(sent.Text, words)
	}))
}

// TestTelegramFails lets the service fail in every way, each in a group of its
// own: what was surely not executed is said once, what may have been at least
// once.
func TestTelegramFails(t *testing.T) {
	s := alone(t)
	type trial struct {
		telegramtest.Fault
		most  int // how often the answer may come
		group *telegramtest.Chat
		said  *telegramtest.Message
	}
	trials := []*trial{
		{Fault: telegramtest.Fault{What: telegramtest.InternalError, Times: 2}, most: 1},
		{Fault: telegramtest.Fault{What: telegramtest.BadGateway, Times: 2}, most: 1},
		{Fault: telegramtest.Fault{What: telegramtest.DropBefore, Times: 2}, most: 1},
		{Fault: telegramtest.Fault{What: telegramtest.DropAfter}, most: 2},
		{Fault: telegramtest.Fault{What: telegramtest.Garble}, most: 2},
		{Fault: telegramtest.Fault{
			What: telegramtest.Refuse, Code: 429, RetryAfter: 3, Description: "Too Many Requests: retry after 3",
		}, most: 1},
	}
	s.start()
	// Asking for a file fails five times: 1, 2, 4, 8 and 16 seconds of patience.
	hidden := s.telegram.Supergroup("没网")
	s.telegram.Plan(telegramtest.Fault{Method: "getFile", What: telegramtest.InternalError, Times: 2},
		telegramtest.Fault{Method: "getFile", What: telegramtest.BadGateway, Times: 2},
		telegramtest.Fault{Method: "getFile", What: telegramtest.DropBefore})
	first := s.wang.SendPhoto(hidden, snapshot(50), "纺织路路灯不亮了")
	s.hear(hidden, "the acknowledgement without the photo", telegramtest.RepliesTo(first), telegramtest.Says("收到"))
	began := time.Now()
	for i, trial := range trials {
		trial.group = s.telegram.Supergroup(fmt.Sprintf("群%d", i))
		trial.Method, trial.Chat = "sendMessage", trial.group
		s.telegram.Plan(trial.Fault)
		trial.said = s.telegram.User("人").Say(trial.group, "槐荫路路灯不亮了")
	}
	for _, trial := range trials {
		ack := s.hear(trial.group, "the acknowledgement after: "+string(trial.What), telegramtest.RepliesTo(trial.said), telegramtest.Says("收到"))
		if pause := time.Duration(trial.RetryAfter) * time.Second; ack.At.Sub(began) < pause {
			t.Errorf("told to wait %s the bot spoke after %s", pause, ack.At.Sub(began))
		}
	}
	for deadline := time.Now().Add(2 * patience); len(s.photoURLs(1)) == 0; time.Sleep(100 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("the photo did not come, asked for %d times", s.telegram.Calls("getFile"))
		}
	}
	if calls := s.telegram.Calls("getFile"); calls != 6 {
		t.Errorf("the file was asked for %d times, want five failures and one more", calls)
	}
	s.hear(s.office, "the card", telegramtest.Says("#1 "))
	for _, trial := range trials {
		if n := says(trial.said, "收到"); n > trial.most {
			t.Errorf("after %s the answer came %d times", trial.What, n)
		}
	}
}

// TestCardsArriveInSpite lets the sending of photos fail.
func TestCardsArriveInSpite(t *testing.T) {
	s := alone(t)
	for _, harm := range []telegramtest.Harm{
		telegramtest.DropBefore, telegramtest.InternalError, telegramtest.BadGateway, telegramtest.DropAfter,
	} {
		s.telegram.Plan(telegramtest.Fault{Method: "sendPhoto", What: harm})
	}
	s.start()
	s.report("一")
	s.hear(s.office, "the card", isPhoto, telegramtest.Says("#1 "))
}

// TestUpdatesRepeatAndRestart hands updates in twice, and begins their numbers
// anew.
func TestUpdatesRepeatAndRestart(t *testing.T) {
	story(t, func(s *scene) {
		one := s.report("一")
		s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(one))
		s.telegram.Repeat(50)
		s.awaitConfirmation()
		s.telegram.RestartNumbers(7)
		two := s.report("二")
		s.hear(s.riders, "the acknowledgement after the restart", telegramtest.RepliesTo(two), telegramtest.Says("#2"))
		s.telegram.Repeat(1)
		three := s.report("三")
		s.hear(s.riders, "the acknowledgement after another repetition", telegramtest.RepliesTo(three), telegramtest.Says("#3"))
		for _, m := range []*telegramtest.Message{one, two, three} {
			if n := says(m, "收到"); n != 1 {
				s.Errorf("message %s was acknowledged %d times", m, n)
			}
		}
		s.awaitConfirmation()
	})
}

// awaitConfirmation waits until Telegram knows that everything was heard.
func (s *scene) awaitConfirmation() {
	s.Helper()
	for began := time.Now(); s.telegram.Waiting() > 0; time.Sleep(20 * time.Millisecond) {
		if time.Since(began) > patience {
			s.Fatalf("%d updates are not confirmed", s.telegram.Waiting())
		}
	}
}

// TestDatabaseGoes takes PostgreSQL away while an answer is on its way. What is
// said meanwhile waits at Telegram; what was answered is not answered again.
func TestDatabaseGoes(t *testing.T) {
	t.Parallel()
	server := pgtest.NewOwn(t)
	s := newScene(t, server.Address)
	s.start()
	one := s.report("一")
	s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(one))
	s.telegram.Plan(telegramtest.Fault{Method: "sendMessage", What: telegramtest.SlowAnswer, Delay: 2 * time.Second})
	two, calls := s.report("二"), s.telegram.Calls("sendMessage")
	for s.telegram.Calls("sendMessage") == calls {
		time.Sleep(10 * time.Millisecond)
	}
	server.Halt()
	s.hear(s.riders, "the answer that was on its way", telegramtest.RepliesTo(two))
	three := s.report("三")
	time.Sleep(8 * time.Second)
	if n := s.telegram.Waiting(); n == 0 {
		t.Error("Telegram was told that we have what we do not have")
	}
	server.Resume()
	s.hear(s.riders, "the answer after the outage", telegramtest.RepliesTo(three), telegramtest.Says("#3"))
	four := s.report("四")
	s.hear(s.riders, "the last answer", telegramtest.RepliesTo(four), telegramtest.Says("#4"))
	for _, m := range []*telegramtest.Message{one, two, three, four} {
		if n := says(m, "收到"); n != 1 {
			t.Errorf("message %s was acknowledged %d times:\n%s", m, n, script(s.riders))
		}
	}
}

// TestPhotosFindNoRoom fills the disk of the photos. The tickets do not wait for
// it, and the photos come in when there is room again.
func TestPhotosFindNoRoom(t *testing.T) {
	s := alone(t)
	folder, _ := s.cfg.PhotoFolder()
	disk := newDisk(t, folder)
	s.start()
	disk.fill()
	report := s.report("一")
	s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("#1"))
	for s.telegram.Calls("file") < 2 { // it is tried again
		time.Sleep(50 * time.Millisecond)
	}
	if urls := s.photoURLs(1); len(urls) > 0 {
		t.Fatalf("there was room: %s", urls)
	}
	disk.clear()
	s.hear(s.office, "the card with the photo", isPhoto, telegramtest.Says("#1 "))
	if urls := s.photoURLs(1); len(urls) == 0 {
		t.Error("the photo did not come in")
	}
}

// TestTerminate stops the real program in the middle of its work. It ends in
// time, and its successor does the rest, nothing twice.
func TestTerminate(t *testing.T) {
	t.Parallel()
	for name, address := range databases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t, address(t))
			s.cfg.Intake.QuietTime = 300 * time.Millisecond
			config := s.file(freePort(t))
			s.telegram.Plan(telegramtest.Fault{Method: "sendMessage", What: telegramtest.SlowAnswer, Delay: time.Second, Times: -1})
			p := serveProcess(t, config)
			var said []*telegramtest.Message
			for i := range 12 {
				group := s.telegram.Supergroup(fmt.Sprintf("群%d", i))
				said = append(said, s.telegram.User("人").SendPhoto(group, snapshot(60), "槐荫路路灯不亮了"))
				if i == 7 {
					p.await("first answer", func() bool { return s.telegram.Calls("sendMessage") > 1 })
				}
			}
			p.terminate()
			next := serveProcess(t, config)
			for _, m := range said {
				s.hear(m.Chat, "the acknowledgement", telegramtest.RepliesTo(m))
			}
			next.terminate()
			for _, m := range said {
				if n := says(m, "收到"); n != 1 {
					t.Errorf("acknowledged %d times:\n%s", n, script(m.Chat))
				}
			}
			if tickets := s.tickets(); len(tickets) != len(said) {
				t.Errorf("%d reports became %d tickets", len(said), len(tickets))
			}
		})
	}
}
