package geotag

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// pair is two folded names of roads in a fixed order: "A与B" is "B与A".
type pair [2]string

func makePair(a, b string) pair {
	if cmp.Less(b, a) {
		a, b = b, a
	}
	return pair{a, b}
}

const (
	roadEnds = "路街道巷弄"
	joiners  = "与和跟及、/&×+-"
)

var crossingEnds = []string{"的交叉口", "交叉路口", "交叉口", "交汇处", "交界处", "交口", "十字路口", "丁字路口", "十字", "拐角", "口"}

// splitCrossing finds the two roads in the folded name of a crossing:
// "A路与B路交叉口", "A路B路口", "A/B".
func splitCrossing(folded string) (pair, bool) {
	name := folded
	for _, end := range crossingEnds {
		if short, ok := strings.CutSuffix(name, end); ok {
			name = short
			break
		}
	}
	// "五星街路口" left "五星街路".
	if short, ok := strings.CutSuffix(name, "路"); ok && endsLikeRoad(short) {
		name = short
	}
	parts := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(joiners, r) })
	if len(parts) == 2 && longEnough(parts[0]) && longEnough(parts[1]) {
		return makePair(parts[0], parts[1]), true
	}
	if len(parts) != 1 || !endsLikeRoad(name) {
		return pair{}, false
	}
	for i, r := range name {
		a, b := name[:i+utf8.RuneLen(r)], name[i+utf8.RuneLen(r):]
		if strings.ContainsRune(roadEnds, r) && longEnough(a) && longEnough(b) {
			return makePair(a, b), true
		}
	}
	return pair{}, false
}

func longEnough(road string) bool { return utf8.RuneCountInString(road) >= 2 }

func endsLikeRoad(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(roadEnds, last)
}

var crossingAfter = regexp.MustCompile(`^(?:的?交叉口?|的?交叉路口|的?交汇|的?交界|交口|十字|丁字|拐角|转角|路?口)`)

// crossingOf joins two names of roads to the crossing they mean. Roads that are
// only listed ("A路和B路都没灯") are none: a joining word asks for a word for
// the crossing after it.
func (g *Gazetteer) crossingOf(w *words, a, b hit) ([]int32, bool) {
	ids, ok := g.crossings[makePair(a.name, b.name)]
	if !ok || b.from-a.to > 2 {
		return nil, false
	}
	between := strings.Trim(w.plain[w.starts[a.to]:w.starts[b.from]], joiners)
	joined := b.from > a.to
	if between != "" || joined && !crossingAfter.MatchString(w.rest(b.to)) {
		return nil, false
	}
	return ids, true
}

var numberAfter = regexp.MustCompile(`^(\d{1,5})(?:-\d{1,5})?(?:号|弄)`)

// splitNumber cuts "书院路426号" into the road and the number.
func splitNumber(folded string) (road, number string, ok bool) {
	i := strings.IndexFunc(folded, isDigit)
	if i <= 0 {
		return "", "", false
	}
	found := numberAfter.FindStringSubmatch(folded[i:])
	if found == nil || !endsLikeRoad(folded[:i]) {
		return "", "", false
	}
	return folded[:i], found[1], true
}

// stretch returns the middle of what is known of a road, and how far that
// reaches: of the part inside the area of the chat, if any is known there, else
// of all of it. The home, if given, tells roads of the same name apart.
func (g *Gazetteer) stretch(road string, home *Point, cell string, grid *Grid) (Point, float64, bool) {
	var all, inside []Point
	for _, p := range g.along[road] {
		if home != nil && home.DistanceTo(p) > maxRadiusRoad {
			continue
		}
		all = append(all, p)
		if grid.distanceTo(cell, p) <= nearArea {
			inside = append(inside, p)
		}
	}
	switch {
	case len(inside) > 0:
		point, reach := spread(inside)
		return point, max(minRadiusRoad, reach+nearArea), true
	case home != nil:
		reach := 0.0
		for _, p := range all {
			reach = max(reach, home.DistanceTo(p))
		}
		if reach == 0 {
			reach = radiusRoad
		}
		return *home, max(minRadiusRoad, reach), true
	case len(all) > 0:
		point, reach := spread(all)
		return point, max(radiusRoad, reach), reach <= maxRadiusRoad
	}
	return Point{}, 0, false
}

// nearArea is how far outside its border, in metres, a road still belongs to an
// area: borders run along roads.
const nearArea = 100

// spread returns the middle one of some points and the metres to the farthest.
func spread(points []Point) (middle Point, reach float64) {
	var sum Point
	for _, p := range points {
		sum.Lat += p.Lat
		sum.Lon += p.Lon
	}
	mean := Point{Lat: sum.Lat / float64(len(points)), Lon: sum.Lon / float64(len(points))}
	middle = slices.MinFunc(points, func(a, b Point) int {
		return cmp.Compare(mean.DistanceTo(a), mean.DistanceTo(b))
	})
	for _, p := range points {
		reach = max(reach, middle.DistanceTo(p))
	}
	return middle, reach
}
