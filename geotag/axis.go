package geotag

import "math"

// axis is a straight line along which a road runs near some point.
type axis struct {
	origin      Point
	east, north float64 // direction, of length 1
	off         float64 // metres that the road may be off the line there
	plain       bool    // the direction is known
}

const (
	longWay     = 100_000.0 // metres: along a road nothing is known
	localRoad   = 2500.0    // metres from a point, from where on a road tells nothing of it
	bend        = 0.12      // metres that a road leaves its line, for each metre
	roadWidth   = 15.0
	straightest = 0.03
	guessDoubt  = 1.3 // times, in squares, that a crossing of two lines is farther off than they tell
)

// holds is the point of the line next to p: there the road is, but how far along
// it nobody knows.
func (a axis) holds(p Point) (Point, ellipse) {
	east, north := a.origin.offset(p)
	way := east*a.east + north*a.north
	return a.origin.Move(way*a.north, way*a.east), stretched(a.north, a.east, longWay, a.off)
}

// foot is the point of the road next to p, or p itself if it is not known where the
// road runs.
func (s *street) foot(p Point) Point {
	a, ok := s.axis(nil, p)
	if !ok || !a.plain {
		return p
	}
	foot, _ := a.holds(p)
	return foot
}

// drawnCrossing says that the courses of two roads were drawn, and cross.
const drawnCrossing = "crossing drawn"

// guessCrossing estimates where two roads meet that were never seen to: where
// lines through what is known of them cross. As roads bend, the lines are laid
// again through what is near the first guess.
func guessCrossing(a, b *street) (estimate, bool) {
	if p, ok := meet(a, b); ok {
		return estimate{Point: p, off: circle(roadWidth), radius: radiusIntersection, entry: -1, why: drawnCrossing}, true
	}
	near, gap := nearestMarks(a, b)
	if gap > apart {
		return estimate{}, false
	}
	vague := estimate{Point: near, off: circle(radiusGuess + gap/2), radius: radiusGuess + gap/2, entry: -1, why: "crossing vague"}
	guess, ok := vague, false
	for range 4 {
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
	scatterA, okA := scatterNear(a.positionsBut(nil), near)
	scatterB, okB := scatterNear(b.positionsBut(nil), near)
	if !okA || !okB {
		return estimate{}, false
	}
	headA, headB := a.heading(scatterA), b.heading(scatterB)
	switch {
	case !headA.plain() && !headB.plain():
		return estimate{}, false
	case !headA.plain():
		headA = headB.across()
	case !headB.plain():
		headB = headA.across()
	}
	lineA, lineB := scatterA.line(headA), scatterB.line(headB)
	if math.Abs(lineA.east*lineB.north-lineA.north*lineB.east) < 0.35 { // nearly parallel
		return estimate{}, false
	}
	rest := balance{origin: near}
	for range 2 { // from where the lines cross neither is far
		rest = balance{origin: near}
		rest.pull(lineA.holds(near))
		rest.pull(lineB.holds(near))
		near, _ = rest.rest()
	}
	p, off := rest.rest()
	off = off.times(guessDoubt)
	return estimate{Point: p, off: off, radius: max(radiusIntersection, off.reach()), entry: -1, why: "crossing guessed"}, true
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
