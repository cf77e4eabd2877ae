package geotag

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// Gazetteer is all places by name. It never changes and may be used from many
// goroutines.
//
// Names and aliases are compared without regard to case, spaces and full-width
// forms. At each position of a text the longest name counts, and a name never
// ends in the middle of a Latin word or a number.
type Gazetteer struct {
	entries   []entry
	names     map[string][]int32 // folded name → entries
	longest   map[rune]int       // runes of the longest name that begins with a rune
	crossings map[pair][]int32   // roads → their crossings
	along     map[string][]Point // folded name of a road → points known to lie on it
}

// entry is a place, or a cell that can be named like one.
type entry struct {
	Place
	area   string  // code of the cell that it is; "" for a place
	radius float64 // metres
}

// NewGazetteer builds a gazetteer. Names of a single character are left out.
func NewGazetteer(places []Place) *Gazetteer {
	g := &Gazetteer{
		names:     make(map[string][]int32, len(places)),
		longest:   map[rune]int{},
		crossings: map[pair][]int32{},
		along:     map[string][]Point{},
	}
	for _, p := range places {
		g.add(entry{Place: p, radius: p.Kind.radius()})
	}
	return g
}

// addCells makes the cells nameable: "槐荫社区" is the area of that cell.
func (g *Gazetteer) addCells(grid *Grid) {
	for _, c := range grid.Cells() {
		center, radius, ok := grid.Center(c.Code)
		if !ok || c.Name == c.Code {
			continue
		}
		p := Place{Point: center, Name: c.Name, Kind: PlaceArea}
		g.add(entry{Place: p, area: c.Code, radius: radius})
	}
}

func (g *Gazetteer) add(e entry) {
	i := int32(len(g.entries))
	g.entries = append(g.entries, e)
	for _, name := range append([]string{e.Name}, e.Aliases...) {
		folded := fold(name)
		g.name(folded, i)
		switch e.Kind {
		case PlaceRoad:
			g.along[folded] = append(g.along[folded], e.Point)
		case PlaceIntersection:
			g.cross(folded, i)
		case PlaceAddress:
			if road, _, ok := splitNumber(folded); ok {
				g.along[road] = append(g.along[road], e.Point)
			}
		case PlacePoi, PlaceArea:
		}
	}
}

// name makes an entry known under a folded name; i < 0 makes only the name
// known.
func (g *Gazetteer) name(folded string, i int32) {
	runes := utf8.RuneCountInString(folded)
	if runes < 2 {
		return
	}
	known := g.names[folded]
	if i >= 0 && !slices.Contains(known, i) {
		known = append(known, i)
	}
	g.names[folded] = known
	first, _ := utf8.DecodeRuneInString(folded)
	g.longest[first] = max(g.longest[first], runes)
}

// cross notes where two roads meet. Their names become known, even if they are
// no places of their own.
func (g *Gazetteer) cross(folded string, i int32) {
	roads, ok := splitCrossing(folded)
	if !ok || slices.Contains(g.crossings[roads], i) {
		return
	}
	g.crossings[roads] = append(g.crossings[roads], i)
	for _, road := range roads {
		g.name(road, -1)
		g.along[road] = append(g.along[road], g.entries[i].Point)
	}
}

// hit is a known name in a text.
type hit struct {
	from, to int // runes
	name     string
}

// hits lists the known names in a text, the longest at each position, none of
// them overlapping.
func (g *Gazetteer) hits(w *words) []hit {
	var hits []hit
	for i := 0; i < w.len(); i++ {
		if !w.first[i] {
			continue
		}
		first, _ := utf8.DecodeRuneInString(w.rest(i))
		for j := min(w.len(), i+g.longest[first]); j >= i+2; j-- {
			if !w.first[j] {
				continue
			}
			if _, ok := g.names[w.window(i, j)]; ok {
				hits = append(hits, hit{from: i, to: j, name: w.window(i, j)})
				i = j - 1
				break
			}
		}
	}
	return hits
}

// choose picks the entry that is meant in a chat of the given area: the name
// may be used there, it lies in the area or else nearest to its middle. Without
// an area a name with several distant places is not understood.
func (g *Gazetteer) choose(ids []int32, cell string, grid *Grid) (entry, bool) {
	var fit []entry
	for _, i := range ids {
		if e := g.entries[i]; e.usedIn(cell, grid) {
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
