package geotag

import "math"

// How near, in metres, a point is to the drawn course of a road on which it
// stands, and two courses are that cross.
const (
	besideCourse = 250.0
	onCourse     = 40.0
)

// along goes the part t of the way from a to b on the drawn course of the road,
// if both stand beside the same line of it.
func (s *street) along(a, b Point, t float64) (Point, bool) {
	for _, line := range s.lines {
		from, offA := footOn(line, a)
		to, offB := footOn(line, b)
		if offA <= besideCourse && offB <= besideCourse {
			return pointOn(line, from+t*(to-from)), true
		}
	}
	return Point{}, false
}

// footOn returns how many metres along a line the point nearest to p lies, and
// how far p is off it.
func footOn(line []Point, p Point) (metres, off float64) {
	off = math.Inf(1)
	walked := 0.0
	for i, a := range line {
		if d := a.DistanceTo(p); d < off {
			metres, off = walked, d
		}
		if i+1 == len(line) {
			break
		}
		b := line[i+1]
		length := a.DistanceTo(b)
		if t := footBetween(a, b, p); t > 0 && t < 1 {
			if d := toward(a, b, t).DistanceTo(p); d < off {
				metres, off = walked+t*length, d
			}
		}
		walked += length
	}
	return metres, off
}

// footBetween returns at which part of the way from a to b the perpendicular
// from p meets it; 0 if a is b.
func footBetween(a, b, p Point) float64 {
	bx, by := a.offset(b)
	px, py := a.offset(p)
	if bx == 0 && by == 0 {
		return 0
	}
	return (px*bx + py*by) / (bx*bx + by*by)
}

// offset returns the metres from p to q, to the east and to the north.
func (p Point) offset(q Point) (east, north float64) {
	return (q.Lon - p.Lon) * degree * earthRadius * math.Cos(p.Lat*degree), (q.Lat - p.Lat) * degree * earthRadius
}

// pointOn returns the point that lies the given metres along a line.
func pointOn(line []Point, metres float64) Point {
	for i := 0; i+1 < len(line); i++ {
		length := line[i].DistanceTo(line[i+1])
		if metres <= length && length > 0 {
			return toward(line[i], line[i+1], max(0, metres/length))
		}
		metres -= length
	}
	return line[len(line)-1]
}

// meet finds where the drawn courses of two roads cross or all but touch.
func meet(a, b *street) (Point, bool) {
	best, at := onCourse, Point{}
	for _, line := range a.lines {
		for i := range max(0, len(line)-1) {
			for _, other := range b.lines {
				for j := range max(0, len(other)-1) {
					if p, gap := nearestOf(line[i], line[i+1], other[j], other[j+1]); gap < best {
						best, at = gap, p
					}
				}
			}
		}
	}
	return at, best < onCourse
}

// nearestOf returns where two straight pieces are nearest to each other, and the
// metres between them there.
func nearestOf(a, b, c, d Point) (Point, float64) {
	if p, ok := crossOf(a, b, c, d); ok {
		return p, 0
	}
	at, gap := a, math.Inf(1)
	try := func(p, from, to Point) {
		q := toward(from, to, min(1, max(0, footBetween(from, to, p))))
		if m := p.DistanceTo(q); m < gap {
			at, gap = toward(p, q, 0.5), m
		}
	}
	try(a, c, d)
	try(b, c, d)
	try(c, a, b)
	try(d, a, b)
	return at, gap
}

// crossOf returns where the pieces from a to b and from c to d cross.
func crossOf(a, b, c, d Point) (Point, bool) {
	bx, by := a.offset(b)
	cx, cy := a.offset(c)
	dx, dy := a.offset(d)
	ex, ey := dx-cx, dy-cy
	det := bx*ey - by*ex
	if math.Abs(det) < 1e-9 {
		return Point{}, false
	}
	t := (cx*ey - cy*ex) / det
	u := (cx*by - cy*bx) / det
	if t < 0 || t > 1 || u < 0 || u > 1 {
		return Point{}, false
	}
	return toward(a, b, t), true
}
