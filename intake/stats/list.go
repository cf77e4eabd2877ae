package stats

import (
	"cmp"
	"slices"
)

// Tickets lists the numbers of the tickets that a part of a figure counts, the newest
// first: those counted, those missed, or those left out for a reason. Of [Whistles] the
// counted ones are the tickets that a whistle was blown for, each as often as one was.
func Tickets(q Question, k Key, part Part, facts []Fact, whistles []Blown, p Places) []int64 {
	d, ok := Find(k)
	if !ok {
		return nil
	}
	var found []int64
	if k == Whistles && part == Counted {
		for _, b := range q.blown(whistles, p) {
			found = append(found, b.Ticket)
		}
	} else {
		for _, f := range q.asked(facts, p) {
			if d.part(d.judge(f, At(q.Now))) == part {
				found = append(found, f.N)
			}
		}
	}
	slices.SortFunc(found, func(a, b int64) int { return cmp.Compare(b, a) })
	return found
}

// Numbers lists all tickets that a question asks for, the oldest first: those that no
// figure counts as well.
func Numbers(q Question, facts []Fact, p Places) []int64 {
	var found []int64
	for _, f := range q.asked(facts, p) {
		found = append(found, f.N)
	}
	slices.Sort(found)
	return found
}
