package desk_test

import (
	"slices"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/triage"
)

// held is a ticket that is held out to the property company and the co-building unit.
func (c *counter) held(rules desk.Rules) int64 {
	c.Helper()
	c.withUnits(rules)
	n := c.open()
	c.ok(c.desk.Handle(c.Context(), c.orders("gao", triage.IntentOffer, n, "槐荫物业、tongxin 周末前，找13812345678")))
	return n
}

func (c *counter) offer(n int64) intake.Offer {
	c.Helper()
	o, err := c.db.OfferOf(c.Context(), n)
	c.ok(err)
	return o
}

func TestOfferIsHeldOutAndTakenOnce(t *testing.T) {
	c := newCounter(t)
	n := c.held(desk.Rules{})
	o := c.offer(n)
	if !slices.Equal(o.Units, []string{"wuye", "tongxin"}) || o.Words != "周末前，找〔电话〕" || o.State != intake.OfferOpen {
		t.Fatalf("the offer is %+v", o)
	}
	for _, chat := range []string{"wuye", "tongxin"} {
		card, err := c.db.FindPost(t.Context(), intake.OfferKey(o.ID, c.chats[chat].ID))
		if err != nil || len(card.Buttons) != 1 || card.Buttons[0].Data != triage.PressData(triage.IntentTake, n) {
			t.Errorf("in %s: %+v, %v", chat, card, err)
		}
	}
	for _, who := range []string{"tongxin", "wuye", "tongxin", "wuye"} {
		c.ok(c.desk.Handle(t.Context(), c.orders(who, triage.IntentTake, n, "")))
	}
	got := c.ticket(n)
	if got.Unit != "tongxin" || got.Status != intake.StatusAccepted || got.Clocks.SignedAt.IsZero() || got.Officer == 0 {
		t.Errorf("the ticket is %+v", got)
	}
	if o := c.offer(n); o.State != intake.OfferTaken || o.Unit != "tongxin" || c.happened(n, intake.EventTaken) != 1 {
		t.Errorf("the offer is %+v", o)
	}
	for chat, want := range map[string]int{"tongxin": 1, "wuye": 0} {
		if got := c.posted(chat, "归你们办了"); got != want {
			t.Errorf("%s was told %d times that it is theirs", chat, got)
		}
		if c.posted(chat, "已被通讯共建单位接单") != 1 {
			t.Errorf("the card in %s does not say who has it", chat)
		}
	}
	if c.posted("wuye", "已由通讯共建单位接单") != 2 || c.posted("staff", "已由通讯共建单位接单") != 1 { // the news, and the answer to the press
		t.Errorf("who lost is told in\n%v", c.db.posts)
	}
}

// Nobody else takes an order, and a nod to it takes nothing.
func TestOfferIsForItsUnits(t *testing.T) {
	c := newCounter(t)
	n := c.held(desk.Rules{})
	for who, refused := range map[string]int{"wang": 1, "chen": 1} {
		before := c.refusals()
		c.ok(c.desk.Handle(t.Context(), c.orders(who, triage.IntentTake, n, "")))
		if got := c.refusals() - before; got != refused {
			t.Errorf("%s: %d in the audit", who, got)
		}
	}
	nod := c.orders("wuye", triage.IntentAccepted, n, "收到")
	nod.Messages = []intake.Heard{c.say("wuye", "wuye", "收到", 0)}
	c.ok(c.desk.Handle(t.Context(), nod))
	if o := c.offer(n); o.State != intake.OfferOpen {
		t.Fatalf("it was taken: %+v", o)
	}
	yes := c.orders("wuye", triage.IntentAccepted, n, "这单我们接了")
	yes.Messages = []intake.Heard{c.say("wuye", "wuye", "这单我们接了", 0)}
	c.ok(c.desk.Handle(t.Context(), yes))
	if o := c.offer(n); o.Unit != "wuye" {
		t.Errorf("it was not taken: %+v", o)
	}
}

// The street takes for the unit in whose chat it speaks, or that it names.
func TestStreetTakesForAUnit(t *testing.T) {
	for name, try := range map[string]struct{ chat, words, want string }{
		"in its chat":         {"wuye", "", "wuye"},
		"named":               {"staff", "通讯共建单位", "tongxin"},
		"neither":             {"staff", "", ""},
		"named, but not told": {"staff", "市政", ""},
	} {
		c := newCounter(t)
		n := c.held(desk.Rules{})
		call := c.orders("gao", triage.IntentTake, n, try.words)
		call.Chat = c.chats[try.chat]
		c.ok(c.desk.Handle(t.Context(), call))
		if o := c.offer(n); o.Unit != try.want {
			t.Errorf("%s: taken by %q, want %q", name, o.Unit, try.want)
		}
	}
}

