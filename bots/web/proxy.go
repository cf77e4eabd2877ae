package web

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"regexp"
	"strings"
)

// Proxies are the networks of the proxies that stand in front of us. What they say
// of whom they ask for is believed, of nobody else.
type Proxies []netip.Prefix

// ParseProxies reads addresses and networks: "10.0.0.7", "10.0.0.0/8", "::1".
func ParseProxies(list []string) (Proxies, error) {
	var all Proxies
	for _, s := range list {
		network, err := netip.ParsePrefix(s)
		if address, single := netip.ParseAddr(s); single == nil {
			network, err = netip.PrefixFrom(address, address.BitLen()), nil
		}
		if err != nil {
			return nil, fmt.Errorf("want an address or a network, such as 10.0.0.0/8, got %q", s)
		}
		all = append(all, network.Masked())
	}
	return all, nil
}

func (p Proxies) trust(a netip.Addr) bool {
	for _, network := range p {
		if network.Contains(a.Unmap()) {
			return true
		}
	}
	return false
}

// hostForm is a name or an address, with a port or without.
var hostForm = regexp.MustCompile(`^[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?$|^\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?$`)

// believe puts what a trusted proxy says in the place of what the connection
// shows: the address of the visitor, the name that they asked for, and in
// r.URL.Scheme whether they came by https. What anybody else says of that kind is
// dropped, so that nobody further in can take it for true.
func (p Proxies) believe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		peer, err := netip.ParseAddrPort(r.RemoteAddr)
		if err == nil && p.trust(peer.Addr()) {
			if from, ok := p.visitor(r.Header.Values("X-Forwarded-For")); ok {
				r.RemoteAddr = net.JoinHostPort(from.String(), "0")
			}
			if last(r.Header.Values("X-Forwarded-Proto")) == "https" {
				r.URL.Scheme = "https"
			}
			if host := last(r.Header.Values("X-Forwarded-Host")); hostForm.MatchString(host) {
				r.Host = host
			}
		}
		for _, name := range []string{"X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-Ip", "Forwarded"} {
			r.Header.Del(name)
		}
		next.ServeHTTP(w, r)
	})
}

// visitor is the right-most address that is no proxy of ours: what stands further
// left anybody may have written. Where all are ours it is the first.
func (p Proxies) visitor(headers []string) (from netip.Addr, ok bool) {
	hops := strings.Split(strings.Join(headers, ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		hop, err := parseHop(hops[i])
		if err != nil {
			break
		}
		from, ok = hop, true
		if !p.trust(hop) {
			break
		}
	}
	return from, ok
}

// parseHop reads an address as proxies write it: some add the port.
func parseHop(s string) (netip.Addr, error) {
	s = strings.TrimSpace(s)
	if with, err := netip.ParseAddrPort(s); err == nil {
		return with.Addr().Unmap(), nil
	}
	a, err := netip.ParseAddr(strings.Trim(s, "[]"))
	return a.Unmap().WithZone(""), err
}

// last is the last word of a list over several headers: the one that the proxy next
// to us added.
func last(headers []string) string {
	words := strings.Split(strings.Join(headers, ","), ",")
	return strings.ToLower(strings.TrimSpace(words[len(words)-1]))
}

// secure reports whether a request came by https, to us or to the proxy in front.
func secure(r *http.Request) bool { return r.TLS != nil || r.URL.Scheme == "https" }
