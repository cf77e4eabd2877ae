package desk_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/triage"
)

// byUnit are the steps of the unit that has a ticket, and where they lead; byStreet
// are those that only the street, or the grid, can take.
var (
	byUnit = map[triage.IntentKind]intake.Status{
		triage.IntentScreened: intake.StatusScreened, triage.IntentAccepted: intake.StatusAccepted,
		triage.IntentBegun: intake.StatusInProgress, triage.IntentHold: intake.StatusWaiting, triage.IntentRegister: intake.StatusWaiting,
		triage.IntentRejected: intake.StatusReported, triage.IntentFixed: intake.StatusResolved, triage.IntentExplained: intake.StatusClosed,
		triage.IntentResume: intake.StatusInProgress,
	}
	byStreet = map[triage.IntentKind]intake.Status{
		triage.IntentDispatch: intake.StatusDispatched, triage.IntentVerified: intake.StatusVerified,
		triage.IntentRefused: intake.StatusRejected, triage.IntentMoved: intake.StatusClosed,
	}
	wishes = append([]triage.IntentKind{
		triage.IntentNone, triage.IntentSatisfied, triage.IntentDissatisfied, triage.IntentStatus,
	}, slices.Sorted(maps.Keys(all(byUnit, byStreet)))...)
	// gao is of the street, zhou has the ticket, chen is of another unit, liu reported it, wang is a stranger.
	people = []string{"gao", "zhou", "chen", "liu", "wang"}
)

func all(steps ...map[triage.IntentKind]intake.Status) map[triage.IntentKind]intake.Status {
	joined := map[triage.IntentKind]intake.Status{}
	for _, s := range steps {
		maps.Copy(joined, s)
	}
	return joined
}

// leads is where a wish leads a ticket; the same state if nowhere.
func leads(who string, wish triage.IntentKind, s intake.Status) intake.Status {
	next := map[string]map[triage.IntentKind]intake.Status{
		"gao":  all(byUnit, byStreet, map[triage.IntentKind]intake.Status{triage.IntentDissatisfied: intake.StatusReopened}),
		"zhou": byUnit,
		"liu":  {triage.IntentSatisfied: intake.StatusClosed, triage.IntentDissatisfied: intake.StatusReopened},
	}[who][wish]
	switch {
	case next == "", !s.CanBecome(next), who == "liu" && !done(s):
		return s
	case wish == triage.IntentResume && s != intake.StatusWaiting, who == "gao" && s == intake.StatusMerged:
		return s
	}
	return next
}

// done reports whether the reporters were told of an end.
func done(s intake.Status) bool {
	return s == intake.StatusResolved || s == intake.StatusVerified || s == intake.StatusClosed
}

// refused reports whether the wish must be refused, whatever the ticket's state.
func refused(who string, wish triage.IntentKind, s intake.Status) bool {
	rating := wish == triage.IntentSatisfied || wish == triage.IntentDissatisfied
	switch {
	case rating:
		return who == "wang" && done(s)
	case byStreet[wish] != "":
		return who != "gao"
	}
	return wish.ByStaff() && who != "gao" && who != "zhou"
}

func TestEveryWishInEveryState(t *testing.T) {
	c := newCounter(t)
	for _, s := range intake.Statuses() {
		for _, wish := range wishes {
			for _, who := range people {
				n := c.open()
				c.force(n, s)
				before := len(c.events(n))
				audit := c.refusals()
				m := c.say("riders", who, "……", 1)
				c.ok(c.desk.Handle(t.Context(), c.call(who, wish, n, m)))
				what := fmt.Sprintf("%s by %s of a ticket that is %s", wish, who, s)
				after := c.ticket(n)
				if want := leads(who, wish, s); after.Status != want {
					t.Errorf("%s: it becomes %s, want %s", what, after.Status, want)
				}
				told := slices.ContainsFunc(c.events(n)[before:], func(e intake.Event) bool { return e.Status == after.Status })
				if after.Status != s && !told {
					t.Errorf("%s: no event tells of it", what)
				}
				if got := c.refusals() - audit; got != 0 && !refused(who, wish, s) || got != 1 && refused(who, wish, s) {
					t.Errorf("%s: %d entries in the audit", what, got)
				}
				if c.state(m) == intake.MessageOpen {
					t.Errorf("%s: the message is still open", what)
				}
			}
		}
	}
}

