package desk_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// here is where the riders stand.
var here = geotag.Point{Lat: 34.2653, Lon: 108.9123}

// report makes a ticket of what somebody says in a chat from a spot that many metres
// north of here, as the line does: what is surely the same is found before.
func (c *counter) report(chat, who, words string, north float64, change ...func(r *intake.Report)) int64 {
	c.Helper()
	r := intake.Report{
		Chat: c.chats[chat], Sender: intake.Sender{ID: who, Name: "名" + who}, Messages: []intake.Heard{c.say(chat, who, words, 0)},
		Verdict: intake.Verdict{Kind: intake.IsReport, Category: "P0105", Severity: intake.Ordinary},
		Fix:     geotag.Fix{Point: here.Move(north, 0), Radius: 12, Source: geotag.SourceExif},
	}
	for _, f := range change {
		f(&r)
	}
	var err error
	r.Twin, err = c.desk.Twin(c.Context(), r)
	c.ok(err)
	n, err := c.desk.Open(c.Context(), r)
	c.ok(err)
	return n
}

// merge is an officer's word that one ticket is a duplicate of another.
func (c *counter) merge(who string, n, into int64) {
	c.Helper()
	call := c.call(who, triage.IntentDuplicate, n)
	call.Intent.More = []int64{into}
	c.ok(c.desk.Handle(c.Context(), call))
}

func (c *counter) handle(who string, kind triage.IntentKind, n int64) {
	c.Helper()
	c.ok(c.desk.Handle(c.Context(), c.call(who, kind, n)))
}

// says checks the words of the last answer.
func (c *counter) says(words ...string) {
	c.Helper()
	last := ""
	for _, p := range c.db.posts {
		if p.Kind == intake.PostAnswer {
			last = p.Text
		}
	}
	for _, w := range words {
		if !strings.Contains(last, w) {
			c.Errorf("said %q, want %q in it", last, w)
		}
	}
}

func TestSurelyTheSameGoesOnAsOne(t *testing.T) {
	c := newCounter(t)
	c.chat("telegram", "residents", intake.ChatResidents)
	first := c.report("riders", "liu", "路灯不亮了", 0)
	posts := len(c.db.posts)
	second := c.report("residents", "wang", "这里路灯不亮", 8)
	got, head := c.ticket(second), c.ticket(first)
	if got.Status != intake.StatusMerged || got.MergedInto != first || got.Ending != intake.EndingDuplicate || got.Unit != "" {
		t.Errorf("the second is %+v", got)
	}
	if head.Voices != 2 || !head.Status.Open() {
		t.Errorf("the first is %+v", head)
	}
	for _, p := range c.db.posts[posts:] {
		switch {
		case p.Kind == intake.PostAck && (p.ChatID != c.chats["residents"].ID || !strings.Contains(p.Text, "#2 收到") || !strings.Contains(p.Text, "和 #1 是同一件") || !strings.Contains(p.Text, "区市政处")):
			t.Errorf("acknowledged: %+v", p)
		case p.Kind == intake.PostAnswer && (p.ChatID != c.chats["staff"].ID || !strings.Contains(p.Text, "#2 并入 #1") || p.Buttons[0].Data != "unmerge:2"):
			t.Errorf("staff are told: %+v", p)
		}
	}
	if n := len(c.db.posts) - posts; n != 3 { // seen, the acknowledgement, staff
		t.Errorf("%d posts: %+v", n, c.db.posts[posts:])
	}
}

