package geotag

import (
	"math"
	"slices"
)

// sides counts on which side of their road numbers stand, even ones and odd ones:
// to the north of it, or to the east of one that runs north, less the others.
type sides struct {
	tally [2]int // of even and of odd numbers
	all   int
}

func (s *sides) count(number int, beyond bool) {
	s.all++
	if beyond {
		s.tally[number%2]++
	} else {
		s.tally[number%2]--
	}
}

// lean says how far a number leans to the north or the east, -1 to 1, and of how
// many houses that is known. What is odd stands opposite of what is even.
func (s *sides) lean(number int) (lean, weight float64) {
	if s.all == 0 {
		return 0, 0
	}
	return float64(s.tally[number%2]-s.tally[1-number%2]) / float64(s.all), float64(s.all)
}

// city is what the roads of a city have in common.
type city struct {
	grain
	growth
	sides [2]sides // of all roads that run east and west, and of those that run north and south
}

const (
	besideRoad = 85.0 // metres from the middle of a road to that of what stands at it
	besideOff  = 55.0 // metres by which these differ
	sharpLine  = 80.0 // metres that a line is off at most, to tell sides by it
	cityWeight = 2.0  // houses of the road itself that outweigh the city's rule
	sideHouses = 40   // of a road that are counted
)

// beyond is the direction to the north of the line, or to the east if that is
// nearer, and which of the two kinds of roads this is.
func (a axis) beyond() (north, east float64, kind int) {
	if math.Abs(a.east) >= math.Abs(a.north) {
		return math.Abs(a.east), math.Copysign(a.north, -a.north*a.east), 0
	}
	return math.Copysign(a.east, -a.north*a.east), math.Abs(a.north), 1
}

// countSides takes in on which sides the houses of a road stand.
func (c *city) countSides(s *street) {
	for _, h := range thin(s.houses, sideHouses) {
		a, ok := s.axis(nil, h.Point)
		if !ok || !a.plain || a.off > sharpLine {
			continue
		}
		foot, _ := a.holds(h.Point)
		north, east, kind := a.beyond()
		toEast, toNorth := foot.offset(h.Point)
		beyond := toEast*east+toNorth*north > 0
		s.sides.count(h.number, beyond)
		c.sides[kind].count(h.number, beyond)
	}
}

// lean is the direction in which even or odd numbers stand beside a line of the
// road, and how surely, 0 to 1 or, if they stand opposite, -1.
func (s *street) lean(a axis, number int) (north, east, lean float64) {
	north, east, kind := a.beyond()
	rule, _ := s.city.sides[kind].lean(number)
	own, houses := s.sides.lean(number)
	return north, east, (own*houses + rule*cityWeight) / (houses + cityWeight)
}

// curb is where a number stands at its side of the road, near p: how far along
// the road it does not say. Where the course is drawn, numbers lie on it.
func (s *street) curb(number int, p Point) (Point, ellipse, bool) {
	a, ok := s.axis(nil, p)
	if !ok || !a.plain || a.off > sharpLine || len(s.lines) > 0 {
		return Point{}, ellipse{}, false
	}
	north, east, lean := s.lean(a, number)
	foot, _ := a.holds(p)
	off := math.Sqrt(besideOff*besideOff + besideRoad*besideRoad*(1-lean*lean) + a.off*a.off)
	return foot.Move(north*lean*besideRoad, east*lean*besideRoad), stretched(a.north, a.east, longWay, off), true
}

// drawAside moves a number that is not known itself to its side of the road.
func (s *street) drawAside(e estimate, number int) estimate {
	if e.why == numberKnown {
		return e
	}
	at, off, ok := s.curb(number, e.Point)
	if !ok {
		return e
	}
	b := balance{origin: e.Point}
	b.pull(e.Point, circle(e.radius/3))
	b.pull(at, off)
	e.Point, e.off = b.rest()
	return e
}

// straighten moves positions of the road that are houses to the middle of it.
func (s *street) straighten() {
	if len(s.lines) > 0 {
		return
	}
	moved := slices.Clone(s.marks)
	for i, m := range moved {
		a, ok := s.axis(nil, m.Point)
		if m.house == 0 || m.sigma < besideRoad || !ok || !a.plain {
			continue
		}
		north, east, lean := s.lean(a, m.house)
		moved[i].Point = m.Move(-north*lean*besideRoad, -east*lean*besideRoad)
		moved[i].sigma = math.Hypot(besideOff, besideRoad*math.Sqrt(1-lean*lean))
	}
	s.marks = moved
}
