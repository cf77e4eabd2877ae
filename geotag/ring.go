package geotag

import "math"

// box is the smallest rectangle around something.
type box struct{ south, west, north, east float64 }

func emptyBox() box {
	return box{south: math.Inf(1), west: math.Inf(1), north: math.Inf(-1), east: math.Inf(-1)}
}

func (b *box) add(p Point) {
	b.south, b.north = min(b.south, p.Lat), max(b.north, p.Lat)
	b.west, b.east = min(b.west, p.Lon), max(b.east, p.Lon)
}

func (b *box) contains(p Point) bool {
	return b.south <= p.Lat && p.Lat <= b.north && b.west <= p.Lon && p.Lon <= b.east
}

func boxOf(shape []Polygon) box {
	b := emptyBox()
	for _, polygon := range shape {
		for _, ring := range polygon {
			for _, p := range ring {
				b.add(p)
			}
		}
	}
	return b
}

// nearest returns the point of the box that is nearest to p.
func (b box) nearest(p Point) Point {
	return Point{
		Lat: math.Max(b.south, math.Min(b.north, p.Lat)),
		Lon: math.Max(b.west, math.Min(b.east, p.Lon)),
	}
}

// containsPoint reports whether p lies in the shape. Borders are half open: a
// point on a border that two shapes share lies in exactly one of them, namely
// the one to the east or the north.
func containsPoint(shape []Polygon, p Point) bool {
	inside := false
	for _, polygon := range shape {
		for _, ring := range polygon {
			inside = inside != ring.odd(p)
		}
	}
	return inside
}

// odd reports whether a line from p to the east crosses the ring an odd number
// of times.
func (r Ring) odd(p Point) bool {
	if len(r) == 0 {
		return false
	}
	odd := false
	a := r[len(r)-1]
	above := a.Lat > p.Lat
	for _, b := range r {
		if next := b.Lat > p.Lat; next != above {
			above = next
			odd = odd != (p.Lon < crossing(a, b, p.Lat))
		}
		a = b
	}
	return odd
}

// crossing returns the longitude at which the edge from a to b crosses a
// latitude. It always reckons from the southern end, so that both neighbours of
// a shared border find the very same number.
func crossing(a, b Point, lat float64) float64 {
	if a.Lat > b.Lat {
		a, b = b, a
	}
	return a.Lon + (lat-a.Lat)/(b.Lat-a.Lat)*(b.Lon-a.Lon)
}

// area returns twice the signed area in square degrees, and the centroid.
func (r Ring) area() (twice float64, centroid Point) {
	if len(r) == 0 {
		return 0, Point{}
	}
	// Reckoned from the first corner: the numbers stay small and exact.
	origin, lat, lon := r[0], 0.0, 0.0
	for i := range r {
		a, b := r[i], r[(i+1)%len(r)]
		ax, ay := a.Lon-origin.Lon, a.Lat-origin.Lat
		bx, by := b.Lon-origin.Lon, b.Lat-origin.Lat
		cross := ax*by - bx*ay
		twice += cross
		lon += (ax + bx) * cross
		lat += (ay + by) * cross
	}
	if twice == 0 {
		return 0, origin
	}
	return twice, Point{Lat: origin.Lat + lat/(3*twice), Lon: origin.Lon + lon/(3*twice)}
}

// distanceToEdge returns the metres from p to the segment from a to b, good for
// distances that are small against the earth.
func distanceToEdge(p, a, b Point) float64 {
	scale := math.Cos(p.Lat * degree)
	ax, ay := (a.Lon-p.Lon)*scale, a.Lat-p.Lat
	bx, by := (b.Lon-p.Lon)*scale, b.Lat-p.Lat
	dx, dy := bx-ax, by-ay
	t := 0.0
	if length := dx*dx + dy*dy; length > 0 {
		t = math.Max(0, math.Min(1, -(ax*dx+ay*dy)/length))
	}
	return math.Hypot(ax+t*dx, ay+t*dy) * degree * earthRadius
}
