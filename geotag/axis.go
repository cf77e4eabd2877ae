package geotag

import (
	"cmp"
	"math"
	"slices"
)

// axis is a straight line through what is known of a road near some point.
type axis struct {
	origin      Point
	east, north float64 // direction, of length 1
	spread      float64 // metres that the positions are off the line
	reach       float64 // metres from the origin to the farthest position
}

// localMarks is how many positions near a point tell the direction of a road:
// roads bend.
const localMarks = 6

// axisNear lays a line through the positions nearest to p. With one position
// alone, or all in one spot, ok is false.
func (s *street) axisNear(p Point) (axis, bool) {
	marks := slices.Clone(s.marks)
	slices.SortFunc(marks, func(a, b mark) int { return cmp.Compare(a.DistanceTo(p), b.DistanceTo(p)) })
	marks = marks[:min(len(marks), localMarks)]
	origin, total := Point{}, 0.0
	for _, m := range marks {
		w := 1 / (m.sigma * m.sigma)
		origin.Lat += w * m.Lat
		origin.Lon += w * m.Lon
		total += w
	}
	origin.Lat /= total
	origin.Lon /= total
	var xx, xy, yy float64
	a := axis{origin: origin}
	for _, m := range marks {
		x, y := origin.offset(m.Point)
		w := 1 / (m.sigma * m.sigma) / total
		xx, xy, yy = xx+w*x*x, xy+w*x*y, yy+w*y*y
		a.reach = max(a.reach, math.Hypot(x, y))
	}
	angle := math.Atan2(2*xy, xx-yy) / 2
	a.east, a.north = math.Cos(angle), math.Sin(angle)
	a.spread = math.Sqrt(max(0, xx*a.north*a.north-2*xy*a.east*a.north+yy*a.east*a.east))
	return a, a.reach >= 100 && a.spread < a.reach/2
}

// guessCrossing estimates where two roads meet that were never seen to: where
// lines through what is known of them cross. As roads bend, the lines are laid
// again through what is near the first guess.
func guessCrossing(a, b *street) (estimate, bool) {
	if p, ok := meet(a, b); ok {
		return estimate{Point: p, radius: radiusIntersection, entry: -1, why: "crossing drawn"}, true
	}
	near, gap := nearestMarks(a, b)
	if gap > apart {
		return estimate{}, false
	}
	vague := estimate{Point: near, radius: radiusGuess + gap/2, entry: -1, why: "crossing vague"}
	guess, ok := vague, false
	for range 3 {
		next, found := crossNear(a, b, guess.Point)
		if !found {
			break
		}
		guess, ok = next, true
	}
	if !ok {
		return vague, gap < 1000
	}
	return guess, guess.DistanceTo(near) < apart/2
}

// crossNear crosses the lines of two roads near a point.
func crossNear(a, b *street, near Point) (estimate, bool) {
	lineA, okA := a.axisNear(near)
	lineB, okB := b.axisNear(near)
	switch {
	case okA && okB:
		lineA, lineB = squared(lineA, lineB)
	case okA: // roads of a city mostly meet at right angles
		lineB = lineA.across(lineB)
	case okB:
		lineA = lineB.across(lineA)
	default:
		return estimate{}, false
	}
	det := lineA.east*lineB.north - lineA.north*lineB.east
	if math.Abs(det) < 0.35 { // nearly parallel
		return estimate{}, false
	}
	x, y := lineA.origin.offset(lineB.origin)
	t := (x*lineB.north - y*lineB.east) / det
	p := lineA.origin.Move(t*lineA.north, t*lineA.east)
	beyond := max(0, math.Abs(t)-lineA.reach) + max(0, p.DistanceTo(lineB.origin)-lineB.reach)
	return estimate{
		Point: p, radius: radiusCrossingGuess + 2*(lineA.spread+lineB.spread) + beyond/4,
		entry: -1, why: "crossing guessed",
	}, true
}

// across is a line through another's origin at a right angle to a.
func (a axis) across(other axis) axis {
	other.east, other.north = -a.north, a.east
	return other
}

// squared turns the line that is known worse to a right angle with the other, if
// it is nearly so.
func squared(a, b axis) (axis, axis) {
	if math.Abs(a.east*b.east+a.north*b.north) > 0.3 {
		return a, b
	}
	if a.spread/a.reach > b.spread/b.reach {
		return b.across(a), b
	}
	return a, a.across(b)
}

// nearestMarks returns the middle between the two positions that are nearest to
// each other, and the metres between them.
func nearestMarks(a, b *street) (Point, float64) {
	near, gap := Point{}, math.Inf(1)
	for _, m := range a.marks {
		for _, n := range b.marks {
			if d := m.DistanceTo(n.Point); d < gap {
				near, gap = toward(m.Point, n.Point, 0.5), d
			}
		}
	}
	return near, gap
}
