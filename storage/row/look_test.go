package row

import (
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"snapgrid/intake"
)

// Every hash within reach has a word in common with what is looked up.
func TestNearWords(t *testing.T) {
	radii, width := len(cuts), 0
	for _, c := range cuts {
		radii, width = radii+c.radius, width+c.width
	}
	if radii <= intake.NearBits || width != 64 {
		t.Fatalf("the cuts reach %d bits of %d, want %d of 64", radii-1, width, intake.NearBits)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		hash := random.Uint64() | 1
		looked := NearWords(intake.Look{Hash: hash})
		if n := len(looked); n != len(slices.Compact(slices.Sorted(slices.Values(looked)))) || n > 500 {
			t.Fatalf("%d words, some of them twice", n)
		}
		other := hash
		for bits.OnesCount64(other^hash) < intake.NearBits {
			other ^= 1 << random.UintN(64)
		}
		if !slices.ContainsFunc(Words(intake.Look{Hash: other}), func(w int64) bool { return slices.Contains(looked, w) }) {
			t.Fatalf("%016x is %d bits from %016x and is not found", other, intake.NearBits, hash)
		}
	}
	if Words(intake.Look{}) != nil {
		t.Error("a picture without a look has words")
	}
}
