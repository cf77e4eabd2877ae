package row

import (
	"fmt"
	"strings"
	"time"

	"snapgrid/intake"
)

// Dialect is how a database takes lists and times.
type Dialect struct {
	In   func(column, arg string) string   // column is among the list arg
	Of   func(column, query string) string // column is among the answers to a query
	Head func(column string) string        // the first word of a list; null if it is empty
	Bare func(column string) string        // the column where it shall not tempt the planner to take an index on it
	List func(words []string) any
	Nums func(numbers []int64) any
	Time func(t time.Time) any
}

// Steady is a dialect that chooses no index by a list.
func (d Dialect) Steady() Dialect {
	in := d.In
	d.In = func(column, arg string) string { return in(d.Bare(column), arg) }
	return d
}

const (
	listDefault = 50
	listMost    = 1000
)

// Where is the end of a statement that lists tickets t: conditions, order, limit.
func Where(f intake.Filter, d Dialect) (string, []any) {
	w := &where{dialect: d, by: "t.n", order: "desc"}
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
	if inTime(f) && !(len(w.parts) == 1 && f.To.IsZero() && !f.From.IsZero()) {
		w.by = "t.n + 0" // no planner is tempted to go along the numbers through all that is newer
	}
	if f.Before != 0 {
		w.add("t.n < %s", f.Before)
	}
	if f.Oldest {
		w.order = "asc"
		w.add("t.n > %s", f.After)
	}
	text, args := w.end(Limit(f.Limit))
	if f.Skip > 0 {
		text += fmt.Sprintf(" offset %d", f.Skip)
	}
	return text, args
}

// Tickets is the query for a list of tickets. For one of a time nothing is put into
// order but numbers, out of an index that holds what they are chosen by, so what the time
// holds is not read but for the tickets of the page.
func Tickets(f intake.Filter, d Dialect) (string, []any) {
	if !inTime(f) {
		where, args := Where(f, d)
		return `select ` + TicketColumns + ` from tickets t ` + where, args
	}
	where, args := Where(f, d.Steady())
	return `select ` + TicketColumns + ` from tickets t where t.n in (select t.n from tickets t ` + where + `) order by t.n desc`, args
}

// inTime reports whether a filter asks for the newest tickets of a time. The oldest of
// a time are found along their numbers, from which the next page goes on.
func inTime(f intake.Filter) bool {
	timed := !f.From.IsZero() || !f.To.IsZero() || f.ChangedIn != [2]time.Time{}
	return timed && len(f.Numbers) == 0 && !f.Oldest
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
	by      string
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
	return text + fmt.Sprintf(" order by %s %s limit %d", w.by, w.order, limit), w.args
}
