package geotag

import (
	"fmt"
	"math"
	"strings"
)

// Datum says how a position was written down. Maps made in mainland China shift
// positions by some hundred metres: GCJ-02 (Amap, Tencent, WeChat), and BD-09 on
// top of it (Baidu).
//
// The true GCJ-02 is not published. What is used here is the formula that has
// been public since about 2010 and that all open implementations share (for one,
// github.com/googollee/eviltransform), with the Krasovsky 1940 ellipsoid; BD-09
// is the formula known from the same sources.
type Datum string

// The datums.
const (
	WGS84 Datum = "wgs84"
	GCJ02 Datum = "gcj02"
	BD09  Datum = "bd09"
	// GCJ02Wide is GCJ-02 as Amap writes it: Hong Kong, Macau and Taiwan are
	// shifted as well.
	GCJ02Wide Datum = "gcj02-wide"
)

// ParseDatum reads a datum's name in any case; "" is WGS-84.
func ParseDatum(s string) (Datum, error) {
	name := strings.ToLower(strings.TrimSpace(s))
	switch d := Datum(strings.NewReplacer("-", "", "_", "").Replace(name)); d {
	case WGS84, GCJ02, BD09:
		return d, nil
	case "":
		return WGS84, nil
	}
	return "", fmt.Errorf("datum %q: want wgs84, gcj02 or bd09", s)
}

// ToWGS84 returns the WGS-84 position of one written in d: the inverse of
// [Datum.FromWGS84] to less than a millimetre inside mainland China, and p
// itself elsewhere. Within some 600 m outside the border a shifted position and
// a plain one cannot be told apart; it is then taken for a shifted one.
func (d Datum) ToWGS84(p Point) Point {
	var w Point
	switch d {
	case GCJ02, GCJ02Wide:
		w = invert(gcjShift, p)
	case BD09:
		w = invert(gcjShift, invert(bdShift, p))
	case WGS84:
		return p
	}
	if !d.shifts(w) {
		return p
	}
	return w
}

// shifts reports whether d shifts a WGS-84 position.
func (d Datum) shifts(p Point) bool {
	return d != WGS84 && (inMainland(p) || d == GCJ02Wide && inGreaterChina(p))
}

// FromWGS84 returns the position p as d writes it. Outside mainland China (so
// in Hong Kong, Macau and Taiwan too) nothing is shifted.
func (d Datum) FromWGS84(p Point) Point {
	if !d.shifts(p) {
		return p
	}
	q := add(p, gcjShift(p))
	if d == BD09 {
		q = add(q, bdShift(q))
	}
	return q
}

// maxSteps bounds the fixed point; it needs 5 steps as a rule, 10 at the worst.
const maxSteps = 30

// invert solves q + shift(q) = p. The shift hardly changes over its own length,
// so that each step shrinks the error some fifty times.
func invert(shift func(Point) Point, p Point) Point {
	q := p
	for range maxSteps {
		s := shift(q)
		next := Point{Lat: p.Lat - s.Lat, Lon: p.Lon - s.Lon}
		done := math.Abs(next.Lat-q.Lat) < 1e-12 && math.Abs(next.Lon-q.Lon) < 1e-12
		q = next
		if done {
			break
		}
	}
	return q
}

// WrongDatum reports whether a position that was taken for WGS-84 is a landmark's
// in another datum: whether it lies, within the tolerance in metres, where that
// datum puts the landmark, distance and direction. A landmark that is nearer than
// the tolerance decides nothing.
func WrongDatum(p, landmark Point, tolerance float64) (Datum, bool) {
	for _, d := range []Datum{GCJ02, BD09} {
		shifted := d.FromWGS84(landmark)
		if landmark.DistanceTo(shifted) > 2*tolerance && p.DistanceTo(shifted) <= tolerance {
			return d, true
		}
	}
	return WGS84, false
}

func add(p, shift Point) Point { return Point{Lat: p.Lat + shift.Lat, Lon: p.Lon + shift.Lon} }

// gcjShift returns GCJ-02 minus WGS-84 at a WGS-84 position, in degrees.
func gcjShift(p Point) Point {
	const (
		axis         = 6378245.0 // Krasovsky 1940, metres
		eccentricity = 0.00669342162296594323
	)
	x, y := p.Lon-105, p.Lat-35
	wave := func(a, b, c, t float64) float64 {
		return a*math.Sin(t*math.Pi)*2/3 + b*math.Sin(t*math.Pi/3)*2/3 + c*math.Sin(t*math.Pi/12)*2/3
	}
	common := wave(20, 0, 0, 6*x) + wave(20, 0, 0, 2*x)
	north := -100 + 2*x + 3*y + 0.2*y*y + 0.1*x*y + 0.2*math.Sqrt(math.Abs(x)) +
		common + wave(20, 40, 160, y) + 320*math.Sin(y*math.Pi/30)*2/3
	east := 300 + x + 2*y + 0.1*x*x + 0.1*x*y + 0.1*math.Sqrt(math.Abs(x)) +
		common + wave(20, 40, 150, x) + 300*math.Sin(x*math.Pi/30)*2/3

	sin := math.Sin(p.Lat * degree)
	w := 1 - eccentricity*sin*sin
	return Point{
		Lat: north / (axis * (1 - eccentricity) / (w * math.Sqrt(w)) * degree),
		Lon: east / (axis / math.Sqrt(w) * math.Cos(p.Lat*degree) * degree),
	}
}

// bdShift returns BD-09 minus GCJ-02 at a GCJ-02 position, in degrees.
func bdShift(p Point) Point {
	const f = math.Pi * 3000 / 180
	r := math.Hypot(p.Lon, p.Lat) + 0.00002*math.Sin(p.Lat*f)
	angle := math.Atan2(p.Lat, p.Lon) + 0.000003*math.Cos(p.Lon*f)
	return Point{
		Lat: r*math.Sin(angle) + 0.006 - p.Lat,
		Lon: r*math.Cos(angle) + 0.0065 - p.Lon,
	}
}
