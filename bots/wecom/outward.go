package wecom

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"
)

// outward reaches public addresses only: a call names addresses that we then
// ask, and none of them may be inside our own network. With an endpoint all
// requests go there instead, wherever it is: the operator chose it.
func outward(endpoint string) (http.RoundTripper, error) {
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: refuseInside}
	if endpoint != "" {
		dialer.Control = nil
	}
	transport := &http.Transport{
		DialContext: dialer.DialContext, ForceAttemptHTTP2: true,
		TLSHandshakeTimeout: 10 * time.Second, IdleConnTimeout: time.Minute, MaxIdleConnsPerHost: 4,
	}
	if endpoint == "" {
		return transport, nil
	}
	at, err := url.Parse(endpoint)
	if err != nil {
		return nil, fmt.Errorf("wecom endpoint: %w", err)
	}
	return &aimed{transport, at}, nil
}

// aimed sends every request to one scheme and host, the original host in
// X-Forwarded-Host.
type aimed struct {
	*http.Transport
	at *url.URL
}

// RoundTrip sends one request.
func (a *aimed) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("X-Forwarded-Host", r.URL.Host)
	r.URL.Scheme, r.URL.Host, r.Host = a.at.Scheme, a.at.Host, ""
	return a.Transport.RoundTrip(r)
}

// refuseInside is called with the address that a name led to.
func refuseInside(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	ip := at.Addr().Unmap()
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || carrier.Contains(ip) {
		return fmt.Errorf("connect: %s is not a public address", ip)
	}
	return nil
}

// carrier is the shared address space of providers (RFC 6598).
var carrier = netip.MustParsePrefix("100.64.0.0/10")
