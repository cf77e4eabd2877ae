package fetch

import "net/netip"

// reserved are the networks within the global unicast space that no public host has:
// the special-purpose registries of IANA (RFC 6890 and later), and those that wrap an
// IPv4 address, behind which anything may be.
var reserved = func() []netip.Prefix {
	var all []netip.Prefix
	for _, network := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15",
		"198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
	} {
		all = append(all, netip.MustParsePrefix(network))
	}
	return all
}()

// unicast6 is what IANA gives to hosts; all else of IPv6 is special.
var unicast6 = netip.MustParsePrefix("2000::/3")

// public reports whether an address is one of the internet's.
func public(a netip.Addr) bool {
	a = a.Unmap()
	if a.Zone() != "" || !a.IsGlobalUnicast() || a.IsPrivate() || a.Is6() && !unicast6.Contains(a) {
		return false
	}
	return !within(a, reserved)
}

func within(a netip.Addr, networks []netip.Prefix) bool {
	for _, network := range networks {
		if network.Contains(a.Unmap()) {
			return true
		}
	}
	return false
}
