package geotag

import (
	"math"
	"slices"
)

// bins divides the area of a grid into small rectangles and knows for each
// which cells to ask, in the order in which they are to be asked. Where a cell
// covers a rectangle fully no border needs to be looked at, and cells that come
// later need no entry.
type bins struct {
	area       box
	rows, cols int
	perLat     float64 // rows a degree
	perLon     float64 // columns a degree
	start      []int32 // of each bin in entries, and the end
	entries    []int32 // number of a cell; its complement if it covers the bin
}

const (
	maxBins       = 512 // rows, and columns
	cornersOfCell = 4   // the fewest a cell has as a rule
)

func countCorners(cells []Cell) int {
	n := 0
	for _, c := range cells {
		for _, polygon := range c.Shape {
			for _, ring := range polygon {
				n += len(ring)
			}
		}
	}
	return n
}

func newBins(cells []Cell, boxes []box) bins {
	b := bins{area: emptyBox()}
	for _, around := range boxes {
		if around == emptyBox() {
			continue
		}
		b.area.add(Point{Lat: around.south, Lon: around.west})
		b.area.add(Point{Lat: around.north, Lon: around.east})
	}
	if b.area == emptyBox() {
		return b
	}
	// Some ten bins a cell: most then lie fully inside one. A few cells with long
	// borders take as many as if they were more: each look at such a border is slow.
	n := min(maxBins, 1+int(3.5*math.Sqrt(float64(max(len(cells), countCorners(cells)/cornersOfCell)))))
	b.rows, b.cols = n, n
	b.perLat = float64(n) / math.Max(b.area.north-b.area.south, 1e-9)
	b.perLon = float64(n) / math.Max(b.area.east-b.area.west, 1e-9)
	b.fill(cells, boxes)
	return b
}

// at returns the entries of the bin that holds p.
func (b *bins) at(p Point) []int32 {
	if !b.area.contains(p) {
		return nil
	}
	i := b.row(p.Lat)*b.cols + b.col(p.Lon)
	return b.entries[b.start[i]:b.start[i+1]]
}

func (b *bins) row(lat float64) int {
	return max(0, min(b.rows-1, int((lat-b.area.south)*b.perLat)))
}

func (b *bins) col(lon float64) int {
	return max(0, min(b.cols-1, int((lon-b.area.west)*b.perLon)))
}

// entered is a cell in a bin: its number, or the complement of that if it covers
// the bin.
type entered struct{ bin, cell int32 }

// fill enters the cells, in order, into the bins that they touch. Parts of them are
// drawn at the same time; what a part cannot know is that one before it covers a bin.
func (b *bins) fill(cells []Cell, boxes []box) {
	parts := make([][]entered, mostParts)
	inParts(len(cells), func(part, from, to int) { parts[part] = b.enter(cells, boxes, from, to) })
	full := make([]bool, b.rows*b.cols)
	for i, part := range parts {
		parts[i] = slices.DeleteFunc(part, func(e entered) bool { return !e.into(full) })
	}
	all := slices.Concat(parts...)
	b.start = make([]int32, b.rows*b.cols+1)
	for _, e := range all {
		b.start[e.bin+1]++
	}
	for i := range b.rows * b.cols {
		b.start[i+1] += b.start[i]
	}
	next := slices.Clone(b.start)
	b.entries = make([]int32, len(all))
	for _, e := range all {
		b.entries[next[e.bin]] = e.cell
		next[e.bin]++
	}
}

// into marks a bin that is covered as full. It reports whether the bin was not so
// before: nothing that comes after is looked for in it.
func (e entered) into(full []bool) bool {
	if full[e.bin] {
		return false
	}
	full[e.bin] = e.cell < 0
	return true
}

// enter lists the bins that some of the cells touch.
func (b *bins) enter(cells []Cell, boxes []box, from, to int) []entered {
	all := make([]entered, 0, b.rows*b.cols)
	full := make([]bool, b.rows*b.cols)
	marks := newMarks(b)
	for i := from; i < to; i++ {
		if len(cells[i].Shape) == 0 {
			continue
		}
		marks.draw(cells[i].Shape, boxes[i])
		marks.each(func(bin int, covered bool) {
			e := entered{bin: int32(bin), cell: int32(i)}
			if covered {
				e.cell = ^e.cell
			}
			if e.into(full) {
				all = append(all, e)
			}
		})
	}
	return all
}

