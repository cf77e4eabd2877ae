package geotag

import (
	"cmp"
	"slices"
	"strings"
)

// Mention is a known place that a text names.
type Mention struct {
	Point           // of the place, or where the words lead from there
	Place   Place   // as it is known, without the course of a road
	Area    string  // code of the cell, if the words name one; else ""
	Radius  float64 // metres
	Matched string  // as it was written: "老菜场门口"
	Address string  // for people: "槐荫农贸市场门口"
	Sure    bool    // narrow, and nothing else in the words speaks against it
	Why     string  // how it was found

	Misspelt bool // the words write it otherwise, and are read alike

	off   ellipse // zero if it is the same in all directions
	runes int     // of the name, as a measure of how sure it is
	class int     // see the classes
}

// The classes of mentions, from the vaguest.
const (
	classArea = iota
	classRoad
	classPart // a compound of which another part is known
	classSpot
)

// Find returns the most exact place that the words name, as meant in a chat of
// the area with the given code ("" if it has none). The grid may be empty.
func (g *Gazetteer) Find(said, cell string, grid *Grid) (Mention, bool) {
	mentions := g.Mentions(said, cell, grid)
	if len(mentions) == 0 {
		return Mention{}, false
	}
	return mentions[0], true
}

// Mentions lists the places that the words name, best first: spots before roads
// before areas, then longer names before shorter ones, then in the order of the
// words. What the others say makes the best one narrower.
func (g *Gazetteer) Mentions(said, cell string, grid *Grid) []Mention {
	w := makeWords(said)
	r := g.reader(w, cell, grid)
	mentions := r.mentions()
	slices.SortStableFunc(mentions, func(a, b Mention) int {
		return cmp.Or(cmp.Compare(b.class, a.class), cmp.Compare(b.runes, a.runes))
	})
	return weigh(mentions)
}

// Knows reports whether the words hold any known name.
func (g *Gazetteer) Knows(said string) bool { return len(g.hits(makeWords(said))) > 0 }

// sureRadius is how wide, in metres, an answer that is called sure is at most.
const sureRadius = 120

// weigh lets the other mentions speak for or against the best one.
func weigh(mentions []Mention) []Mention {
	if len(mentions) == 0 {
		return nil
	}
	best := &mentions[0]
	best.Sure = best.class == classSpot && !best.Misspelt && best.Radius <= sureRadius
	for _, other := range mentions[1:] {
		if other.class == classArea {
			continue
		}
		gap := best.DistanceTo(other.Point)
		switch {
		case gap <= best.Radius+other.Radius:
			best.join(other, gap)
		case other.class >= classPart && other.Radius <= best.Radius/2 && gap > best.Radius:
			// Something narrower, elsewhere: the better told of the two counts.
			best.Radius = max(best.Radius, min(gap, 2*best.Radius))
			best.Sure = false
		case other.class >= classPart && other.Radius <= sureRadius:
			best.Sure = false
		}
	}
	return mentions
}

// join narrows a mention by another that agrees with it, each weighing by how
// far it is off as a rule.
func (m *Mention) join(other Mention, gap float64) {
	b := balance{origin: m.Point}
	b.pull(m.Point, m.blur())
	b.pull(other.Point, other.blur())
	m.Point, m.off = b.rest()
	m.Radius = min(m.Radius, max(0.8*min(m.Radius, other.Radius), gap))
}

// blur is how far off a mention is as a rule.
func (m *Mention) blur() ellipse {
	if m.off != (ellipse{}) {
		return m.off
	}
	return circle(m.Radius * m.typical())
}

// typical is the part of its radius by which a mention is off as a rule.
func (m *Mention) typical() float64 {
	switch strings.TrimSuffix(m.Why, misspeltWhy) {
	case "crossing known", "crossing guessed", numberBetween, numberBeyond, numberNowhere:
		return 0.3
	case numberKnown, byWalk:
		return 0.5
	}
	return 0.8
}