func TestWhatIsNotSurelyTheSameIsItsOwn(t *testing.T) {
	emergency := func(r *intake.Report) { r.Verdict.Severity = intake.Emergency }
	vague := func(r *intake.Report) { r.Fix.Source, r.Fix.Radius = geotag.SourceCell, 800 }
	other := func(r *intake.Report) { r.Verdict.Category = "P0103" }
	for name, tell := range map[string]func(c *counter) int64{
		"a bit farther":   func(c *counter) int64 { return c.report("riders", "wang", "路灯不亮了", 30) },
		"the same person": func(c *counter) int64 { return c.report("riders", "liu", "路灯不亮了", 2) },
		"another house":   func(c *counter) int64 { return c.report("riders", "wang", "68号路灯不亮了", 2) },
		"more pressing":   func(c *counter) int64 { return c.report("riders", "wang", "66号路灯不亮了", 2, emergency) },
		"who knows where": func(c *counter) int64 { return c.report("riders", "wang", "66号路灯不亮了", 0, vague) },
		"another class":   func(c *counter) int64 { return c.report("riders", "wang", "66号路灯不亮了", 2, other) },
		"a day and a half ago": func(c *counter) int64 {
			c.now = c.now.Add(36 * time.Hour)
			return c.report("riders", "wang", "66号路灯不亮了", 2)
		},
		"resolved meanwhile": func(c *counter) int64 {
			c.handle("zhou", triage.IntentFixed, 1)
			return c.report("riders", "wang", "66号路灯不亮了", 2)
		},
		"resolved between the thought and the write": func(c *counter) int64 {
			c.handle("zhou", triage.IntentFixed, 1)
			n, err := c.desk.Open(c.Context(), intake.Report{
				Chat: c.chats["riders"], Sender: intake.Sender{ID: "wang"}, Messages: []intake.Heard{c.say("riders", "wang", "66号路灯不亮了", 0)}, Twin: 1,
			})
			c.ok(err)
			return n
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCounter(t)
			c.report("riders", "liu", "66号路灯不亮了", 0)
			if got := c.ticket(tell(c)); got.Status == intake.StatusMerged {
				t.Errorf("merged: %+v", got)
			}
		})
	}
}

// Each row is what staff do, and what is told to them and left.
func TestMergingByStaff(t *testing.T) {
	for name, tt := range map[string]struct {
		do   func(c *counter)
		says string
		into [3]int64 // of tickets 1 to 3
	}{
		"one into another":                {func(c *counter) { c.merge("zhou", 2, 1) }, "#2 并入 #1", [3]int64{0, 1, 0}},
		"the older into the newer":        {func(c *counter) { c.merge("gao", 1, 3) }, "#1 并入 #3", [3]int64{3, 0, 0}},
		"into itself":                     {func(c *counter) { c.merge("zhou", 1, 1) }, "#1 已经是同一件了", [3]int64{}},
		"in a circle":                     {func(c *counter) { c.merge("zhou", 2, 1); c.merge("zhou", 1, 2) }, "#1 已经是同一件了", [3]int64{0, 1, 0}},
		"twice":                           {func(c *counter) { c.merge("zhou", 2, 1); c.merge("zhou", 2, 1) }, "#2 现在是", [3]int64{0, 1, 0}},
		"a chain stays flat":              {func(c *counter) { c.merge("zhou", 3, 2); c.merge("zhou", 2, 1) }, "#2 并入 #1", [3]int64{0, 1, 1}},
		"into one that goes on elsewhere": {func(c *counter) { c.merge("zhou", 2, 1); c.merge("zhou", 3, 2) }, "#3 并入 #1", [3]int64{0, 1, 1}},
		"into one that is closed":         {func(c *counter) { c.handle("zhou", triage.IntentFixed, 1); c.merge("zhou", 2, 1) }, "#1 现在是", [3]int64{}},
		"one that is closed":              {func(c *counter) { c.handle("zhou", triage.IntentFixed, 2); c.merge("zhou", 2, 1) }, "#2 现在是", [3]int64{}},
		"into what nobody knows":          {func(c *counter) { c.merge("zhou", 2, 77) }, "没有找到 #77", [3]int64{}},
		"by another unit":                 {func(c *counter) { c.merge("chen", 2, 1) }, "只有负责的工作人员能改", [3]int64{}},
		"by the reporter":                 {func(c *counter) { c.merge("liu", 2, 1) }, "只有负责的工作人员能改", [3]int64{}},
		"without another":                 {func(c *counter) { c.handle("zhou", triage.IntentDuplicate, 2) }, "#2 和哪一件重复", [3]int64{}},
		"undone":                          {func(c *counter) { c.merge("zhou", 2, 1); c.handle("zhou", triage.IntentUnmerge, 2) }, "#2 已拆回", [3]int64{}},
		"undone of a chain": {func(c *counter) {
			c.merge("zhou", 3, 2)
			c.merge("zhou", 2, 1)
			c.handle("zhou", triage.IntentUnmerge, 2)
		}, "#2 已拆回", [3]int64{0, 0, 1}},
		"undone without merging": {func(c *counter) { c.handle("zhou", triage.IntentUnmerge, 2) }, "#2 现在是", [3]int64{}},
		"undone by the reporter": {func(c *counter) { c.merge("zhou", 2, 1); c.handle("liu", triage.IntentUnmerge, 2) }, "只有负责的工作人员能改", [3]int64{0, 1, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCounter(t)
			for i, words := range []string{"66号路灯不亮", "68号路灯不亮", "70号路灯不亮"} {
				c.report("riders", "liu", words, float64(i)*30)
			}
			tt.do(c)
			c.says(tt.says)
			for i, into := range tt.into {
				if got := c.ticket(int64(i + 1)); got.MergedInto != into || (got.Status == intake.StatusMerged) != (into != 0) {
					t.Errorf("#%d is %s into #%d, want into #%d", i+1, got.Status, got.MergedInto, into)
				}
			}
		})
	}
}