// marks is a drawing board as large as the bins, for one shape at a time.
type marks struct {
	bins                     *bins
	edge                     []bool      // the bin has a border in it
	crossings                [][]float64 // of the middle of each row, in columns
	south, north, west, east int         // what the shape may touch
}

func newMarks(b *bins) *marks {
	return &marks{bins: b, edge: make([]bool, b.rows*b.cols), crossings: make([][]float64, b.rows)}
}

// slack makes borders a little thick, in bins, so that rounding cannot move one
// into the next bin unseen.
const slack = 1e-6

// draw puts a shape on the board.
func (m *marks) draw(shape []Polygon, around box) {
	b := m.bins
	south, west := b.place(Point{Lat: around.south, Lon: around.west})
	north, east := b.place(Point{Lat: around.north, Lon: around.east})
	m.south, m.north = max(0, int(south-slack)), min(b.rows-1, int(north+slack))
	m.west, m.east = max(0, int(west-slack)), min(b.cols-1, int(east+slack))
	for row := m.south; row <= m.north; row++ {
		m.crossings[row] = m.crossings[row][:0]
		clear(m.edge[row*b.cols+m.west : row*b.cols+m.east+1])
	}
	for _, polygon := range shape {
		for _, ring := range polygon {
			y0, x0 := b.place(ring[len(ring)-1])
			for _, p := range ring {
				y1, x1 := b.place(p)
				m.line(y0, x0, y1, x1)
				y0, x0 = y1, x1
			}
		}
	}
	for row := m.south; row <= m.north; row++ {
		slices.Sort(m.crossings[row])
	}
}

// place returns a point in rows and columns.
func (b *bins) place(p Point) (y, x float64) {
	return (p.Lat - b.area.south) * b.perLat, (p.Lon - b.area.west) * b.perLon
}

// line draws an edge: the bins it touches, and where it crosses the middles of
// the rows.
func (m *marks) line(y0, x0, y1, x1 float64) {
	if y0 > y1 {
		y0, x0, y1, x1 = y1, x1, y0, x0
	}
	row, col := int(y0), int(x0)
	if within(y0, row) && within(y1, row) && within(x0, col) && within(x1, col) {
		m.edge[row*m.bins.cols+col] = true // as most edges do, it lies in one bin
		m.cross(row, y0, x0, y1, x1)
		return
	}
	first := max(m.south, int(math.Floor(y0-slack)))
	last := min(m.north, int(math.Floor(y1+slack)))
	for row := first; row <= last; row++ {
		from, to := x0, x1
		if y1 != y0 {
			from = x0 + (max(y0, float64(row))-y0)/(y1-y0)*(x1-x0)
			to = x0 + (min(y1, float64(row+1))-y0)/(y1-y0)*(x1-x0)
		}
		if from > to {
			from, to = to, from
		}
		west := max(m.west, int(math.Floor(from-slack)))
		east := min(m.east, int(math.Floor(to+slack)))
		for col := west; col <= east; col++ {
			m.edge[row*m.bins.cols+col] = true
		}
		m.cross(row, y0, x0, y1, x1)
	}
}

// within reports whether a coordinate lies clearly in one row or column.
func within(at float64, n int) bool {
	return at > float64(n)+slack && at < float64(n+1)-slack
}

// cross notes where an edge crosses the middle of a row.
func (m *marks) cross(row int, y0, x0, y1, x1 float64) {
	if middle := float64(row) + 0.5; y0 <= middle && middle < y1 {
		m.crossings[row] = append(m.crossings[row], x0+(middle-y0)/(y1-y0)*(x1-x0))
	}
}

// each calls take for the bins that the shape touches; covered means that it
// has no border in the bin.
func (m *marks) each(take func(bin int, covered bool)) {
	for row := m.south; row <= m.north; row++ {
		crossings, passed := m.crossings[row], 0
		for col := m.west; col <= m.east; col++ {
			bin := row*m.bins.cols + col
			if m.edge[bin] {
				take(bin, false)
				continue
			}
			middle := float64(col) + 0.5
			for passed < len(crossings) && crossings[passed] <= middle {
				passed++
			}
			if passed%2 == 1 {
				take(bin, true)
			}
		}
	}
}
