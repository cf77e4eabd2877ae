package wechat

import (
	"math/rand/v2"
	"time"
)

// backoff makes pauses that double, with a quarter added by chance so that
// several clients do not come back together.
type backoff struct {
	least, most time.Duration
	now         time.Duration
}

func (b *backoff) next() time.Duration {
	b.now = min(max(2*b.now, b.least), b.most)
	return b.now + rand.N(b.now/4+1)
}

func (b *backoff) reset() { b.now = 0 }
