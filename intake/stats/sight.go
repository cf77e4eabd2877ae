package stats

import "strings"

// sight tells whether a question is about tickets of a unit, cell and class. What was
// found out once is not asked again: there are few units and cells, and many tickets.
func (q Question) sight(p Places) func(unit, cell, class string) bool {
	type spot struct{ unit, cell string }
	known := map[spot]bool{}
	return func(unit, cell, class string) bool {
		if !strings.HasPrefix(class, q.Class) || q.Unit != "" && unit != q.Unit {
			return false
		}
		if q.Area == "" && q.May == nil {
			return true
		}
		at := spot{unit, cell}
		seen, asked := known[at]
		if !asked {
			seen = (q.Area == "" || within(p, q.Area, cell)) && (q.May == nil || q.May(unit, cell))
			known[at] = seen
		}
		return seen
	}
}
