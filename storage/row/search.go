package row

import (
	"fmt"
	"strings"

	"snapgrid/intake/search"
)

// Seeker is how a database asks its index of terms, s.
type Seeker struct {
	Dialect
	Table  string // the index; its tickets have the number Number
	Number string
	Order  string // what stands for the number in "order by"
	Has    string // a ticket of s has the terms of the question %s
	// Quote, And and Or write a question.
	Quote   func(term string) string
	And, Or string
}

// Seek is the end of a statement that finds tickets t with numbers above one; ok is
// false if there can be none.
func Seek(q search.Query, above int64, d Seeker) (tail string, args []any, ok bool) {
	clauses, ok := q.Clauses()
	if !ok {
		return "", nil, false
	}
	w := &where{dialect: d.Dialect}
	w.between("t.opened_at", q.From, q.To)
	switch {
	case q.Light.Runs():
		return w.byPromise(q, clauses, d), w.args, true
	case len(clauses) == 0:
		w.within("t.n", q.Past.N, above)
		return w.found("tickets t", "t.n desc", q), w.args, true
	}
	w.within(d.Number, q.Past.N, above)
	w.add(d.Has, d.question(clauses))
	return w.found(d.Table+" s join tickets t on t.n = "+d.Number, d.Order+" desc", q), w.args, true
}

// byPromise finds tickets whose clocks run, the nearest promise first.
func (w *where) byPromise(q search.Query, clauses []search.Clause, d Seeker) string {
	w.between("t.yellow_at", q.Light.Yellow[0], q.Light.Yellow[1])
	w.between("t.red_at", q.Light.Red[0], q.Light.Red[1])
	w.parts = append(w.parts, "t.red_at is not null")
	if q.Past.N != 0 {
		w.args = append(w.args, d.Time(q.Past.RedAt))
		w.add(fmt.Sprintf("(t.red_at, t.n) > ($%d, %%s)", len(w.args)), q.Past.N)
	}
	// Without a choice all that have a promise are meant.
	if !q.Chosen() {
		return w.found("tickets t", "t.red_at, t.n", q)
	}
	w.add("t.n in (select "+d.Number+" from "+d.Table+" s where "+d.Has+")", d.question(clauses))
	return w.found("tickets t", "t.red_at, t.n", q)
}

// within keeps to the numbers below one and above another.
func (w *where) within(number string, below, above int64) {
	if below != 0 {
		w.add(number+" < %s", below)
	}
	if above != 0 {
		w.add(number+" > %s", above)
	}
}

func (w *where) found(from, order string, q search.Query) string {
	text := "from " + from
	if len(w.parts) > 0 {
		text += " where " + strings.Join(w.parts, " and ")
	}
	return fmt.Sprintf("%s order by %s limit %d", text, order, Limit(q.Limit))
}

// question writes clauses as the index is asked.
func (d Seeker) question(clauses []search.Clause) string {
	all := make([]string, len(clauses))
	for i, clause := range clauses {
		lists := make([]string, len(clause))
		for j, terms := range clause {
			quoted := make([]string, len(terms))
			for k, term := range terms {
				quoted[k] = d.Quote(term)
			}
			lists[j] = "(" + strings.Join(quoted, d.And) + ")"
		}
		all[i] = "(" + strings.Join(lists, d.Or) + ")"
	}
	return strings.Join(all, d.And)
}
