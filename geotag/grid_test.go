package geotag

import (
	"fmt"
	"math"
	"math/rand"
	"testing"
)

// block makes a rectangular cell.
func block(code string, level Level, parent string, west, south, east, north float64) Cell {
	return Cell{Code: code, Name: code, Level: level, Parent: parent, Shape: []Polygon{{ring(west, south, east, south, east, north, west, north)}}}
}

func TestCellAtBorders(t *testing.T) {
	grid := NewGrid([]Cell{
		block("whole", LevelDistrict, "", 0, 0, 2, 2),
		block("sw", LevelGrid, "whole", 0, 0, 1, 1),
		block("se", LevelGrid, "whole", 1, 0, 2, 1),
		block("nw", LevelGrid, "whole", 0, 1, 1, 2),
		block("over-b", LevelStreet, "whole", 1, 1, 2, 2),
		block("over-a", LevelStreet, "whole", 1.5, 1.5, 2, 2),
	})
	tests := []struct {
		name     string
		lat, lon float64
		want     string
	}{
		{"inside", 0.5, 0.5, "sw"},
		{"on the border between west and east", 0.5, 1, "se"},
		{"on the border between south and north", 1, 0.5, "nw"},
		{"where four meet", 1, 1, "over-b"},
		{"the south-western corner", 0, 0, "sw"},
		{"the eastern edge is outside", 0.5, 2, ""},
		{"the northern edge is outside", 2, 0.5, ""},
		{"among overlapping equals the smaller code", 1.7, 1.7, "over-a"},
		{"no finer cell", 1.2, 1.2, "over-b"},
		{"far away", 60, 60, ""},
		{"no number", math.NaN(), 1, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := grid.CellAt(Point{tt.lat, tt.lon}); got.Code != tt.want || ok != (tt.want != "") {
				t.Errorf("cell %q, want %q", got.Code, tt.want)
			}
		})
	}
}

// Every point of the district lies in exactly one cell of each level, and each
// of them in its parent: the sample has neither gaps nor overlaps.
func TestSampleCells(t *testing.T) {
	cells := sampleCells(t)
	grid := NewGrid(cells)
	byLevel := map[Level][]Cell{}
	around := emptyBox()
	for _, c := range cells {
		byLevel[c.Level] = append(byLevel[c.Level], c)
		for _, p := range c.Shape[0][0] {
			around.add(p)
		}
	}
	random := rand.New(rand.NewSource(3))
	points := make([]Point, 0, 12_000)
	for range 10_000 {
		points = append(points, Point{
			Lat: around.south + random.Float64()*(around.north-around.south),
			Lon: around.west + random.Float64()*(around.east-around.west),
		})
	}
	for _, c := range byLevel[LevelGrid] {
		points = append(points, c.Shape[0][0]...)
	}
	for _, p := range points {
		for level, want := range map[Level]int{LevelStreet: 1, LevelCommunity: 1, LevelGrid: 1} {
			if !containsPoint(byLevel[LevelDistrict][0].Shape, p) {
				want = 0
			}
			if got := holders(byLevel[level], p); got != want {
				t.Fatalf("%v lies in %d cells of level %s, want %d", p, got, level, want)
			}
		}
		c, ok := grid.CellAt(p)
		for _, above := range grid.Path(c.Code) {
			if ok && !containsPoint(above.Shape, p) {
				t.Fatalf("%v lies in %s but not in %s above it", p, c.Code, above.Code)
			}
		}
	}
}

func holders(cells []Cell, p Point) int {
	n := 0
	for _, c := range cells {
		if containsPoint(c.Shape, p) {
			n++
		}
	}
	return n
}

// The bins must not change an answer: it is that of asking every cell in order,
// whatever the order the cells came in.
func TestCellAtAgreesWithPlainSearch(t *testing.T) {
	cells := lattice(30, 7)
	grid := NewGrid(cells)
	random := rand.New(rand.NewSource(5))
	random.Shuffle(len(cells), func(i, j int) { cells[i], cells[j] = cells[j], cells[i] })
	shuffled := NewGrid(cells)
	for _, p := range somePoints(grid, random, 20_000) {
		want := ""
		for _, c := range grid.Cells() {
			if containsPoint(c.Shape, p) {
				want = c.Code
				break
			}
		}
		got, _ := grid.CellAt(p)
		other, _ := shuffled.CellAt(p)
		if got.Code != want || other.Code != want {
			t.Fatalf("at %v: %q and, shuffled, %q, want %q", p, got.Code, other.Code, want)
		}
	}
}

// somePoints lists points in and around the grid, many at or near corners.
func somePoints(grid *Grid, random *rand.Rand, n int) []Point {
	area, cells := grid.bins.area, grid.Cells()
	points := make([]Point, 0, n)
	for i := range n {
		corners := cells[random.Intn(len(cells))].Shape[0][0]
		corner := corners[random.Intn(len(corners))]
		switch i % 4 {
		case 0:
			points = append(points, corner)
		case 1:
			points = append(points, corner.Move(random.NormFloat64()*5, random.NormFloat64()*5))
		default:
			points = append(points, Point{
				Lat: area.south + (random.Float64()*1.02-0.01)*(area.north-area.south),
				Lon: area.west + (random.Float64()*1.02-0.01)*(area.east-area.west),
			})
		}
	}
	return points
}

