package geotag

import (
	"errors"
	"fmt"
)

// maxCorners bounds the corners of one shape.
const maxCorners = 200_000

// repairs counts what was put right in a shape.
type repairs struct{ opened, repeated, holes int }

// String says what was put right, or nothing.
func (r repairs) String() string {
	s := ""
	say := func(n int, what string) {
		if n == 0 {
			return
		}
		if s != "" {
			s += ", "
		}
		s += fmt.Sprintf("%d %s", n, what)
	}
	say(r.opened, "unclosed ring(s) closed")
	say(r.repeated, "repeated corner(s) dropped")
	say(r.holes, "hole(s) without area dropped")
	return s
}

func makeShape(coordinates [][][][]float64) ([]Polygon, repairs, error) {
	var mended repairs
	shape := make([]Polygon, 0, len(coordinates))
	corners := 0
	for _, rings := range coordinates {
		polygon := make(Polygon, 0, len(rings))
		for i, line := range rings {
			if corners += len(line); corners > maxCorners {
				return nil, mended, fmt.Errorf("more than %d corners", maxCorners)
			}
			ring, err := makeRing(line, &mended)
			switch {
			case err == nil:
				polygon = append(polygon, ring)
			case i > 0 && errors.Is(err, errNoArea):
				mended.holes++
			default:
				return nil, mended, err
			}
		}
		if len(polygon) > 0 {
			shape = append(shape, polygon)
		}
	}
	if len(shape) == 0 {
		return nil, mended, errors.New("no coordinates")
	}
	return shape, mended, nil
}

var errNoArea = errors.New("ring has fewer than three different corners or no area")

func makeRing(line [][]float64, mended *repairs) (Ring, error) {
	ring := make(Ring, 0, len(line))
	for _, position := range line {
		p, err := makePoint(position)
		if err != nil {
			return nil, err
		}
		if len(ring) > 0 && ring[len(ring)-1] == p {
			mended.repeated++
			continue
		}
		ring = append(ring, p)
	}
	if len(ring) > 1 && ring[0] == ring[len(ring)-1] {
		ring = ring[:len(ring)-1]
	} else if len(ring) > 2 {
		mended.opened++
	}
	if twice, _ := ring.area(); len(ring) < 3 || twice == 0 {
		return nil, errNoArea
	}
	return ring, nil
}

// makePoint reads a GeoJSON position: longitude, latitude, and perhaps a height.
func makePoint(position []float64) (Point, error) {
	if len(position) < 2 {
		return Point{}, errors.New("a position needs longitude and latitude")
	}
	p := Point{Lat: position[1], Lon: position[0]}
	return p, p.check()
}
