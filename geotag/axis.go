package geotag

import (
	"iter"
	"math"
)

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
	plainExtent = 4.0 // of the positions along the line, in squares of how far they are off
	straightest = 0.03
)

// axisNear lays a line through positions of a road, those near p counting most.
// ok is false without any.
func axisNear(marks iter.Seq[mark], p Point) (a axis, ok bool) {
	var total, north, east, nn, ne, ee float64
	count := 0
	for m := range marks {
		x, y := p.offset(m.Point)
		metres := x*x + y*y
		if metres > localRoad*localRoad {
			continue
		}
		w := 1 / (m.sigma*m.sigma + bend*bend*metres)
		total, east, north = total+w, east+w*x, north+w*y
		ee, ne, nn = ee+w*x*x, ne+w*x*y, nn+w*y*y
		count++
	}
	if count == 0 {
		return axis{}, false
	}
	east, north = east/total, north/total
	a.origin = p.Move(north, east)
	ee, ne, nn = ee-total*east*east, ne-total*east*north, nn-total*north*north
	angle := math.Atan2(2*ne, ee-nn) / 2
	a.east, a.north = math.Cos(angle), math.Sin(angle)
	along := (ee+nn)/2 + math.Hypot((ee-nn)/2, ne)
	a.plain = along > plainExtent
	spread := max(1, (ee+nn-along)/max(1, float64(count-2)))
	way := east*a.east + north*a.north
	turn := max(spread/max(along, plainExtent), straightest*straightest)
	a.off = math.Sqrt(roadWidth*roadWidth + spread/total + way*way*turn)
	return a, true
}

// holds is the point of the line next to p: there the road is, but how far along
// it nobody knows.
func (a axis) holds(p Point) (Point, ellipse) {
	east, north := a.origin.offset(p)
	way := east*a.east + north*a.north
	return a.origin.Move(way*a.north, way*a.east), stretched(a.north, a.east, longWay, a.off)
}

// across is the line through its origin at a right angle to another, as roads of
// a city mostly meet.
func (a axis) across(other axis) axis {
	a.east, a.north = -other.north, other.east
	return a
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
	lineA, okA := axisNear(a.positionsBut(nil), near)
	lineB, okB := axisNear(b.positionsBut(nil), near)
	switch {
	case !okA || !okB || !lineA.plain && !lineB.plain:
		return estimate{}, false
	case !lineA.plain:
		lineA = lineA.across(lineB)
	case !lineB.plain:
		lineB = lineB.across(lineA)
	}
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