// lattice makes n × n crooked cells, each border with several corners, in one
// district.
func lattice(n, corners int) []Cell {
	random := rand.New(rand.NewSource(11))
	const step = 0.004
	steps := n * corners
	// A crooked net of points; cells go along its lines.
	net := make([][]Point, steps+1)
	for i := range net {
		net[i] = make([]Point, steps+1)
		for j := range net[i] {
			wobble := func() float64 { return (random.Float64() - 0.5) * step / float64(corners) * 0.9 }
			net[i][j] = Point{Lat: 30 + float64(i)*step/float64(corners) + wobble(), Lon: 104 + float64(j)*step/float64(corners) + wobble()}
		}
	}
	outline := func(i0, j0, i1, j1 int) []Polygon {
		var r Ring
		for j := j0; j < j1; j++ {
			r = append(r, net[i0][j])
		}
		for i := i0; i < i1; i++ {
			r = append(r, net[i][j1])
		}
		for j := j1; j > j0; j-- {
			r = append(r, net[i1][j])
		}
		for i := i1; i > i0; i-- {
			r = append(r, net[i][j0])
		}
		return []Polygon{{r}}
	}
	cells := []Cell{{Code: "whole", Name: "whole", Level: LevelDistrict, Shape: outline(0, 0, steps, steps)}}
	for i := range n {
		for j := range n {
			code := fmt.Sprintf("%03d-%03d", i, j)
			cells = append(cells, Cell{
				Code: code, Name: code, Level: LevelGrid, Parent: "whole",
				Shape: outline(i*corners, j*corners, (i+1)*corners, (j+1)*corners),
			})
		}
	}
	return cells
}

func TestPathAndContains(t *testing.T) {
	grid := NewGrid(append(sampleCells(t), Cell{Code: "lost", Level: LevelGrid, Parent: "nowhere"}, Cell{Code: "loop", Level: LevelGrid, Parent: "loop"}))
	path := ""
	for _, c := range grid.Path("990101-07") {
		path += c.Name + " "
	}
	if want := "云桥区 槐荫街道 槐荫社区 第7网格 "; path != want {
		t.Errorf("path %q, want %q", path, want)
	}
	if n := len(grid.Path("unknown")); n != 0 {
		t.Errorf("path of an unknown code has %d cells", n)
	}
	if n := len(grid.Path("lost")); n != 1 {
		t.Errorf("path of a cell without a known parent has %d cells, want itself", n)
	}
	if grid.Contains("990101", "loop") {
		t.Error("a cell that is its own parent is contained in the district")
	}
	for _, tt := range []struct {
		ancestor, code string
		want           bool
	}{
		{"990101", "990101-07", true},
		{"990101001002", "990101-07", true},
		{"990101-07", "990101-07", true},
		{"990101-07", "990101001002", false},
		{"990101002", "990101-07", false},
		{"", "990101-07", false},
		{"990101", "", false},
		{"", "", false},
	} {
		if got := grid.Contains(tt.ancestor, tt.code); got != tt.want {
			t.Errorf("Contains(%q, %q) = %v", tt.ancestor, tt.code, got)
		}
	}
}

func TestCenter(t *testing.T) {
	horseshoe := Cell{Code: "u", Level: LevelGrid, Shape: []Polygon{{ring(0, 0, 3, 0, 3, 3, 2, 3, 2, 1, 1, 1, 1, 3, 0, 3)}}}
	grid := NewGrid(append(sampleCells(t), horseshoe))
	for _, c := range grid.Cells() {
		center, radius, ok := grid.Center(c.Code)
		if !ok || !containsPoint(c.Shape, center) {
			t.Errorf("the centre %v of %s lies outside of it", center, c.Code)
		}
		for _, p := range c.Shape[0][0] {
			if center.DistanceTo(p) > radius {
				t.Errorf("the radius of %s does not reach %v", c.Code, p)
			}
		}
	}
	if _, _, ok := grid.Center("unknown"); ok {
		t.Error("an unknown cell has a centre")
	}
}

func TestNearest(t *testing.T) {
	grid := NewGrid([]Cell{
		block("whole", LevelDistrict, "", 0, 0, 2, 1),
		block("w", LevelGrid, "whole", 0, 0, 1, 1),
		block("e", LevelGrid, "whole", 1, 0, 2, 1),
	})
	if c, metres, ok := grid.Nearest(Point{0.5, 0.5}); !ok || c.Code != "w" || metres != 0 {
		t.Errorf("inside: %q, %.0f m", c.Code, metres)
	}
	if c, metres, ok := grid.Nearest(Point{0.5, 2.1}); !ok || c.Code != "e" || math.Abs(metres-11119) > 20 {
		t.Errorf("a tenth of a degree to the east: %q, %.0f m", c.Code, metres)
	}
	if _, _, ok := NewGrid(nil).Nearest(Point{}); ok {
		t.Error("an empty grid has a nearest cell")
	}
}
