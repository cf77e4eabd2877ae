package storagetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/search"
)

// sought are the tickets #1 … #6 that are searched for.
func (b *bench) sought() {
	b.Helper()
	for i, change := range []func(t *intake.Ticket){
		func(t *intake.Ticket) {
			t.Masked, t.Words = "人民路14号路灯坏了", "人民路14号路灯坏了 13800138000"
		},
		func(t *intake.Ticket) { t.Masked, t.Fix.Address, t.Unit = "积水很深", "东大街路口", "u-1" },
		func(t *intake.Ticket) {
			t.Masked, t.Category, t.Status = "晚上一片黑", "P0118", intake.StatusDispatched
		},
		func(t *intake.Ticket) {
			t.Masked, t.Fix.Cell, t.Severity = "井盖不见了", "610104-07", intake.Urgent
		},
		func(t *intake.Ticket) {
			t.Masked, t.Status, t.Outcome = "Street LIGHT out, see #1", intake.StatusResolved, "路灯已换新灯泡"
		},
		func(t *intake.Ticket) {
			t.Masked, t.Tier, t.Officer, t.Clocks.PausedAt = `车牌〔车牌〕的车占道 "' & | * \ <->`, 3, 42, noon
		},
	} {
		t := ticket()
		t.Masked, t.Words, t.Category, t.Unit, t.Fix.Address, t.Fix.Cell = "", "", "E0401", "", "", ""
		t.Status, t.Severity, t.Tier, t.Officer = intake.StatusReported, intake.Ordinary, 1, 0
		t.OpenedAt = noon.AddDate(0, i, 0)
		change(&t)
		must(b.OpenTicket(b.Context(), t))(b)
	}
}

// finds demands tickets in an order.
func (b *bench) finds(says string, q search.Query, want ...int64) {
	b.Helper()
	var got []int64
	for _, t := range must(b.FindTickets(b.Context(), q))(b) {
		got = append(got, t.N)
	}
	if !slices.Equal(got, want) {
		b.Errorf("%s: %v, want %v", says, got, want)
	}
}

// typed is a query of everybody's tickets for words.
func typed(words string) search.Query {
	read, _ := search.Read(words, intake.Categories{{Code: "P0118", Name: "路灯", NameEn: "street lamp"}}, []intake.Unit{{Code: "u-1", Name: "排水公司"}})
	return search.Query{Scope: intake.Scope{All: true}, Words: read}
}

// chanced is a ticket whose words often have the same characters in another order.
func chanced(chance *rand.Rand) intake.Ticket {
	t := ticket()
	t.Masked, t.Fix.Address, t.Outcome = babble(chance, 9), babble(chance, 4), babble(chance, 2)
	t.Category, t.Unit = []string{"P0118", "E0401"}[chance.IntN(2)], fmt.Sprintf("u-%d", chance.IntN(3))
	t.Status = intake.OpenStatuses()[chance.IntN(3)]
	return t
}

// babble is words of a few characters, masked ones among them.
func babble(chance *rand.Rand, most int) string {
	parts := []string{"路", "灯", "不", "亮", "号", "12", "3", "a", " ", "〔车牌〕"}
	var words strings.Builder
	for range chance.IntN(most + 1) {
		words.WriteString(parts[chance.IntN(len(parts))])
	}
	return words.String()
}

// chancedQuery is a question for such tickets, and what was typed.
func chancedQuery(chance *rand.Rand) (q search.Query, words string) {
	words = []string{"12号", "路灯不亮", "路灯", "号 12", "灯不亮", "3路 12号", "路12灯", "排水 12号", "亮", "路灯不亮号", "车牌号"}[chance.IntN(11)]
	q = typed(words)
	q.Limit = 1 + chance.IntN(12)
	if chance.IntN(2) == 0 {
		q.Past.N = 1 + chance.Int64N(120)
	}
	if chance.IntN(2) == 0 {
		q.Scope = intake.Scope{Units: []string{"u-1"}}
	}
	if chance.IntN(3) == 0 {
		q.Statuses = intake.OpenStatuses()[:1]
	}
	return q, words
}

// holds reports whether all clauses hold for terms, which are sorted.
func holds(clauses []search.Clause, terms []string) bool {
	lacks := func(term string) bool { return !slices.Contains(terms, term) }
	fails := func(list []string) bool { return slices.ContainsFunc(list, lacks) }
	return !slices.ContainsFunc(clauses, func(c search.Clause) bool {
		return !slices.ContainsFunc(c, func(list []string) bool { return !fails(list) })
	})
}

