package row

import (
	"slices"
	"strings"

	"snapgrid/intake"
)

// mostKeys is along how many branches of an index the newest tickets are looked for.
// Where a filter names more cells, these hold so many of the tickets that the newest
// of all are soon among them.
const mostKeys = 512

// Latest is the way to the newest tickets of a filter: for each key the newest of its
// branch of the index, and the newest of these. So no list is longer than what is
// asked for, and no planner has to guess.
type Latest struct {
	Column string   // that the index begins with; "" is the way by number alone
	Keys   []string // its branches
	Where  string   // conditions on tickets t, without the key's; "" for none
	Args   []any    // of Where, after the key; the last one is the limit
	Limit  string   // the place of the limit: "$4"
	Most   int      // the limit
}

// LatestWay chooses the way. With a key, the key is $1 and the others follow.
func LatestWay(f intake.Filter, d Dialect) Latest {
	var l Latest
	switch {
	case few(f.Cells):
		l.Column, l.Keys, f.Cells = "t.cell", f.Cells, nil
	case few(f.Categories):
		l.Column, l.Keys, f.Categories = "t.category", f.Categories, nil
	case len(f.Statuses) > 0 && (len(f.Cells)+len(f.Categories) == 0 && f.Near.Radius <= 0 && f.Box.IsZero() || allOpen(f.Statuses)):
		l.Column, l.Keys, f.Statuses = "t.status", texts(f.Statuses), nil
	}
	l.Keys = slices.Compact(slices.Sorted(slices.Values(l.Keys)))
	w := &where{dialect: d}
	if l.Column != "" {
		w.args = []any{nil} // the key
	}
	w.words("t.category", f.Categories)
	w.words("t.status", texts(f.Statuses))
	w.words("t.cell", f.Cells)
	w.box(f.Box)
	w.near(f.Near)
	if f.Before != 0 {
		w.add("t.n < %s", f.Before)
	}
	l.Where = strings.Join(w.parts, " and ")
	l.Most = Limit(f.Limit)
	w.add("%s", l.Most)
	l.Limit = w.parts[len(w.parts)-1]
	l.Args = w.args
	if l.Column != "" {
		l.Args = w.args[1:]
	}
	return l
}

func allOpen(list []intake.Status) bool {
	return !slices.ContainsFunc(list, func(s intake.Status) bool { return !s.Open() })
}

func few(keys []string) bool { return len(keys) > 0 && len(keys) <= mostKeys }

// Conditions are the conditions of the way with those of the key.
func (l Latest) Conditions(key string) string {
	switch {
	case l.Column == "" && l.Where == "":
		return "true"
	case l.Column == "":
		return l.Where
	case l.Where == "":
		return l.Column + " = " + key
	}
	return l.Column + " = " + key + " and " + l.Where
}

// ScanTally scans cell, status, ending, late and count.
func ScanTally(r Scanner) (intake.Tally, error) {
	var t intake.Tally
	err := r.Scan(&t.Cell, &t.Status, &t.Ending, &t.Late, &t.Count)
	return t, err
}

// Covers is the query for the photos that stand for tickets.
func Covers(d Dialect) string {
	return `select m.ticket, m.part, p.key from messages m join photos p on p.message = m.number
		where m.ticket <> 0 and ` + d.In("m.ticket", "$1") + ` and m.part in ('report', 'fix') and p.state = 'ready' and p.key <> ''
		order by m.ticket, m.number, p.position`
}

// Shot is one photo of a ticket.
type Shot struct {
	Ticket int64
	Part   intake.Part
	Key    string
}

// ScanShot scans what [Covers] asks for.
func ScanShot(r Scanner) (Shot, error) {
	var s Shot
	err := r.Scan(&s.Ticket, &s.Part, &s.Key)
	return s, err
}

// CoversOf chooses the first photo of a report and the last one of a repair.
func CoversOf(shots []Shot) map[int64]intake.Cover {
	covers := map[int64]intake.Cover{}
	for _, s := range shots {
		c := covers[s.Ticket]
		switch {
		case s.Part == intake.PartFix:
			c.After = s.Key
		case c.Before == "":
			c.Before = s.Key
		}
		covers[s.Ticket] = c
	}
	return covers
}
