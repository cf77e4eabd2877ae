package geotag

import "math"

// sighting is a spot that was described from a crossing: "西120米" of it.
type sighting struct {
	Point         // of the spot
	way   tail    // from the crossing
	exact bool    // the metres were measured
	loose float64 // metres that it is off if no way was said
}

// from is where the crossing must be if it lies about at near, and how far off
// that may be. The metres hold along the line between the two; the direction, one
// of eight, leaves a quarter of them open across.
func (s sighting) from(near Point) (Point, ellipse) {
	metres := math.Hypot(s.way.north, s.way.east)
	if metres == 0 {
		return s.Point, circle(s.loose)
	}
	north, east := s.way.north/metres, s.way.east/metres
	plain := s.Move(-s.way.north, -s.way.east)
	if !s.exact {
		return plain, s.way.off(false).plus(circle(looseMetres))
	}
	eastward, northward := near.offset(s.Point)
	length := math.Hypot(eastward, northward)
	along := (eastward*east + northward*north) / max(1, length)
	if along < math.Sqrt2/2 { // it lies elsewhere: the words alone count
		return plain, s.way.off(true)
	}
	// As seen from there, the direction that was said is an angle to one side.
	trueEast, trueNorth := eastward/length, northward/length
	aside := metres * math.Atan2(trueEast*north-trueNorth*east, along)
	at := s.Move(-metres*trueNorth-aside*trueEast, -metres*trueEast+aside*trueNorth)
	return at, stretched(trueNorth, trueEast, exactMetres, acrossHeading*metres+5)
}

const (
	looseMetres   = 60.0 // that the middle of something is off the spot that was described
	exactMetres   = 10.0 // that a measured distance is off: they are rounded to 20
	acrossHeading = 0.2  // of the distance, by which one of eight directions is off
)

// off says how far off the way is that a tail leads.
func (t tail) off(exact bool) ellipse {
	metres := math.Hypot(t.north, t.east)
	switch {
	case metres == 0:
		return circle(t.widen)
	case exact:
		return stretched(t.north/metres, t.east/metres, exactMetres, acrossHeading*metres+10)
	}
	return stretched(t.north/metres, t.east/metres, 15+metres/4, 15+metres/4)
}