func TestOfferRunsOut(t *testing.T) {
	c := newCounter(t)
	n := c.held(desk.Rules{OfferGood: time.Hour})
	c.now = c.now.Add(time.Hour - time.Second)
	c.ok(c.desk.EndOffers(t.Context()))
	if o := c.offer(n); o.State != intake.OfferOpen {
		t.Fatalf("it ended early: %+v", o)
	}
	c.now = c.now.Add(time.Second)
	for range 2 {
		c.ok(c.desk.EndOffers(t.Context()))
	}
	if o := c.offer(n); o.State != intake.OfferExpired || c.happened(n, intake.EventUnoffered) != 1 {
		t.Errorf("it is %+v", o)
	}
	for chat, words := range map[string]string{"wuye": "已过期", "tongxin": "没有单位接", "staff": "没有单位接"} {
		if c.posted(chat, words) == 0 {
			t.Errorf("%s was not told", chat)
		}
	}
	c.ok(c.desk.Handle(t.Context(), c.orders("wuye", triage.IntentTake, n, "")))
	if got := c.ticket(n); got.Unit != "shizheng" {
		t.Errorf("it was taken too late: %+v", got)
	}
}

// An order ends with its ticket.
func TestOfferOfWhatIsOver(t *testing.T) {
	c := newCounter(t)
	n := c.held(desk.Rules{})
	c.ok(c.desk.Handle(t.Context(), c.orders("zhou", triage.IntentFixed, n, "已修复")))
	c.ok(c.desk.Handle(t.Context(), c.orders("wuye", triage.IntentTake, n, "")))
	if got := c.ticket(n); got.Status != intake.StatusResolved || got.DoneBy != "shizheng" {
		t.Errorf("it is %+v", got)
	}
	c.ok(c.desk.EndOffers(t.Context()))
	if o := c.offer(n); o.State != intake.OfferWithdrawn {
		t.Errorf("the offer is %+v", o)
	}
}

// What can not be offered is told why, and nothing changes.
func TestWhatCanNotBeOffered(t *testing.T) {
	for name, try := range map[string]struct {
		rules  desk.Rules
		words  string
		answer string
	}{
		"to nobody":                  {desk.Rules{}, "周末前", "请写明下单给哪些单位"},
		"to a unit without a chat":   {desk.Rules{}, "silent", "没有群的单位收不到"},
		"before it rose":             {lamps(""), "wuye", "先升到联动再下单"},
		"to those that take orders":  {desk.Rules{Orders: []string{"wuye", "silent"}}, "周末前", "已下单给槐荫物业，"},
		"to one of those, and again": {desk.Rules{Orders: []string{"wuye"}}, "tongxin", "已下单给通讯共建单位，"},
	} {
		c := newCounter(t)
		c.withUnits(try.rules)
		n := c.open()
		c.ok(c.desk.Handle(t.Context(), c.orders("gao", triage.IntentOffer, n, try.words)))
		if c.posted("staff", try.answer) != 1 {
			t.Errorf("%s: said %+v", name, c.db.posts[len(c.db.posts)-1].Text)
		}
	}
}

// A form names the units apart: words that begin like a unit stay words, and a form that
// names none means all that take orders.
func TestOfferByAForm(t *testing.T) {
	t.Parallel()
	for _, try := range []struct{ named, units []string }{
		{[]string{"tongxin"}, []string{"tongxin"}}, {nil, []string{"wuye"}},
	} {
		c := newCounter(t)
		c.withUnits(desk.Rules{Orders: []string{"wuye"}})
		n := c.open()
		call := c.orders("gao", triage.IntentOffer, n, "槐荫物业 一起看一下")
		call.Offer = &intake.Offer{Units: try.named, Words: "槐荫物业 一起看一下"}
		c.ok(c.desk.Handle(t.Context(), call))
		if o := c.offer(n); !slices.Equal(o.Units, try.units) || o.Words != "槐荫物业 一起看一下" {
			t.Errorf("%v: the offer is %+v", try.named, o)
		}
	}
}

// A ticket that waits, or is under way, goes to the unit that takes it.
func TestOrderIsTakenFromWhereverItStands(t *testing.T) {
	for _, s := range intake.OpenStatuses() {
		c := newCounter(t)
		c.withUnits(desk.Rules{})
		n := c.open()
		c.force(n, s)
		c.ok(c.desk.Handle(t.Context(), c.orders("gao", triage.IntentOffer, n, "wuye")))
		c.ok(c.desk.Handle(t.Context(), c.orders("wuye", triage.IntentTake, n, "")))
		if got := c.ticket(n); got.Status != intake.StatusAccepted || got.Unit != "wuye" || got.Wait.For != "" {
			t.Errorf("from %s it is %s with %q", s, got.Status, got.Unit)
		}
	}
}
