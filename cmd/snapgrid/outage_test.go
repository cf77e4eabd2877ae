package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"snapgrid/bots/telegram/telegramtest"
)

// TestDatabaseFindsNoRoom fills the disk of the database while people report. What can
// not be kept is not confirmed, waits at Telegram, and is done once there is room again.
func TestDatabaseFindsNoRoom(t *testing.T) {
	t.Parallel()
	disk := newDisk(t, filepath.Join(t.TempDir(), "small"))
	s := newScene(t, "sqlite:"+filepath.Join(disk.folder, "snapgrid.db"))
	s.start()
	said := []*telegramtest.Message{s.report("一")}
	s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(said[0]))
	free := disk.choke()
	for began, waiting := time.Now(), 0; time.Since(began) < 2*time.Second; time.Sleep(50 * time.Millisecond) {
		if s.telegram.Waiting() < waiting { // a log has some room of its own
			began = time.Now()
		}
		s.wang.Say(s.riders, strings.Repeat("这雨下得真大", 300))
		waiting = s.telegram.Waiting()
	}
	for i := range 3 {
		group := s.telegram.Supergroup(fmt.Sprintf("群%d", i))
		said = append(said, s.telegram.User("人").Say(group, "槐荫路印刷技校门口路灯不亮了，"+strings.Repeat("急", i)))
	}
	time.Sleep(time.Second)
	if s.telegram.Waiting() < len(said)-1 {
		t.Fatalf("%d updates wait: Telegram was told that we have what we have no room for", s.telegram.Waiting())
	}
	free()
	for _, m := range said {
		s.hear(m.Chat, "the acknowledgement", telegramtest.RepliesTo(m), telegramtest.Says("收到"))
	}
	s.rest()
	for _, m := range said {
		if n := says(m, "收到"); n != 1 {
			t.Errorf("message %s was acknowledged %d times:\n%s", m, n, script(m.Chat))
		}
	}
	if n := len(s.tickets()); n != len(said) {
		t.Errorf("%d reports became %d tickets", len(said), n)
	}
}

// choke takes all room from what grows in the folder, and gives it back. Where we may
// not mount, nobody else can write to the database meanwhile.
func (d *disk) choke() (free func()) {
	d.Helper()
	if !d.mounted {
		return d.seize(filepath.Join(d.folder, "snapgrid.db"))
	}
	name := filepath.Join(d.folder, "ballast")
	file, err := os.Create(name)
	d.ok(err)
	for size := 1 << 20; size >= 1<<12; {
		if _, err = file.Write(make([]byte, size)); err != nil {
			size /= 4
		}
	}
	if !errors.Is(err, syscall.ENOSPC) {
		d.Fatalf("the disk is not full: %v", err)
	}
	return func() {
		d.ok(file.Close())
		d.ok(os.Remove(name))
	}
}

// seize keeps others from writing to a database.
func (d *disk) seize(database string) (free func()) {
	d.Helper()
	db, err := sql.Open("sqlite", "file:"+database+"?_txlock=immediate&_pragma=busy_timeout(10000)")
	d.ok(err)
	tx, err := db.BeginTx(context.Background(), nil)
	d.ok(err)
	return func() {
		d.ok(tx.Rollback())
		d.ok(db.Close())
	}
}

// TestClockJumps lets the clock of the program jump by hours and days, forth and back,
// between what people say. Its queue and its leases go by other clocks, which do not.
func TestClockJumps(t *testing.T) {
	var skew atomic.Int64
	story(t, func(s *scene) {
		var said []*telegramtest.Message
		for i, jump := range []time.Duration{0, 2 * time.Hour, -3 * time.Hour, 26 * time.Hour, -49 * time.Hour, time.Minute} {
			skew.Store(int64(jump))
			group := s.telegram.Supergroup(fmt.Sprintf("群%d", i))
			m := s.telegram.User(fmt.Sprintf("人%d", i)).SendPhoto(group, snapshot(uint64(700+i)), "槐荫路印刷技校门口路灯不亮了")
			s.hear(group, "the acknowledgement", telegramtest.RepliesTo(m), telegramtest.Says("收到"))
			said = append(said, m)
		}
		s.officer.SendPhoto(s.officer.Private(), snapshot(720), "#1 已修复")
		s.hear(said[0].Chat, "the resolution", telegramtest.RepliesTo(said[0]), telegramtest.Says("#1 修好了"))
		for _, m := range said {
			if n := says(m, "收到"); n != 1 {
				s.Errorf("message %s was acknowledged %d times:\n%s", m, n, script(m.Chat))
			}
		}
		if n := len(s.tickets()); n != len(said) {
			s.Errorf("%d reports became %d tickets", len(said), n)
		}
	}, func(s *scene) {
		s.cfg.Outbox.QuietHours = "" // the hour is nothing to wait for
		s.changes = append(s.changes, func(p *program) { p.now = func() time.Time { return time.Now().Add(time.Duration(skew.Load())) } })
	})
}

// TestKilledOnTheWeb kills the real program while forms come in, each sent again under
// its key until it is answered: each becomes one ticket, under the number of the answer.
func TestKilledOnTheWeb(t *testing.T) {
	t.Parallel()
	for name, address := range databases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t, address(t))
			listen, dice := freePort(t), rand.New(rand.NewPCG(killSeed, 3))
			config := s.file(listen)
			var sent atomic.Int64
			numbers := make(chan string, 1)
			p := serveProcess(t, config)
			for i := range 12 {
				word := fmt.Sprintf("F%02dX", i)
				go func() { numbers <- s.insist("http://"+listen, word, &sent) }()
				if i%3 == 1 {
					time.Sleep(time.Duration(dice.IntN(400)) * time.Millisecond)
					p.kill()
					p = serveProcess(t, config)
				}
				n := <-numbers
				if n != fmt.Sprint(i+1) {
					t.Fatalf("form %d became #%s\n%s", i, n, p.err.String())
				}
			}
			p.terminate()
			for n, words := range s.tickets() {
				if !strings.Contains(words, fmt.Sprintf("F%02dX", n-1)) {
					t.Errorf("#%d says %q", n, words)
				}
			}
			t.Logf("12 forms, sent %d times", sent.Load())
		})
	}
}

// insist sends a form under a key until it is answered, and returns the number.
func (s *scene) insist(at, word string, sent *atomic.Int64) string {
	form := url.Values{"api_key": {"loopback"}, "service_code": {"E0401"}, "description": {"路面塌陷了，记号" + word}, "lat": {"38.609"}, "long": {"104.0995"}, "idempotency_key": {word}}
	for began := time.Now(); time.Since(began) < 2*patience; time.Sleep(20 * time.Millisecond) {
		sent.Add(1)
		answer, err := http.PostForm(at+"/open311/v2/requests.json", form)
		if err != nil {
			continue
		}
		var got []struct {
			ID string `json:"service_request_id"`
		}
		err = errors.Join(json.NewDecoder(answer.Body).Decode(&got), answer.Body.Close())
		if err == nil && len(got) == 1 && got[0].ID != "" {
			return got[0].ID
		}
	}
	return "nothing"
}
