package desk_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// said lists the posts whose key begins so.
func (c *counter) said(key string) []intake.Post {
	var found []intake.Post
	for _, p := range c.db.posts {
		if strings.HasPrefix(p.Key, key) {
			found = append(found, p)
		}
	}
	return found
}

// One word says whether it is solved and how well; silence says neither.
func TestOneWordForTwoQuestions(t *testing.T) {
	for _, tt := range []struct {
		wish   triage.IntentKind
		rating intake.Rating
		status intake.Status
	}{
		{triage.IntentSatisfied, intake.Satisfied, intake.StatusClosed},
		{triage.IntentFair, intake.Fair, intake.StatusClosed},
		{triage.IntentFixed, intake.Fair, intake.StatusClosed}, // 修好了
		{triage.IntentDissatisfied, intake.Dissatisfied, intake.StatusReopened},
		{triage.IntentNone, "", intake.StatusResolved},
	} {
		c := newCounter(t)
		n := c.open()
		c.force(n, intake.StatusResolved)
		c.ok(c.desk.Handle(t.Context(), c.call("liu", tt.wish, n, c.say("riders", "liu", "……", 0))))
		got := c.ticket(n)
		if got.Rating != tt.rating || got.Status != tt.status {
			t.Errorf("%q: rated %q, %s", tt.wish, got.Rating, got.Status)
		}
	}
}

// An objection counts for a week from when the reporters heard at the latest.
func TestTermOfAnObjection(t *testing.T) {
	const week = 7 * 24 * time.Hour
	for _, tt := range []struct {
		look, after time.Duration // until somebody looks; when they object
		heard       bool
	}{
		{0, week, true}, {0, week + time.Second, false},
		{48 * time.Hour, week + 48*time.Hour, true}, {48 * time.Hour, week + 49*time.Hour, false},
	} {
		c := newCounter(t)
		n := c.open()
		c.force(n, intake.StatusResolved)
		done := c.ticket(n)
		done.Ending = intake.EndingSolved
		if tt.look > 0 {
			done.Clocks.VerifyBy = done.DoneAt.Add(tt.look)
		}
		c.ok(c.db.SaveTicket(t.Context(), done))
		c.now = done.DoneAt.Add(tt.after)
		c.ok(c.desk.Handle(t.Context(), c.call("liu", triage.IntentDissatisfied, n)))
		if reopened := c.ticket(n).Status == intake.StatusReopened; reopened != tt.heard {
			t.Errorf("%s after the end, to be looked at within %s: reopened %v", tt.after, tt.look, reopened)
		}
	}
}

// Two nodes that sweep at once ask, and tell, once; what is over is not told of.
func TestFollowUps(t *testing.T) {
	c := newCounter(t)
	n, over := c.open(), c.open()
	sweep := func(after time.Duration) {
		c.now = c.now.Add(after)
		for range 2 {
			c.ok(c.desk.FollowUp(t.Context()))
		}
	}
	sweep(15*time.Minute - time.Second)
	if asked := c.said("question/"); len(asked) != 0 {
		t.Fatalf("a rider was asked too early: %q", asked[0].Text)
	}
	sweep(time.Second)
	if asked := c.said("question/"); len(asked) != 2 || asked[0].Kind != intake.PostNews || !strings.Contains(asked[0].Text, "不急") {
		t.Fatalf("asked %+v", asked)
	}
	c.force(over, intake.StatusResolved)
	for week := range 3 {
		sweep(7 * 24 * time.Hour)
		if told := c.said("followup/"); len(told) != week+1 || told[week].Ticket != n {
			t.Fatalf("after %d weeks told %d times", week+1, len(told))
		}
	}
	waits := c.ticket(n)
	waits.Status, waits.Wait = intake.StatusWaiting, intake.Wait{For: intake.WaitRegister, Until: c.now.Add(300 * 24 * time.Hour)}
	c.ok(c.db.SaveTicket(t.Context(), waits))
	sweep(7 * 24 * time.Hour)
	sweep(7 * 24 * time.Hour)
	if told := c.said("followup/"); len(told) != 4 || c.ticket(n).FollowAt.Sub(c.now) != 21*24*time.Hour {
		t.Errorf("what waits is told of %d times, again %s", len(told), c.ticket(n).FollowAt)
	}
	if len(c.said("question/")) != 2 {
		t.Error("a rider was asked again")
	}
}

// A rider whose report lacks nothing is asked nothing.
func TestWholeReportIsNotAskedFor(t *testing.T) {
	c := newCounter(t)
	n := c.open()
	whole := c.ticket(n)
	whole.Fix.Source = geotag.SourcePin
	c.ok(c.db.SaveTicket(t.Context(), whole))
	messages, err := c.db.TicketMessages(t.Context(), n)
	c.ok(err)
	p := messages[0].Photos[0]
	p.State, p.Media.Key = intake.PhotoReady, "k"
	c.ok(c.db.SavePhoto(t.Context(), p))
	c.now = c.now.Add(time.Hour)
	c.ok(c.desk.FollowUp(t.Context()))
	if asked := c.said("question/"); len(asked) != 0 {
		t.Errorf("asked %q", asked[0].Text)
	}
}

func TestFollowingHasALimit(t *testing.T) {
	c := newCounter(t)
	c.chat("telegram", "wang", intake.ChatPrivate)
	c.say("wang", "wang", "你好", 0)
	for i := range 22 {
		call := c.call("wang", triage.IntentFollow, c.open())
		call.Chat = c.chats["wang"]
		c.ok(c.desk.Handle(t.Context(), call))
		followed, err := c.db.SubscriptionsOf(context.Background(), "telegram", "wang")
		c.ok(err)
		if want := min(i+1, 20); len(followed) != want {
			t.Fatalf("follows %d after %d wishes, want %d", len(followed), i+1, want)
		}
	}
}
