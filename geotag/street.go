package geotag

import (
	"cmp"
	"iter"
	"math"
	"slices"
)

// mark is a position that lies on a road, or about there.
type mark struct {
	Point
	sigma float64 // metres it may be off the road, about
	house int     // the number of a house that stands there; 0 if none is known
}

// house is a number of a road and where it is.
type house struct {
	number int
	Point
	entry int32 // the place that has this address as its name; -1 if none has
}

// street is what is known of one road: positions, house numbers and, where it
// was drawn, its course. A name that roads far from each other share has a
// street for each of them.
type street struct {
	name   string // folded
	marks  []mark
	houses []house
	sides  sides
	lines  [][]Point
	entry  int32 // the place that is this road; -1 if none is

	city      *city
	hint      bearing     // in which it runs on the whole, as far as that is known
	crossings []*junction // until it is settled; then they are marks
}

// apart is how far, in metres, positions of one name are from each other if
// they are on different roads.
const apart = 4000

// split cuts a street at wide gaps between its positions.
func (s *street) split() []*street {
	var parts []*street
	for _, m := range s.marks {
		var near []int
		for i, part := range parts {
			if slices.ContainsFunc(part.marks, func(o mark) bool { return o.DistanceTo(m.Point) < apart }) {
				near = append(near, i)
			}
		}
		joined := &street{name: s.name, sides: s.sides, entry: -1, city: s.city, hint: s.hint}
		for _, i := range slices.Backward(near) {
			joined.marks = append(joined.marks, parts[i].marks...)
			parts = slices.Delete(parts, i, i+1)
		}
		joined.marks = append(joined.marks, m)
		parts = append(parts, joined)
	}
	if len(parts) == 1 {
		return []*street{s}
	}
	nearest := func(p Point) *street {
		return slices.MinFunc(parts, func(a, b *street) int { return cmp.Compare(a.distance(p), b.distance(p)) })
	}
	for _, h := range s.houses {
		part := nearest(h.Point)
		part.houses = append(part.houses, h)
	}
	for _, line := range s.lines {
		part := nearest(line[0])
		part.lines = append(part.lines, line)
	}
	return parts
}

// distance returns the metres from p to the nearest known position.
func (s *street) distance(p Point) float64 {
	metres := math.Inf(1)
	for _, m := range s.marks {
		metres = min(metres, m.DistanceTo(p))
	}
	return metres
}

// settle takes the crossings as positions of the road, and puts the houses in
// order of their numbers.
func (s *street) settle() {
	s.marks = slices.Clone(thin(slices.Collect(s.positionsBut(nil)), maxMarks))
	s.houses = slices.Clone(s.houses)
	s.crossings = nil
	slices.SortStableFunc(s.houses, func(a, b house) int { return cmp.Compare(a.number, b.number) })
}

// estimate is a position and how far it may be off, in metres.
type estimate struct {
	Point
	off    ellipse // of a crossing
	radius float64
	entry  int32 // the place it is the position of; -1 if of none
	why    string
}

// positionsBut are the marks and the crossings of the road, but one.
func (s *street) positionsBut(but *junction) iter.Seq[mark] {
	return func(yield func(mark) bool) {
		for _, m := range s.marks {
			if !yield(m) {
				return
			}
		}
		for _, j := range s.crossings {
			if j != but && !yield(mark{Point: j.Point, sigma: j.off.sigma()}) {
				return
			}
		}
	}
}

// middle returns the middle of what is known of the road, and how far that
// reaches.
func (s *street) middle() estimate {
	var points []Point
	for _, m := range s.marks {
		points = append(points, m.Point)
	}
	return among(points)
}

// among returns the point that is in the middle of some, at least one, with a
// radius that holds nine in ten of them.
func among(points []Point) estimate {
	var sum Point
	for _, p := range points {
		sum.Lat += p.Lat
		sum.Lon += p.Lon
	}
	mean := Point{Lat: sum.Lat / float64(len(points)), Lon: sum.Lon / float64(len(points))}
	middle := slices.MinFunc(points, func(a, b Point) int {
		return cmp.Compare(mean.DistanceTo(a), mean.DistanceTo(b))
	})
	reach := make([]float64, len(points))
	for i, p := range points {
		reach[i] = middle.DistanceTo(p)
	}
	slices.Sort(reach)
	return estimate{Point: middle, radius: reach[(len(reach)-1)*9/10], entry: -1}
}

