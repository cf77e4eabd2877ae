package stats

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// Count answers a question from the tickets that were opened in its time, and the
// whistles that were blown in it.
func Count(q Question, facts []Fact, whistles []Blown, p Places) Report {
	asked := q.asked(facts, p)
	c := newCounter(q, p)
	now := At(q.Now)
	verdicts := make([]verdict, len(asked))
	rows := make([][]*tally, len(asked))
	for i, f := range asked {
		verdicts[i], rows[i] = judge(f, now), c.rows(f.Cell, f.Unit, f.Class, f.Opened)
		c.add(rows[i], verdicts[i])
	}
	for _, b := range q.blown(whistles, p) {
		c.addWhistle(b)
	}
	c.addLengths(asked, verdicts, rows)
	return c.report()
}

const (
	figures = 12 // as many as there are definitions
	parts   = 9  // missed, counted, and the reasons of the figure that has most
)

// verdict is what each figure makes of a ticket.
type verdict [figures]int8

func judge(f *Fact, now Moment) verdict {
	v := verdict{definitions[0].judge(f, now)}
	for i := range v[1:] {
		if v[0] > 1 { // no matter of its own: all figures leave it out
			v[1+i] = v[0]
		} else {
			v[1+i] = definitions[1+i].judgeFrom(common, f, now)
		}
	}
	return v
}

// tally is a row that is being counted.
type tally struct {
	parts    [figures][parts]int
	whistles int
	lengths  [figures]ranks
}

// ranks are the lengths of time of a row that are told, of all that pass in rising order.
type ranks struct {
	passed      int
	median, p90 Moment
}

// pass takes the next of n lengths: one is told that there was, and no mean.
func (r *ranks) pass(length Moment, n int) {
	r.passed++
	if r.passed == rank(n, 50) {
		r.median = length
	}
	if r.passed == rank(n, 90) {
		r.p90 = length
	}
}

// rank is the place of the shortest of n lengths that is not shorter than so many
// hundredths of them (the nearest rank).
func rank(n, hundredths int) int { return max((n*hundredths+99)/100, 1) }

// counter counts all rows of a report.
type counter struct {
	places  Places
	zone    *time.Location
	borders []Moment
	holders map[string][]*tally // of a cell, with its areas
	all     tally
	areas   map[string]*tally
	units   map[string]*tally
	classes map[string]*tally
	days    []tally
	spare   []*tally // where the next lists of rows come from
}

func newCounter(q Question, p Places) *counter {
	borders := q.Window.borders()
	return &counter{
		places: p, zone: q.Window.From.Location(), borders: borders, holders: map[string][]*tally{},
		areas: map[string]*tally{}, units: map[string]*tally{}, classes: map[string]*tally{}, days: make([]tally, len(borders)-1),
	}
}

// rows lists the rows that a ticket or whistle is counted in.
func (c *counter) rows(cell, unit, class string, at Moment) []*tally {
	areas := c.around(cell)
	if cap(c.spare)-len(c.spare) < len(areas)+4 {
		c.spare = make([]*tally, 0, 4096+len(areas))
	}
	first := len(c.spare)
	c.spare = append(append(c.spare, areas...), &c.all, row(c.units, unit), row(c.classes, class))
	if day := dayOf(c.borders, at); day >= 0 && day < len(c.days) {
		c.spare = append(c.spare, &c.days[day])
	}
	return c.spare[first:]
}

// around are the rows of the areas that hold a cell.
func (c *counter) around(cell string) []*tally {
	found, known := c.holders[cell]
	if known {
		return found
	}
	for _, area := range c.places.Path(cell) {
		found = append(found, row(c.areas, area.Code))
	}
	if len(found) == 0 {
		found = []*tally{row(c.areas, "")}
	}
	c.holders[cell] = found
	return found
}

func row(rows map[string]*tally, code string) *tally {
	t := rows[code]
	if t == nil {
		t = &tally{}
		rows[code] = t
	}
	return t
}

func (c *counter) add(rows []*tally, v verdict) {
	for _, t := range rows {
		for i, part := range v {
			t.parts[i][part]++
		}
	}
}

func (c *counter) addWhistle(b Blown) {
	for _, t := range c.rows(b.Cell, b.Unit, b.Class, b.At) {
		t.whistles++
	}
}

// addLengths adds the lengths of time, the shortest first: so each row sees its own
// in order, and none has to be sorted or kept. How many it gets was counted before.
func (c *counter) addLengths(facts []*Fact, verdicts []verdict, rows [][]*tally) {
	type length struct {
		at   int
		time Moment
	}
	for i, d := range definitions {
		if !d.Length() {
			continue
		}
		var all []length
		for j, f := range facts {
			if verdicts[j][i] == 1 {
				from, to := d.from(f)
				all = append(all, length{j, to - from})
			}
		}
		slices.SortFunc(all, func(a, b length) int { return cmp.Compare(a.time, b.time) })
		for _, l := range all {
			for _, t := range rows[l.at] {
				t.lengths[i].pass(l.time, t.parts[i][1])
			}
		}
	}
}

func (c *counter) report() Report {
	r := Report{All: c.all.row(""), Areas: rowsOf(c.areas), Units: rowsOf(c.units), Classes: rowsOf(c.classes)}
	for i := range c.days {
		r.Days = append(r.Days, c.days[i].row(c.borders[i].Time().In(c.zone).Format(time.DateOnly)))
	}
	return r
}

// rowsOf are rows by their code.
func rowsOf(rows map[string]*tally) []Row {
	all := make([]Row, 0, len(rows))
	for _, code := range slices.Sorted(maps.Keys(rows)) {
		all = append(all, rows[code].row(code))
	}
	return all
}

func (t *tally) row(code string) Row {
	r := Row{Code: code, Figures: make([]Figure, len(definitions))}
	for i, d := range definitions {
		f := Figure{Key: d.Key, Counted: t.parts[i][1], Base: t.parts[i][0] + t.parts[i][1]}
		if d.Key == Whistles {
			f.Counted = t.whistles
		}
		for j, reason := range d.Out {
			if n := t.parts[i][2+j]; n > 0 {
				f.Out = append(f.Out, Out{reason.Key, n})
			}
		}
		if d.Length() {
			f.Median = time.Duration(t.lengths[i].median) * time.Microsecond
			f.P90 = time.Duration(t.lengths[i].p90) * time.Microsecond
		}
		r.Figures[i] = f
	}
	return r
}
