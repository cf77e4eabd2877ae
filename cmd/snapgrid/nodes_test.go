package main

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/intake/lease"
	"snapgrid/storage/storagetest/pgtest"
)

// TestNodesTakeOver runs several nodes over one database. The one that polls is
// killed, its successor is frozen and wakes up too late: nothing is lost, nothing
// is doubled, and no two of them poll at once.
func TestNodesTakeOver(t *testing.T) {
	t.Parallel()
	s := newScene(t, pgtest.New(t))
	s.cfg.Intake.QuietTime = 300 * time.Millisecond
	config := s.file("127.0.0.1:0")
	node := func(state string) *process {
		p := serveProcess(t, config)
		p.await("node on "+state, func() bool { return p.state("telegram") == state })
		return p
	}
	first := node("running")
	second := node("standby")
	one := s.report("一号")
	s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(one), telegramtest.Says("#1"))

	// Killed in the middle of an answer: somebody else gives it.
	s.telegram.Plan(telegramtest.Fault{Method: "sendMessage", What: telegramtest.DropBefore, Times: -1})
	two, calls := s.report("二号"), s.telegram.Calls("sendMessage")
	first.await("attempt to answer", func() bool { return s.telegram.Calls("sendMessage") > calls })
	first.kill()
	killed := time.Now()
	s.telegram.Heal()
	three := s.report("三号")
	second.await("takeover", func() bool { return second.state("telegram") == "running" })
	if took := time.Since(killed); took > 2*lease.TTL {
		t.Errorf("the takeover took %s, the lease %s", took, lease.TTL)
	}
	s.hear(s.riders, "the answer of the dead", telegramtest.RepliesTo(two), telegramtest.Says("#2"))
	s.hear(s.riders, "the answer of the successor", telegramtest.RepliesTo(three), telegramtest.Says("#3"))
	if n := s.telegram.Conflicts(); n > 0 {
		t.Errorf("two nodes polled at once, %d times", n)
	}

	// Frozen for longer than its lease: what it still holds in its hands is void.
	third := node("standby")
	second.signal(syscall.SIGSTOP)
	four := s.report("四号")
	third.await("takeover", func() bool { return third.state("telegram") == "running" })
	second.signal(syscall.SIGCONT)
	second.await("insight", func() bool { return second.state("telegram") == "standby" })
	five := s.report("五号")
	s.hear(s.riders, "the answer after the freeze", telegramtest.RepliesTo(four), telegramtest.Says("#4"))
	s.hear(s.riders, "the last answer", telegramtest.RepliesTo(five), telegramtest.Says("#5"))
	third.terminate()
	second.terminate()
	for n, words := range s.tickets() {
		if n > 5 || strings.Count(words, "号") != 1 {
			t.Errorf("ticket #%d: %q", n, words)
		}
	}
}

func (p *process) signal(what syscall.Signal) {
	p.Helper()
	if err := p.cmd.Process.Signal(what); err != nil {
		p.Fatal(err)
	}
}
