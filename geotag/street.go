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
	e := among(points, roadTogether)
	if len(s.lines) > 0 { // it stands on its course
		_, e.Point = meanOf(points)
	}
	return e
}

// How far, in metres, points may be from their middle for it to lie where none of
// them is.
const (
	roadTogether  = 2000.0
	spotsTogether = 500.0
)

// among returns the middle of some points, at least one, with a radius that holds
// nine in ten of them. If they are not so near together it is one of them.
func among(points []Point, together float64) estimate {
	mean, middle := meanOf(points)
	reach := make([]float64, len(points))
	for i, p := range points {
		reach[i] = middle.DistanceTo(p)
	}
	slices.Sort(reach)
	if reach[len(reach)-1] <= together {
		middle = mean
	}
	return estimate{Point: middle, radius: reach[(9*len(reach)+9)/10-1], entry: -1}
}

// meanOf is the mean of some points, at least one, and the point that is nearest to it.
func meanOf(points []Point) (mean, nearest Point) {
	for _, p := range points {
		mean.Lat += p.Lat / float64(len(points))
		mean.Lon += p.Lon / float64(len(points))
	}
	return mean, slices.MinFunc(points, func(a, b Point) int {
		return cmp.Compare(mean.DistanceTo(a), mean.DistanceTo(b))
	})
}

// toward returns the point at the part t of the way from a to b.
func toward(a, b Point, t float64) Point {
	return Point{Lat: a.Lat + t*(b.Lat-a.Lat), Lon: a.Lon + t*(b.Lon-a.Lon)}
}
