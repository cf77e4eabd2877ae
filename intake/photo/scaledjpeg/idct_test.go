package scaledjpeg

import (
	"math/rand/v2"
	"testing"
)

// TestFour holds the transform of this machine to the one that is for all.
func TestFour(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var b block
		for i := range 16 {
			b[i] = int16(random.IntN(2048)-1024) / int16(1<<random.IntN(8))
		}
		want, got := make([]byte, 4*7), make([]byte, 4*7)
		fourPlain(&b, want, 7)
		four(&b, got, 7)
		for i := range want {
			if d := int(want[i]) - int(got[i]); d < -1 || d > 1 {
				t.Fatalf("%v: byte %d is %d, want %d", b[:16], i, got[i], want[i])
			}
		}
	}
}
