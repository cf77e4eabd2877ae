package geotag

import (
	"slices"
	"unicode/utf8"
)

// builder makes a gazetteer.
type builder struct {
	g         *Gazetteer
	streets   map[string]*street
	junctions map[pair]*junction
	stations  map[string][]mark
	roads     []string // the keys of the maps, in the order they came
	pairs     []pair
	stops     []string
}

func newBuilder(places int) *builder {
	return &builder{
		g: &Gazetteer{
			places: newPlaceTable(places), extents: map[int32]extent{}, names: newNameTable(places), spellings: newSpellings(),
			streets: map[string][]*street{}, meetings: map[pair][]estimate{}, city: city{growth: growth{}},
		},
		streets: map[string]*street{}, junctions: map[pair]*junction{}, stations: map[string][]mark{},
	}
}

// place takes in one place with all its names.
func (b *builder) place(p *Place) {
	i := b.g.places.add(p)
	b.name(p, p.Name, i, true)
	for _, alias := range p.Aliases {
		b.name(p, alias, i, false)
	}
}

// cells makes the cells nameable.
func (b *builder) cells(grid *Grid) {
	for _, c := range grid.Cells() {
		center, radius, ok := grid.Center(c.Code)
		if !ok || c.Name == c.Code {
			continue
		}
		p := Place{Point: center, Name: c.Name, Kind: PlaceArea}
		b.call(fold(c.Name), b.extended(&p, extent{area: c.Code, radius: radius}), false)
	}
}

// extended is an entry that is not as large as its kind is.
func (b *builder) extended(p *Place, e extent) int32 {
	i := b.g.places.add(p)
	b.g.extents[i] = e
	return i
}

// name takes in one name of a place. A spot that goes by an address is known by
// it through the road, not by name: others have the same address.
func (b *builder) name(p *Place, name string, i int32, own bool) {
	folded := fold(name)
	if p.Kind == PlaceRoad {
		b.road(folded, p, i)
		return
	}
	l := learn(folded)
	if p.Kind == PlaceArea || own && p.Kind == PlacePoi && l.roads == (pair{}) || !l.isAddress() {
		b.call(folded, i, false)
		if p.Kind == PlacePoi {
			b.stem(folded, i)
		}
		if p.Kind == PlaceArea {
			return
		}
	}
	if own && p.Kind == PlacePoi && l.number == 0 {
		return // "纺织路" may be the name of a stop, far from the road's middle
	}
	b.teach(l, p, i)
}

// road takes in a road under one of its names.
func (b *builder) road(folded string, p *Place, i int32) {
	s := b.street(folded)
	if s.entry < 0 {
		s.entry = i
	}
	if len(p.Line) > 1 {
		s.lines = append(s.lines, p.Line)
		for _, q := range thin(p.Line, maxMarks/4) {
			s.marks = append(s.marks, mark{Point: q, sigma: 10})
		}
		return
	}
	s.marks = append(s.marks, mark{Point: p.Point, sigma: radiusRoad})
}

// looseSighting is how far, in metres, the middle of something large is from the
// crossing that is said to be at its corner.
const looseSighting = 150

// teach takes in what an address says.
func (b *builder) teach(l lesson, p *Place, i int32) {
	if l.roads != (pair{}) {
		b.meet(l, p, i)
	}
	if l.road != "" {
		b.houseOrRoad(l, p, i)
	}
	if l.station != "" {
		b.stop(l.station, p, l.walk)
	}
	if l.exit != "" {
		b.stop(l.station+l.exit, p, l.walk)
	}
}

// stop notes that a stop of the underground is a walk away.
func (b *builder) stop(name string, p *Place, walk float64) {
	if b.stations[name] == nil {
		b.stops = append(b.stops, name)
	}
	b.stations[name] = append(b.stations[name], mark{Point: p.Point, sigma: max(30, walk)})
}

func (b *builder) meet(l lesson, p *Place, i int32) {
	m := sighting{Point: p.Point, way: l.moved, exact: l.exact, loose: looseSighting}
	if p.Kind == PlaceIntersection || p.Kind == PlaceAddress {
		m.loose = roadWidth
	}
	key := makePair(wholeRoad(l.roads[0]), wholeRoad(l.roads[1]))
	j := b.junctions[key]
	if j == nil {
		j = &junction{meets: key, entry: -1}
		b.junctions[key] = j
		b.pairs = append(b.pairs, key)
	}
	j.seen = append(j.seen, m)
	if p.Kind == PlaceIntersection {
		j.entry = i
	}
	for _, road := range l.roads {
		for _, name := range bothNames(road) {
			if !slices.Contains(j.roads, name) {
				j.roads = append(j.roads, name)
			}
		}
	}
}

