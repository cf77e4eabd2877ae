package learn

import (
	"hash/fnv"
	"slices"
	"strings"
	"unicode"

	"snapgrid/intake/triage"
)

// width is how many features are told apart: a power of two. Two pieces that fall
// on the same one are mixed up, which is rare enough.
const width = 1 << 14

// features are what the model sees of a statement: all pieces of one to three
// characters of its words, whether there is a photo, and the kind of chat.
func features(s triage.Statement) []uint16 {
	runes := []rune{'^'}
	for _, r := range strings.ToLower(s.Words) {
		if !unicode.IsSpace(r) {
			runes = append(runes, r)
		}
	}
	runes = append(runes, '$')
	var all []uint16
	for size := 1; size <= 3; size++ {
		for i := 0; i+size <= len(runes); i++ {
			all = append(all, hashed(string(runes[i:i+size])))
		}
	}
	all = append(all, hashed("chat "+string(s.Kind)))
	if s.Photos > 0 {
		all = append(all, hashed("a photo"))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func hashed(piece string) uint16 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(piece)) // it never fails
	return uint16(h.Sum32() % width)
}
