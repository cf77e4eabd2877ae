package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"

	"snapgrid/bots/wecom/wecomtest"
)

// TestKilledOnWeCom kills the real program while a crew writes to the robot. The service
// repeats a call until it is answered well; each report becomes one ticket, and is
// acknowledged in the group.
func TestKilledOnWeCom(t *testing.T) {
	t.Parallel()
	for name, address := range databases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t, address(t))
			onWeCom(s)
			s.cfg.Units[0].Chats = nil // no cards among the answers
			s.cfg.Intake.QuietTime, s.cfg.Intake.LongestWait = 300*time.Millisecond, 2*time.Second
			const reports = 6
			listen, dice := freePort(t), rand.New(rand.NewPCG(killSeed, 4))
			config := s.file(listen)
			p := serveProcess(t, config)
			calls := make(chan int, reports)
			for i := range reports {
				words := fmt.Sprintf("@网格助手 书院路%d号路灯不亮了，记号C%02dX", 60+i, i)
				m := s.crew.Mixed("crew", fmt.Sprintf("crew%d", i), words, snapshot(uint64(400+i)))
				go func() { calls <- s.repeat("http://"+listen+"/wecom/callback", m) }()
				time.Sleep(time.Duration(dice.IntN(1500)) * time.Millisecond)
				p.kill()
				p = serveProcess(t, config)
			}
			made := 0
			for range reports {
				made += <-calls
			}
			for n := range reports {
				s.until(fmt.Sprintf("the acknowledgement of #%d", n+1), func() bool { return s.saidToCrew(fmt.Sprintf("#%d 收到", n+1)) > 0 })
			}
			p.terminate()
			s.isOnceEach("C%02dX", reports)
			t.Logf("%d messages, called %d times", reports, made)
		})
	}
}

// repeat calls with a message until the call is answered well, and returns how often.
func (s *scene) repeat(hook string, m wecomtest.Message) (calls int) {
	for began := time.Now(); time.Since(began) < 2*patience; time.Sleep(50 * time.Millisecond) {
		ctx, done := context.WithTimeout(s.Context(), 5*time.Second) // the service's own patience
		status, err := s.crew.Call(ctx, hook, m)
		done()
		calls++
		if err == nil && status == http.StatusOK {
			break
		}
	}
	return calls
}

// saidToCrew counts how often something was said in the group, by either way.
func (s *scene) saidToCrew(words string) (times int) {
	for _, h := range append(s.crew.Heard("crew"), s.crew.Heard("crew-robot")...) {
		times += strings.Count(h.Text, words)
	}
	return times
}