var searchLaws = []law{
	{"words are found in what was reported, where, what was done, and in names", func(b *bench) {
		b.sought()
		for words, want := range map[string][]int64{
			"路灯":          {5, 3, 1}, // in the outcome, the class, the words
			"路灯 人民路":      {1},
			"人民路 路灯":      {1},
			"人民路14号":      {1},
			"民路路灯":        nil, // its characters do not stand together
			"灯":           {5, 3, 1},
			"口":           {2},
			"东大街":         {2},
			"排水":          {2},
			"street":      {5, 3},
			"ＬＩＧＨＴ":       {5},
			"ligh":        nil,
			"路灯 light":    {5},
			"#1":          {5, 1},
			"#4":          {4},
			"4":           nil,
			"13800138000": nil, // only masked words are kept
			"车牌":          {6}, // the word itself, not its mark
			"占道!":         {6},
			"没有的词":        nil,
		} {
			b.finds(words, typed(words), want...)
		}
	}},
	{"signs of the databases' own languages are only signs", func(b *bench) {
		b.sought()
		for _, words := range []string{`路灯" OR "积水`, `路灯' | '积水`, `NOT 路灯`, `路灯:*`, `{路灯}`, `路灯\`, "路灯\x00", "路\xff灯"} {
			if read, ok := search.Read(words, nil, nil); ok {
				must(b.FindTickets(b.Context(), search.Query{Scope: intake.Scope{All: true}, Words: read}))(b)
			}
		}
	}},
	{"tickets are chosen by what they are", func(b *bench) {
		b.sought()
		all := intake.Scope{All: true}
		b.finds("everything", search.Query{Scope: all}, 6, 5, 4, 3, 2, 1)
		b.finds("nothing", search.Query{})
		b.finds("statuses", search.Query{Scope: all, Statuses: []intake.Status{intake.StatusResolved, intake.StatusDispatched}}, 5, 3)
		b.finds("severity", search.Query{Scope: all, Severities: []intake.Severity{intake.Urgent}}, 4)
		b.finds("class", search.Query{Scope: all, Classes: []string{"P0118"}}, 3)
		b.finds("large class", search.Query{Scope: all, Classes: []string{"E04"}}, 6, 5, 4, 2, 1)
		b.finds("unit", search.Query{Scope: all, Units: []string{"u-1"}}, 2)
		b.finds("no unit", search.Query{Scope: all, Units: []string{""}}, 6, 5, 4, 3, 1)
		b.finds("cell", search.Query{Scope: all, Cells: []string{"610104-07", "none"}}, 4)
		b.finds("cell and status", search.Query{Scope: all, Cells: []string{"610104-07"}, Statuses: []intake.Status{intake.StatusClosed}})
		b.finds("cell and time", search.Query{Scope: all, Cells: []string{"610104-07"}, To: noon})
		b.finds("tier", search.Query{Scope: all, Tier: 3}, 6)
		b.finds("officer", search.Query{Scope: all, Officer: 42}, 6)
		b.finds("from", search.Query{Scope: all, From: noon.AddDate(0, 4, 0)}, 6, 5)
		b.finds("from and to", search.Query{Scope: all, From: noon.AddDate(0, 1, 0), To: noon.AddDate(0, 3, 0)}, 3, 2)
		b.finds("to", search.Query{Scope: all, To: noon.AddDate(0, 1, 0)}, 1)
		b.finds("the clocks stand still", search.Query{Scope: all, Light: search.Light{Still: true}}, 6)
		b.finds("scope", search.Query{Scope: intake.Scope{Units: []string{"u-1"}, Cells: []string{"610104-07"}}}, 4, 2)
		q := typed("路灯")
		q.Statuses, q.Scope = []intake.Status{intake.StatusResolved}, intake.Scope{Cells: []string{""}}
		b.finds("several", q, 5)
	}},
	{"a thousand cells are not too many", func(b *bench) {
		b.sought()
		cells := []string{"610104-07"}
		for i := range 1000 {
			cells = append(cells, fmt.Sprintf("cell-%d", i))
		}
		b.finds("cells", search.Query{Scope: intake.Scope{Cells: cells}}, 4)
	}},
	{"a page follows the other", func(b *bench) {
		b.sought()
		q := typed("路灯")
		q.Limit = 2
		b.finds("first", q, 5, 3)
		q.Past.N = 3
		b.finds("second", q, 1)
		b.finds("of all", search.Query{Scope: intake.Scope{All: true}, Limit: 2, Past: search.Mark{N: 3}}, 2, 1)
	}},
	{"what is saved is found as it is now", func(b *bench) {
		b.sought()
		t := must(b.Ticket(b.Context(), 1))(b)
		t.Masked, t.Status = "其实是积水", intake.StatusClosed
		b.ok(b.SaveTicket(b.Context(), t))
		b.finds("as it was", typed("人民路"))
		b.finds("as it is", typed("积水"), 2, 1)
		b.finds("status", search.Query{Scope: intake.Scope{All: true}, Statuses: []intake.Status{intake.StatusClosed}}, 1)
		b.undone(func(ctx context.Context) {
			t.Masked = "没有发生"
			b.ok(b.SaveTicket(ctx, t))
		})
		b.finds("undone", typed("没有发生"))
	}},
	{"what is found is what has the terms, however it is looked for", func(b *bench) {
		chance := rand.New(rand.NewPCG(8, 30))
		var kept []intake.Ticket
		for range 120 {
			kept = append(kept, must(b.Ticket(b.Context(), must(b.OpenTicket(b.Context(), chanced(chance)))(b)))(b))
		}
		slices.Reverse(kept)
		for range 150 {
			q, words := chancedQuery(chance)
			var want []int64
			clauses, _ := q.Clauses()
			for _, t := range kept {
				if (q.Past.N == 0 || t.N < q.Past.N) && len(want) < q.Limit && holds(clauses, search.Terms(t)) {
					want = append(want, t.N)
				}
			}
			b.finds(fmt.Sprintf("%q in %v after %d", words, q.Scope, q.Past.N), q, want...)
		}
	}},
	{"lights are chosen by when they turn, the nearest promise first", func(b *bench) {
		all := intake.Scope{All: true}
		for i, red := range []time.Duration{3 * time.Hour, time.Hour, -time.Hour, 0, 2 * time.Hour} {
			t := ticket()
			t.Status, t.Unit, t.Clocks.YellowAt, t.Clocks.RedAt = intake.StatusReported, fmt.Sprintf("u%d", i%2), noon.Add(red-90*time.Minute), noon.Add(red)
			if red == 0 {
				t.Clocks.YellowAt, t.Clocks.RedAt = time.Time{}, time.Time{}
			}
			must(b.OpenTicket(b.Context(), t))(b)
		}
		window := func(yellow, red [2]time.Time) search.Query {
			return search.Query{Scope: all, Light: search.Light{Yellow: yellow, Red: red}}
		}
		b.finds("red", window([2]time.Time{}, [2]time.Time{{}, noon}), 3)
		b.finds("yellow", window([2]time.Time{{}, noon}, [2]time.Time{noon, {}}), 2)
		green := window([2]time.Time{noon, {}}, [2]time.Time{})
		b.finds("green", green, 5, 1)
		green.Limit, green.Past = 1, search.Mark{N: 5, RedAt: noon.Add(2 * time.Hour)}
		b.finds("green, the next page", green, 1)
		green.Past, green.Units = search.Mark{}, []string{"u0"}
		b.finds("green of a unit", green, 5)
		t := must(b.Ticket(b.Context(), 1))(b)
		equal(b, t.Clocks.RedAt, kept(noon.Add(3*time.Hour)))
	}},
	{"events of all tickets are read on from one", func(b *bench) {
		var ids []int64
		for range 3 {
			ids = append(ids, must(b.PutEvent(b.Context(), intake.Event{Ticket: b.open(), At: noon, Kind: intake.EventOpened, Status: intake.StatusReported}))(b))
		}
		events := must(b.EventsAfter(b.Context(), ids[0], 1))(b)
		equal(b, len(events), 1)
		equal(b, events[0].ID, ids[1])
		equal(b, len(must(b.EventsAfter(b.Context(), ids[2], 10))(b)), 0)
	}},
	{"old tickets are filled in", func(b *bench) {
		equal(b, must(b.Unsearched(b.Context()))(b), 0)
		b.sought()
		b.ok(b.SetUnsearched(b.Context(), 5))
		wound := 0
		b.ok(search.NewFiller(b, func(*intake.Ticket) { wound++ }).Fill(b.Context()))
		equal(b, wound, 5)
		equal(b, must(b.Unsearched(b.Context()))(b), 0)
		b.finds("路灯", typed("路灯"), 5, 3, 1)
	}},
}
