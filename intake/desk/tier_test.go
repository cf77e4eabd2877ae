package desk_test

import (
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/dispatch"
	"snapgrid/intake/notice"
	"snapgrid/intake/triage"
)

// withUnits gives a counter a property company and a co-building unit, each with a
// chat and somebody in it, a unit without a chat, and rules.
func (c *counter) withUnits(rules desk.Rules) {
	c.Helper()
	units := []intake.Unit{
		{Code: "shizheng", Name: "区市政处", Categories: []string{"P"}, Chats: []intake.ChatRef{{Channel: "telegram", ID: "staff"}}},
		{Code: "wuye", Name: "槐荫物业", Chats: []intake.ChatRef{{Channel: "telegram", ID: "wuye"}}},
		{Code: "tongxin", Name: "通讯共建单位", Chats: []intake.ChatRef{{Channel: "telegram", ID: "tongxin"}}},
		{Code: "silent", Name: "没有群的单位"},
	}
	writer, err := notice.New(c.needs.Categories, units, "zh-CN", time.UTC)
	c.ok(err)
	rules.PublicURL = func() string { return "http://pages" }
	c.needs.Writer, c.needs.Router, c.needs.Rules = writer, dispatch.Plan{Units: units}.Router(), rules
	c.desk = desk.New(c.needs)
	for _, code := range []string{"wuye", "tongxin"} {
		c.chat("telegram", code, intake.ChatStaff)
		_, err := c.db.PutOfficer(c.Context(), intake.Officer{Channel: "telegram", Sender: code, Name: code, Role: intake.RoleUnitOfficer, Unit: code})
		c.ok(err)
	}
}

// orders is a call of somebody on the staff with words.
func (c *counter) orders(who string, kind triage.IntentKind, n int64, words string) desk.Call {
	c.Helper()
	call := c.call(who, kind, n)
	call.Intent.Rest = words
	if chat, ok := c.chats[who]; ok {
		call.Chat = chat
	}
	return call
}

// posted counts what was said in a chat, or in any for "", that has some words.
func (c *counter) posted(chat, words string) (times int) {
	for _, p := range c.db.posts {
		if strings.Contains(p.Text, words) && (chat == "" || p.ChatID == c.chats[chat].ID) {
			times++
		}
	}
	return times
}

// happened counts events of a kind.
func (c *counter) happened(n int64, kind intake.EventKind) (times int) {
	for _, e := range c.events(n) {
		if e.Kind == kind {
			times++
		}
	}
	return times
}

// lamps begin with the neighbours: an hour for them, and two for a meeting.
func lamps(unit string) desk.Rules {
	return desk.Rules{Tiers: intake.TierRules{{
		Categories: []string{"P01"}, Begin: intake.TierSelf, Self: time.Hour, Consult: 2 * time.Hour, Unit: unit,
	}}}
}

func TestTiersRiseByThemselves(t *testing.T) {
	c := newCounter(t)
	c.withUnits(lamps(""))
	n := c.open()
	began := c.now
	for _, step := range []struct {
		after time.Duration
		tier  intake.Tier
		unit  string
	}{
		{0, intake.TierSelf, ""}, {time.Hour - time.Second, intake.TierSelf, ""},
		{time.Hour, intake.TierConsult, ""}, {3*time.Hour - time.Second, intake.TierConsult, ""},
		{3 * time.Hour, intake.TierJoint, "shizheng"}, {300 * time.Hour, intake.TierJoint, "shizheng"},
	} {
		c.now = began.Add(step.after)
		for range 2 { // two nodes look
			c.ok(c.desk.RaiseTiers(t.Context()))
		}
		if got := c.ticket(n); got.Tier != step.tier || got.Unit != step.unit {
			t.Errorf("after %s it is on tier %d with %q, want %d with %q", step.after, got.Tier, got.Unit, step.tier, step.unit)
		}
	}
	if got := c.happened(n, intake.EventRaised); got != 2 || c.posted("staff", "第2层“协商”") != 1 || c.posted("staff", "第3层“联动”") != 1 {
		t.Errorf("it rose %d times; said:\n%v", got, c.db.posts)
	}
	if got := c.ticket(n); !got.RiseAt.IsZero() || got.Status != intake.StatusDispatched {
		t.Errorf("on the last tier it is %s and rises at %s", got.Status, got.RiseAt)
	}
}