func (b *builder) houseOrRoad(l lesson, p *Place, i int32) {
	for _, name := range bothNames(l.road) {
		s := b.street(name)
		sigma := radiusCompound
		if p.Kind == PlaceAddress {
			sigma = radiusAddress
		}
		s.marks = append(s.marks, mark{Point: p.Point, sigma: sigma, house: l.number})
	}
	if l.number > 0 {
		h := house{number: l.number, Point: p.Point, entry: -1}
		if p.Kind == PlaceAddress {
			h.entry = i
		}
		s := b.street(l.road)
		s.houses = append(s.houses, h)
	}
}

// bothNames are those of a section and of the whole road, or just of the road.
func bothNames(road string) []string {
	if whole := wholeRoad(road); whole != road {
		return []string{road, whole}
	}
	return []string{road}
}

func (b *builder) street(folded string) *street {
	s := b.streets[folded]
	if s == nil {
		s = &street{name: folded, entry: -1, city: &b.g.city}
		b.streets[folded] = s
		b.roads = append(b.roads, folded)
	}
	return s
}

// call makes an entry known under a folded name, or under its beginning.
func (b *builder) call(folded string, i int32, stem bool) {
	if utf8.RuneCountInString(folded) < 2 {
		return
	}
	first := &b.meaning(folded).full
	if stem {
		first = &b.meaning(folded).stem
	}
	for at := *first; at >= 0; at = b.g.posts[at].next {
		if b.g.posts[at].entry == i {
			return
		}
	}
	b.g.posts = append(b.g.posts, post{entry: i, next: *first})
	*first = int32(len(b.g.posts) - 1)
}

func (b *builder) meaning(folded string) *meaning {
	n := b.g.names.add(folded)
	for int(n) >= len(b.g.known) {
		b.g.known = append(b.g.known, meaning{full: -1, stem: -1, road: -1})
	}
	return &b.g.known[n]
}

// stem makes a compound known by the name that its parts share.
func (b *builder) stem(folded string, i int32) {
	if stem := stemOf(folded); stem != "" {
		b.call(stem, i, true)
	}
}

// finish puts in order what was gathered.
func (b *builder) finish() *Gazetteer {
	b.cross()
	for _, name := range b.roads {
		s := b.streets[name]
		if utf8.RuneCountInString(name) < 2 {
			continue
		}
		b.meaning(name).road = int32(len(b.g.roads))
		b.g.spellings.add(name, int32(len(b.g.roads)))
		b.g.roads = append(b.g.roads, name)
		s.settle()
		parts := s.split()
		if s.entry >= 0 {
			home := b.g.places.point(s.entry)
			slices.MinFunc(parts, func(a, b *street) int { return compareDistance(a, b, home) }).entry = s.entry
		}
		b.g.streets[name] = parts
	}
	for _, name := range b.stops {
		b.station(name, b.stations[name])
	}
	b.g.places.clip()
	b.g.known, b.g.posts = slices.Clone(b.g.known), slices.Clone(b.g.posts)
	return b.g
}

// station makes a stop known that is known only from addresses near it.
func (b *builder) station(name string, seen []mark) {
	if n, ok := b.g.names.find(hashOf(name)); ok && b.g.known[n].full >= 0 {
		return
	}
	around := balance{origin: seen[0].Point}
	for _, m := range seen {
		around.pull(m.Point, circle(m.sigma))
	}
	at, off := around.rest()
	p := Place{Point: at, Name: name, Kind: PlacePoi}
	b.call(name, b.extended(&p, extent{radius: max(radiusHearsay, off.reach())}), false)
}

// maxMarks is how many positions of a road are kept.
const maxMarks = 200

// thin keeps at most n of a list, evenly.
func thin[T any](list []T, n int) []T {
	if len(list) <= n {
		return list
	}
	kept := make([]T, 0, n)
	for i := range n {
		kept = append(kept, list[i*(len(list)-1)/(n-1)])
	}
	return kept
}
