package intake

import (
	"math"

	"snapgrid/geotag"
)

// Box is a rectangle on the map; the zero one is everywhere.
type Box struct{ Min, Max geotag.Point }

// IsZero reports whether the box is everywhere.
func (b Box) IsZero() bool { return b == Box{} }

// Circle is what is within Radius metres of a point; with no radius it is everywhere.
type Circle struct {
	geotag.Point
	Radius float64
}

// metresPerDegree is the length of a degree on a meridian.
const metresPerDegree = 111195

// Scale is how many metres a degree of latitude and one of longitude are at the middle
// of the circle. Within some dozen kilometres the earth counts as flat.
func (c Circle) Scale() (lat, lon float64) {
	return metresPerDegree, metresPerDegree * max(math.Cos(c.Lat*math.Pi/180), 0.01)
}

// Box is the smallest one around the circle.
func (c Circle) Box() Box {
	lat, lon := c.Scale()
	dLat, dLon := c.Radius/lat, c.Radius/lon
	return Box{geotag.Point{Lat: c.Lat - dLat, Lon: c.Lon - dLon}, geotag.Point{Lat: c.Lat + dLat, Lon: c.Lon + dLon}}
}
