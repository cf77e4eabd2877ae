package channel

import (
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// paces keeps one address from flooding us with reports. It is generous: whole
// neighbourhoods share one address.
type paces struct {
	limit rate.Limit
	burst int

	mu  sync.Mutex
	own map[string]*rate.Limiter
}

func newPaces(limit rate.Limit, burst int) *paces {
	return &paces{limit: limit, burst: burst, own: map[string]*rate.Limiter{}}
}

// mostAddresses is how many addresses are remembered before those that were
// silent for long are forgotten.
const mostAddresses = 10_000

// allow reports whether an address may send one more report.
func (p *paces) allow(address string, now time.Time) bool {
	if address == "" {
		return true
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	limiter, ok := p.own[address]
	if !ok {
		if len(p.own) >= mostAddresses {
			p.forget(now)
		}
		limiter = rate.NewLimiter(p.limit, p.burst)
		p.own[address] = limiter
	}
	return limiter.AllowN(now, 1)
}

// forget drops the addresses that have all their allowance back, and all of
// them if that is not enough.
func (p *paces) forget(now time.Time) {
	for address, limiter := range p.own {
		if limiter.TokensAt(now) >= float64(p.burst) {
			delete(p.own, address)
		}
	}
	if len(p.own) >= mostAddresses {
		clear(p.own)
	}
}

// addressOf is where a request comes from. A proxy on this machine is believed
// when it says for whom it asks; the machine itself is "", which has no limit.
func addressOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	ip := net.ParseIP(host)
	if ip == nil || !ip.IsLoopback() {
		return host
	}
	forwarded := strings.Split(r.Header.Get("X-Forwarded-For"), ",")
	return strings.TrimSpace(forwarded[len(forwarded)-1])
}