// numberSpan is how far, in metres, two neighbours of a house number may be
// apart for the number to be sought between them.
const numberSpan = 6000

// house finds a number: where it is known, or between the known numbers below
// and above it, or beyond the last one.
func (s *street) house(number int) (estimate, bool) {
	if len(s.houses) == 0 {
		return estimate{}, false
	}
	i, exact := slices.BinarySearchFunc(s.houses, number, func(h house, n int) int { return cmp.Compare(h.number, n) })
	if exact {
		return s.exactly(number, i), true
	}
	below, above := s.beside(i, number)
	if below != nil && above != nil {
		return s.between(*below, *above, number), true
	}
	only := below
	if only == nil {
		only = above
	}
	return s.beyond(*only, number), true
}

// beside returns the nearest known numbers below and above, of the same side of
// the road if there are some that are not much farther: odd and even numbers run
// apart.
func (s *street) beside(i, number int) (below, above *neighbour) {
	below, above = s.neighbour(i-1), s.neighbour(i)
	for j := i - 1; j >= 0; j-- {
		if n := s.houses[j].number; n%2 == number%2 {
			if 20 >= number-n {
				below = s.neighbour(j)
			}
			break
		}
	}
	for j := i; j < len(s.houses); j++ {
		if n := s.houses[j].number; n%2 == number%2 {
			if 20 >= n-number {
				above = s.neighbour(j)
			}
			break
		}
	}
	return below, above
}

// neighbour is what is known of the number at an index of the houses.
type neighbour struct {
	number int
	estimate
}

func (s *street) neighbour(i int) *neighbour {
	if i < 0 || i >= len(s.houses) {
		return nil
	}
	n := s.houses[i].number
	for i > 0 && s.houses[i-1].number == n {
		i--
	}
	return &neighbour{number: n, estimate: s.exactly(n, i)}
}

// numberKnown says that the very number is known.
const numberKnown = "number known"

// exactly returns the middle of all houses of a number, the first of them at i.
func (s *street) exactly(number, i int) estimate {
	var points []Point
	entry := int32(-1)
	for ; i < len(s.houses) && s.houses[i].number == number; i++ {
		points = append(points, s.houses[i].Point)
		if s.houses[i].entry >= 0 {
			entry = s.houses[i].entry
		}
	}
	e := among(points)
	switch {
	case entry >= 0:
		e.radius = max(radiusAddress, e.radius)
	case len(points) > 1 && e.radius < sureRadius/3:
		e.radius = max(radiusHearsay, 3*e.radius)
	default:
		e.radius += radiusCompound
	}
	e.entry = entry
	e.why = numberKnown
	return e
}

// between interpolates, along the road where its course is known.
func (s *street) between(below, above neighbour, number int) estimate {
	t := float64(number-below.number) / float64(above.number-below.number)
	gap := below.DistanceTo(above.Point)
	p := toward(below.Point, above.Point, t)
	if q, ok := s.along(below.Point, above.Point, t); ok {
		p = q
	}
	// In the middle of a wide gap least is known.
	return estimate{Point: p, radius: radiusNumber + gap*(0.7+t*(1-t)) + (below.radius+above.radius)/4, entry: -1, why: "number between"}
}

// beyond goes on from the last known number with the pace of the others.
func (s *street) beyond(last neighbour, number int) estimate {
	steps := math.Abs(float64(number - last.number))
	e := estimate{Point: last.Point, radius: 2*(last.radius+radiusNumber) + min(2*steps*metresPerNumber, radiusRoad*2), entry: -1, why: "number beyond"}
	for _, i := range []int{0, len(s.houses) - 1} {
		other := s.neighbour(i)
		if other.number == last.number {
			continue
		}
		pace := last.DistanceTo(other.Point) / math.Abs(float64(last.number-other.number))
		t := min(steps*pace, maxExtrapolation) / max(1, last.DistanceTo(other.Point))
		e.Point = toward(last.Point, other.Point, -t)
	}
	return e
}

const (
	metresPerNumber  = 6.0   // of a road, about: numbers of both sides
	maxExtrapolation = 250.0 // metres beyond the last known number
)

// toward returns the point at the part t of the way from a to b.
func toward(a, b Point, t float64) Point {
	return Point{Lat: a.Lat + t*(b.Lat-a.Lat), Lon: a.Lon + t*(b.Lon-a.Lon)}
}
