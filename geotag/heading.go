package geotag

// axis is the line along which the road runs near p, as all but one crossing tell.
func (s *street) axis(but *junction, p Point) (axis, bool) {
	around, ok := scatterNear(s.positionsBut(but), p)
	if !ok {
		return axis{}, false
	}
	return around.line(s.heading(around)), true
}

// heading is the direction of the road where its positions are scattered so.
func (s *street) heading(around scatter) bearing {
	return s.city.pull(around.heading().join(s.hint))
}

// wholeHeading is the direction in which all positions of the road lie; unknown
// with less than two.
func (s *street) wholeHeading() bearing {
	var points []Point
	for m := range s.positionsBut(nil) {
		points = append(points, m.Point)
	}
	if len(points) < 2 {
		return bearing{}
	}
	_, middle := meanOf(points)
	around, _ := scatterNear(s.positionsBut(nil), middle)
	return around.heading()
}
