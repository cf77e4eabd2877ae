package public

import (
	"math"
	"strconv"

	"snapgrid/geotag"
)

// finest is what cannot be seen on the map, in units: corners that stick out less
// are left out.
const finest = 0.7

// shape draws a cell.
func (p projection) shape(c geotag.Cell, named bool) shape {
	s := shape{Code: c.Code, Name: c.Name}
	var path []byte
	for _, polygon := range c.Shape {
		for _, ring := range polygon {
			path = appendRing(path, p.outline(ring))
		}
	}
	s.Path = string(path)
	if named {
		at := p.spot(middle(c.Shape[0][0]))
		s.Label = &at
	}
	return s
}

// xy is a corner, in units.
type xy struct{ x, y float64 }

// outline puts a ring onto the map with the corners that can be seen.
func (p projection) outline(ring geotag.Ring) []xy {
	corners := make([]xy, 0, len(ring)+1)
	for _, at := range ring {
		x, y := p.xy(at)
		corners = append(corners, xy{x, y})
	}
	if len(corners) < 4 {
		return corners
	}
	// Cut where two corners are far from each other, so that both halves are lines.
	far := 0
	for i, c := range corners {
		if c.distance(corners[0]) > corners[far].distance(corners[0]) {
			far = i
		}
	}
	first := simplify(corners[:far+1])
	second := simplify(append(corners[far:len(corners):len(corners)], corners[0]))
	return append(first, second[1:len(second)-1]...)
}

// simplify leaves out the corners of a line that hardly stick out, as Ramer, Douglas
// and Peucker do.
func simplify(line []xy) []xy {
	if len(line) < 3 {
		return line
	}
	widest, at := 0.0, 0
	last := line[len(line)-1]
	for i, c := range line[1 : len(line)-1] {
		if d := c.offLine(line[0], last); d > widest {
			widest, at = d, i+1
		}
	}
	if widest <= finest {
		return []xy{line[0], last}
	}
	return append(simplify(line[:at+1:at+1]), simplify(line[at:])[1:]...)
}

func (a xy) distance(b xy) float64 { return math.Hypot(a.x-b.x, a.y-b.y) }

// offLine is how far a lies from the line between b and c.
func (a xy) offLine(b, c xy) float64 {
	length := b.distance(c)
	if length == 0 {
		return a.distance(b)
	}
	return math.Abs((c.x-b.x)*(b.y-a.y)-(b.x-a.x)*(c.y-b.y)) / length
}

func appendRing(path []byte, corners []xy) []byte {
	for i, c := range corners {
		command := byte('L')
		if i == 0 {
			command = 'M'
		}
		path = append(path, command)
		path = strconv.AppendFloat(path, c.x, 'f', 1, 64)
		path = append(path, ' ')
		path = strconv.AppendFloat(path, c.y, 'f', 1, 64)
	}
	return append(path, 'Z')
}

// middle is about the middle of a ring.
func middle(ring geotag.Ring) geotag.Point {
	b := boxOf([]geotag.Polygon{{ring}})
	return geotag.Point{Lat: (b.Min.Lat + b.Max.Lat) / 2, Lon: (b.Min.Lon + b.Max.Lon) / 2}
}
