package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// TestKilledOnWeChat kills the real program while people talk in a group of
// WeChat. The place in the stream is kept only once the messages are, so what
// was heard by a program that died is heard again, and becomes one ticket.
func TestKilledOnWeChat(t *testing.T) {
	t.Parallel()
	for name, address := range databases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t, address(t))
			onWeChat(s)
			s.cfg.Intake.QuietTime, s.cfg.Intake.LongestWait = 300*time.Millisecond, 2*time.Second
			const reports = 6
			var people []string
			for i := range reports {
				people = append(people, fmt.Sprintf("居民%d", i))
			}
			group := s.wechat.Group(residents, append(people, "闲人")...)
			config, dice := s.file(freePort(t)), rand.New(rand.NewPCG(killSeed, 2))
			p := serveProcess(t, config)
			s.until("the first login", func() bool { return s.wechat.Requests("synccheck") > 0 })
			for i := range reports {
				group.Say("闲人", "今天的盒饭真难吃")
				group.SendPhoto(people[i], snapshot(uint64(i)))
				group.Say(people[i], fmt.Sprintf("书院路66号路灯不亮了，记号W%02dX", i))
				time.Sleep(time.Duration(dice.IntN(1500)) * time.Millisecond)
				p.kill()
				p = serveProcess(t, config)
			}
			for i := range reports {
				s.listen(group, "收到", people[i])
			}
			p.terminate()
			if n := s.wechat.Logins(); n != 1 {
				t.Errorf("%d logins, want 1: the session was lost", n)
			}
			words := s.tickets()
			if len(words) != reports {
				t.Errorf("%d tickets, want %d", len(words), reports)
			}
			for i := range reports {
				found := 0
				for _, w := range words {
					found += strings.Count(w, fmt.Sprintf("W%02dX", i))
				}
				if found != 1 {
					t.Errorf("report %d is in %d tickets", i, found)
				}
			}
		})
	}
}
