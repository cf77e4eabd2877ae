package desk_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/dispatch"
	"snapgrid/intake/sla"
	"snapgrid/intake/triage"
)

// promising is a counter whose desk makes other promises, by the calendar that
// comes with the program. It begins on a Monday at nine, in the zone of the test.
func promising(t *testing.T, policies string) *counter {
	t.Helper()
	c := newCounter(t)
	text, err := os.ReadFile("../../configs/calendar.yaml")
	c.ok(err)
	calendar, err := sla.ParseCalendar(text, time.UTC)
	c.ok(err)
	c.needs.Book, err = sla.NewBook([]byte(policies), calendar, c.needs.Categories)
	c.ok(err)
	c.restart()
	c.now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	return c
}

// restart makes a new desk over the same database.
func (c *counter) restart() { c.desk = desk.New(c.needs) }

// alone lets an officer talk to us in private.
func (c *counter) alone(who string) intake.Chat {
	c.Helper()
	chat := c.chat("telegram", who, intake.ChatPrivate)
	c.say(who, who, "帮助", 0)
	return chat
}

// admin is an administrator who talks to us in private.
func (c *counter) admin() intake.Chat {
	c.Helper()
	_, err := c.db.PutOfficer(c.Context(), intake.Officer{Channel: "telegram", Sender: "ma", Name: "ma", Role: intake.RoleAdmin})
	c.ok(err)
	return c.alone("ma")
}

// pass lets time pass in steps, and lists what is said meanwhile: when, in which
// chat, the sentence's first sign and line.
func (c *counter) pass(d, step time.Duration) (said []string) {
	c.Helper()
	for end := c.now.Add(d); c.now.Before(end); {
		c.now = c.now.Add(step)
		before := len(c.db.posts)
		for range 2 { // two nodes, one after the other
			c.ok(c.desk.LookAfter(c.Context()))
		}
		for _, p := range c.db.posts[before:] {
			line := strings.Split(p.Text+"\n", "\n")[1]
			said = append(said, fmt.Sprintf("%s %s: %s", c.now.Format("02 15:04"), c.nameOf(p.ChatID), line))
		}
	}
	return said
}

func (c *counter) nameOf(chat int64) string {
	for name, known := range c.chats {
		if known.ID == chat {
			return name
		}
	}
	return fmt.Sprint(chat)
}

