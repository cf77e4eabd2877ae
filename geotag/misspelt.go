package geotag

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// spellings finds roads by how they are read, in whichever order: by those who
// type by sound and press the wrong character, or two in the wrong order.
type spellings struct {
	roads   map[uint64][]int32 // by what their sounds add up to
	endings map[rune]bool      // sounds of the last characters of roads
	longest int
}

const (
	leastSpelt   = 3 // characters of a road that may be misspelt
	leastAnyhow  = 4 // of one that is taken for it without the area of a chat
	leastEnding  = 4 // of one of which the ending may be
	mostMisspelt = 2 // wrong characters of a long name; one of a short one
	longName     = 5
)

func newSpellings() spellings {
	return spellings{roads: map[uint64][]int32{}, endings: map[rune]bool{}}
}

// add takes in a road by its folded name.
func (s *spellings) add(name string, road int32) {
	runes := []rune(name)
	if len(runes) < leastSpelt || !endsLikeRoad(name) {
		return
	}
	sum := uint64(0)
	for _, r := range runes {
		sum += soundSum(r)
	}
	s.roads[sum] = append(s.roads[sum], road)
	s.endings[soundOf(runes[len(runes)-1])] = true
	s.longest = max(s.longest, len(runes))
}

// soundSum is what a character adds to the sum of a name.
func soundSum(r rune) uint64 { return settled(hashOn(hashStart, soundOf(r))) }

// misspells reports whether one name is meant for another of as many characters:
// up to two of them are others that are read alike, or two neighbours changed
// places.
func misspells(written, meant []rune) bool {
	var wrong []int
	for i, r := range written {
		if r == meant[i] {
			continue
		}
		if strings.ContainsRune(noName+joiners, r) {
			return false // "电子一路与二路" is not the 鱼二路
		}
		wrong = append(wrong, i)
	}
	last := len(written) - 1
	switch {
	case len(wrong) == 0, wrong[len(wrong)-1] == last && len(written) < leastEnding:
		return false
	case len(wrong) == 2 && wrong[1] == wrong[0]+1 && written[wrong[0]] == meant[wrong[1]] && written[wrong[1]] == meant[wrong[0]]:
		return len(written) >= leastEnding && wrong[1] < last
	}
	alike := !slices.ContainsFunc(wrong, func(i int) bool { return soundOf(written[i]) != soundOf(meant[i]) })
	return alike && (len(wrong) == 1 || len(wrong) <= mostMisspelt && len(written) >= longName)
}

// misspelt adds roads to the hits of a text that are written wrongly in it. Only
// one that is alone in being meant counts, and in the chat of an area only one
// near there. What is written right goes first.
func (r *reader) misspelt(hits []hit) []hit {
	runes := []rune(r.w.plain)
	for end := leastSpelt; end <= len(runes); end++ {
		if !r.g.spellings.endings[soundOf(runes[end-1])] || !r.w.first[end] {
			continue
		}
		if h, ok := r.meantBefore(runes, end); ok {
			if free, ok := replaced(hits, h); ok {
				hits = free
			}
		}
	}
	return hits
}

// meantBefore finds the longest road that is misspelt and ends at a rune.
func (r *reader) meantBefore(runes []rune, end int) (found hit, ok bool) {
	sum := uint64(0)
	for from := end - 1; from >= max(0, end-r.g.spellings.longest); from-- {
		sum += soundSum(runes[from])
		if !r.w.first[from] {
			continue
		}
		if road, one := r.meant(r.g.spellings.roads[sum], runes[from:end]); one {
			name, _ := r.g.names.find(hashOf(r.g.roads[road]))
			found, ok = hit{from: from, to: end, name: name, misspelt: true}, true
		}
	}
	return found, ok
}

// meant picks the one road that characters are a wrong spelling of.
func (r *reader) meant(roads []int32, written []rune) (road int32, ok bool) {
	for _, i := range roads {
		name := r.g.roads[i]
		if utf8.RuneCountInString(name) != len(written) || !misspells(written, []rune(name)) || !r.isNear(name) {
			continue
		}
		if ok {
			return 0, false
		}
		road, ok = i, true
	}
	return road, ok
}

// nearby is how far from the area of the chat, in metres, a road may be that is
// misspelt.
const nearby = 1000.0

// isNear reports whether a road runs in or next to the area of the chat. Without an
// area it must be the only one of its name, and that not a short one: "上学路" may
// well be the way to school.
func (r *reader) isNear(road string) bool {
	parts := r.g.streets[road]
	if _, _, ok := r.grid.Center(r.cell); !ok {
		return len(parts) == 1 && utf8.RuneCountInString(road) >= leastAnyhow
	}
	for _, s := range parts {
		if slices.ContainsFunc(s.marks, func(m mark) bool { return r.grid.distanceTo(r.cell, m.Point) <= nearby }) {
			return true
		}
	}
	return false
}

// misspeltOff is how much wider, in metres, an answer is that rests on a guess at
// what was meant.
const misspeltOff = 150.0

// corrected writes the roads of a mention as they are meant, and doubts it, if they
// were misspelt.
func (r *reader) corrected(m Mention, hits ...hit) Mention {
	for _, h := range hits {
		if !h.misspelt {
			continue
		}
		right := r.meantBy(h)
		wrong := r.w.written(h.from, h.to)
		m.Address = strings.Replace(m.Address, wrong, right, 1)
		m.Place.Name = strings.Replace(m.Place.Name, wrong, right, 1)
		m.Misspelt, m.Why = true, m.Why+misspeltWhy
		m.Radius += misspeltOff
	}
	return m
}

// meantBy is a misspelt road as it is meant, with what is right of it as it was
// written.
func (r *reader) meantBy(h hit) string {
	right, from := "", h.from
	for i, meant := range []rune(r.g.roadOf(r.g.known[h.name])) {
		at := h.from + i
		if r.w.window(at, at+1) == string(meant) {
			continue
		}
		if from < at {
			right += r.w.written(from, at)
		}
		right, from = right+string(meant), at+1
	}
	if from < h.to {
		right += r.w.written(from, h.to)
	}
	return right
}

// misspeltWhy stands behind how a place was found.
const misspeltWhy = ", misspelt"

// replaced puts a hit in the place of shorter ones inside it. It does not if it
// overlaps others.
func replaced(hits []hit, h hit) ([]hit, bool) {
	from := 0
	for from < len(hits) && hits[from].to <= h.from {
		from++
	}
	to := from
	for to < len(hits) && hits[to].from < h.to {
		inside := hits[to].from >= h.from && hits[to].to <= h.to
		if !inside || hits[to].to-hits[to].from+1 >= h.to-h.from {
			return nil, false
		}
		to++
	}
	return slices.Concat(hits[:from], []hit{h}, hits[to:]), true
}
