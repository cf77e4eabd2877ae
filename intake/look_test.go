package intake

import "testing"

// apart is a number that differs from n in so many bits.
func apart(n uint64, bits int) uint64 { return n ^ (1<<bits - 1) }

func TestLookLike(t *testing.T) {
	l := Look{Hash: 0x0123456789abcdef, Steps: 0xfedcba9876543210}
	for _, tt := range []struct {
		hash, steps int
		like        bool
	}{
		{0, 0, true}, {6, 0, true}, {6, 64, true}, {7, 10, true}, {10, 10, true},
		{7, 11, false}, {10, 11, false}, {11, 0, false},
	} {
		other := Look{Hash: apart(l.Hash, tt.hash), Steps: apart(l.Steps, tt.steps)}
		if tt.steps == 64 {
			other.Steps = ^l.Steps
		}
		if l.Like(other) != tt.like || other.Like(l) != tt.like {
			t.Errorf("%d and %d bits apart: like is %v", tt.hash, tt.steps, !tt.like)
		}
	}
	if (Look{}).Like(Look{}) || (Look{}).Like(Look{Hash: 1}) || (Look{Hash: 1}).Like(Look{}) {
		t.Error("a picture without a look is like another one")
	}
}
