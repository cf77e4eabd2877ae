package fetch

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"snapgrid/intake"
)

func TestPublic(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"1.1.1.1": true, "8.8.8.8": true, "114.114.114.114": true, "2400:3200::1": true, "::ffff:1.1.1.1": true,
		"127.0.0.1": false, "127.8.8.8": false, "0.0.0.0": false, "0.1.2.3": false, "10.0.0.1": false, "172.16.0.1": false,
		"192.168.1.1": false, "169.254.169.254": false, "100.100.100.200": false, "192.0.0.192": false, "198.18.0.1": false,
		"203.0.113.9": false, "224.0.0.1": false, "240.0.0.1": false, "255.255.255.255": false,
		"::": false, "::1": false, "::127.0.0.1": false, "::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "64:ff9b::7f00:1": false,
		"64:ff9b:1::1": false, "2002:7f00:1::": false, "2001::1": false, "2001:db8::1": false, "fc00::1": false, "fd00:ec2::254": false,
		"fe80::1": false, "fe80::1%lo": false, "fec0::1": false, "ff02::1": false, "3fff::1": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s is public: %v", address, got)
		}
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	c := client(t)
	for address, want := range map[string]bool{
		"https://example.org/a.jpg?x=1": true, "http://example.org:8080/": true, "http://127.0.0.1:9/": true,
		"": false, "a.jpg": false, "//example.org/": false, "ftp://example.org/": false, "file:///etc/passwd": false, "http:///x": false,
		"http:example.org": false, "https://user:secret@example.org/": false, "gopher://example.org": false, "http://10.0.0.1/": false,
		"http://[::1]/": false, "http://169.254.169.254/latest": false, "http://[::ffff:10.0.0.1]/": false, "http://a\x00b/": false,
		"data:image/png;base64,AAAA": false, "http://example.org/" + strings.Repeat("a", maxAddress): false,
	} {
		if err := c.Check(address); (err == nil) != want || err != nil && intake.CodeOf(err) != intake.CodeNever {
			t.Errorf("%.60q: %v", address, err)
		}
	}
}

