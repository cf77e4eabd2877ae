package desk_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/triage"
)

var linkCode = regexp.MustCompile(`http://pages/g/([A-Z2-7]{26})`)

// admitted makes a link for the property company, and gives its guest.
func (c *counter) admitted(n int64) intake.Guest {
	c.Helper()
	c.ok(c.desk.Handle(c.Context(), c.orders("gao", triage.IntentGuest, n, "槐荫物业")))
	m := linkCode.FindStringSubmatch(c.db.posts[len(c.db.posts)-1].Text)
	if m == nil {
		c.Fatalf("no link in %+v", c.db.posts[len(c.db.posts)-1])
	}
	g, err := c.db.FindGuest(c.Context(), m[1])
	c.ok(err)
	return g
}

// byGuest is a call of a guest, with so many photos.
func (c *counter) byGuest(g intake.Guest, kind triage.IntentKind, n int64, words string, photos int) desk.Call {
	c.Helper()
	c.chat("web", "handler", intake.ChatPrivate)
	call := c.call("handler", kind, n, c.say("handler", "handler", words, photos))
	call.Intent.Rest, call.Guest, call.Chat = words, g, c.chats["handler"]
	return call
}

func TestGuestAnswersAndRepairs(t *testing.T) {
	c := newCounter(t)
	c.withUnits(desk.Rules{})
	n := c.open()
	g := c.admitted(n)
	if g.Unit != "wuye" || !g.Until.Equal(c.now.Add(7*24*time.Hour)) {
		t.Fatalf("the guest is %+v", g)
	}
	c.ok(c.desk.Handle(t.Context(), c.byGuest(g, triage.IntentNone, n, "配件明天到，电话13812345678", 1)))
	if got := c.ticket(n); got.Status != intake.StatusDispatched || c.happened(n, intake.EventGuest) != 1 {
		t.Errorf("after a word it is %s", got.Status)
	}
	c.ok(c.desk.Handle(t.Context(), c.byGuest(g, triage.IntentFixed, n, "换了灯泡", 1)))
	got := c.ticket(n)
	if got.Status != intake.StatusResolved || got.DoneBy != "wuye" || got.Outcome != "换了灯泡" {
		t.Errorf("after the repair it is %+v", got)
	}
	for _, e := range c.events(n) {
		if strings.Contains(e.Text, "13812345678") {
			t.Errorf("published: %s", e.Text)
		}
		if e.Kind == intake.EventResolved && (e.Actor.Kind != intake.ActorGuest || e.Actor.Unit != "wuye" || e.Actor.Officer != 0) {
			t.Errorf("it was done by %+v", e.Actor)
		}
	}
	if c.posted("staff", "访客办理人）回复了") != 1 || c.posted("staff", "访客办理人）办结了") != 1 {
		t.Errorf("staff were told\n%v", c.db.posts)
	}
	parts := map[intake.Part]int{}
	said, err := c.db.TicketMessages(t.Context(), n)
	c.ok(err)
	for _, m := range said {
		parts[m.Part]++
	}
	if parts[intake.PartFix] != 1 || parts[intake.PartNote] != 1 {
		t.Errorf("the messages are %v", parts)
	}
}

