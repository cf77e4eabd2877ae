package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"snapgrid/configs"
)

// TestHealthAsksThePages asks a program by plain and by encrypted HTTP.
func TestHealthAsksThePages(t *testing.T) {
	t.Parallel()
	pages := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/readyz" {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		_, _ = w.Write([]byte("so it is"))
	})
	server := httptest.NewServer(pages)
	environ := []string{"SNAPGRID_LISTEN=" + strings.TrimPrefix(server.URL, "http://")}
	if code, out := say(t, environ, "health"); code != 0 || !strings.Contains(out, "so it is") {
		t.Errorf("%d %s", code, out)
	}
	if code, out := say(t, environ, "health", "--ready"); code != 1 || !strings.Contains(out, "so it is") || !strings.Contains(out, "503") {
		t.Errorf("%d %s", code, out)
	}
	server.Close()
	if code, out := say(t, environ, "health"); code != 1 || !strings.Contains(out, "nobody answers") {
		t.Errorf("%d %s", code, out)
	}
	secure := httptest.NewTLSServer(pages)
	defer secure.Close()
	if err := ask(t.Context(), &strings.Builder{}, secure.URL+"/healthz"); err != nil {
		t.Error(err)
	}
	for listen, want := range map[string]string{
		"0.0.0.0:8311": "http://127.0.0.1:8311", "[::]:8311": "http://127.0.0.1:8311", ":80": "http://127.0.0.1:80", "10.0.0.7:8311": "http://10.0.0.7:8311", "[::1]:1": "http://[::1]:1",
	} {
		if got := healthURL(configs.Config{Listen: listen}); got != want {
			t.Errorf("%s: %s, want %s", listen, got, want)
		}
	}
}
