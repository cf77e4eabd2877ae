package figures

import (
	"net/http"
	"slices"
	"time"

	"snapgrid/bots/web/page"
	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/stats"
)

type statsView struct {
	asked
	AsOf   time.Time
	Cards  []figure
	Days   chart
	Tables []table
	Units  []intake.Unit
}

// figure is one with what it means.
type figure struct {
	stats.Figure
	asked asked
	Means stats.Definition
	Left  []left
}

// Link is the address of the list of the tickets in a part of the figure.
func (f figure) Link(part string) string { return f.asked.Tickets(f.Key, part) }

// left is why tickets were left out, and how many.
type left struct {
	stats.Reason
	N int
}

// table compares the rows of one kind.
type table struct {
	Title string
	First string // what the first column holds
	Rows  []line
}

// line is a row of a table.
type line struct {
	stats.Row
	Name string
	Link string // to the figures of this one alone; "" if there is none
}

func (f *Face) stats(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	q, err := f.ask(r, v)
	if err != nil {
		return err
	}
	report, asOf, err := f.Counts.Report(r.Context(), q.Question)
	if err != nil {
		return err
	}
	f.show(w, r, v, "stats", "统计", statsView{
		asked: q, AsOf: asOf, Cards: cards(q, report.All), Days: daily(report.Days), Units: f.Pages.Units(),
		Tables: []table{
			{"按网格", "网格", f.areas(q, report.Areas)},
			{"按单位", "单位", f.rows(q, report.Units, "unit", f.Words.Unit, "没有单位")},
			{"按类别", "类别", f.rows(q, report.Classes, "class", f.Words.Category, "未分类")},
		},
	})
	return nil
}

// cards are the figures of a row with their definitions.
func cards(q asked, r stats.Row) []figure {
	var all []figure
	for i, d := range stats.Definitions() {
		card := figure{Figure: r.Figures[i], asked: q, Means: d}
		for _, reason := range d.Out {
			n := slices.IndexFunc(card.Out, func(o stats.Out) bool { return o.Reason == reason.Key })
			if n >= 0 {
				card.Left = append(card.Left, left{reason, card.Out[n].N})
			} else {
				card.Left = append(card.Left, left{reason, 0})
			}
		}
		all = append(all, card)
	}
	return all
}

// areas are the areas right below the one that is asked for, and that one's own.
func (f *Face) areas(q asked, rows []stats.Row) []line {
	var all []line
	for _, row := range rows {
		if row.Code == "" {
			all = append(all, line{Row: row, Name: "没有网格"})
			continue
		}
		path := f.Areas.Path(row.Code)
		if len(path) == 0 || !below(path, q.Area) {
			continue
		}
		all = append(all, line{row, path[len(path)-1].Name, q.Link("cell", row.Code)})
	}
	return busiest(all)
}

// below reports whether an area, by its path, lies right below another; at the top all
// highest ones do.
func below(path []geotag.Cell, area string) bool {
	if area == "" {
		return len(path) == 1
	}
	return len(path) > 1 && path[len(path)-2].Code == area
}

// rows are the rows of a table whose codes have names.
func (f *Face) rows(q asked, rows []stats.Row, key string, name func(code string) string, none string) []line {
	var all []line
	for _, row := range rows {
		l := line{Row: row, Name: none}
		if row.Code != "" {
			l.Name, l.Link = name(row.Code), q.Link(key, row.Code)
		}
		all = append(all, l)
	}
	return busiest(all)
}

// busiest puts the rows with the most matters first.
func busiest(rows []line) []line {
	slices.SortStableFunc(rows, func(a, b line) int { return b.Matters() - a.Matters() })
	return rows
}
