package figures

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"snapgrid/bots/web/page"
	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/stats"
)

// asked is a question as the address of a page tells it.
type asked struct {
	stats.Question
	Ranges []choice // windows that are asked for often
	Path   []geotag.Cell
	Wide   bool // the visitor sees everything
}

// choice is a link to the same question with something else in it.
type choice struct {
	Name    string
	Link    string
	Current bool
}

// ask reads the question from the address. What can not be read is said, and never
// taken for something else: wrong figures look like right ones.
func (f *Face) ask(r *http.Request, v page.Visitor) (asked, error) {
	values := r.URL.Query()
	now := f.Counts.Here()
	window, err := stats.ReadDays(values.Get("from"), values.Get("to"), now)
	if err != nil {
		return asked{}, wrong("日期写成 2026-11-01 这样；后一天不能早于前一天，最多三年")
	}
	q := asked{Question: stats.Question{
		Window: window, Area: values.Get("cell"), Unit: values.Get("unit"), Class: values.Get("class"),
	}}
	if q.Path = f.Areas.Path(q.Area); q.Area != "" && len(q.Path) == 0 {
		return asked{}, wrong("没有这个网格")
	}
	q.Wide = v.Officer.Has(intake.RightLead)
	if !q.Wide {
		q.May = func(unit, cell string) bool { return f.sees(v, unit, cell) }
	}
	q.Ranges = f.ranges(q, now)
	return q, nil
}

// sees reports whether a visitor answers for tickets of a unit in a cell.
func (f *Face) sees(v page.Visitor, unit, cell string) bool {
	return f.Desk.May(v.Officer, intake.RightSee, intake.Ticket{Unit: unit, Fix: geotag.Fix{Cell: cell}})
}

func wrong(sentence string) error {
	return &page.Fault{Status: http.StatusBadRequest, Sentence: sentence}
}

// ranges are the windows that people ask for.
func (f *Face) ranges(q asked, now time.Time) []choice {
	year, month, _ := now.Date()
	first := time.Date(year, month, 1, 0, 0, 0, 0, now.Location())
	var all []choice
	for _, w := range []struct {
		name     string
		from, to time.Time
	}{
		{"今天", now, now},
		{"近 7 天", now.AddDate(0, 0, -6), now},
		{"近 30 天", now.AddDate(0, 0, -29), now},
		{"这个月", first, now},
		{"上个月", first.AddDate(0, -1, 0), first.AddDate(0, 0, -1)},
		{"今年", time.Date(year, 1, 1, 0, 0, 0, 0, now.Location()), now},
	} {
		from, to := w.from.Format(time.DateOnly), w.to.Format(time.DateOnly)
		current := from == q.Window.From.Format(time.DateOnly) && to == q.Window.Last().Format(time.DateOnly)
		all = append(all, choice{w.name, q.link("/desk/stats", "from", from, "to", to), current})
	}
	return all
}

// Link is the address of the figures with another value of the question.
func (q asked) Link(changes ...string) string { return q.link("/desk/stats", changes...) }

// Tickets is the address of the list of the tickets behind a part of a figure.
func (q asked) Tickets(k stats.Key, part string) string {
	return q.link("/desk/stats/tickets", "figure", string(k), "part", part)
}

// Spots is the address of the hot spots, and Ledger that of the ledger.
func (q asked) Spots() string { return q.link("/desk/stats/spots") }

// Ledger is the address of the ledger of the same time and area.
func (q asked) Ledger() string { return q.link("/desk/ledger") }

// From and To are the first and the last day, as forms have them.
func (q asked) From() string { return q.Window.From.Format(time.DateOnly) }

// To is the last day.
func (q asked) To() string { return q.Window.Last().Format(time.DateOnly) }

func (q asked) link(path string, changes ...string) string {
	values := url.Values{"from": {q.From()}, "to": {q.To()}}
	for name, value := range map[string]string{"cell": q.Area, "unit": q.Unit, "class": q.Class} {
		if value != "" {
			values.Set(name, value)
		}
	}
	for pair := range slices.Chunk(changes, 2) {
		if values.Set(pair[0], pair[1]); pair[1] == "" {
			values.Del(pair[0])
		}
	}
	return path + "?" + values.Encode()
}