// A link is good for its ticket, its time and two deeds; anything else leaves no
// trace.
func TestGuestCanNotDoAnythingElse(t *testing.T) {
	c := newCounter(t)
	c.withUnits(desk.Rules{GuestGood: time.Hour})
	n, other := c.open(), c.open()
	g, expired, revoked := c.admitted(n), c.admitted(n), c.admitted(other)
	c.ok(c.desk.Handle(t.Context(), c.orders("gao", triage.IntentUnguest, other, "")))
	kinds := []triage.IntentKind{
		triage.IntentRejected, triage.IntentDispatch, triage.IntentAccepted, triage.IntentRise, triage.IntentOffer, triage.IntentTake,
		triage.IntentGuest, triage.IntentExplained, triage.IntentSplit, triage.IntentClass, triage.IntentDissatisfied, triage.IntentStatus,
	}
	refused := func(what string, call desk.Call, want intake.Code) {
		t.Helper()
		before, said := len(c.events(call.Ticket)), len(c.db.posts)
		if err := c.desk.Handle(t.Context(), call); intake.CodeOf(err) != want {
			t.Errorf("%s: %v, want %s", what, err, want)
		}
		if len(c.events(call.Ticket)) != before || len(c.db.posts) != said || c.state(call.Messages[0]) != intake.MessageOpen {
			t.Errorf("%s left a trace", what)
		}
	}
	for _, kind := range kinds {
		refused(string(kind), c.byGuest(g, kind, n, "x", 0), intake.CodeForbidden)
	}
	refused("another ticket", c.byGuest(g, triage.IntentFixed, other, "好了", 1), intake.CodeForbidden)
	refused("a link that was taken back", c.byGuest(revoked, triage.IntentFixed, other, "好了", 1), intake.CodeForbidden)
	refused("nobody", c.byGuest(intake.Guest{ID: 4711, Ticket: n, Unit: "wuye", Until: c.now.Add(time.Hour)}, triage.IntentFixed, n, "好了", 1), intake.CodeNotFound)
	forged := expired
	c.now = c.now.Add(time.Hour)
	forged.Until = c.now.Add(time.Hour) // what the page believes does not count
	refused("a link that expired", c.byGuest(forged, triage.IntentFixed, n, "好了", 1), intake.CodeForbidden)
	for _, s := range []intake.Status{intake.StatusResolved, intake.StatusVerified, intake.StatusClosed, intake.StatusRejected, intake.StatusMerged} {
		done := c.open()
		late := c.admitted(done)
		c.force(done, s)
		refused("a ticket that is "+string(s), c.byGuest(late, triage.IntentFixed, done, "好了", 1), intake.CodeConflict)
	}
}

// The link is told among staff only, and only those who may work on the ticket get it.
func TestLinkIsForStaff(t *testing.T) {
	c := newCounter(t)
	c.withUnits(desk.Rules{})
	n := c.open()
	for _, who := range []string{"chen", "liu", "wang"} {
		before := c.refusals()
		c.ok(c.desk.Handle(t.Context(), c.orders(who, triage.IntentGuest, n, "wuye")))
		if c.refusals() != before+1 {
			t.Errorf("%s is not in the audit", who)
		}
	}
	public := c.orders("gao", triage.IntentGuest, n, "wuye")
	public.Chat = c.chats["riders"]
	c.ok(c.desk.Handle(t.Context(), public))
	c.ok(c.desk.Handle(t.Context(), c.orders("gao", triage.IntentGuest, n, "")))
	c.ok(c.desk.Handle(t.Context(), c.orders("gao", triage.IntentGuest, n, "没听过的单位")))
	if guests, err := c.db.Guests(t.Context(), n); err != nil || len(guests) != 0 || c.posted("", "/g/") != 0 {
		t.Errorf("links were made: %+v, %v", guests, err)
	}
	c.ok(c.desk.Handle(t.Context(), c.orders("zhou", triage.IntentGuest, n, "wuye")))
	if c.posted("staff", "/g/") != 1 || c.posted("riders", "/g/") != 0 {
		t.Error("the link is not where it belongs")
	}
	for words, want := range map[string]string{"wuye": "给槐荫物业的链接已收回", "tongxin": "没有还能用的邀请链接", "没听过": "写明是哪一个单位"} {
		before := c.posted("staff", want)
		c.ok(c.desk.Handle(t.Context(), c.orders("zhou", triage.IntentUnguest, n, words)))
		if words != "tongxin" && c.posted("staff", want) != before+1 {
			t.Errorf("%q was not answered with %s", words, want)
		}
	}
}