// Whatever is said under the number of a merged ticket is said about what goes on.
func TestTheNumberOfAMergedTicketStaysGood(t *testing.T) {
	c := newCounter(t)
	c.chat("telegram", "residents", intake.ChatResidents)
	c.report("riders", "liu", "路灯不亮了，名字张三", 0)
	c.report("residents", "wang", "这盏灯坏了", 30)
	c.merge("zhou", 2, 1)
	c.handle("zhou", triage.IntentBegun, 2)
	if got := c.ticket(1); got.Status != intake.StatusInProgress {
		t.Errorf("the work on #2 left #1 %s", got.Status)
	}
	call := c.call("wang", triage.IntentStatus, 2)
	call.Chat = c.chats["residents"]
	c.ok(c.desk.Handle(t.Context(), call))
	c.says("#2", "和 #1 一起办", "处理中")
	if last := c.db.posts[len(c.db.posts)-1]; strings.Contains(last.Text, "张三") {
		t.Errorf("the words of others are told: %s", last.Text)
	}
	c.handle("zhou", triage.IntentFixed, 2)
	if got := c.ticket(1); got.Status != intake.StatusResolved {
		t.Errorf("the repair of #2 left #1 %s", got.Status)
	}
	call = c.call("wang", triage.IntentDissatisfied, 2)
	call.Chat = c.chats["residents"]
	c.ok(c.desk.Handle(t.Context(), call))
	if got := c.ticket(1); got.Status != intake.StatusReopened {
		t.Errorf("the objection to #2 left #1 %s", got.Status)
	}
}

func TestMergingTakesWhatIsMorePressing(t *testing.T) {
	c := newCounter(t)
	c.report("riders", "liu", "66号路灯不亮", 0)
	c.report("riders", "wang", "漏电了", 30, func(r *intake.Report) { r.Verdict.Severity = intake.Emergency })
	due := c.ticket(2).DueAt
	c.merge("zhou", 2, 1)
	if got := c.ticket(1); got.Severity != intake.Emergency || !got.DueAt.Equal(due) {
		t.Errorf("it is %s, due %s", got.Severity, got.DueAt)
	}
}

func TestVoices(t *testing.T) {
	c := newCounter(t)
	c.chat("telegram", "residents", intake.ChatResidents)
	c.report("riders", "liu", "66号路灯不亮", 0)
	c.report("residents", "chen2", "68号路灯不亮", 30)
	events := len(c.events(1))
	for range 2 {
		for _, who := range []string{"liu", "wang", "sun", ""} {
			c.handle(who, triage.IntentMeToo, 1)
		}
	}
	if got := c.ticket(1); got.Voices != 3 || len(c.events(1)) != events+2 {
		t.Errorf("%d voices, %d events", got.Voices, len(c.events(1))-events)
	}
	c.merge("zhou", 2, 1)
	c.handle("sun", triage.IntentMeToo, 2) // said it of the first
	c.handle("qian", triage.IntentMeToo, 2)
	if got := c.ticket(1).Voices; got != 5 {
		t.Errorf("%d voices after the merging", got)
	}
	last := c.db.posts[len(c.db.posts)-1]
	if last.Edits != "ack/2" || last.Buttons[0].Label != "我也遇到（5人）" {
		t.Errorf("the acknowledgement says %+v", last)
	}
	c.handle("zhou", triage.IntentUnmerge, 2)
	if one, two := c.ticket(1).Voices, c.ticket(2).Voices; one != 3 || two != 3 { // chen2, sun, qian
		t.Errorf("%d and %d voices after it was undone", one, two)
	}
	c.handle("zhou", triage.IntentFixed, 1)
	c.handle("zheng", triage.IntentMeToo, 1)
	c.says("已处理")
	if got := c.ticket(1).Voices; got != 3 {
		t.Errorf("%d voices of what is repaired", got)
	}
}

