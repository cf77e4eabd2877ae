package geotag

import (
	"cmp"
	"slices"
)

// selfCrossing returns where two edges of a ring cross that are not neighbours.
// Edges that only touch do not cross.
func (r Ring) selfCrossing() (Point, bool) {
	type edge struct {
		a, b         Point
		south, north float64
		i            int
	}
	edges := make([]edge, len(r))
	for i, a := range r {
		b := r[(i+1)%len(r)]
		edges[i] = edge{a, b, min(a.Lat, b.Lat), max(a.Lat, b.Lat), i}
	}
	// From south to north; each edge is compared with those that begin below
	// its northern end.
	slices.SortFunc(edges, func(x, y edge) int { return cmp.Or(cmp.Compare(x.south, y.south), cmp.Compare(x.i, y.i)) })
	for i, x := range edges {
		for _, y := range edges[i+1:] {
			if y.south > x.north {
				break
			}
			if at, crosses := crossingOf(x.a, x.b, y.a, y.b); crosses {
				return at, true
			}
		}
	}
	return Point{}, false
}

// crossingOf returns where the inner parts of two edges cross.
func crossingOf(a, b, c, d Point) (Point, bool) {
	side := func(p, q, r Point) float64 {
		return (q.Lon-p.Lon)*(r.Lat-p.Lat) - (q.Lat-p.Lat)*(r.Lon-p.Lon)
	}
	c1, d1 := side(a, b, c), side(a, b, d)
	a1, b1 := side(c, d, a), side(c, d, b)
	if c1*d1 >= 0 || a1*b1 >= 0 {
		return Point{}, false
	}
	t := a1 / (a1 - b1)
	return Point{Lat: a.Lat + t*(b.Lat-a.Lat), Lon: a.Lon + t*(b.Lon-a.Lon)}, true
}