func same(c *counter, got, want []string) {
	c.Helper()
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		c.Errorf("said\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// From the unit to the street's chat to those who answer for everything, each once,
// over restarts and in the eyes of two nodes; and nobody reads who reported it.
func TestLadderUpTheTree(t *testing.T) {
	t.Parallel()
	c := promising(t, `policies: [{solve: 8 工作时}, {class: P, solve: 8 工作时, sign: 2 工作时}]`)
	c.chat("telegram", "street", intake.ChatStaff)
	c.alone("gao")
	c.admin()
	n := c.open()
	before := len(c.db.posts)
	got := c.pass(2*time.Hour, 10*time.Minute)
	c.restart()
	got = append(got, c.pass(time.Hour, 10*time.Minute)...)
	c.ok(c.desk.Handle(t.Context(), c.call("zhou", triage.IntentAccepted, n)))
	got = append(got, c.pass(30*time.Hour, 10*time.Minute)...)
	same(c, got, []string{
		"23 10:00 staff: 还没签收，请在11月23日11:00前签收",
		"23 11:00 staff: 该在11月23日11:00前签收，现在还没有", "23 11:00 street: 该在11月23日11:00前签收，现在还没有",
		"23 12:00 gao: 没人签收，超时1小时0分钟，催过了，请街道协调", "23 12:00 ma: 没人签收，超时1小时0分钟，催过了，请街道协调",
		"23 15:40 staff: 快到期了，11月23日18:00前办结",
		"23 18:00 staff: 该在11月23日18:00前办结，已经超时。办不了就写明原因：挂起 #1 原因 日期",
		"23 18:00 street: 该在11月23日18:00前办结，已经超时。办不了就写明原因：挂起 #1 原因 日期",
		"24 14:00 gao: 没有办结，超时20小时0分钟，催过了，请街道协调", "24 14:00 ma: 没有办结，超时20小时0分钟，催过了，请街道协调",
	})
	for _, p := range c.db.posts[before:] {
		if p.Kind == intake.PostReminder && (strings.Contains(p.Text, "名liu") || strings.Contains(p.Text, "电话") || !strings.Contains(p.Text, "区市政处")) {
			t.Errorf("%s was told %q", c.nameOf(p.ChatID), p.Text)
		}
	}
	kinds := map[intake.EventKind]int{}
	for _, e := range c.events(n) {
		kinds[e.Kind]++
	}
	if kinds[intake.EventReminded] != 2 || kinds[intake.EventUrged] != 2 || kinds[intake.EventEscalated] != 2 {
		t.Errorf("the history has %v", kinds)
	}
}

// A clock that is set back repeats nothing, and loses nothing.
func TestClockSetBack(t *testing.T) {
	t.Parallel()
	c := promising(t, `policies: [{class: P, solve: 10h}]`)
	c.open()
	got := c.pass(8*time.Hour, time.Hour)
	c.now = c.now.Add(-6 * time.Hour)
	c.restart()
	got = append(got, c.pass(20*time.Hour, time.Hour)...)
	same(c, got, []string{
		"23 16:00 staff: 快到期了，11月23日19:00前办结",
		"23 19:00 staff: 该在11月23日19:00前办结，已经超时。办不了就写明原因：挂起 #1 原因 日期",
		"24 00:00 staff: 没有办结，超时5小时0分钟，催过了，请街道协调", // nobody of the street talks to us: the staff chats hear of it
	})
}

// A unit without a chat has those who look after the area told, and an officer who
// has the ticket hears of it in private.
func TestLadderWithoutAUnitChat(t *testing.T) {
	t.Parallel()
	c := promising(t, `policies: [{class: P, solve: 10h}]`)
	c.needs.Router = dispatch.Plan{Units: []intake.Unit{{Code: "shizheng", Name: "区市政处", Categories: []string{"P"}}}}.Router()
	c.restart()
	c.alone("zhou")
	n := c.open()
	ticket := c.ticket(n)
	zhou, err := c.db.FindOfficer(t.Context(), "telegram", "zhou")
	c.ok(err)
	ticket.Officer = zhou.ID
	c.ok(c.db.SaveTicket(t.Context(), ticket))
	same(c, c.pass(10*time.Hour, time.Hour), []string{
		"23 16:00 staff: 快到期了，11月23日19:00前办结", "23 16:00 zhou: 快到期了，11月23日19:00前办结",
		"23 19:00 staff: 该在11月23日19:00前办结，已经超时。办不了就写明原因：挂起 #1 原因 日期",
	})
}

// While it waits nothing is said; on its day it goes on by itself with what was left
// of the time, and the reporter's answer tells the new date.
func TestWaitEndsByItself(t *testing.T) {
	t.Parallel()
	c := promising(t, `policies: [{class: P, solve: 8 工作时, sign: 1 工作时}]`)
	n := c.open()
	c.pass(30*time.Minute, 30*time.Minute)
	c.ok(c.desk.Handle(t.Context(), c.call("zhou", triage.IntentBegun, n)))
	c.now = c.now.Add(90 * time.Minute)                                    // at eleven: six hours are left
	c.ok(c.desk.Handle(t.Context(), c.call("zhou", triage.IntentHold, n))) // for three days
	if got := c.ticket(n); got.Status != intake.StatusWaiting || c.desk.Light(got) != sla.Grey {
		t.Fatalf("it is %s with a light that is %s", got.Status, c.desk.Light(got))
	}
	same(c, append(c.pass(69*time.Hour, time.Hour), c.pass(59*time.Minute, 59*time.Minute)...), nil)
	c.restart()
	same(c, c.pass(time.Minute, time.Minute), []string{
		"26 09:00 staff: 说好今天再看，接着办理，11月26日16:00前办结。还要再等就写：挂起 #1 原因 日期",
		"26 09:00 riders: 📍还不清楚位置",
	})
	got := c.ticket(n)
	last := c.events(n)[len(c.events(n))-1]
	if got.Status != intake.StatusInProgress || !got.Wait.Until.IsZero() || last.Kind != intake.EventResumed || last.Actor.Kind != intake.ActorProgram {
		t.Errorf("it is %s, waits until %s, and last was %+v", got.Status, got.Wait.Until, last)
	}
	same(c, c.pass(7*time.Hour, 12*time.Minute), []string{
		"26 13:36 staff: 快到期了，11月26日16:00前办结",
		"26 16:00 staff: 该在11月26日16:00前办结，已经超时。办不了就写明原因：挂起 #1 原因 日期",
	})
}

// Who speaks of it where it was reported has been in touch; in the unit's own chat
// nobody hears them.
func TestContact(t *testing.T) {
	t.Parallel()
	c := promising(t, `policies: [{class: P, contact: 2h}]`)
	n := c.open()
	c.ok(c.desk.Handle(t.Context(), c.call("zhou", triage.IntentAccepted, n, c.say("staff", "zhou", "收到", 0))))
	if got := c.ticket(n).Clocks; !got.ContactedAt.IsZero() || !got.SignedAt.Equal(c.now) {
		t.Errorf("words among themselves: %+v", got)
	}
	call := c.call("zhou", triage.IntentNone, n, c.say("riders", "zhou", "师傅，是哪一盏？", 0))
	call.Chat = c.chats["riders"]
	c.ok(c.desk.Handle(t.Context(), call))
	if got := c.ticket(n).Clocks; !got.ContactedAt.Equal(c.now) {
		t.Errorf("words to the reporter: %+v", got)
	}
	same(c, c.pass(5*time.Hour, time.Hour), nil)
}

// After the repair it is the grid that has to look, and an objection starts all anew.
func TestLookAtTheRepairIsPromised(t *testing.T) {
	t.Parallel()
	c := promising(t, `policies: [{class: P, solve: 20h, sign: 10h, verify: 10h, soon: 1m}]`)
	c.chat("telegram", "street", intake.ChatStaff)
	n := c.open()
	c.ok(c.desk.Handle(t.Context(), c.call("zhou", triage.IntentFixed, n)))
	same(c, c.pass(8*time.Hour, time.Hour), []string{
		"23 16:00 staff: 修好了还没人去看，请在11月23日19:00前核实", "23 16:00 street: 修好了还没人去看，请在11月23日19:00前核实",
	})
	c.ok(c.desk.Handle(t.Context(), c.call("liu", triage.IntentDissatisfied, n)))
	if got := c.ticket(n); !got.Clocks.VerifyBy.IsZero() || !got.DueAt.Equal(c.now.Add(20*time.Hour)) || !got.Clocks.SignBy.Equal(c.now.Add(10*time.Hour)) {
		t.Errorf("reopened, it promises %s and %+v", got.DueAt, got.Clocks)
	}
}

// Two nodes that look after the same tickets at the same moment say nothing twice.
func TestTwoNodesLookAfter(t *testing.T) {
	t.Parallel()
	c := promising(t, `policies: [{class: P, solve: 10h}]`)
	for range 20 {
		c.open()
	}
	c.now = c.now.Add(11 * time.Hour)
	before := len(c.db.posts)
	nodes := []*desk.Desk{desk.New(c.needs), desk.New(c.needs)}
	var group sync.WaitGroup
	for _, node := range nodes {
		group.Go(func() {
			if err := node.LookAfter(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if got := len(c.db.posts) - before; got != 20 {
		t.Errorf("%d urgings for 20 tickets", got)
	}
}

// torn is a database that can not read one ticket.
type torn struct {
	*ledger
	n int64
}

func (l torn) LockTicket(ctx context.Context, n int64) (intake.Ticket, error) {
	if n == l.n {
		return intake.Ticket{}, errors.New("the page can not be read")
	}
	return l.ledger.LockTicket(ctx, n)
}

// A ticket that can not be looked after is told, and keeps no other waiting.
func TestOneTicketFails(t *testing.T) {
	t.Parallel()
	c := promising(t, `policies: [{class: P, solve: 10h}]`)
	first := c.open()
	c.open()
	c.needs.Store = torn{c.db, first}
	c.restart()
	c.now = c.now.Add(11 * time.Hour)
	before := len(c.db.posts)
	err := c.desk.LookAfter(t.Context())
	if err == nil || !strings.Contains(err.Error(), "look after #1: the page can not be read") {
		t.Errorf("the fault is not told: %v", err)
	}
	if said := c.db.posts[before:]; len(said) != 1 || said[0].Ticket != 2 {
		t.Errorf("said %+v", said)
	}
}

func TestCalendarAlarm(t *testing.T) {
	t.Parallel()
	c := promising(t, `policies: []`)
	admin := c.admin()
	c.watch("2026-11-30")
	c.watch("2026-12-03")
	c.watch("2026-12-03")
	c.watch("2026-12-06")
	if len(c.db.posts) != 1 || c.db.posts[0].ChatID != admin.ID || !strings.Contains(c.db.posts[0].Text, "2027年的放假和调休安排还没有填") {
		t.Fatalf("said %+v", c.db.posts)
	}
	c.watch("2026-12-12")
	c.watch("2027-01-02")
	if len(c.db.posts) != 3 {
		t.Errorf("%d alarms until January", len(c.db.posts))
	}
}

// watch looks at the calendar on a day.
func (c *counter) watch(day string) {
	c.Helper()
	now, err := time.Parse(time.DateOnly, day)
	c.ok(err)
	c.now = now
	c.ok(c.desk.WatchCalendar(c.Context()))
}
