package osm

import (
	"context"
	"fmt"
	"io"
	"runtime"

	"github.com/paulmach/osm"
	"github.com/paulmach/osm/osmpbf"

	"snapgrid/geotag"
)

// Progress is how far reading has come.
type Progress struct {
	Pass  int    // 1 to 3
	Doing string // what is looked for
	Read  int64  // bytes of the file in this pass
}

// batch is how many places are handed over at once.
const batch = 20_000

// Read reads a file three times and hands its places over in parts. The order and
// the names are the same whenever the same file is read. Tell is called from time
// to time, never twice at once, but from a goroutine of its own.
func Read(ctx context.Context, file io.ReadSeeker, tell func(Progress), take func([]geotag.Place) error) error {
	r := reader{file: file, tell: tell, take: take, outlines: map[osm.WayID][]relation{}}
	for i, pass := range []struct {
		doing string
		read  func(context.Context, *osmpbf.Scanner) error
	}{{"areas", r.relations}, {"roads and buildings", r.ways}, {"points", r.nodes}} {
		r.at = Progress{Pass: i + 1, Doing: pass.doing}
		r.tell(r.at)
		if err := r.pass(ctx, pass.read); err != nil {
			return fmt.Errorf("read OpenStreetMap data: %w", err)
		}
	}
	r.at.Doing = "roads and crossings"
	r.tell(r.at)
	if err := r.finish(); err != nil {
		return err
	}
	return ctx.Err()
}

type reader struct {
	file io.ReadSeeker
	tell func(Progress)
	take func([]geotag.Place) error
	at   Progress

	outlines map[osm.WayID][]relation // ways that outline relations
	shapes   []shape
	roads    roads
	points   points
	ready    []geotag.Place
}

// relation is a named thing whose outline is a way.
type relation struct {
	id     osm.RelationID
	places []geotag.Place // without their points
}

// shape is a named way or relation, with a few of its nodes.
type shape struct {
	places []geotag.Place // without their points
	nodes  []osm.NodeID
}

// pass reads the file once from its beginning.
func (r *reader) pass(ctx context.Context, read func(context.Context, *osmpbf.Scanner) error) error {
	if _, err := r.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	scanner := osmpbf.New(ctx, &metered{Reader: r.file, at: &r.at, tell: r.tell}, min(4, runtime.GOMAXPROCS(0)))
	defer scanner.Close() // waits for its goroutines, one of which tells
	if err := read(ctx, scanner); err != nil {
		return err
	}
	return scanner.Err()
}

// relations notes which way stands for each named relation: the first of its
// outline.
func (r *reader) relations(_ context.Context, s *osmpbf.Scanner) error {
	s.SkipNodes, s.SkipWays = true, true
	s.FilterRelation = func(rel *osm.Relation) bool { return wanted(rel.Tags) }
	for s.Scan() {
		rel, ok := s.Object().(*osm.Relation)
		if !ok {
			continue
		}
		for _, member := range rel.Members {
			if member.Type == osm.TypeWay && (member.Role == "outer" || member.Role == "") {
				way := osm.WayID(member.Ref)
				r.outlines[way] = append(r.outlines[way], relation{rel.ID, placesOf(rel.Tags, fmt.Sprintf("osm:r%d", rel.ID))})
				break
			}
		}
	}
	return nil
}

// ways keeps roads and named outlines.
func (r *reader) ways(_ context.Context, s *osmpbf.Scanner) error {
	s.SkipNodes, s.SkipRelations = true, true
	s.FilterWay = func(w *osm.Way) bool {
		return len(r.outlines[w.ID]) > 0 || isRoad(w.Tags) || wanted(w.Tags)
	}
	for s.Scan() {
		w, ok := s.Object().(*osm.Way)
		if !ok || len(w.Nodes) == 0 {
			continue
		}
		if isRoad(w.Tags) {
			r.roads.add(w)
		} else if wanted(w.Tags) {
			r.shapes = append(r.shapes, shape{placesOf(w.Tags, fmt.Sprintf("osm:w%d", w.ID)), sample(w.Nodes)})
		}
		for _, rel := range r.outlines[w.ID] {
			r.shapes = append(r.shapes, shape{rel.places, sample(w.Nodes)})
		}
	}
	r.outlines = nil
	return nil
}

// sampled is how many nodes of an outline are looked at.
const sampled = 8

// sample returns some nodes that are spread along a way.
func sample(nodes osm.WayNodes) []osm.NodeID {
	n := min(sampled, len(nodes))
	some := make([]osm.NodeID, n)
	for i := range some {
		some[i] = nodes[i*len(nodes)/n].ID
	}
	return some
}

// nodes picks up the nodes that ways need, and the named ones.
func (r *reader) nodes(_ context.Context, s *osmpbf.Scanner) error {
	s.SkipWays, s.SkipRelations = true, true
	r.points.want(&r.roads, r.shapes)
	s.FilterNode = func(n *osm.Node) bool { return r.points.wants(n.ID) || wanted(n.Tags) }
	for s.Scan() {
		n, ok := s.Object().(*osm.Node)
		if !ok {
			continue
		}
		p := geotag.Point{Lat: n.Lat, Lon: n.Lon}
		if !p.Valid() {
			continue
		}
		r.points.put(n.ID, p)
		if wanted(n.Tags) {
			if err := r.give(at(p, placesOf(n.Tags, fmt.Sprintf("osm:n%d", n.ID)))...); err != nil {
				return err
			}
		}
	}
	return nil
}

// finish makes places of what is known now.
func (r *reader) finish() error {
	for i, s := range r.shapes {
		r.shapes[i] = shape{} // no more needed
		if p, ok := r.points.middle(s.nodes); ok {
			if err := r.give(at(p, s.places)...); err != nil {
				return err
			}
		}
	}
	if err := r.roads.places(&r.points, r.give); err != nil {
		return err
	}
	if err := r.roads.crossings(&r.points, r.give); err != nil {
		return err
	}
	return r.hand()
}

// at puts places where they are.
func at(p geotag.Point, places []geotag.Place) []geotag.Place {
	for i := range places {
		places[i].Point = p
	}
	return places
}

// give collects places and hands them over in parts.
func (r *reader) give(places ...geotag.Place) error {
	r.ready = append(r.ready, places...)
	if len(r.ready) < batch {
		return nil
	}
	return r.hand()
}

func (r *reader) hand() error {
	if len(r.ready) == 0 {
		return nil
	}
	err := r.take(r.ready)
	r.ready = nil
	return err
}
