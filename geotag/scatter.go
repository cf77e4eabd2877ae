package geotag

import (
	"iter"
	"math"
)

// scatter is how positions of a road lie around their middle.
type scatter struct {
	middle      Point
	total       float64 // weight
	ee, en, nn  float64 // moments, weighed
	count       int
	east, north float64 // metres from where it was asked to the middle
}

// scatterNear weighs positions of a road, those near p counting most. ok is false
// without any.
func scatterNear(marks iter.Seq[mark], p Point) (s scatter, ok bool) {
	for m := range marks {
		x, y := p.offset(m.Point)
		metres := x*x + y*y
		if metres > localRoad*localRoad {
			continue
		}
		w := 1 / (m.sigma*m.sigma + bend*bend*metres)
		s.total, s.east, s.north = s.total+w, s.east+w*x, s.north+w*y
		s.ee, s.en, s.nn = s.ee+w*x*x, s.en+w*x*y, s.nn+w*y*y
		s.count++
	}
	if s.count == 0 {
		return scatter{}, false
	}
	s.east, s.north = s.east/s.total, s.north/s.total
	s.middle = p.Move(s.north, s.east)
	s.ee, s.en, s.nn = s.ee-s.total*s.east*s.east, s.en-s.total*s.east*s.north, s.nn-s.total*s.north*s.north
	return s, true
}

// heading is the direction in which positions lie.
func (s scatter) heading() bearing {
	along := (s.ee+s.nn)/2 + math.Hypot((s.ee-s.nn)/2, s.en)
	spread := max(1, (s.ee+s.nn-along)/max(1, float64(s.count-2)))
	return bearing{angle: math.Atan2(2*s.en, s.ee-s.nn) / 2, turn: max(spread/max(along, 1e-3), straightest*straightest)}
}

// line is the one through the middle in a direction.
func (s scatter) line(b bearing) axis {
	a := axis{origin: s.middle, plain: b.plain()}
	a.east, a.north = math.Cos(b.angle), math.Sin(b.angle)
	across := s.ee*a.north*a.north - 2*s.en*a.east*a.north + s.nn*a.east*a.east
	spread := max(1, across/max(1, float64(s.count-2)))
	way := s.east*a.east + s.north*a.north
	a.off = math.Sqrt(roadWidth*roadWidth + spread/s.total + way*way*b.turn)
	return a
}
