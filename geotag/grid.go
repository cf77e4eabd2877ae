package geotag

import (
	"cmp"
	"iter"
	"math"
	"slices"
)

// Grid is all cells, with a fast way from a point to its cell. It never changes
// and may be used from many goroutines.
//
// # Borders and overlaps
//
// Borders are half open: a point on a border belongs to the cell to the east or
// the north of it, so that of two cells with a common border exactly one has
// it. Where cells overlap the finest level wins, among equals one that is
// [Cell.Exclusive], and among equals again the smallest code. The answer does not
// depend on the order of the cells.
type Grid struct {
	cells  []Cell // in the order of precedence
	boxes  []box
	index  map[string]int // code → number among the cells as they were given
	ranks  []int          // that number → number in cells
	places map[string]int // folded name of a place → the cell it belongs to
	bins   bins
}

// NewGrid builds a grid. Of cells with the same code the last one counts.
func NewGrid(cells []Cell) *Grid {
	g := &Grid{index: make(map[string]int, len(cells)), places: map[string]int{}}
	for i, c := range cells {
		g.index[c.Code] = i
	}
	order := make([]int, 0, len(g.index))
	for i := range cells {
		if len(g.index) == len(cells) || g.index[cells[i].Code] == i {
			order = append(order, i)
		}
	}
	g.ranks = make([]int, len(cells))
	slices.SortFunc(order, func(a, b int) int { return precedence(&cells[a], &cells[b]) })
	g.cells, g.boxes = make([]Cell, len(order)), make([]box, len(order))
	inParts(len(order), func(_, from, to int) {
		for i := from; i < to; i++ {
			g.cells[i] = cells[order[i]]
			g.ranks[order[i]] = i
			g.boxes[i] = boxOf(g.cells[i].Shape)
		}
	})
	for i := range g.cells {
		g.claim(i)
	}
	g.bins = newBins(g.cells, g.boxes)
	return g
}