// Two officers want the same two tickets at once, the other way round: one wins.
func TestCrosswise(t *testing.T) {
	c := newCounter(t)
	for i := range 6 {
		c.report("riders", "liu", fmt.Sprintf("%d号路灯不亮", i), float64(i)*30)
	}
	for i := int64(1); i < 6; i += 2 {
		done := make(chan error, 2)
		for _, pair := range [][2]int64{{i, i + 1}, {i + 1, i}} {
			call := c.call("gao", triage.IntentDuplicate, pair[0])
			call.Intent.More = []int64{pair[1]}
			go func() { done <- c.desk.Handle(t.Context(), call) }()
		}
		c.ok(<-done)
		c.ok(<-done)
		one, two := c.ticket(i), c.ticket(i+1)
		if one.Status.Open() == two.Status.Open() || one.MergedInto+two.MergedInto != i && one.MergedInto+two.MergedInto != i+1 {
			t.Errorf("#%d into #%d, #%d into #%d", one.N, one.MergedInto, two.N, two.MergedInto)
		}
	}
}

// Whatever is merged, undone and ended, in whatever order: chains are flat, what goes
// on is not merged, and numbers of people are those of the whole family.
func TestRandomFamilies(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 11))
		c := newCounter(t)
		for i := range 5 {
			c.report("riders", fmt.Sprint("r", i), fmt.Sprintf("%d号路灯不亮", i+1), float64(i)*30)
		}
		for range 40 {
			n, into := 1+r.Int64N(5), 1+r.Int64N(5)
			switch r.IntN(5) {
			case 0, 1:
				c.merge("gao", n, into)
			case 2:
				c.handle("gao", triage.IntentUnmerge, n)
			case 3:
				c.handle("gao", triage.IntentFixed, n)
			case 4:
				c.handle("gao", triage.IntentDissatisfied, n)
			}
			c.flat(5)
		}
	}
}

// flat checks the law of families.
func (c *counter) flat(last int64) {
	c.Helper()
	size := map[int64]int{}
	for n := int64(1); n <= last; n++ {
		t := c.ticket(n)
		head := n
		if (t.Status == intake.StatusMerged) != (t.MergedInto != 0) {
			c.Fatalf("#%d is %s into #%d", n, t.Status, t.MergedInto)
		}
		if t.MergedInto != 0 {
			head = t.MergedInto
			if c.ticket(head).MergedInto != 0 {
				c.Fatalf("#%d goes on as #%d, which was merged itself", n, head)
			}
		}
		size[head]++
	}
	for head, n := range size {
		if got := c.ticket(head).Voices; got != n {
			c.Fatalf("#%d has %d voices, want %d", head, got, n)
		}
	}
}

func TestSuspects(t *testing.T) {
	c := newCounter(t)
	c.report("riders", "liu", "路灯不亮了", 0)
	c.report("riders", "sun", "66号路灯不亮", 25)
	c.report("riders", "qian", "路灯不亮了", 500)
	n := c.report("riders", "wang", "68号的路灯不亮了", 28)
	suspects, err := c.desk.Suspects(t.Context(), c.ticket(n))
	c.ok(err)
	numbers := slices.Collect(func(yield func(int64) bool) {
		for _, s := range suspects {
			if !yield(s.N) {
				return
			}
		}
	})
	if !slices.Equal(numbers, []int64{1}) || suspects[0].Surely || suspects[0].Metres < 27 || suspects[0].Metres > 29 {
		t.Errorf("suspects are %+v", suspects)
	}
}