func TestGestureOfOthersLeavesNoTrace(t *testing.T) {
	c := newCounter(t)
	n := c.open()
	c.force(n, intake.StatusResolved)
	before := len(c.events(n))
	for _, who := range []string{"wang", "zhou", "chen"} {
		for _, wish := range []triage.IntentKind{triage.IntentSatisfied, triage.IntentDissatisfied} {
			call := c.call(who, wish, n)
			call.Intent.Explicit = false
			c.ok(c.desk.Handle(t.Context(), call))
		}
	}
	if got := len(c.events(n)); got != before || c.ticket(n).Status != intake.StatusResolved {
		t.Errorf("%d events more, the ticket is %s", got-before, c.ticket(n).Status)
	}
}

func TestRefusalIsAnsweredOnceAndAuditedAlways(t *testing.T) {
	c := newCounter(t)
	n := c.open()
	before := len(c.db.posts)
	for range 3 {
		c.ok(c.desk.Handle(t.Context(), c.call("wang", triage.IntentFixed, n)))
	}
	if answers := len(c.db.posts) - before; answers != 1 || c.refusals() != 3 {
		t.Errorf("%d answers, %d entries in the audit", answers, c.refusals())
	}
}

func TestCallIsAnsweredOnce(t *testing.T) {
	c := newCounter(t)
	n := c.open()
	before := len(c.db.posts)
	call := c.call("liu", triage.IntentStatus, n)
	for range 2 {
		c.ok(c.desk.Handle(t.Context(), call))
	}
	if answers := len(c.db.posts) - before; answers != 1 {
		t.Errorf("%d answers", answers)
	}
}

func TestNothingPersonalIsPublished(t *testing.T) {
	c := newCounter(t)
	n := c.open()
	c.ok(c.desk.Handle(t.Context(), c.call("zhou", triage.IntentRejected, n)))
	c.force(n, intake.StatusDispatched)
	c.ok(c.desk.Handle(t.Context(), c.call("zhou", triage.IntentFixed, n)))
	fix := geotag.Fix{Source: geotag.SourcePin, Address: "老王家 13812345678"}
	c.ok(c.desk.Join(t.Context(), n, desk.Addition{Part: intake.PartReport, Sender: intake.Sender{ID: "liu"}, Fix: fix}))
	final := c.ticket(n)
	public := []string{final.Masked, final.Outcome, final.Fix.Address}
	for _, e := range c.events(n) {
		public = append(public, e.Text)
	}
	for _, text := range public {
		if strings.Contains(text, "13812345678") || strings.Contains(text, "名") {
			t.Errorf("published: %s", text)
		}
	}
	if final.Words != "路灯不亮了，我的电话〔电话〕" {
		t.Errorf("the staff read %q", final.Words)
	}
}

func TestReopeningForgetsTheRepair(t *testing.T) {
	c := newCounter(t)
	n := c.open()
	c.ok(c.desk.Handle(t.Context(), c.call("zhou", triage.IntentFixed, n)))
	c.now = c.now.Add(time.Hour)
	c.ok(c.desk.Handle(t.Context(), c.call("liu", triage.IntentDissatisfied, n)))
	if r := c.ticket(n); !r.DoneAt.IsZero() || r.DoneBy != "" || r.Outcome != "" || r.Rating != intake.Dissatisfied {
		t.Errorf("a reopened ticket says %+v", r)
	}
}

