package geotag

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// earthRadius is the mean radius of the earth in metres.
const earthRadius = 6371008.8

const degree = math.Pi / 180

// ParsePoint reads "LAT,LON", decimal degrees. Spaces around the numbers and a
// full-width comma are taken.
func ParsePoint(s string) (Point, error) {
	s = strings.ReplaceAll(s, "，", ",")
	first, second, found := strings.Cut(s, ",")
	if !found {
		return Point{}, fmt.Errorf("position %q: want LAT,LON, such as 34.2653,108.9123", s)
	}
	lat, err := parseDegrees(first)
	if err != nil {
		return Point{}, fmt.Errorf("position %q: latitude %w", s, err)
	}
	lon, err := parseDegrees(second)
	if err != nil {
		return Point{}, fmt.Errorf("position %q: longitude %w", s, err)
	}
	p := Point{Lat: lat, Lon: lon}
	if err := p.check(); err != nil {
		return Point{}, fmt.Errorf("position %q: %w", s, err)
	}
	return p, nil
}

func parseDegrees(s string) (float64, error) {
	s = strings.TrimSpace(s)
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, fmt.Errorf("%q is not a number", s)
	}
	return v, nil
}

// check says what is wrong with a position.
func (p Point) check() error {
	switch {
	case !(math.Abs(p.Lat) <= 90) && math.Abs(p.Lat) <= 180 && math.Abs(p.Lon) <= 90:
		return fmt.Errorf("latitude %v is not within -90 and 90: longitude given first?", p.Lat)
	case !(math.Abs(p.Lat) <= 90):
		return fmt.Errorf("latitude %v is not within -90 and 90", p.Lat)
	case !(math.Abs(p.Lon) <= 180):
		return fmt.Errorf("longitude %v is not within -180 and 180", p.Lon)
	}
	return nil
}

// Valid reports whether p is a position at all: devices without a fix write
// zeros.
func (p Point) Valid() bool { return p != Point{} && p.check() == nil }

// DistanceTo returns the metres from p to q on the sphere, right to 0.5 %.
func (p Point) DistanceTo(q Point) float64 {
	sinLat := math.Sin((q.Lat - p.Lat) * degree / 2)
	sinLon := math.Sin((q.Lon - p.Lon) * degree / 2)
	h := sinLat*sinLat + math.Cos(p.Lat*degree)*math.Cos(q.Lat*degree)*sinLon*sinLon
	return 2 * earthRadius * math.Asin(math.Sqrt(math.Min(1, h)))
}

// Move returns the position that lies the given metres to the north and to the
// east of p; good for some kilometres, away from the poles.
func (p Point) Move(north, east float64) Point {
	perLon := math.Max(math.Cos(p.Lat*degree), 1e-6)
	q := Point{
		Lat: p.Lat + north/earthRadius/degree,
		Lon: p.Lon + east/earthRadius/degree/perLon,
	}
	q.Lat = math.Max(-90, math.Min(90, q.Lat))
	q.Lon = math.Mod(q.Lon+540, 360) - 180
	return q
}
