package geotag

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// crossing joins two names of roads to the crossing they mean. Roads that are
// only listed ("A路和B路都没灯") are none: a joining word asks for a word for
// the crossing after it.
func (r *reader) crossing(a, b hit) (Mention, bool) {
	roadA, endA, okA := r.roadAt(a)
	roadB, endB, okB := r.roadAt(b)
	if !okA || !okB || b.from-endA > 4 || b.from < endA {
		return Mention{}, false
	}
	between := r.w.plain[r.w.starts[endA]:r.w.starts[b.from]]
	rest := r.w.rest(endB)
	after := crossingAfter.FindString(rest)
	t := tail{}
	switch trimmed := strings.Trim(between, joiners); {
	case trimmed == "" && (after != "" || between == ""):
		t = cornerOf(rest[len(after):])
	case aside.MatchString(between):
		side := sideOf(rest)
		if side == "" {
			return Mention{}, false
		}
		t, after = corner(aside.FindStringSubmatch(between)[1], side), side
	default:
		return Mention{}, false
	}
	e, ok := r.meeting(roadA, roadB)
	if !ok {
		return Mention{}, false
	}
	end := endB + runeCount(after)
	m := Mention{Point: e.Point.Move(t.north, t.east), runes: end - a.from, class: classSpot, Why: e.why}
	m.off = e.off.plus(r.aside(e, t, after))
	m.Radius = max(e.radius, m.off.reach())
	m.Address = r.w.written(a.from, end)
	m.Place = Place{Point: e.Point, Name: m.Address, Kind: PlaceIntersection}
	if e.entry >= 0 {
		m.Place = r.g.places.place(e.entry)
		m.Address = m.Place.Name
	}
	if e.radius > radiusVague {
		m.class = classRoad
	}
	if t.runes > 0 {
		m.Address += r.w.written(end, end+t.runes)
	}
	m.Matched = r.w.written(a.from, end+t.runes)
	return m, true
}

// aside is how far off the way from a crossing is. Where a crossing is known only
// from what was said to be there, words that were not measured may mean as well
// something large beside it.
func (r *reader) aside(e estimate, t tail, after string) ellipse {
	exact := t.bare && after == exactCrossing
	off := t.off(exact)
	if !exact && e.entry < 0 && e.why != drawnCrossing {
		off = off.plus(circle(looseMetres))
	}
	return off
}

var asideAfter = regexp.MustCompile(`^以[东南西北](?:侧|边)?`)

func sideOf(rest string) string { return asideAfter.FindString(rest) }

// corner leads into the quarter of a crossing that lies on one side of the one
// road and on another side of the other.
func corner(first, second string) tail {
	var t tail
	for _, side := range []string{first, second} {
		north, east := heading(side)
		t.north += north * asideMetres
		t.east += east * asideMetres
	}
	t.widen = asideMetres
	return t
}

const asideMetres = 100.0

// meeting finds where two roads meet, known or estimated.
func (r *reader) meeting(roadA, roadB string) (estimate, bool) {
	places := r.g.meetings[makePair(wholeRoad(roadA), wholeRoad(roadB))]
	if e, ok := r.nearest(places); ok {
		return e, true
	}
	if len(places) > 0 {
		return estimate{}, false
	}
	a, b, ok := r.neighbours(r.g.streets[wholeRoad(roadA)], r.g.streets[wholeRoad(roadB)])
	if !ok || a == b {
		return estimate{}, false
	}
	return guessCrossing(a, b)
}

// neighbours picks the two roads of two names that are meant: in the chat's area, or
// else the only two that run near each other.
func (r *reader) neighbours(as, bs []*street) (a, b *street, ok bool) {
	if a, ok = r.meantRoad(as); ok {
		if b, ok = r.meantRoad(bs); ok {
			return a, b, true
		}
		as = []*street{a}
	}
	ok = false
	if len(as)*len(bs) > mostPairs {
		return nil, nil, false
	}
	for _, x := range as {
		for _, y := range bs {
			if _, gap := nearestMarks(x, y); gap > apart/2 {
				continue
			}
			if ok {
				return nil, nil, false
			}
			a, b, ok = x, y, true
		}
	}
	return a, b, ok
}

// mostPairs is of how many pairs of roads two that run near each other are sought: more
// are of many cities.
const mostPairs = 9

// nearest picks what is meant in this chat; with several and no area, nothing.
func (r *reader) nearest(places []estimate) (estimate, bool) {
	center, _, ok := r.grid.Center(r.cell)
	switch {
	case len(places) == 0, len(places) > 1 && !ok:
		return estimate{}, false
	case len(places) == 1:
		return places[0], true
	}
	return slices.MinFunc(places, func(a, b estimate) int {
		return cmp.Compare(a.DistanceTo(center), b.DistanceTo(center))
	}), true
}

// otherRoad is a road that nobody knows and that meets the one before it.
var otherRoad = regexp.MustCompile(`^[与和跟及、]\p{Han}[\p{Han}\d]{0,9}?` + crossingWord)

// halfCrossing reads the way from a crossing of which only one road is known.
func (r *reader) halfCrossing(h hit, end int) tail {
	rest := r.w.rest(end)
	if other := otherRoad.FindString(rest); other != "" {
		return cornerOf(rest[len(other):])
	}
	if word := crossingAfter.FindString(rest); word != "" && h.from > 0 && strings.Contains(joiners, r.w.window(h.from-1, h.from)) {
		return cornerOf(rest[len(word):])
	}
	return tail{}
}
