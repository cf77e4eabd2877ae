package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"snapgrid/storage/storagetest/pgtest"
)

// TestNodesHandOverWeChat restarts two nodes one after the other, as for a new version,
// while people talk in a group of WeChat. The session moves without a login, and every
// report is heard and answered once.
func TestNodesHandOverWeChat(t *testing.T) {
	t.Parallel()
	s := newScene(t, pgtest.New(t))
	onWeChat(s)
	s.cfg.Intake.QuietTime, s.cfg.Intake.LongestWait = 300*time.Millisecond, 2*time.Second
	people := []string{"赵阿姨", "李师傅", "小周"}
	group := s.wechat.Group(residents, people...)
	report := func(i int) { group.Say(people[i], fmt.Sprintf("书院路%d号路灯不亮了，记号W%dX", 60+i, i)) }
	config := s.file("127.0.0.1:0")
	node := func(state string) *process {
		p := serveProcess(t, config)
		p.await("node on "+state, func() bool { return p.state("wechat") == state })
		return p
	}
	first := node("running")
	s.until("the login", func() bool { return s.wechat.Requests("synccheck") > 0 })
	second := node("standby")
	report(0)
	s.listen(group, "#1 收到", people[0])
	report(1)
	first.terminate()
	second.await("takeover", func() bool { return second.state("wechat") == "running" })
	first = node("standby")
	second.terminate()
	report(2)
	for i, who := range people {
		s.listen(group, "收到", who, fmt.Sprintf("W%d", i))
	}
	first.terminate()
	if n := s.wechat.Logins(); n != 1 {
		t.Errorf("%d logins: the session did not move", n)
	}
	said, found := "", ""
	for _, h := range group.Heard() {
		said += words(h) + "\n"
	}
	tickets := s.tickets()
	for _, words := range tickets {
		found += words + "\n"
	}
	for i := range people {
		if word := fmt.Sprintf("记号W%d", i); strings.Count(said, word) != 1 || strings.Count(found, word) != 1 || len(tickets) != len(people) {
			t.Errorf("%s is to be one of %d tickets, and acknowledged once:\n%s\n%s", word, len(people), found, said)
		}
	}
}