// client may talk to 127.0.0.1 and, as always, to the internet.
func client(t *testing.T) *Client {
	t.Helper()
	c, err := New(Config{Allow: []string{"127.0.0.1/32"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// inside is a server at an address that is not let in, and how often it was asked.
func inside(t *testing.T) (address string, asked *atomic.Int32) {
	t.Helper()
	asked = new(atomic.Int32)
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.2:0")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	server.Listener.Close()
	server.Listener = listener
	server.Start()
	t.Cleanup(server.Close)
	return server.URL, asked
}

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL
}

func read(t *testing.T, c *Client, address string, limit int64) (string, error) {
	t.Helper()
	r, err := c.Get(t.Context(), address, limit)
	if err != nil {
		return "", err
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	return string(b), err
}

func TestGet(t *testing.T) {
	t.Parallel()
	secret, asked := inside(t)
	mux := http.NewServeMux()
	mux.HandleFunc("/photo", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Cookie") != "" || r.Header.Get("Referer") != "" {
			t.Errorf("sent along: %v", r.Header)
		}
		_, _ = io.WriteString(w, "bytes")
	})
	mux.HandleFunc("/status/{code}", func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(map[string]int{"404": 404, "429": 429, "500": 500}[r.PathValue("code")])
	})
	mux.HandleFunc("/huge", func(w http.ResponseWriter, _ *http.Request) { // without a length
		for range 100 {
			_, _ = w.Write(make([]byte, 1<<10))
		}
	})
	mux.Handle("/moved", http.RedirectHandler("/photo", http.StatusFound))
	mux.Handle("/round", http.RedirectHandler("/round", http.StatusFound))
	mux.Handle("/inwards", http.RedirectHandler(secret, http.StatusFound))
	mux.Handle("/cloud", http.RedirectHandler("http://169.254.169.254/latest/meta-data", http.StatusFound))
	mux.Handle("/file", http.RedirectHandler("file:///etc/passwd", http.StatusFound))
	base := serve(t, mux.ServeHTTP)
	port := base[strings.LastIndex(base, ":"):]
	c := client(t)
	for _, tt := range []struct {
		address, body string
		code          intake.Code
	}{
		{base + "/photo", "bytes", ""},
		{base + "/moved", "bytes", ""},
		{base + "/round", "", intake.CodeNever},
		{base + "/inwards", "", intake.CodeNever},
		{base + "/cloud", "", intake.CodeNever},
		{base + "/file", "", intake.CodeNever},
		{base + "/status/404", "", intake.CodeNever},
		{base + "/status/429", "", intake.CodeAgain},
		{base + "/status/500", "", intake.CodeAgain},
		{base + "/huge", "", intake.CodeInvalid},
		{secret, "", intake.CodeNever},
		{"http://localhost" + port + "/photo", "bytes", ""}, // a name that leads to an address that is let in
	} {
		body, err := read(t, c, tt.address, 10<<10)
		if body != tt.body && tt.code == "" || intake.CodeOf(err) != tt.code {
			t.Errorf("%s: %q, %v", tt.address, body, err)
		}
	}
	strict, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(strict.Close)
	if _, err := read(t, strict, "http://localhost"+port+"/photo", 10); intake.CodeOf(err) != intake.CodeNever {
		t.Errorf("a name that leads inwards was asked: %v", err)
	}
	if n := asked.Load(); n != 0 {
		t.Errorf("the machine inside was asked %d times", n)
	}
}

func TestPost(t *testing.T) {
	t.Parallel()
	c := client(t)
	secret, asked := inside(t)
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		switch r.URL.Path {
		case "/moved":
			http.Redirect(w, r, secret, http.StatusTemporaryRedirect)
		case "/huge":
			_, _ = w.Write(make([]byte, 1<<20))
		default:
			_, _ = io.WriteString(w, r.Header.Get("X-Sign")+string(body))
		}
	})
	for path, want := range map[string]Answer{"/": {200, "abc"}, "/moved": {307, ""}, "/huge": {200, strings.Repeat("\x00", 100)}} {
		got, err := c.Post(t.Context(), base+path, http.Header{"X-Sign": {"a"}}, []byte("bc"), 100)
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v", path, got, err)
		}
	}
	if n := asked.Load(); n != 0 {
		t.Errorf("the machine inside was asked %d times", n)
	}
	if _, err := c.Post(t.Context(), secret, http.Header{}, nil, 1); intake.CodeOf(err) != intake.CodeNever {
		t.Errorf("posted inwards: %v", err)
	}
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	if _, err := c.Post(t.Context(), gone.URL, http.Header{}, nil, 1); intake.CodeOf(err) != intake.CodeAgain {
		t.Errorf("nobody answers: %v", err)
	}
}

// One that hangs is left.
func TestHanging(t *testing.T) {
	t.Parallel()
	over := make(chan struct{})
	base := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-over:
		case <-r.Context().Done():
		}
	})
	t.Cleanup(func() { close(over) }) // before the server closes
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := client(t).Post(ctx, base, http.Header{}, nil, 1); intake.CodeOf(err) != intake.CodeAgain {
		t.Errorf("it hung: %v", err)
	}
}

func TestConfig(t *testing.T) {
	t.Parallel()
	if err := (Config{Allow: []string{"10.0.0.0/8", "fd00::/8"}}).Validate(); err != nil {
		t.Error(err)
	}
	if err := (Config{Allow: []string{"10.0.0.1", "x"}}).Validate(); err == nil || !strings.HasPrefix(err.Error(), "allow[0]: ") {
		t.Errorf("%v", err)
	}
	if _, err := New(Config{Allow: []string{"x"}}); err == nil {
		t.Error("a client was made of it")
	}
}

// Whatever is given as an address, checking it only says yes or no, and yes only to web
// addresses.
func FuzzCheck(f *testing.F) {
	for _, seed := range []string{"http://a/", "http://[::1]/", "http://0x7f.1/", "https://a@b/", "//", "http://[fe80::1%25lo]/", "\x00"} {
		f.Add(seed)
	}
	c, err := New(Config{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, address string) {
		if c.Check(address) == nil && !strings.HasPrefix(strings.ToLower(address), "http") {
			t.Errorf("%q is a web address", address)
		}
	})
}
