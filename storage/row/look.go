package row

import (
	"math/bits"
	"slices"

	"snapgrid/intake"
)

// Hashes that differ from a given one in few bits are found without looking at all:
// a hash is cut into words, and if two hashes differ in at most [intake.NearBits]
// bits there is a word in which they differ in at most its radius, since more in
// each of them would be more in all. So it is enough to look up, word by word, what
// is that near to the word of the given hash.
//
// Four words make the fewest look-ups worth their finds: at a million photos 428
// look-ups find 6,500 of them, whose whole hashes are then compared.

// cut is a word of a hash.
type cut struct {
	from, width int // bits
	radius      int // in how many bits two words are looked up as one
}

// cuts cover all bits, and NearBits is less than the sum of all radii and the
// number of words.
var cuts = []cut{{0, 16, 2}, {16, 16, 2}, {32, 16, 2}, {48, 16, 1}}

func (c cut) of(hash uint64) uint64 { return hash >> c.from & (1<<c.width - 1) }

// number is a word as it is kept: words of different parts are different.
func number(part int, word uint64) int64 { return int64(part)<<32 | int64(word) }

// Words are the words of a hash; without a hash there are none.
func Words(l intake.Look) []int64 {
	if l.Hash == 0 {
		return nil
	}
	words := make([]int64, len(cuts))
	for part, c := range cuts {
		words[part] = number(part, c.of(l.Hash))
	}
	return words
}

// NearWords are all words of which each near hash has one.
func NearWords(l intake.Look) []int64 {
	var words []int64
	for part, c := range cuts {
		words = c.near(words, part, c.of(l.Hash), c.width, c.radius)
	}
	return words
}

// near adds a word and those that differ from it in up to radius of its lowest
// width bits.
func (c cut) near(words []int64, part int, word uint64, width, radius int) []int64 {
	words = append(words, number(part, word))
	if radius == 0 {
		return words
	}
	for bit := range width {
		words = c.near(words, part, word^1<<bit, bit, radius-1)
	}
	return words
}

// Hashed is a photo with a hash.
type Hashed struct {
	Photo int64
	Hash  uint64
}

// ScanHashed scans a photo and its hash.
func ScanHashed(r Scanner) (Hashed, error) {
	var h Hashed
	var hash int64
	err := r.Scan(&h.Photo, &hash)
	h.Hash = uint64(hash)
	return h, err
}

// Near lists, each once, the photos whose hash is near to that of a look.
func Near(l intake.Look, found []Hashed) []int64 {
	near := []int64{}
	for _, h := range found {
		if bits.OnesCount64(h.Hash^l.Hash) <= intake.NearBits {
			near = append(near, h.Photo)
		}
	}
	slices.Sort(near)
	return slices.Compact(near)
}

// Like keeps the photos that are p again, or look like it.
func Like(p intake.Photo, found []intake.Sighting) []intake.Sighting {
	return slices.DeleteFunc(found, func(s intake.Sighting) bool {
		again := s.Photo.Media.Key != "" && s.Photo.Media.Key == p.Media.Key
		return !again && !s.Photo.Look.Like(p.Look)
	})
}