// A clock that was set back raises nothing early, and nothing is lost by it.
func TestTierAndAClockSetBack(t *testing.T) {
	c := newCounter(t)
	c.withUnits(lamps(""))
	n := c.open()
	c.now = c.now.Add(-24 * time.Hour)
	c.ok(c.desk.RaiseTiers(t.Context()))
	if got := c.ticket(n).Tier; got != intake.TierSelf {
		t.Errorf("it is on tier %d", got)
	}
	c.now = c.now.Add(25 * time.Hour)
	c.ok(c.desk.RaiseTiers(t.Context()))
	if got := c.ticket(n).Tier; got != intake.TierConsult {
		t.Errorf("it is on tier %d", got)
	}
}

// While a ticket waits its tier waits with it: what was left is left of it still.
func TestTierStandsStillWhileItWaits(t *testing.T) {
	c := newCounter(t)
	c.withUnits(lamps("wuye"))
	n := c.open()
	c.now = c.now.Add(40 * time.Minute)
	c.ok(c.desk.Handle(t.Context(), c.orders("gao", triage.IntentHold, n, "等材料 3天")))
	c.now = c.now.Add(48 * time.Hour)
	c.ok(c.desk.RaiseTiers(t.Context()))
	if got := c.ticket(n).Tier; got != intake.TierSelf {
		t.Fatalf("it rose to %d while it waited", got)
	}
	c.ok(c.desk.Handle(t.Context(), c.orders("gao", triage.IntentResume, n, "")))
	c.now = c.now.Add(20*time.Minute - time.Second)
	c.ok(c.desk.RaiseTiers(t.Context()))
	if got := c.ticket(n).Tier; got != intake.TierSelf {
		t.Errorf("it rose to %d too early", got)
	}
	c.now = c.now.Add(time.Second)
	c.ok(c.desk.RaiseTiers(t.Context()))
	if got := c.ticket(n).Tier; got != intake.TierConsult {
		t.Errorf("it is on tier %d", got)
	}
}

func TestWhereMattersBegin(t *testing.T) {
	for name, try := range map[string]struct {
		category string
		severity intake.Severity
		want     intake.Tier
	}{
		"a class that is named":       {"P0105", intake.Ordinary, intake.TierSelf},
		"one that can not wait":       {"P0105", intake.Urgent, intake.TierSelf},
		"an emergency":                {"P0105", intake.Emergency, intake.TierJoint},
		"a class that is not":         {"E0401", intake.Ordinary, intake.TierJoint},
		"none":                        {"", intake.Ordinary, intake.TierJoint},
		"a longer beginning is named": {"P0106", intake.Ordinary, intake.TierConsult},
	} {
		rules := append(lamps("").Tiers, intake.TierRule{Categories: []string{"P0106"}, Begin: intake.TierConsult})
		if got := rules.Begin(try.category, try.severity); got != try.want {
			t.Errorf("%s begins on tier %d, want %d", name, got, try.want)
		}
	}
}

