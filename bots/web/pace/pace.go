// Package pace keeps one address, or one link, from flooding us. It forgets what it
// counted when the program ends.
package pace

import (
	"net/http"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Paces counts what each key did lately, be it an address or a name of ours. Be
// generous with addresses: whole neighbourhoods share one.
type Paces struct {
	limit rate.Limit
	burst int

	mu  sync.Mutex
	own map[string]*rate.Limiter
}

// New allows each key burst things at once, and then as many as limit says.
func New(limit rate.Limit, burst int) *Paces {
	return &Paces{limit: limit, burst: burst, own: map[string]*rate.Limiter{}}
}

// mostKeys is how many keys are remembered before those that were
// silent for long are forgotten.
const mostKeys = 10_000

// Allow reports whether a key may do one more thing, and counts it. The key ""
// always may.
func (p *Paces) Allow(key string, now time.Time) bool {
	return key == "" || p.of(key, now).AllowN(now, 1)
}

// Left reports whether [Paces.Allow] would allow one more thing.
func (p *Paces) Left(key string, now time.Time) bool {
	return key == "" || p.of(key, now).TokensAt(now) >= 1
}

// Wait is how long a key has to wait until [Paces.Allow] allows one more thing.
func (p *Paces) Wait(key string, now time.Time) time.Duration {
	if key == "" {
		return 0
	}
	missing := 1 - p.of(key, now).TokensAt(now)
	return max(0, time.Duration(missing/float64(p.limit)*float64(time.Second)))
}

func (p *Paces) of(key string, now time.Time) *rate.Limiter {
	p.mu.Lock()
	defer p.mu.Unlock()
	limiter, ok := p.own[key]
	if !ok {
		if len(p.own) >= mostKeys {
			p.forget(now)
		}
		limiter = rate.NewLimiter(p.limit, p.burst)
		p.own[key] = limiter
	}
	return limiter
}

// forget drops the keys that have all their allowance back, and all of them if
// that is not enough.
func (p *Paces) forget(now time.Time) {
	for key, limiter := range p.own {
		if limiter.TokensAt(now) >= float64(p.burst) {
			delete(p.own, key)
		}
	}
	if len(p.own) >= mostKeys {
		clear(p.own)
	}
}

// AddressOf is where a request comes from; the machine itself is "", which has no
// limit. The server has put the visitor's address in the place of a proxy's.
func AddressOf(r *http.Request) string {
	if at, err := netip.ParseAddrPort(r.RemoteAddr); err == nil && at.Addr().Unmap().IsLoopback() {
		return ""
	}
	return CustomerOf(r)
}

// CustomerOf is AddressOf, but for the machine itself. Of an IPv6 address it is the
// network of 64 bits: whoever has one address there has them all.
func CustomerOf(r *http.Request) string {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr // a unix socket
	}
	address := at.Addr().Unmap()
	if address.Is4() {
		return address.String()
	}
	return netip.PrefixFrom(address.WithZone(""), 64).Masked().String()
}
