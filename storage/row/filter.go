package row

import (
	"fmt"
	"strings"
	"time"

	"snapgrid/intake"
)

// Dialect is how a database takes lists, locks and times.
type Dialect struct {
	In   func(column, arg string) string   // column is among the list arg
	Of   func(column, query string) string // column is among the answers to a query
	Head func(column string) string        // the first word of a list; null if it is empty
	Lock func(table string) string         // at the end of a query: its rows stay as they are until the transaction ends
	List func(words []string) any
	Nums func(numbers []int64) any
	Time func(t time.Time) any
}

const (
	listDefault = 50
	listMost    = 1000
)

// Where is the end of a statement that lists tickets t: conditions, order, limit.
func Where(f intake.Filter, d Dialect) (string, []any) {
	w := &where{dialect: d, order: "desc"}
	if len(f.Numbers) > 0 {
		w.add(d.In("t.n", "%s"), d.Nums(f.Numbers))
		return w.end(listMost)
	}
	w.words("t.category", f.Categories)
	w.words("t.status", texts(f.Statuses))
	w.words("t.cell", f.Cells)
	if f.Unit != "" {
		w.add("t.unit = %s", f.Unit)
	}
	w.who(f)
	w.between("t.opened_at", f.From, f.To)
	w.between("t.changed_at", f.ChangedIn[0], f.ChangedIn[1])
	w.box(f.Box)
	w.near(f.Near)
	if f.Before != 0 {
		w.add("t.n < %s", f.Before)
	}
	if f.Oldest {
		w.order = "asc"
		w.add("t.n > %s", f.After)
	}
	return w.end(Limit(f.Limit))
}

// Limit is how many entries a list has at most that asks for n.
func Limit(n int) int {
	if n <= 0 {
		return listDefault
	}
	return min(n, listMost)
}

type where struct {
	dialect Dialect
	order   string
	parts   []string
	args    []any
}

// add adds a condition; %s is where its argument goes.
func (w *where) add(condition string, arg any) {
	w.args = append(w.args, arg)
	w.parts = append(w.parts, fmt.Sprintf(condition, fmt.Sprintf("$%d", len(w.args))))
}

func (w *where) words(column string, list []string) {
	if len(list) > 0 {
		w.add(w.dialect.In(column, "%s"), w.dialect.List(list))
	}
}

// who asks for a reporter, on a channel if one is named, or for the channel of the
// first report.
func (w *where) who(f intake.Filter) {
	switch {
	case f.Sender == "" && f.Channel != "":
		w.add("t.channel = %s", string(f.Channel))
	case f.Sender != "" && f.Channel == "":
		w.add("t.n in (select o.ticket from origins o where o.sender_id = %s)", f.Sender)
	case f.Sender != "":
		w.args = append(w.args, string(f.Channel))
		w.add(fmt.Sprintf("t.n in (select o.ticket from origins o join chats c on c.id = o.chat_id and c.channel = $%d where o.sender_id = %%s)", len(w.args)), f.Sender)
	}
}

func (w *where) between(column string, from, to time.Time) {
	if !from.IsZero() {
		w.add(column+" >= %s", w.dialect.Time(from))
	}
	if !to.IsZero() {
		w.add(column+" < %s", w.dialect.Time(to))
	}
}

// box asks for a point within a rectangle. A ticket without a point has none.
func (w *where) box(b intake.Box) {
	if b.IsZero() {
		return
	}
	w.add("t.source <> '' and t.lat >= %s", b.Min.Lat)
	w.add("t.lat <= %s", b.Max.Lat)
	w.add("t.lon >= %s", b.Min.Lon)
	w.add("t.lon <= %s", b.Max.Lon)
}

// near asks for a point within a circle.
func (w *where) near(c intake.Circle) {
	if c.Radius <= 0 {
		return
	}
	w.box(c.Box())
	n := len(w.args)
	lat, lon := c.Scale()
	w.args = append(w.args, c.Lat, lat*lat, c.Lon, lon*lon)
	w.add(fmt.Sprintf("(t.lat - $%d) * (t.lat - $%d) * $%d + (t.lon - $%d) * (t.lon - $%d) * $%d <= %%s", n+1, n+1, n+2, n+3, n+3, n+4), c.Radius*c.Radius)
}

func (w *where) end(limit int) (string, []any) {
	text := ""
	if len(w.parts) > 0 {
		text = "where " + strings.Join(w.parts, " and ")
	}
	return text + fmt.Sprintf(" order by t.n %s limit %d", w.order, limit), w.args
}
