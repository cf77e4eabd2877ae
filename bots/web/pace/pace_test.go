package pace

import (
	"fmt"
	"net/http/httptest"
	"testing"
	"time"

	"golang.org/x/time/rate"
)

func TestPaces(t *testing.T) {
	p := New(rate.Every(5*time.Second), 3)
	now := time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC)
	for i, want := range []bool{true, true, true, false} {
		if got := p.Allow("192.0.2.1", now); got != want {
			t.Errorf("report %d: %v", i+1, got)
		}
	}
	if p.Left("192.0.2.1", now) || !p.Left("192.0.2.2", now) || !p.Left("", now) {
		t.Error("what is left does not agree with what is allowed")
	}
	if got := p.Wait("192.0.2.1", now); got != 5*time.Second || p.Wait("192.0.2.2", now) != 0 || p.Wait("", now) != 0 {
		t.Errorf("has to wait %s", got)
	}
	if !p.Allow("192.0.2.2", now) || !p.Allow("", now) {
		t.Error("one address holds up another")
	}
	if !p.Allow("192.0.2.1", now.Add(5*time.Second)) || p.Allow("192.0.2.1", now.Add(5*time.Second)) {
		t.Error("the allowance does not come back")
	}
	for i := range 3 * mostKeys {
		p.Allow(fmt.Sprint(i), now)
	}
	if len(p.own) > mostKeys {
		t.Errorf("%d addresses are remembered", len(p.own))
	}
}

func TestAddressOf(t *testing.T) {
	tests := []struct{ remote, want string }{
		{"192.0.2.1:4000", "192.0.2.1"},
		{"127.0.0.1:4000", ""},
		{"[::1]:4000", ""},
		{"[2001:db8::1]:4000", "2001:db8::/64"},
		{"[2001:db8::ffff:2]:4000", "2001:db8::/64"}, // the same customer
		{"[2001:db8:0:1::1]:4000", "2001:db8:0:1::/64"},
		{"[::ffff:192.0.2.1]:4000", "192.0.2.1"},
		{"[::ffff:127.0.0.1]:4000", ""},
		{"@", "@"}, // a unix socket
	}
	for _, tt := range tests {
		r := httptest.NewRequestWithContext(t.Context(), "POST", "/report", nil)
		r.RemoteAddr = tt.remote
		r.Header.Set("X-Forwarded-For", "203.0.113.9") // is the server's to believe
		if got := AddressOf(r); got != tt.want {
			t.Errorf("%s is %q, want %q", tt.remote, got, tt.want)
		}
	}
}
