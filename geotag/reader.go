package geotag

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
)

// reader reads one text.
type reader struct {
	g    *Gazetteer
	w    *words
	cell string // of the chat
	grid *Grid
	hits []hit
}

func (g *Gazetteer) reader(w *words, cell string, grid *Grid) *reader {
	r := &reader{g: g, w: w, cell: cell, grid: grid}
	r.hits = r.misspelt(g.hits(w))
	return r
}

// mentions reads all names in the order of the words.
func (r *reader) mentions() []Mention {
	var mentions []Mention
	for i := 0; i < len(r.hits); i++ {
		if i+1 < len(r.hits) {
			if m, ok := r.crossing(r.hits[i], r.hits[i+1]); ok {
				mentions = append(mentions, r.corrected(m, r.hits[i], r.hits[i+1]))
				i++
				continue
			}
		}
		if m, ok := r.name(r.hits[i]); ok {
			mentions = append(mentions, r.corrected(m, r.hits[i]))
		}
	}
	return mentions
}

// sectionAfter is what may stand between a road and its number.
var sectionAfter = regexp.MustCompile(`^(?:\(?([东南西北中])段\)?)?(?:辅路|辅道)?`)

// roadAt returns the name of the road that a hit is, with the section that
// follows if that is known apart, and where the words go on.
func (r *reader) roadAt(h hit) (road string, end int, ok bool) {
	road = r.g.roadOf(r.g.known[h.name])
	if road == "" {
		return "", 0, false
	}
	m := sectionAfter.FindStringSubmatch(r.w.rest(h.to))
	end = h.to + runeCount(m[0])
	if m[1] != "" {
		if _, known := r.g.streets[road+m[1]+"段"]; known {
			road += m[1] + "段"
		}
	}
	return road, end, true
}

// name reads one name, and what follows it.
func (r *reader) name(h hit) (Mention, bool) {
	road, end, isRoad := r.roadAt(h)
	if isRoad {
		if m, ok := r.houseOf(h, road, end); ok {
			return m, true
		}
	}
	known := r.g.known[h.name]
	if e, ok := r.g.choose(r.g.entriesOf(known.full), r.cell, r.grid); ok && !(isRoad && e.Kind == PlacePoi) {
		return r.spot(h, e), true
	}
	if isRoad {
		return r.road(h, road, end)
	}
	if known.stem >= 0 && known.full < 0 {
		return r.part(h, r.g.entriesOf(known.stem))
	}
	return Mention{}, false
}

var numberAfter = regexp.MustCompile(`^(?:甲|乙|附)?(\d{1,5})(?:([-、,])(\d{1,5}))?(?:[-、,]\d{1,5})*(?:号|弄)(?:院)?`)

// houseOf reads a number after a road.
func (r *reader) houseOf(h hit, road string, end int) (Mention, bool) {
	m := numberAfter.FindStringSubmatch(r.w.rest(end))
	if m == nil {
		return Mention{}, false
	}
	number, _ := strconv.Atoi(m[1])
	written := r.w.written(h.from, end+runeCount(m[0]))
	tail := tailOf(r.w.rest(end + runeCount(m[0])))
	var best estimate
	found := false
	for _, name := range bothNames(road) {
		s, ok := r.street(name)
		if !ok {
			continue
		}
		if e, ok := s.house(number); ok && (!found || e.radius < best.radius) {
			best, found = s.drawAside(e, number), true
		}
	}
	if !found {
		mention, ok := r.road(h, road, end)
		if s, one := r.street(road); ok && one {
			mention.Point, mention.Why = s.nowhere(mention.Point, number), numberNowhere
		}
		mention.Matched, mention.Address, mention.Place.Name = written, written, written
		return mention, ok
	}
	place := Place{Point: best.Point, Name: written, Kind: PlaceAddress}
	address := written
	if best.entry >= 0 {
		place = r.g.places.place(best.entry)
		address = place.Name
	}
	class := classSpot
	if best.radius > radiusVague {
		class, place.Kind = classRoad, PlaceRoad
	}
	out := Mention{Point: best.Point, off: best.off, Place: place, Radius: best.radius, Matched: written, Address: address, runes: runeCount(m[0]) + h.to - h.from, class: class, Why: best.why}
	out.follow(r.w, end+runeCount(m[0]), tail)
	out.Matched = r.w.written(h.from, end+runeCount(m[0])+tail.runes)
	return out, true
}

// follow goes where the words after a name lead.
func (m *Mention) follow(w *words, at int, t tail) {
	if t.runes == 0 {
		return
	}
	m.Address += w.written(at, at+t.runes)
	if t.north != 0 || t.east != 0 {
		m.Point = m.Move(t.north, t.east)
	}
	m.Radius += t.widen
}

