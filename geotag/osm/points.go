package osm

import (
	"math"
	"slices"

	"github.com/paulmach/osm"

	"snapgrid/geotag"
)

// points is where nodes are, for those that are wanted: twelve bytes each beside
// the number.
type points struct {
	ids      []osm.NodeID // sorted
	lat, lon []int32      // degrees × 10^7; unset where lat is the smallest number
}

const (
	perDegree = 1e7
	unset     = math.MinInt32
)

// want sets which nodes are wanted.
func (p *points) want(r *roads, shapes []shape) {
	n := len(r.nodes)
	for _, s := range shapes {
		n += len(s.nodes)
	}
	p.ids = make([]osm.NodeID, 0, n)
	p.ids = append(p.ids, r.nodes...)
	for _, s := range shapes {
		p.ids = append(p.ids, s.nodes...)
	}
	slices.Sort(p.ids)
	p.ids = slices.Clip(slices.Compact(p.ids))
	p.lat, p.lon = make([]int32, len(p.ids)), make([]int32, len(p.ids))
	for i := range p.lat {
		p.lat[i] = unset
	}
}

func (p *points) wants(id osm.NodeID) bool {
	_, ok := slices.BinarySearch(p.ids, id)
	return ok
}

// put keeps where a node is, if it is wanted.
func (p *points) put(id osm.NodeID, at geotag.Point) {
	if i, ok := slices.BinarySearch(p.ids, id); ok {
		p.lat[i], p.lon[i] = int32(math.Round(at.Lat*perDegree)), int32(math.Round(at.Lon*perDegree))
	}
}

// at returns where a node is; an extract may lack some.
func (p *points) at(id osm.NodeID) (geotag.Point, bool) {
	i, ok := slices.BinarySearch(p.ids, id)
	if !ok || p.lat[i] == unset {
		return geotag.Point{}, false
	}
	return geotag.Point{Lat: float64(p.lat[i]) / perDegree, Lon: float64(p.lon[i]) / perDegree}, true
}

// middle returns the middle of the box around some nodes.
func (p *points) middle(nodes []osm.NodeID) (geotag.Point, bool) {
	south, north := math.Inf(1), math.Inf(-1)
	west, east := math.Inf(1), math.Inf(-1)
	for _, id := range nodes {
		if at, ok := p.at(id); ok {
			south, north = math.Min(south, at.Lat), math.Max(north, at.Lat)
			west, east = math.Min(west, at.Lon), math.Max(east, at.Lon)
		}
	}
	return geotag.Point{Lat: (south + north) / 2, Lon: (west + east) / 2}, south <= north
}
