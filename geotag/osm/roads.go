package osm

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/osm"

	"snapgrid/geotag"
)

// roads is all ways that are parts of named roads.
type roads struct {
	nodes []osm.NodeID // of all parts, one after the other
	parts []part
	names []string
	known map[string]int32
	other map[int32][]string // aliases by name
}

// part is a way.
type part struct {
	way      osm.WayID
	name     int32
	from, to int32 // in nodes
}

func (r *roads) add(w *osm.Way) {
	name := r.number(strings.Clone(nameOf(w.Tags)))
	for _, alias := range aliasesOf(w.Tags) {
		if !slices.Contains(r.other[name], alias) {
			r.other[name] = append(r.other[name], alias)
		}
	}
	from := int32(len(r.nodes))
	for _, n := range w.Nodes {
		r.nodes = append(r.nodes, n.ID)
	}
	r.parts = append(r.parts, part{w.ID, name, from, int32(len(r.nodes))})
}

// number keeps each name once.
func (r *roads) number(name string) int32 {
	if r.known == nil {
		r.known, r.other = map[string]int32{}, map[int32][]string{}
	}
	n, ok := r.known[name]
	if !ok {
		n = int32(len(r.names))
		r.names, r.known[name] = append(r.names, name), n
	}
	return n
}

// near is how far apart, in metres, parts of one name may be to be one road, and
// junctions of the same roads to be one crossing.
const (
	nearRoad     = 1500.0
	nearCrossing = 150.0
)

// places gives a place for each road, at its middle part.
func (r *roads) places(at *points, give func(...geotag.Place) error) error {
	parts := slices.Clone(r.parts)
	slices.SortFunc(parts, func(a, b part) int { return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.way, b.way)) })
	for start := 0; start < len(parts); {
		end := start
		var middles []mark
		for ; end < len(parts) && parts[end].name == parts[start].name; end++ {
			p := parts[end]
			if middle, ok := at.at(r.nodes[(p.from+p.to)/2]); ok {
				middles = append(middles, mark{middle, int64(p.way)})
			}
		}
		name := parts[start].name
		for _, road := range gather(middles, nearRoad) {
			err := give(geotag.Place{
				Point: road.center(), Name: r.names[name], Aliases: r.other[name], Kind: geotag.PlaceRoad,
				Cell: fmt.Sprintf("osm:w%d", road.first()),
			})
			if err != nil {
				return err
			}
		}
		start = end
	}
	return nil
}

// meeting is a node where two roads meet, by their names in order.
type meeting struct {
	a, b int32
	node osm.NodeID
}

// crossings gives a place for each pair of roads that share a node.
func (r *roads) crossings(at *points, give func(...geotag.Place) error) error {
	meetings := r.meetings()
	r.nodes, r.parts, r.known = nil, nil, nil // no more needed, and large
	for start := 0; start < len(meetings); {
		end, first := start, meetings[start]
		var marks []mark
		for ; end < len(meetings) && meetings[end].a == first.a && meetings[end].b == first.b; end++ {
			if p, ok := at.at(meetings[end].node); ok {
				marks = append(marks, mark{p, int64(meetings[end].node)})
			}
		}
		for _, crossing := range gather(marks, nearCrossing) {
			err := give(geotag.Place{
				Point: crossing.mean(), Name: r.names[first.a] + "与" + r.names[first.b] + "交叉口", Kind: geotag.PlaceIntersection,
				Cell: fmt.Sprintf("osm:n%d", crossing.first()),
			})
			if err != nil {
				return err
			}
		}
		start = end
	}
	return nil
}

// meetings lists where roads of different names share a node, sorted.
func (r *roads) meetings() []meeting {
	type visit struct {
		node osm.NodeID
		name int32
	}
	shared := r.shared()
	var visits []visit
	for _, p := range r.parts {
		for _, node := range r.nodes[p.from:p.to] {
			if _, ok := slices.BinarySearch(shared, node); ok {
				visits = append(visits, visit{node, p.name})
			}
		}
	}
	slices.SortFunc(visits, func(a, b visit) int { return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.name, b.name)) })
	visits = slices.Compact(visits)
	var meetings []meeting
	for i, v := range visits {
		for _, w := range visits[i+1:] {
			if w.node != v.node {
				break
			}
			meetings = append(meetings, meeting{v.name, w.name, v.node})
		}
	}
	slices.SortFunc(meetings, func(x, y meeting) int {
		return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b), cmp.Compare(x.node, y.node))
	})
	return meetings
}

// shared lists the nodes that occur more than once, sorted.
func (r *roads) shared() []osm.NodeID {
	all := slices.Clone(r.nodes)
	slices.Sort(all)
	shared := all[:0]
	for i := 1; i < len(all); i++ {
		if all[i] == all[i-1] && (len(shared) == 0 || shared[len(shared)-1] != all[i]) {
			shared = append(shared, all[i])
		}
	}
	return slices.Clone(shared)
}
