package geotag

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Survey looks at how the shapes of cells fit together and tells what does not:
// parents that are not known, rings that cross themselves, cells of one level
// that overlap, gaps between them, and cells that reach outside of their parents. It changes nothing; the
// rules of [Grid] give one answer for every point all the same. Differences of
// less than a few metres, as rounding makes, are not told of.
//
// Borders are probed at the middle of every edge, a few metres to both sides: a
// fault between two such probes is not seen.
func Survey(cells []Cell) []Fault {
	s := survey{levels: map[Level]*Grid{}, told: map[[2]string]bool{}}
	for _, level := range Levels() {
		of := slices.DeleteFunc(slices.Clone(cells), func(c Cell) bool { return c.Level != level })
		s.levels[level] = NewGrid(of)
	}
	s.all = NewGrid(cells)
	sorted := slices.SortedFunc(slices.Values(cells), func(a, b Cell) int {
		return cmp.Or(cmp.Compare(a.Level.rank(), b.Level.rank()), cmp.Compare(a.Code, b.Code))
	})
	for _, c := range sorted {
		if _, known := s.all.Cell(c.Parent); !known && c.Parent != "" {
			s.tell(c, "its parent %s is not known", cut(c.Parent, 64))
		}
		if len(c.Shape) == 0 {
			continue
		}
		s.crossings(c)
		s.borders(c)
	}
	return s.faults
}

type survey struct {
	levels map[Level]*Grid
	all    *Grid
	told   map[[2]string]bool // overlaps
	faults faults
}

func (s *survey) tell(c Cell, format string, args ...any) {
	s.faults.keep("cell "+c.Code, fmt.Sprintf(format, args...))
}

// crossings tells of rings that cross themselves.
func (s *survey) crossings(c Cell) {
	for _, polygon := range c.Shape {
		for _, r := range polygon {
			if at, crosses := r.selfCrossing(); crosses {
				s.tell(c, "its border crosses itself at %s; what it encloses twice does not belong to it", at)
				return
			}
		}
	}
}

// borders probes both sides of a border.
func (s *survey) borders(c Cell) {
	parent, hasParent := s.all.Cell(c.Parent)
	hasParent = hasParent && len(parent.Shape) > 0
	inParent := func(p Point) bool {
		for holder := range s.levels[parent.Level].holders(p) {
			if holder.Code == parent.Code {
				return true
			}
		}
		return false
	}
	var overlap, gap, outside tallyOf
	probes := probes(c)
	for _, probe := range probes {
		if !containsPoint(c.Shape, probe.in) {
			continue // the cell is thinner than the probe
		}
		if !c.Exclusive {
			for other := range s.levels[c.Level].holders(probe.in) {
				if other.Code != c.Code && !other.Exclusive {
					overlap.count(other.Code, probe.in)
				}
			}
		}
		switch {
		case !hasParent:
		case !inParent(probe.in):
			outside.count("", probe.in)
		case !c.Exclusive && inParent(probe.out) && s.empty(c.Level, probe):
			gap.count("", probe.out)
		}
	}
	for _, other := range overlap.names() {
		pair := [2]string{min(c.Code, other), max(c.Code, other)}
		if !s.told[pair] {
			s.told[pair] = true
			s.tell(c, "overlaps cell %s, such as at %s", other, overlap.at[other])
		}
	}
	if n := gap.n[""]; n > 0 {
		s.tell(c, "nobody has what lies beside %d of its %d edges, such as at %s", n, len(probes), gap.at[""])
	}
	if n := outside.n[""]; n > 0 {
		s.tell(c, "reaches outside of its parent %s at %d of its %d edges, such as at %s", c.Parent, n, len(probes), outside.at[""])
	}
}

// empty reports whether no cell of a level has what lies beyond a border.
func (s *survey) empty(level Level, p probe) bool {
	_, ok := s.levels[level].CellAt(p.out)
	return !ok
}

// tallyOf counts findings by name and keeps where each was found first.
type tallyOf struct {
	n  map[string]int
	at map[string]Point
}

func (t *tallyOf) count(name string, at Point) {
	if t.n == nil {
		t.n, t.at = map[string]int{}, map[string]Point{}
	}
	if t.n[name]++; t.n[name] == 1 {
		t.at[name] = at
	}
}

func (t *tallyOf) names() []string {
	var names []string
	for name := range t.n {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// probe is a pair of points at the two sides of a border.
type probe struct{ in, out Point }

// probeDepth is how far from the border, in metres, the probes lie.
const probeDepth = 3.0

// probes returns a pair for each edge of a cell that is long enough.
func probes(c Cell) []probe {
	var all []probe
	for _, polygon := range c.Shape {
		for i, r := range polygon {
			twice, _ := r.area()
			left := twice > 0 // counter-clockwise: the inside is to the left
			if i > 0 {
				left = !left
			}
			for j, a := range r {
				if p, ok := probeOf(a, r[(j+1)%len(r)], left); ok {
					all = append(all, p)
				}
			}
		}
	}
	return all
}

func probeOf(a, b Point, insideLeft bool) (probe, bool) {
	scale := math.Cos(a.Lat * degree)
	east, north := (b.Lon-a.Lon)*scale, b.Lat-a.Lat
	length := math.Hypot(east, north)
	if length*degree*earthRadius < 2*probeDepth {
		return probe{}, false
	}
	// A quarter turn to the left.
	toNorth, toEast := east/length*probeDepth, -north/length*probeDepth
	if !insideLeft {
		toNorth, toEast = -toNorth, -toEast
	}
	half := Point{Lat: (a.Lat + b.Lat) / 2, Lon: (a.Lon + b.Lon) / 2}
	return probe{in: half.Move(toNorth, toEast), out: half.Move(-toNorth, -toEast)}, true
}
