package telegram

import (
	"context"
	"math/rand/v2"
	"time"
)

// patience says how long to wait after failures in a row.
type patience struct{ first, most time.Duration }

func defaultPatience() patience {
	return patience{first: 100 * time.Millisecond, most: 30 * time.Second}
}

// after returns the pause after the nth failure in a row, n from 1: doubled
// each time, with the last half left to chance.
func (p patience) after(n int) time.Duration {
	pause := p.most
	if n < 20 {
		pause = min(p.first<<(n-1), p.most)
	}
	return pause/2 + rand.N(pause/2+1)
}

// rest waits, or returns earlier if ctx ends.
func rest(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