// precedence orders cells: where several are meant, the first answers.
func precedence(a, b *Cell) int {
	return cmp.Or(cmp.Compare(b.Level.rank(), a.Level.rank()), compareBool(b.Exclusive, a.Exclusive), cmp.Compare(a.Code, b.Code))
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// claim gives a cell the places it names, unless one before it has them.
func (g *Grid) claim(i int) {
	for _, name := range g.cells[i].Places {
		if _, taken := g.places[fold(name)]; !taken {
			g.places[fold(name)] = i
		}
	}
}

// cellAt returns the cell that answers for a point at some named places: the one
// that a place belongs to, or else the finest that contains the point.
func (g *Grid) cellAt(p Point, places []string) (Cell, bool) {
	for _, name := range places {
		if i, ok := g.places[fold(name)]; ok && name != "" {
			return g.cells[i], true
		}
	}
	return g.CellAt(p)
}

// Len returns the number of cells.
func (g *Grid) Len() int { return len(g.cells) }

// Cells lists all cells, finest level first. The list is the grid's own: do not
// change it.
func (g *Grid) Cells() []Cell { return g.cells }

// Cell finds a cell by its code.
func (g *Grid) Cell(code string) (Cell, bool) {
	i, ok := g.index[code]
	if !ok {
		return Cell{}, false
	}
	return g.cells[g.ranks[i]], true
}

// CellAt returns the finest cell that contains p.
func (g *Grid) CellAt(p Point) (Cell, bool) {
	for _, i := range g.bins.at(p) {
		if i < 0 {
			return g.cells[^i], true
		}
		if g.boxes[i].contains(p) && containsPoint(g.cells[i].Shape, p) {
			return g.cells[i], true
		}
	}
	return Cell{}, false
}

// holders lists all cells that contain p, in the order of precedence.
func (g *Grid) holders(p Point) iter.Seq[Cell] {
	return func(yield func(Cell) bool) {
		for _, i := range g.bins.at(p) {
			n := i
			if i < 0 {
				n = ^i
			}
			if (i < 0 || g.boxes[n].contains(p) && containsPoint(g.cells[n].Shape, p)) && !yield(g.cells[n]) {
				return
			}
		}
	}
}

// Path lists a cell and all that contain it, coarsest first: district, street,
// community, cell. It is empty for an unknown code.
func (g *Grid) Path(code string) []Cell {
	var path []Cell
	for range maxDepth {
		c, ok := g.Cell(code)
		if !ok {
			break
		}
		path = append(path, c)
		code = c.Parent
	}
	slices.Reverse(path)
	return path
}

// Contains reports whether the cell with the code ancestor is, or contains by
// way of parents, the cell with the other code.
func (g *Grid) Contains(ancestor, code string) bool {
	for range maxDepth {
		if code == ancestor {
			return code != ""
		}
		c, ok := g.Cell(code)
		if !ok {
			return false
		}
		code = c.Parent
	}
	return false
}

// Under lists the codes of a cell and of all that it contains, whether it is known
// or not.
func (g *Grid) Under(code string) []string {
	under := []string{code}
	for _, c := range g.cells {
		if c.Code != code && g.Contains(code, c.Code) {
			under = append(under, c.Code)
		}
	}
	return under
}

// Center returns a point inside a cell, in the middle if the shape allows it,
// and the metres from there to the farthest corner.
func (g *Grid) Center(code string) (center Point, radius float64, ok bool) {
	c, ok := g.Cell(code)
	if !ok || len(c.Shape) == 0 {
		return Point{}, 0, false
	}
	center = middle(c.Shape)
	for _, polygon := range c.Shape {
		for _, p := range polygon[0] {
			radius = math.Max(radius, center.DistanceTo(p))
		}
	}
	return center, radius, true
}

// Middle returns the middle of all cells, and the metres from there to the
// farthest corner of the rectangle around them.
func (g *Grid) Middle() (middle Point, radius float64, ok bool) {
	around := g.bins.area
	if !(around.south <= around.north) {
		return Point{}, 0, false
	}
	middle = Point{Lat: (around.south + around.north) / 2, Lon: (around.west + around.east) / 2}
	return middle, middle.DistanceTo(Point{Lat: around.south, Lon: around.west}), true
}

// middle returns the centroid of the largest polygon or, if that lies outside
// of it, the middle of the widest stretch at its height.
func middle(shape []Polygon) Point {
	largest, center, size := shape[0], Point{}, -1.0
	for _, polygon := range shape {
		twice, centroid := polygon[0].area()
		if math.Abs(twice) > size {
			largest, center, size = polygon, centroid, math.Abs(twice)
		}
	}
	if containsPoint([]Polygon{largest}, center) {
		return center
	}
	var crossings []float64
	for _, ring := range largest {
		for i, a := range ring {
			b := ring[(i+1)%len(ring)]
			if (a.Lat > center.Lat) != (b.Lat > center.Lat) {
				crossings = append(crossings, crossing(a, b, center.Lat))
			}
		}
	}
	slices.Sort(crossings)
	widest := 0.0
	for i := 0; i+1 < len(crossings); i += 2 {
		if width := crossings[i+1] - crossings[i]; width > widest {
			widest, center.Lon = width, crossings[i]+width/2
		}
	}
	return center
}

// Nearest returns the cell at p or, if p lies outside all cells, the one whose
// border is nearest, finer and then smaller codes first, and the metres to it.
func (g *Grid) Nearest(p Point) (nearest Cell, metres float64, ok bool) {
	if c, ok := g.CellAt(p); ok {
		return c, 0, true
	}
	metres = math.Inf(1)
	for i, c := range g.cells {
		if ok && c.Level.rank() < nearest.Level.rank() {
			break
		}
		if len(c.Shape) == 0 || p.DistanceTo(g.boxes[i].nearest(p)) >= metres {
			continue
		}
		if d := borderDistance(c.Shape, p); d < metres {
			nearest, metres, ok = c, d, true
		}
	}
	return nearest, metres, ok
}

func borderDistance(shape []Polygon, p Point) float64 {
	metres := math.Inf(1)
	for _, polygon := range shape {
		for _, ring := range polygon {
			for i, a := range ring {
				metres = math.Min(metres, distanceToEdge(p, a, ring[(i+1)%len(ring)]))
			}
		}
	}
	return metres
}

// distanceTo returns the metres from p to a cell, 0 inside; an unknown cell is
// infinitely far.
func (g *Grid) distanceTo(code string, p Point) float64 {
	c, ok := g.Cell(code)
	if !ok || len(c.Shape) == 0 {
		return math.Inf(1)
	}
	if containsPoint(c.Shape, p) {
		return 0
	}
	return borderDistance(c.Shape, p)
}
