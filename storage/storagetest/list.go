package storagetest

import (
	"slices"
	"time"

	"snapgrid/intake"
)

// shelf is a few tickets that differ in what lists ask for: #1 … #4.
func (b *bench) shelf() {
	b.Helper()
	for i := range 4 {
		t := ticket()
		t.OpenedAt = noon.Add(time.Duration(i) * time.Hour)
		t.ChangeAt = noon.Add(time.Duration(10-i) * time.Hour)
		t.Category = []string{"E0401", "P0103", "E0401", ""}[i]
		t.Status = []intake.Status{intake.StatusReported, intake.StatusClosed, intake.StatusClosed, intake.StatusRejected}[i]
		t.Fix.Cell = []string{"a", "b", "a", ""}[i]
		t.Unit = []string{"u", "v", "u", ""}[i]
		t.Channel = []intake.Channel{"telegram", "web", "web", "telegram"}[i]
		must(b.OpenTicket(b.Context(), t))(b)
	}
	telegram := b.chat("a").ID
	web := must(b.PutChat(b.Context(), intake.Chat{Ref: intake.ChatRef{Channel: "web", ID: "w"}}))(b).ID
	for _, o := range []intake.Origin{
		{Ticket: 1, ChatID: telegram, MessageID: "1", Sender: intake.Sender{ID: "x"}},
		{Ticket: 1, ChatID: telegram, MessageID: "2", Sender: intake.Sender{ID: "x"}},
		{Ticket: 2, ChatID: telegram, MessageID: "3", Sender: intake.Sender{ID: "x"}},
		{Ticket: 3, ChatID: web, MessageID: "1", Sender: intake.Sender{ID: "x"}},
		{Ticket: 4, ChatID: web, MessageID: "2", Sender: intake.Sender{ID: "y"}},
	} {
		b.ok(b.PutOrigin(b.Context(), o))
	}
}

var listLaws = []law{
	{"filters", func(b *bench) {
		b.shelf()
		for name, test := range map[string]struct {
			filter intake.Filter
			want   []int64
		}{
			"all":                    {intake.Filter{}, []int64{4, 3, 2, 1}},
			"numbers before all":     {intake.Filter{Numbers: []int64{1, 3, 9}, Unit: "none", Limit: 1}, []int64{3, 1}},
			"categories":             {intake.Filter{Categories: []string{"E0401", "E9"}}, []int64{3, 1}},
			"statuses":               {intake.Filter{Statuses: []intake.Status{intake.StatusClosed}}, []int64{3, 2}},
			"cells":                  {intake.Filter{Cells: []string{"a", "b"}}, []int64{3, 2, 1}},
			"unit":                   {intake.Filter{Unit: "u"}, []int64{3, 1}},
			"sender":                 {intake.Filter{Sender: "x"}, []int64{3, 2, 1}},
			"sender on a channel":    {intake.Filter{Sender: "x", Channel: "telegram"}, []int64{2, 1}},
			"channel":                {intake.Filter{Channel: "web"}, []int64{3, 2}},
			"from":                   {intake.Filter{From: noon.Add(time.Hour)}, []int64{4, 3, 2}},
			"to":                     {intake.Filter{To: noon.Add(time.Hour)}, []int64{1}},
			"changed":                {intake.Filter{ChangedIn: [2]time.Time{noon.Add(8 * time.Hour), noon.Add(10 * time.Hour)}}, []int64{3, 2}},
			"page":                   {intake.Filter{Limit: 2}, []int64{4, 3}},
			"second page":            {intake.Filter{Limit: 2, Skip: 1}, []int64{3, 2}},
			"second page of a time":  {intake.Filter{Limit: 2, Skip: 1, From: noon}, []int64{3, 2}},
			"page of a time":         {intake.Filter{Limit: 1, Before: 4, From: noon, To: noon.Add(3 * time.Hour), Statuses: []intake.Status{intake.StatusClosed}}, []int64{3}},
			"oldest of a time":       {intake.Filter{Limit: 2, Oldest: true, After: 1, From: noon}, []int64{2, 3}},
			"changed and cells":      {intake.Filter{ChangedIn: [2]time.Time{noon, {}}, Cells: []string{"a"}, Categories: []string{"E0401"}}, []int64{3, 1}},
			"next page":              {intake.Filter{Limit: 2, Before: 3}, []int64{2, 1}},
			"several":                {intake.Filter{Unit: "u", Cells: []string{"a"}, Statuses: []intake.Status{intake.StatusClosed}, Sender: "x"}, []int64{3}},
			"nothing":                {intake.Filter{Unit: "none"}, nil},
			"a word is just a word":  {intake.Filter{Unit: "' or 1=1 --", Sender: "%s"}, nil},
			"a limit that is absurd": {intake.Filter{Limit: 1 << 30}, []int64{4, 3, 2, 1}},
		} {
			var got []int64
			for _, t := range must(b.ListTickets(b.Context(), test.filter))(b) {
				got = append(got, t.N)
			}
			if !slices.Equal(got, test.want) {
				b.Errorf("%s: %v, want %v", name, got, test.want)
			}
		}
	}},
	{"fifty at most unless asked for more", func(b *bench) {
		for range 51 {
			b.open()
		}
		equal(b, len(must(b.ListTickets(b.Context(), intake.Filter{}))(b)), 50)
		equal(b, len(must(b.ListTickets(b.Context(), intake.Filter{Limit: 1000}))(b)), 51)
	}},
	{"the oldest first, page by page", func(b *bench) {
		for range 5 {
			b.open()
		}
		var order []int64
		for after := int64(0); ; {
			page := must(b.ListTickets(b.Context(), intake.Filter{Oldest: true, After: after, Limit: 2}))(b)
			if len(page) == 0 {
				break
			}
			for _, t := range page {
				order, after = append(order, t.N), t.N
			}
		}
		equal(b, order, []int64{1, 2, 3, 4, 5})
	}},
	{"tickets are counted by status", func(b *bench) {
		equal(b, len(must(b.CountTickets(b.Context()))(b)), 0)
		b.shelf()
		equal(b, must(b.CountTickets(b.Context()))(b), map[intake.Status]int{
			intake.StatusReported: 1, intake.StatusClosed: 2, intake.StatusRejected: 1,
		})
	}},
}
