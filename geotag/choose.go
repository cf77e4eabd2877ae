package geotag

import (
	"cmp"
	"slices"
)

// choose picks the entry that is meant in a chat of the given area: the name
// may be used there, it lies in the area or else nearest to its middle. Without
// an area a name with several distant places is not understood.
func (g *Gazetteer) choose(ids []int32, cell string, grid *Grid) (entry, bool) {
	var fit []entry
	for _, i := range ids {
		if e := g.entry(i); e.usedIn(cell, grid) {
			fit = append(fit, e)
		}
	}
	if len(fit) == 0 {
		return entry{}, false
	}
	center, _, ok := grid.Center(cell)
	if !ok {
		for _, e := range fit[1:] {
			if e.DistanceTo(fit[0].Point) > maxSpread {
				return entry{}, false
			}
		}
		return slices.MinFunc(fit, moreExact), true
	}
	chosen := slices.MinFunc(fit, func(a, b entry) int {
		return cmp.Or(
			cmp.Compare(grid.distanceTo(cell, a.Point), grid.distanceTo(cell, b.Point)),
			cmp.Compare(center.DistanceTo(a.Point), center.DistanceTo(b.Point)),
			moreExact(a, b),
		)
	})
	// Others inside the area may be meant as well: the radius says so.
	for _, e := range fit {
		if e.Point != chosen.Point && grid.distanceTo(cell, e.Point) == 0 {
			chosen.radius = max(chosen.radius, chosen.DistanceTo(e.Point)+e.radius)
		}
	}
	return chosen, true
}

// maxSpread is how far apart, in metres, places of one name may be to count as
// one place.
const maxSpread = 300

// usedIn reports whether a name may be meant in a chat of the given area. An
// area that contains the chat's own tells nothing new.
func (e entry) usedIn(cell string, grid *Grid) bool {
	if e.area != "" {
		return !grid.Contains(e.area, cell)
	}
	if e.Cell == "" || cell == "" {
		return true
	}
	_, known := grid.Cell(e.Cell)
	return !known || grid.Contains(e.Cell, cell) || grid.Contains(cell, e.Cell)
}

func moreExact(a, b entry) int {
	return cmp.Or(cmp.Compare(b.Kind.exactness(), a.Kind.exactness()), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Cell, b.Cell))
}

// Choices lists what words may mean: the mentions and, for names that several
// places share, each of them, those nearest to the area of the chat first.
func (g *Gazetteer) Choices(said, cell string, grid *Grid) []Mention {
	choices := slices.DeleteFunc(g.Mentions(said, cell, grid), func(m Mention) bool { return m.class == classArea })
	center, _, ok := grid.Center(cell)
	r := g.reader(makeWords(said), cell, grid)
	var shared []Mention
	for _, h := range r.hits {
		known := g.known[h.name]
		for _, i := range g.entriesOf(known.full) {
			if e := g.entry(i); e.Kind != PlaceArea && e.usedIn(cell, grid) {
				shared = append(shared, r.spot(h, e))
			}
		}
		for _, s := range g.streets[g.roadOf(known)] {
			e := s.middle()
			name := r.w.written(h.from, h.to)
			shared = append(shared, Mention{
				Point: e.Point, Place: Place{Point: e.Point, Name: name, Kind: PlaceRoad}, Radius: max(radiusRoad, e.radius),
				Matched: name, Address: name, runes: h.to - h.from, class: classRoad,
			})
		}
	}
	slices.SortStableFunc(shared, func(a, b Mention) int {
		if ok {
			return cmp.Or(cmp.Compare(b.class, a.class), cmp.Compare(a.DistanceTo(center), b.DistanceTo(center)))
		}
		return cmp.Compare(b.class, a.class)
	})
	return append(choices, shared...)
}
