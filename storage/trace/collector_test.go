package trace

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// The address of a collector may hold a key, in its path, its query or before its host.
func TestErrorsHoldNoAddress(t *testing.T) {
	t.Parallel()
	asked := ""
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r.URL.String()
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	}))
	address := func(base string) string { return strings.Replace(base, "//", "//me:k3y@", 1) + "/k3y/?key=k3y" }
	err := newCollector(address(server.URL)).UploadTraces(t.Context(), nil)
	if err == nil || strings.Contains(err.Error(), "k3y") || asked != "/k3y/v1/traces?key=k3y" {
		t.Errorf("asked at %q: %v", asked, err)
	}
	server.Close()
	for _, base := range []string{server.URL, "http://127.0.0.1:1:1"} {
		if err := newCollector(address(base)).UploadTraces(t.Context(), nil); err == nil || strings.Contains(err.Error(), "k3y") {
			t.Errorf("a collector that is down: %v", err)
		}
	}
}