// A class that was corrected begins anew where it belongs, unless the ticket has
// moved since.
func TestCorrectedClassMovesTheTier(t *testing.T) {
	c := newCounter(t)
	c.needs.Categories = append(c.needs.Categories, intake.Category{Code: "P0201", Name: "交通护栏"})
	c.withUnits(lamps(""))
	untouched, raised := c.open(), c.open()
	c.ok(c.desk.Handle(t.Context(), c.orders("gao", triage.IntentRise, raised, "")))
	for n, want := range map[int64]intake.Tier{untouched: intake.TierJoint, raised: intake.TierConsult} {
		c.ok(c.desk.Handle(t.Context(), c.orders("gao", triage.IntentClass, n, "P0201")))
		if got := c.ticket(n); got.Tier != want || got.Category != "P0201" {
			t.Errorf("#%d is of %s on tier %d, want %d", n, got.Category, got.Tier, want)
		}
	}
}

func TestRiseAndLowerByHand(t *testing.T) {
	c := newCounter(t)
	c.withUnits(desk.Rules{})
	n := c.open()
	do := func(who string, kind triage.IntentKind) intake.Ticket {
		c.ok(c.desk.Handle(t.Context(), c.orders(who, kind, n, "电话13812345678")))
		return c.ticket(n)
	}
	for _, step := range []struct {
		kind triage.IntentKind
		tier intake.Tier
		unit string
	}{
		{triage.IntentRise, intake.TierJoint, "shizheng"}, {triage.IntentLower, intake.TierConsult, ""}, {triage.IntentLower, intake.TierSelf, ""},
		{triage.IntentLower, intake.TierSelf, ""}, {triage.IntentRise, intake.TierConsult, ""}, {triage.IntentRise, intake.TierJoint, "shizheng"},
	} {
		got := do("gao", step.kind)
		if got.Tier != step.tier || got.Unit != step.unit || got.RiseAt.IsZero() != (step.tier == intake.TierJoint) {
			t.Errorf("%s: tier %d with %q until %s, want %d with %q", step.kind, got.Tier, got.Unit, got.RiseAt, step.tier, step.unit)
		}
	}
	for _, who := range []string{"zhou", "chen", "liu", "wang"} {
		before := c.refusals()
		if got := do(who, triage.IntentLower); got.Tier != intake.TierJoint || c.refusals() != before+1 {
			t.Errorf("%s carried it to %d; %d in the audit", who, got.Tier, c.refusals()-before)
		}
	}
	for _, e := range c.events(n) {
		if strings.Contains(e.Text, "13812345678") {
			t.Errorf("published: %s", e.Text)
		}
	}
}

// The unit that people chose keeps the ticket when it rises.
func TestChosenUnitKeepsTheTicket(t *testing.T) {
	c := newCounter(t)
	c.withUnits(lamps(""))
	n := c.open()
	c.ok(c.desk.Handle(t.Context(), c.orders("gao", triage.IntentDispatch, n, "槐荫物业")))
	for range 2 {
		c.ok(c.desk.Handle(t.Context(), c.orders("gao", triage.IntentRise, n, "")))
	}
	if got := c.ticket(n); got.Tier != intake.TierJoint || got.Unit != "wuye" {
		t.Errorf("it is on tier %d with %q", got.Tier, got.Unit)
	}
}

func TestMeetingIsResolvedWithItsOutcome(t *testing.T) {
	for words, want := range map[string]intake.Status{
		"":    intake.StatusReported,
		"已修复": intake.StatusReported,
		"已修复，铺了新沥青，恢复通行": intake.StatusReported,
		"会议": intake.StatusReported,
		"已修复 协商结果：三户都同意，周六拆棚":                       intake.StatusResolved,
		"done, the meeting agreed to move the bins": intake.StatusResolved,
	} {
		c := newCounter(t)
		c.withUnits(lamps(""))
		n := c.open()
		c.ok(c.desk.Handle(t.Context(), c.orders("gao", triage.IntentRise, n, "")))
		c.ok(c.desk.Handle(t.Context(), c.orders("gao", triage.IntentFixed, n, words)))
		if got := c.ticket(n); got.Status != want || (c.posted("", "会上怎么定的，例如") > 0) != (want != intake.StatusResolved) {
			t.Errorf("%q: it is %s", words, got.Status)
		}
	}
}
