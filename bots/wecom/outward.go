package wecom

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// outward reaches public addresses only: a call names addresses that we then
// ask, and none of them may be inside our own network.
func outward() http.RoundTripper {
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: refuseInside}
	return &http.Transport{
		DialContext: dialer.DialContext, ForceAttemptHTTP2: true,
		TLSHandshakeTimeout: 10 * time.Second, IdleConnTimeout: time.Minute, MaxIdleConnsPerHost: 4,
	}
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