func TestClosingEndsByItself(t *testing.T) {
	c := newCounter(t)
	term := 7 * 24 * time.Hour
	n := c.open()
	c.ok(c.desk.Handle(t.Context(), c.call("zhou", triage.IntentFixed, n)))
	job := intake.CloseTicket{Ticket: n}
	c.now = c.now.Add(term - time.Second)
	if err := c.desk.Close(t.Context(), job); intake.CodeOf(err) != intake.CodeAgain {
		t.Fatalf("a second early: %v, want to be asked again", err)
	}
	c.ok(c.desk.Handle(t.Context(), c.call("liu", triage.IntentDissatisfied, n)))
	c.now = c.now.Add(time.Minute)
	c.ok(c.desk.Close(t.Context(), job)) // it was reopened: nothing to do
	c.ok(c.desk.Handle(t.Context(), c.call("zhou", triage.IntentFixed, n)))
	c.now = c.now.Add(term)
	for range 2 {
		c.ok(c.desk.Close(t.Context(), job))
	}
	last := c.events(n)
	if got := c.ticket(n); got.Status != intake.StatusClosed || last[len(last)-1].Kind != intake.EventClosed || last[len(last)-2].Kind == intake.EventClosed {
		t.Errorf("it is %s after %v", got.Status, last)
	}
}

func TestObjectionIsInTimeForSevenDays(t *testing.T) {
	for after, want := range map[time.Duration]intake.Status{
		7 * 24 * time.Hour: intake.StatusReopened, 7*24*time.Hour + time.Second: intake.StatusClosed,
	} {
		c := newCounter(t)
		n := c.open()
		c.ok(c.desk.Handle(t.Context(), c.call("zhou", triage.IntentFixed, n)))
		c.ok(c.desk.Handle(t.Context(), c.call("liu", triage.IntentSatisfied, n)))
		c.now = c.now.Add(after)
		c.ok(c.desk.Handle(t.Context(), c.call("liu", triage.IntentDissatisfied, n)))
		if got := c.ticket(n).Status; got != want {
			t.Errorf("after %s it is %s, want %s", after, got, want)
		}
	}
}

func TestSameNumberOnAnotherChannelIsSomebodyElse(t *testing.T) {
	c := newCounter(t)
	n := c.open()
	c.force(n, intake.StatusResolved)
	for channel, want := range map[intake.Channel]intake.Status{"web": intake.StatusResolved, "telegram": intake.StatusClosed} {
		c.force(n, intake.StatusResolved)
		call := c.call("liu", triage.IntentSatisfied, n)
		call.Chat = c.chat(channel, "alone", intake.ChatPrivate)
		c.ok(c.desk.Handle(t.Context(), call))
		if got := c.ticket(n).Status; got != want {
			t.Errorf("the word of liu on %s makes it %s, want %s", channel, got, want)
		}
	}
}

func TestStaffAreAskedAgainAfterAReopening(t *testing.T) {
	c := newCounter(t)
	n := c.open()
	asked := func() (times int) {
		for _, p := range c.db.posts {
			if strings.HasPrefix(p.Key, "askfixed/") {
				times++
			}
		}
		return times
	}
	show := func() {
		c.ok(c.desk.Handle(t.Context(), c.call("zhou", triage.IntentNone, n, c.say("staff", "zhou", "", 1))))
	}
	show()
	show()
	if asked() != 1 {
		t.Fatalf("asked %d times", asked())
	}
	c.ok(c.desk.Handle(t.Context(), c.call("zhou", triage.IntentFixed, n)))
	c.now = c.now.Add(time.Hour)
	c.ok(c.desk.Handle(t.Context(), c.call("liu", triage.IntentDissatisfied, n)))
	show()
	if asked() != 2 {
		t.Errorf("asked %d times", asked())
	}
}

