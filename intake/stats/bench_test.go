package stats

import (
	"math/rand/v2"
	"testing"
)

// BenchmarkCount counts a month of 80,000 tickets.
func BenchmarkCount(b *testing.B) {
	facts := someFacts(rand.New(rand.NewPCG(1, 2)), 80_000)
	for b.Loop() {
		count(november(), facts)
	}
}