// road reads the name of a road without a number that helps.
func (r *reader) road(h hit, road string, end int) (Mention, bool) {
	s, ok := r.street(road)
	if !ok {
		return Mention{}, false
	}
	e, ok := r.stretch(s)
	if !ok {
		return Mention{}, false
	}
	if t := r.halfCrossing(h, end); t.north != 0 || t.east != 0 {
		e.Point = s.foot(e.Point).Move(t.north, t.east)
	}
	written := r.w.written(h.from, end)
	place := Place{Point: e.Point, Name: written, Kind: PlaceRoad}
	if s.entry >= 0 {
		place = r.g.places.place(s.entry)
	}
	return Mention{
		Point: e.Point, Place: place, Radius: e.radius, Matched: written, Address: written,
		runes: h.to - h.from, class: classRoad, Why: "road",
	}, true
}

// street picks the road of a name that is meant in this chat.
func (r *reader) street(name string) (*street, bool) { return r.meantRoad(r.g.streets[name]) }

// meantRoad is the one of several roads of a name that is meant in this chat.
func (r *reader) meantRoad(parts []*street) (*street, bool) {
	center, _, ok := r.grid.Center(r.cell)
	switch {
	case len(parts) == 0, len(parts) > 1 && !ok:
		return nil, false
	case len(parts) == 1:
		return parts[0], true
	}
	return slices.MinFunc(parts, func(a, b *street) int { return compareDistance(a, b, center) }), true
}

func compareDistance(a, b *street, p Point) int { return cmp.Compare(a.distance(p), b.distance(p)) }

// stretch is the part of a road inside the area of the chat, if any is known
// there, else all of it.
func (r *reader) stretch(s *street) (estimate, bool) {
	var inside []Point
	if r.cell != "" {
		for _, m := range s.marks {
			if r.grid.distanceTo(r.cell, m.Point) <= nearArea {
				inside = append(inside, m.Point)
			}
		}
	}
	switch {
	case len(inside) > 0:
		e := among(inside, roadTogether)
		e.radius = max(minRadiusRoad, e.radius+nearArea)
		return e, true
	case s.entry >= 0 && len(s.lines) == 0 && len(s.marks) <= 1:
		return estimate{Point: r.g.places.point(s.entry), radius: radiusRoad, entry: s.entry}, true
	}
	e := s.middle()
	e.radius = max(2.4*radiusRoad, 1.8*e.radius)
	return e, e.radius <= 2*maxRadiusRoad
}

// nearArea is how far outside its border, in metres, a road still belongs to an
// area: borders run along roads.
const nearArea = 100

// part reads the name that the parts of a compound share.
func (r *reader) part(h hit, ids []int32) (Mention, bool) {
	var points []Point
	for _, i := range ids {
		if e := r.g.entry(i); e.usedIn(r.cell, r.grid) {
			points = append(points, e.Point)
		}
	}
	if len(points) == 0 {
		return Mention{}, false
	}
	e := among(points, spotsTogether)
	if e.radius > apart/2 {
		return Mention{}, false
	}
	written := r.w.written(h.from, h.to)
	m := Mention{
		Point: e.Point, Place: Place{Point: e.Point, Name: written, Kind: PlacePoi},
		Radius: radiusPart + e.radius, Matched: written, Address: written, runes: h.to - h.from, class: classPart, Why: "part",
	}
	return m, true
}

// spot makes a mention of a place or an area, with the tail that follows.
func (r *reader) spot(h hit, e entry) Mention {
	m := Mention{Point: e.Point, Place: e.Place, Area: e.area, Radius: e.radius, Address: e.Name, runes: h.to - h.from, class: classSpot, Why: "name"}
	if e.Kind == PlaceArea {
		m.class = classArea
	} else {
		t := tailOf(r.w.rest(h.to))
		m.follow(r.w, h.to, t)
		h.to += t.runes
	}
	if e.Kind == PlacePoi && partAfter.MatchString(r.w.rest(h.to)) {
		m.class, m.Why = classPart, "part"
		m.Radius += radiusPart
	}
	if walk := walkAfter.FindStringSubmatch(r.w.rest(h.to)); walk != nil {
		metres, _ := strconv.ParseFloat(walk[1], 64)
		m.Radius, m.Why = math.Hypot(m.Radius, walkReach*metres), byWalk
	}
	m.Matched = r.w.written(h.from, h.to)
	return m
}

// walkAfter is how far a spot is from a stop that is named.
var walkAfter = regexp.MustCompile(`^[^()]{0,9}?口步行(\d{1,4})米`)

// walkReach is the radius, as a part of a walk, that holds where it may lead.
const walkReach = 1.3

// byWalk says that a spot is a walk away from a stop, nobody knows where to.
const byWalk = "walk"

// partAfter tells that a known name goes on to name a part of it.
var partAfter = regexp.MustCompile(`^[-·]?(?:第?(?:\d+|[一二三四五六七八九十]|[a-z]\d*|[甲乙丙丁]|[东南西北中]{1,2})\d*(?:号楼|号院|栋|幢|座|楼|期|区|院|苑|组团)|[a-z]?\d+)`)

func runeCount(s string) int { return len([]rune(s)) }
