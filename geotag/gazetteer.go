package geotag

import "slices"

// Gazetteer is all places by name, and what their names tell of the roads: where
// they run, where they cross, where their numbers are. It never changes and may
// be used from many goroutines.
//
// Names and aliases are compared without regard to case, spaces, full-width
// forms and the way numbers are written. At each position of a text the longest
// name counts, and a name never ends in the middle of a Latin word or a number.
type Gazetteer struct {
	places    placeTable
	extents   map[int32]extent // of the places that are not as large as their kind is
	names     *nameTable
	known     []meaning // by the number of a name
	posts     []post    // chains of the entries of a name
	roads     []string  // folded
	streets   map[string][]*street
	city      city
	spellings spellings
	meetings  map[pair][]estimate
}

// entry is a place, or a cell that can be named like one.
type entry struct {
	Place
	area   string  // code of the cell that it is; "" for a place
	radius float64 // metres
}

// extent is how large a place is.
type extent struct {
	area   string  // code of the cell that it is; "" if it is none
	radius float64 // metres
}

// entry is the place with a number.
func (g *Gazetteer) entry(i int32) entry {
	p := g.places.place(i)
	if e, ok := g.extents[i]; ok {
		return entry{Place: p, area: e.area, radius: e.radius}
	}
	return entry{Place: p, radius: p.Kind.radius()}
}

// meaning is what a name may stand for.
type meaning struct {
	full, stem int32 // first posts of places that have the name, or begin with it; -1 for none
	road       int32 // number of the road; -1 if it is none
}

// roadOf is the folded name of the road that a name means; "" if it means none.
func (g *Gazetteer) roadOf(m meaning) string {
	if m.road < 0 {
		return ""
	}
	return g.roads[m.road]
}

// post leads from a name to an entry, and on to the next.
type post struct{ entry, next int32 }

// NewGazetteer builds a gazetteer. Names of a single character are left out.
func NewGazetteer(places []Place) *Gazetteer { return gazetteerOf(places, nil) }

// gazetteerOf makes the cells nameable too: "槐荫社区" is the area of that cell.
func gazetteerOf(places []Place, grid *Grid) *Gazetteer {
	b := newBuilder(len(places))
	for i := range places {
		b.place(&places[i])
	}
	if grid != nil {
		b.cells(grid)
	}
	return b.finish()
}

// entriesOf lists the places of a chain of posts.
func (g *Gazetteer) entriesOf(first int32) []int32 {
	var ids []int32
	for i := first; i >= 0; i = g.posts[i].next {
		ids = append(ids, g.posts[i].entry)
	}
	slices.Reverse(ids) // in the order they came
	return ids
}

// hits lists the known names in a text, the longest at each position, none of
// them overlapping.
func (g *Gazetteer) hits(w *words) []hit {
	var hits []hit
	runes := []rune(w.plain)
	for i := 0; i < len(runes); i++ {
		if !w.first[i] {
			continue
		}
		if h, ok := g.names.longestAt(w, runes, i); ok {
			hits = append(hits, h)
			i = h.to - 1
		}
	}
	return hits
}
