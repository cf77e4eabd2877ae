package geotag

import (
	"cmp"
	"slices"
)

// Mention is a known place that a text names.
type Mention struct {
	Point           // of the place, or where the words lead from there
	Place   Place   // as it is known
	Area    string  // code of the cell, if the words name one; else ""
	Radius  float64 // metres
	Matched string  // as it was written: "老菜场门口"
	Address string  // for people: "槐荫农贸市场门口"

	runes int // of the name, as a measure of how sure it is
}

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
// words.
func (g *Gazetteer) Mentions(said, cell string, grid *Grid) []Mention {
	w := makeWords(said)
	hits := g.hits(w)
	var mentions []Mention
	for i := 0; i < len(hits); i++ {
		if i+1 < len(hits) {
			if m, ok := g.mentionCrossing(w, hits[i], hits[i+1], cell, grid); ok {
				mentions = append(mentions, m)
				i++
				continue
			}
		}
		if m, ok := g.mention(w, hits[i], cell, grid); ok {
			mentions = append(mentions, m)
		}
	}
	slices.SortStableFunc(mentions, func(a, b Mention) int {
		return cmp.Or(
			cmp.Compare(b.Place.Kind.exactness(), a.Place.Kind.exactness()),
			cmp.Compare(b.runes, a.runes),
		)
	})
	return mentions
}

// Knows reports whether the words hold any known name.
func (g *Gazetteer) Knows(said string) bool { return len(g.hits(makeWords(said))) > 0 }

func (g *Gazetteer) mentionCrossing(w *words, a, b hit, cell string, grid *Grid) (Mention, bool) {
	ids, ok := g.crossingOf(w, a, b)
	if !ok {
		return Mention{}, false
	}
	e, ok := g.choose(ids, cell, grid)
	if !ok {
		return Mention{}, false
	}
	to := b.to
	if end := crossingAfter.FindString(w.rest(to)); end != "" {
		to += len([]rune(end))
	}
	return spot(w, hit{from: a.from, to: to}, e), true
}

// mention reads one name, and what follows it.
func (g *Gazetteer) mention(w *words, h hit, cell string, grid *Grid) (Mention, bool) {
	ids := g.names[h.name]
	number := numberAfter.FindStringSubmatch(w.rest(h.to))
	if _, road := g.along[h.name]; road && number != nil {
		h.to += len([]rune(number[0]))
		if house, ok := g.names[h.name+number[1]+"号"]; ok {
			ids = house
		}
	}
	e, ok := g.choose(ids, cell, grid)
	switch {
	case ok && e.Kind == PlaceRoad:
		return g.mentionRoad(w, h, &e, cell, grid)
	case ok:
		return spot(w, h, e), true
	case len(ids) == 0:
		return g.mentionRoad(w, h, nil, cell, grid)
	}
	return Mention{}, false
}

// mentionRoad reads the name of a road, perhaps with a number that is not
// known. A road that is known only by its crossings has no entry.
func (g *Gazetteer) mentionRoad(w *words, h hit, e *entry, cell string, grid *Grid) (Mention, bool) {
	road := Place{Name: w.written(h.from, h.to), Kind: PlaceRoad}
	var home *Point
	if e != nil {
		road, home = e.Place, &e.Point
	}
	point, radius, ok := g.stretch(h.name, home, cell, grid)
	if !ok {
		return Mention{}, false
	}
	written := w.written(h.from, h.to)
	return Mention{Point: point, Place: road, Radius: radius, Matched: written, Address: written, runes: h.to - h.from}, true
}

// spot makes a mention of a place or an area, with the tail that follows.
func spot(w *words, h hit, e entry) Mention {
	m := Mention{Point: e.Point, Place: e.Place, Area: e.area, Radius: e.radius, Address: e.Name, runes: h.to - h.from}
	if e.Kind != PlaceArea {
		t := tailOf(w.rest(h.to))
		if t.runes > 0 {
			m.Address += w.written(h.to, h.to+t.runes)
		}
		m.Point = m.Move(t.north, t.east)
		m.Radius += t.widen
		h.to += t.runes
	}
	m.Matched = w.written(h.from, h.to)
	return m
}
