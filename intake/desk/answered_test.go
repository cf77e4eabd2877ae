package desk_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"snapgrid/intake"
	"snapgrid/intake/notice"
	"snapgrid/intake/triage"
)

// origins are five reports of different troubles from three groups, each with a word
// that nobody else says.
var origins = []struct{ chat, secret string }{
	{"riders", "甲乙丙"}, {"residents", "子丑寅"}, {"riders", "丁戊己"}, {"market", "卯辰巳"}, {"residents", "午未申"},
}

// Whatever is merged, undone, repaired and objected to, in whatever order: each repair
// is told once in every group from which a ticket was reported that goes on as the
// repaired one, nowhere else, and without the words of another group.
func TestEveryOriginIsAnsweredOnce(t *testing.T) {
	told := 0
	for seed := range uint64(4) {
		dice := rand.New(rand.NewPCG(seed, 24))
		c := newCounter(t)
		c.chat("telegram", "residents", intake.ChatResidents)
		c.chat("telegram", "market", intake.ChatResidents)
		for i, o := range origins {
			c.report(o.chat, fmt.Sprint("r", i), fmt.Sprintf("%d号路灯不亮，%s", i+1, o.secret), float64(i)*30)
		}
		for _, id := range []string{"riders", "residents", "market"} { // who can not be replied to is quoted
			c.ok(c.db.MoveChat(t.Context(), c.chats[id].Ref, intake.ChatRef{Channel: "telegram", ID: "moved " + id}))
		}
		tell := c.teller()
		for range 30 {
			n, into := 1+dice.Int64N(5), 1+dice.Int64N(5)
			switch dice.IntN(6) {
			case 0, 1:
				c.merge("gao", n, into)
			case 2:
				c.handle("gao", triage.IntentUnmerge, n)
			case 3, 4:
				c.handle("gao", triage.IntentFixed, n)
			case 5:
				c.handle("gao", triage.IntentDissatisfied, n)
			}
			told += tell()
		}
		c.keepsSecrets()
	}
	if told < 20 {
		t.Errorf("only %d answers were told", told)
	}
}

// teller tells of what was owed since the last time, twice, and checks who was told of
// a repair; it returns how many were.
func (c *counter) teller() func() int {
	news := notice.NewAnnouncer(notice.Needs{
		Store: c.db, Desk: c.desk, Examiner: c.db, Writer: c.needs.Writer, Pages: c.needs.Rules.PublicURL, Now: c.needs.Now,
	})
	owed, posts := len(c.db.owed), len(c.db.posts)
	return func() int {
		c.Helper()
		want := map[int64]int{}
		for ; owed < len(c.db.owed); owed++ {
			job, ok := c.db.owed[owed].Job.(intake.Announce)
			if !ok {
				continue
			}
			if c.repaired(job) {
				want = c.concerned(job.Ticket)
			}
			c.ok(news.Announce(c.Context(), job))
			c.ok(news.Announce(c.Context(), job))
		}
		got := map[int64]int{}
		for ; posts < len(c.db.posts); posts++ {
			if p := c.db.posts[posts]; p.Kind == intake.PostResolution {
				got[p.ChatID]++
			}
		}
		if !maps.Equal(got, want) {
			c.Fatalf("told %v, want %v (chats: how often)", got, want)
		}
		return len(got)
	}
}

// repaired reports whether it is a repair that is to be told.
func (c *counter) repaired(job intake.Announce) bool {
	return slices.ContainsFunc(c.events(job.Ticket), func(e intake.Event) bool { return e.ID == job.Event && e.Kind == intake.EventResolved })
}

// concerned are the groups from which tickets were reported that go on as one, each
// to be told once.
func (c *counter) concerned(head int64) map[int64]int {
	groups := map[int64]int{}
	for i, o := range origins {
		if t := c.ticket(int64(i + 1)); t.N == head || t.MergedInto == head {
			groups[c.chats[o.chat].ID] = 1
		}
	}
	return groups
}

// keepsSecrets checks that no group reads what another one said, nor who said it.
func (c *counter) keepsSecrets() {
	c.Helper()
	quoted := false
	for _, p := range c.db.posts {
		for i, o := range origins {
			switch {
			case !strings.Contains(p.Text, o.secret) && !strings.Contains(p.Text, fmt.Sprint("名r", i)):
			case p.ChatID == c.chats[o.chat].ID || p.ChatID == c.chats["staff"].ID:
				quoted = true
			default:
				c.Errorf("what %s said is told in chat %d: %s", o.chat, p.ChatID, p.Text)
			}
		}
	}
	if !quoted {
		c.Error("nobody is quoted: nothing was looked at")
	}
}
