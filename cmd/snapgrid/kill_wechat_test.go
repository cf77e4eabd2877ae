package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
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
			s.isOnceEach("W%02dX", reports)
		})
	}
}

// isOnceEach wants as many tickets as reports, with the mark of each in one of them.
func (s *scene) isOnceEach(mark string, reports int) {
	s.Helper()
	found := s.tickets()
	all := strings.Join(slices.Collect(maps.Values(found)), "\n")
	for i := range reports {
		if times := strings.Count(all, fmt.Sprintf(mark, i)); times != 1 || len(found) != reports {
			s.Errorf("report %d is %d times in %d tickets, want once in %d:\n%s", i, times, len(found), reports, all)
		}
	}
}
