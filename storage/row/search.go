package row

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"snapgrid/intake"
	"snapgrid/intake/search"
)

// Seeker is how a database asks its index of terms, s.
type Seeker struct {
	Dialect
	Index  string // the index, or a part of it
	Args   []any  // that Index names, from $2 on; $1 is what all numbers are below
	Number string // of a ticket of s
	Order  string // what stands for the number where it is compared and put into order
	Has    string // a ticket of s has the terms of the question %s
	Among  string // the ticket with the number %s has the terms of the question %s
	// Quote, And and Or write a question.
	Quote   func(term string) string
	And, Or string
}

// fewCells is of how many cells the newest are found in the index of cells, whose part of
// each may be read to the end.
const fewCells = 8

// OfCells is a query as a filter, if it asks for a few cells, and for no more than
// statuses beside them.
func OfCells(q search.Query) (f intake.Filter, ok bool) {
	f = intake.Filter{Cells: q.Cells, Statuses: q.Statuses, Before: q.Past.N, Limit: q.Limit}
	q.Cells, q.Statuses = nil, nil
	clauses, ok := q.Clauses()
	ok = ok && len(clauses) == 0 && !q.Light.Runs() && q.From.IsZero() && q.To.IsZero()
	return f, ok && len(f.Cells) > 0 && len(f.Cells) <= fewCells
}

// Seek is the end of a statement that finds tickets t; ok is false if there can be
// none. What is asked of the index is asked inside, down to the numbers that are shown:
// so no row is read that is not, and no planner has to guess how many there are.
func Seek(q search.Query, d Seeker) (tail string, args []any, ok bool) {
	clauses, ok := q.Clauses()
	if !ok {
		return "", nil, false
	}
	w := &where{dialect: d.Dialect}
	if q.Light.Runs() {
		w.between("t.opened_at", q.From, q.To)
		return w.byPromise(q, d), w.args, true
	}
	w.args = append([]any{cmp.Or(q.Past.N, math.MaxInt64)}, d.Args...)
	if len(clauses) == 0 {
		w.parts = []string{"t.n < $1"}
		w.between("t.opened_at", q.From, q.To)
		return w.found("tickets t", "t.n desc", q), w.args, true
	}
	from := d.Index + " s"
	w.parts = []string{d.Order + " < $1"}
	w.add(d.Has, d.question(clauses))
	if !q.From.IsZero() || !q.To.IsZero() {
		from += " join tickets o on o.n = " + d.Number
		w.between("o.opened_at", q.From, q.To)
	}
	return shown("select "+d.Number+" "+w.found(from, d.Order+" desc", q), "t.n desc"), w.args, true
}

// Sift finds tickets by their loose words first, which an index finds with much less
// work, and leaves out those that do not fit. If that leaves too few, the words
// themselves are asked for below the last one: so at worst it costs a list more.
func Sift(q search.Query, find func(search.Query) ([]intake.Ticket, error)) ([]intake.Ticket, error) {
	loose, fits := q.Words.Loose()
	if fits == nil || q.Light.Runs() {
		return find(q)
	}
	strict := q
	q.Words = loose
	found, err := find(q)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	wanted, last := Limit(q.Limit), found[len(found)-1].N
	all := len(found) < wanted
	found = slices.DeleteFunc(found, func(t intake.Ticket) bool { return !fits(t) })
	if all || len(found) == wanted {
		return found, nil
	}
	strict.Past.N, strict.Limit = last, wanted-len(found)
	rest, err := find(strict)
	return append(found, rest...), err
}

// shown is the end of a statement that reads the tickets whose numbers are selected.
func shown(numbers, order string) string {
	return "from tickets t where t.n in (" + numbers + ") order by " + order
}

// byPromise finds tickets whose clocks run, the nearest promise first. The index of
// promises holds what they are chosen by, but for words and for when they were opened.
func (w *where) byPromise(q search.Query, d Seeker) string {
	w.between("t.yellow_at", q.Light.Yellow[0], q.Light.Yellow[1])
	w.between("t.red_at", q.Light.Red[0], q.Light.Red[1])
	w.parts = append(w.parts, "t.red_at is not null")
	if q.Past.N != 0 {
		w.args = append(w.args, d.Time(q.Past.RedAt))
		w.add(fmt.Sprintf("(t.red_at, t.n) > ($%d, %%s)", len(w.args)), q.Past.N)
	}
	w.scope(q.Scope)
	w.words("t.status", texts(q.Statuses))
	w.words("t.severity", texts(q.Severities))
	w.classes(q.Classes)
	w.words("t.unit", q.Units)
	w.words("t.cell", q.Cells)
	if q.Tier != 0 {
		w.add("t.tier = %s", int64(q.Tier))
	}
	if q.Officer != 0 {
		w.add("t.officer = %s", q.Officer)
	}
	if len(q.Words) > 0 {
		w.add(fmt.Sprintf(d.Among, "t.n", "%s"), d.question(q.Words))
	}
	const order = "t.red_at, t.n"
	return shown("select t.n "+w.found("tickets t", order, q), order)
}

// scope keeps to what somebody may see.
func (w *where) scope(s intake.Scope) {
	if s.All {
		return
	}
	either := &where{dialect: w.dialect, args: w.args}
	either.words("t.unit", s.Units)
	either.words("t.cell", s.Cells)
	w.args = either.args
	w.parts = append(w.parts, "("+strings.Join(either.parts, " or ")+")")
}

// classes keeps to classes and large classes.
func (w *where) classes(codes []string) {
	if len(codes) == 0 {
		return
	}
	w.args = append(w.args, w.dialect.List(codes))
	list := fmt.Sprintf("$%d", len(w.args))
	w.parts = append(w.parts, "("+w.dialect.In("t.category", list)+" or "+w.dialect.In(fmt.Sprintf("substr(t.category, 1, %d)", search.LargeClass), list)+")")
}

func texts[T ~string](list []T) []string {
	var words []string
	for _, entry := range list {
		words = append(words, string(entry))
	}
	return words
}

func (w *where) found(from, order string, q search.Query) string {
	return fmt.Sprintf("from %s where %s order by %s limit %d", from, strings.Join(w.parts, " and "), order, Limit(q.Limit))
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