func TestCodeIsGoodWhereItFits(t *testing.T) {
	officer := intake.Claim{Kind: intake.ClaimOfficer, Officer: intake.Officer{Name: "新人", Role: intake.RoleStreet}}
	chat := intake.Claim{Kind: intake.ClaimChat, Chat: intake.Chat{Kind: intake.ChatStaff, Cell: "990101"}}
	tests := []struct {
		name, chat, who string
		claim           intake.Claim
		taken           bool
	}{
		{"a person in private", "alone", "wang", officer, true},
		{"a chat that speaks for itself", "riders", "", officer, false},
		{"a group", "riders", "wang", chat, true},
		{"a group's code in private", "alone", "wang", chat, false},
		{"a login", "alone", "wang", intake.Claim{Kind: intake.ClaimLogin}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := newCounter(t)
			c.chat("telegram", "alone", intake.ChatPrivate)
			tt.claim.Expires = c.now.Add(time.Hour)
			c.ok(c.db.PutClaim(t.Context(), "CODE1", tt.claim))
			call := c.call(tt.who, triage.IntentBind, 0)
			call.Chat, call.Intent.Rest = c.chats[tt.chat], " code1 "
			c.ok(c.desk.Handle(t.Context(), call))
			_, err := c.db.PeekClaim(t.Context(), "CODE1", c.now)
			if used := intake.CodeOf(err) == intake.CodeNotFound; used != tt.taken {
				t.Errorf("used: %v, want %v", used, tt.taken)
			}
			if alone, err := c.db.Chat(t.Context(), c.chats["alone"].ID); err != nil || alone.Kind != intake.ChatPrivate {
				t.Errorf("the private chat is one of %s, %v", alone.Kind, err)
			}
			if audited := c.refusals() == 1; audited == tt.taken {
				t.Errorf("audited: %v", audited)
			}
		})
	}
}

// TestRandomLives leads tickets through random lives and holds the law after
// every step.
func TestRandomLives(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			c := newCounter(t)
			r := rand.New(rand.NewPCG(seed, 1))
			n := c.open()
			for range 120 {
				c.step(r, n)
				c.holdLaw(n)
			}
		})
	}
}

// step does something at random.
func (c *counter) step(r *rand.Rand, n int64) {
	c.Helper()
	c.now = c.now.Add(time.Duration(r.Int64N(int64(40 * time.Hour))))
	who, wish := people[r.IntN(len(people))], wishes[r.IntN(len(wishes))]
	var messages []intake.Heard
	for range r.IntN(3) {
		messages = append(messages, c.say("riders", who, "说明", r.IntN(2)))
	}
	audit, before := c.refusals(), c.ticket(n)
	switch r.IntN(8) {
	case 0:
		if err := c.desk.Close(c.Context(), intake.CloseTicket{Ticket: n}); err != nil && intake.CodeOf(err) != intake.CodeAgain {
			c.Fatal(err)
		}
	case 1:
		a := desk.Addition{Messages: messages, Part: intake.PartReport, Sender: intake.Sender{ID: "liu"}}
		a.Fix = geotag.Fix{Source: []geotag.Source{"", geotag.SourceCell, geotag.SourcePlace, geotag.SourcePin}[r.IntN(4)]}
		c.ok(c.desk.Join(c.Context(), n, a))
	default:
		c.ok(c.desk.Handle(c.Context(), c.call(who, wish, n, messages...)))
		word := wish == triage.IntentFixed && before.Ending != "" // may be the reporter's, on the repair
		if refused(who, wish, before.Status) && !word && wish.ByStaff() && (who != "zhou" || before.Unit == "shizheng") && c.refusals() != audit+1 {
			c.Errorf("%s by %s is not in the audit", wish, who)
		}
		for _, m := range messages {
			if c.state(m) == intake.MessageOpen {
				c.Errorf("a message is open after %s by %s", wish, who)
			}
		}
	}
}

// holdLaw checks what must be so at any time.
func (c *counter) holdLaw(n int64) {
	c.Helper()
	t, events := c.ticket(n), c.events(n)
	last := events[len(events)-1]
	if t.Status != last.Status || !t.ChangeAt.Equal(last.At) {
		c.Fatalf("the ticket is %s since %s, its history says %s since %s", t.Status, t.ChangeAt, last.Status, last.At)
	}
	if t.Status.Open() != t.DoneAt.IsZero() {
		c.Fatalf("a ticket that is %s was done at %s", t.Status, t.DoneAt)
	}
	for i, e := range events[1:] {
		if from := events[i].Status; from != e.Status && !from.CanBecome(e.Status) {
			c.Fatalf("event %s led from %s to %s", e.Kind, from, e.Status)
		}
	}
	keys := map[string]bool{}
	for _, p := range c.db.posts {
		if keys[p.Key] {
			c.Fatalf("%s was said twice", p.Key)
		}
		keys[p.Key] = true
	}
}
