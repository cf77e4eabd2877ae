package osm

import (
	"cmp"
	"math"
	"slices"

	"snapgrid/geotag"
)

// mark is a point with the number of the object it is from.
type mark struct {
	geotag.Point
	id int64
}

// group is marks that lie near each other.
type group []mark

// gather puts marks into one group if a chain of steps no longer than near, in
// metres, connects them. Groups come in the order of their first marks.
func gather(marks []mark, near float64) []group {
	var groups []group
	for _, m := range marks {
		joined := -1
		for i := 0; i < len(groups); i++ {
			if !slices.ContainsFunc(groups[i], m.within(near)) {
				continue
			}
			if joined < 0 {
				joined, groups[i] = i, append(groups[i], m)
				continue
			}
			groups[joined] = append(groups[joined], groups[i]...)
			groups = slices.Delete(groups, i, i+1)
			i--
		}
		if joined < 0 {
			groups = append(groups, group{m})
		}
	}
	return groups
}

// within tells marks that are near to m.
func (m mark) within(near float64) func(mark) bool {
	const metresPerDegree = 111_000
	return func(o mark) bool {
		return math.Abs(o.Lat-m.Lat)*metresPerDegree <= near && o.DistanceTo(m.Point) <= near
	}
}

// first is the smallest number in a group.
func (g group) first() int64 {
	return slices.MinFunc(g, func(a, b mark) int { return cmp.Compare(a.id, b.id) }).id
}

// mean is the middle of a group.
func (g group) mean() geotag.Point {
	var sum geotag.Point
	for _, m := range g {
		sum.Lat, sum.Lon = sum.Lat+m.Lat, sum.Lon+m.Lon
	}
	return geotag.Point{Lat: sum.Lat / float64(len(g)), Lon: sum.Lon / float64(len(g))}
}

// center is the mark that lies nearest to the middle of its group.
func (g group) center() geotag.Point {
	mean := g.mean()
	return slices.MinFunc(g, func(a, b mark) int {
		return cmp.Or(cmp.Compare(mean.DistanceTo(a.Point), mean.DistanceTo(b.Point)), cmp.Compare(a.id, b.id))
	}).Point
}
