package main

import (
	"fmt"
	"testing"
	"time"

	"snapgrid/bots/telegram/telegramtest"
)

// Telegram takes what is said and does not answer, in many groups at once: each post
// there holds what says it for half a minute. Who reports on a page is answered all the
// same.
func TestSilentChannelHoldsNoOther(t *testing.T) {
	story(t, func(s *scene) {
		s.telegram.Plan(telegramtest.Fault{Method: "sendMessage", What: telegramtest.SlowAnswer, Delay: time.Hour, Times: -1})
		calls := s.telegram.Calls("sendMessage")
		for i := range 40 {
			group := s.telegram.Supergroup(fmt.Sprintf("网格群%d", i))
			s.telegram.User(fmt.Sprintf("路人%d", i)).Say(group, fmt.Sprintf("书院路%d号路灯不亮了，请尽快派人来修", 2*i+1))
		}
		s.until("silence", func() bool { return s.telegram.Calls("sendMessage") >= calls+8 })
		reporter := s.browser()
		began := time.Now()
		page := reporter.form(reporter.open("/report"), "/report").
			with("words", "路面塌了一个坑，电动车差点摔了").with("where", "纺织路66号").send()
		s.until("the answer on the page", func() bool { return acknowledged.MatchString(reporter.open(page.path).body) })
		s.Logf("answered after %s", time.Since(began).Round(10*time.Millisecond))
		s.telegram.Close() // nobody waits for its answers any more
	})
}
