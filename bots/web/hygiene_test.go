package web_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"snapgrid/bots/web"
)

// ask sends a request without any help of a browser's.
func (h *house) ask(method, path string, header map[string]string, body io.Reader) *http.Response {
	h.t.Helper()
	req, err := http.NewRequestWithContext(h.t.Context(), method, h.http.URL+path, body)
	if err != nil {
		h.t.Fatal(err)
	}
	for name, value := range header {
		req.Header.Set(name, value)
	}
	res, err := (&http.Transport{DisableCompression: true, DisableKeepAlives: true}).RoundTrip(req)
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = res.Body.Close() })
	return res
}

func TestCompressAndCache(t *testing.T) {
	h := open(t)
	_, key := h.ticket("坑", nil)
	photo := "/photos/" + key + "_320.jpg"
	style := assetOf(t, h.get("/").body, "style.css")
	zip := map[string]string{"Accept-Encoding": "gzip"}
	for _, tt := range []struct {
		path   string
		header map[string]string
		status int
		gzip   bool
		cache  string
	}{
		{"/", zip, 200, true, "private, no-cache"},
		{"/", map[string]string{"Accept-Encoding": "gzip;q=0, br"}, 200, false, "private, no-cache"},
		{"/", nil, 200, false, "private, no-cache"},
		{style, zip, 200, true, "public, max-age=31536000, immutable"},
		{"/assets/style.css", zip, 200, true, "no-cache"},
		{style, map[string]string{"Accept-Encoding": "gzip", "Range": "bytes=0-1999"}, 206, false, "public, max-age=31536000, immutable"},
		{photo, zip, 200, false, "public, max-age=86400, immutable"},
		{photo, map[string]string{"Accept-Encoding": "gzip", "Range": "bytes=0-1"}, 206, false, "public, max-age=86400, immutable"},
		{photo, map[string]string{"If-Modified-Since": time.Now().UTC().Add(time.Minute).Format(http.TimeFormat)}, 304, false, "public, max-age=86400, immutable"},
		{photo, map[string]string{"If-None-Match": `"` + key + `_320.jpg"`}, 304, false, "public, max-age=86400, immutable"},
		{photo, map[string]string{"Range": "bytes=9000000-"}, 416, false, ""},
		{"/healthz", zip, 200, false, "no-store"}, // too short to gain
		{"/open311/v2/services.json", zip, 200, false, "no-cache"},
	} {
		res := h.ask(http.MethodGet, tt.path, tt.header, http.NoBody)
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		zipped := res.Header.Get("Content-Encoding") == "gzip"
		if res.StatusCode != tt.status || zipped != tt.gzip || res.Header.Get("Cache-Control") != tt.cache {
			t.Errorf("%s %v: %d, gzip %v, %q", tt.path, tt.header, res.StatusCode, zipped, res.Header.Get("Cache-Control"))
		}
		if zipped && (!strings.Contains(strings.Join(res.Header.Values("Vary"), ","), "Accept-Encoding") || len(unzip(t, body)) <= len(body)) {
			t.Errorf("%s: %v", tt.path, res.Header)
		}
	}
	if cache := h.login(admin).get("/").header.Get("Cache-Control"); cache != "no-store" {
		t.Errorf("a page of staff may be kept: %q", cache)
	}
}

func assetOf(t *testing.T, body, name string) string {
	t.Helper()
	_, rest, found := strings.Cut(body, "/assets/"+name)
	if !found {
		t.Fatalf("the page has no %s", name)
	}
	version, _, _ := strings.Cut(rest, `"`)
	return "/assets/" + name + version
}

func unzip(t *testing.T, body []byte) string {
	t.Helper()
	z, err := gzip.NewReader(strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(plain)
}

// What a proxy says is believed of proxies of ours only, and only their last word.
func TestProxies(t *testing.T) {
	h := open(t)
	for _, tt := range []struct {
		name, remote, forwarded, proto string
		want                           string // whom the server sees
		https                          bool
	}{
		{"nobody in between", "203.0.113.9:1", "", "", "203.0.113.9", false},
		{"a stranger who lies", "203.0.113.9:1", "10.0.0.1", "https", "203.0.113.9", false},
		{"our proxy", "10.1.2.3:1", "198.51.100.7", "https", "198.51.100.7", true},
		{"a visitor who lies to our proxy", "10.1.2.3:1", "192.0.2.66, 198.51.100.7", "http", "198.51.100.7", false},
		{"two proxies of ours", "10.1.2.3:1", "198.51.100.7, 10.9.9.9", "https", "198.51.100.7", true},
		{"the proto of the far end is a lie", "10.1.2.3:1", "198.51.100.7", "https, http", "198.51.100.7", false},
		{"with a port", "10.1.2.3:1", "198.51.100.7:5555", "https", "198.51.100.7", true},
		{"the new internet", "[2001:db8::1]:1", "2001:db8:ffff::7", "https", "2001:db8:ffff::7", true},
		{"nonsense", "10.1.2.3:1", "unknown, <script>", "https", "10.1.2.3", true},
		{"only proxies of ours", "10.1.2.3:1", "10.9.9.9", "https", "10.9.9.9", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			req := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/seen", nil)
			req.RemoteAddr = tt.remote
			for name, value := range map[string]string{"X-Forwarded-For": tt.forwarded, "X-Forwarded-Proto": tt.proto} {
				if value != "" {
					req.Header.Set(name, value)
				}
			}
			got := h.seen(req)
			if host, _, _ := net.SplitHostPort(got.remote); host != tt.want || got.https != tt.https || got.left != "" {
				t.Errorf("the server sees %+v", got)
			}
		})
	}
}

func TestProxyList(t *testing.T) {
	for list, good := range map[string]bool{
		"10.0.0.0/8": true, "127.0.0.1": true, "::1": true, "2001:db8::/32": true,
		"": false, "proxy": false, "10.0.0.0/33": false, "10.0.0.1:80": false,
	} {
		if _, err := web.ParseProxies([]string{list}); (err == nil) != good {
			t.Errorf("%q: %v", list, err)
		}
	}
}

// seen is what a handler learns of where a request came from.
type seen struct {
	remote, left string
	https        bool
}

func (h *house) seen(req *http.Request) seen {
	var got seen
	s := h.another(func(o *web.Options) {
		proxies, err := web.ParseProxies([]string{"10.0.0.0/8", "2001:db8::/96"})
		if err != nil {
			h.t.Fatal(err)
		}
		o.Proxies = proxies
	})
	s.Mount("GET /seen", http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		got.remote, got.left = r.RemoteAddr, r.Header.Get("X-Forwarded-For")
	}))
	rec := httptest.NewRecorder()
	s.Handler().ServeHTTP(rec, req)
	got.https = rec.Header().Get("Strict-Transport-Security") != ""
	return got
}

// another is a second server over the same database.
func (h *house) another(change func(*web.Options)) *web.Server {
	h.t.Helper()
	o := web.Options{
		PublicURL: "http://127.0.0.1", Language: "zh-CN", Zone: start.Location(), Store: h.store, Blobs: shelf{h.blobs},
		Desk: h.desk, Now: func() time.Time { return start },
	}
	change(&o)
	s, err := web.New(o)
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

// Who tries codes, or asks without end, has to wait, and hears how long.
func TestThrottle(t *testing.T) {
	h := open(t)
	ask := func(remote, method, path, body string) *httptest.ResponseRecorder {
		req := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
		req.RemoteAddr = remote
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		rec := httptest.NewRecorder()
		h.server.Handler().ServeHTTP(rec, req)
		return rec
	}
	for _, tt := range []struct {
		name, method, path, body string
		first, after             int // the answer before the limit, and how many are let through
		says                     string
	}{
		{"login codes", http.MethodGet, "/login?code=guess", "", 404, 200, "请稍等"},
		{"keys of Open311", http.MethodPost, "/open311/v2/requests.json", "api_key=guess", 403, 200, `[{"code":429,`},
		{"lists for machines", http.MethodGet, "/open311/discovery.json", "", 200, 600, `[{"code":429,`},
	} {
		address := fmt.Sprintf("198.51.100.%d:99", len(tt.name))
		if tt.name == "login codes" {
			address = "127.0.0.1:99" // this machine has no reason to guess either
		}
		for i := range tt.after {
			if got := ask(address, tt.method, tt.path, tt.body); got.Code != tt.first {
				t.Fatalf("%s, no. %d: %d", tt.name, i+1, got.Code)
			}
		}
		got := ask(address, tt.method, tt.path, tt.body)
		if got.Code != http.StatusTooManyRequests || got.Header().Get("Retry-After") == "" || !strings.Contains(got.Body.String(), tt.says) {
			t.Errorf("%s beyond the limit: %d %q %s", tt.name, got.Code, got.Header().Get("Retry-After"), got.Body)
		}
		if got := ask("192.0.2.200:1", tt.method, tt.path, tt.body); got.Code != tt.first {
			t.Errorf("%s: another address was answered %d", tt.name, got.Code)
		}
	}
}

// A form that is too large is refused in words.
func TestTooLarge(t *testing.T) {
	h := open(t)
	b := h.browser()
	form := with(fill(t, b.get("/report"), "/report"), "words", strings.Repeat("坑", 12<<20))
	if got := b.post("/report", form); got.status != http.StatusRequestEntityTooLarge || !strings.Contains(got.body, "30 MB") {
		t.Errorf("answered %d", got.status)
	}
}

// running serves a server until the test ends.
func (h *house) running(change func(*web.Options)) (address string) {
	h.t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(h.t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		h.t.Fatal(err)
	}
	s := h.another(func(o *web.Options) { o.Listener = listener; change(o) })
	ctx, stop := context.WithCancel(h.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	h.t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			h.t.Error(err)
		}
	})
	return listener.Addr().String()
}

// Who sends a request a word a minute does not keep us.
func TestSlowClient(t *testing.T) {
	h := open(t)
	address := h.running(func(o *web.Options) {
		o.Waits = web.Waits{Headers: 100 * time.Millisecond, Form: 100 * time.Millisecond}
	})
	for name, words := range map[string]string{
		"headers": "GET / HTTP/1.1\r\nHost: x\r\n",
		"form":    "POST /report HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nwords=",
	} {
		conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(conn, words); err != nil {
			t.Fatal(err)
		}
		if err := conn.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, bufio.NewReader(conn)); err != nil {
			t.Errorf("slow %s: the connection stays: %v", name, err)
		}
		_ = conn.Close()
	}
}

// The certificate is read anew when its files change; while they are no pair the old
// one goes on.
func TestCertificate(t *testing.T) {
	h := open(t)
	files := web.TLS{Cert: filepath.Join(t.TempDir(), "cert.pem"), Key: filepath.Join(t.TempDir(), "key.pem")}
	writeCertificate(t, files, "first")
	if err := files.Validate(); err != nil {
		t.Fatal(err)
	}
	var later atomic.Int64
	address := h.running(func(o *web.Options) {
		o.TLS = files
		o.Now = func() time.Time { return start.Add(time.Duration(later.Load())) }
	})
	expect := func(want string) {
		t.Helper()
		client := &http.Client{Transport: &http.Transport{
			DisableKeepAlives: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, //nolint:gosec // the test looks at the certificate itself
		}}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://"+address+"/healthz", nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if got := res.TLS.PeerCertificates[0].Subject.CommonName; got != want || res.Header.Get("Strict-Transport-Security") == "" {
			t.Errorf("the certificate is %q, want %q; headers %v", got, want, res.Header)
		}
	}
	expect("first")
	writeCertificate(t, files, "the second one")
	expect("first")
	later.Store(int64(time.Minute))
	expect("the second one")
	if err := os.WriteFile(files.Cert, []byte("half a"), 0o600); err != nil {
		t.Fatal(err)
	}
	later.Store(int64(2 * time.Minute))
	expect("the second one")
	for _, bad := range []web.TLS{files, {Cert: files.Cert}, {Key: files.Key}} {
		if bad.Validate() == nil {
			t.Errorf("%+v is taken for a certificate", bad)
		}
	}
}

func writeCertificate(t *testing.T, files web.TLS, name string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	cert, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for file, block := range map[string]*pem.Block{files.Cert: {Type: "CERTIFICATE", Bytes: cert}, files.Key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// Cookies of a site that is reached by https never travel in the clear.
func TestSecureCookies(t *testing.T) {
	h := open(t)
	s := h.another(func(o *web.Options) { o.PublicURL = "https://city.example" })
	rec := httptest.NewRecorder()
	s.Handler().ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil))
	for _, cookie := range rec.Result().Cookies() {
		if !cookie.Secure || !cookie.HttpOnly {
			t.Errorf("cookie %s", cookie.Name)
		}
	}
	if len(rec.Result().Cookies()) == 0 {
		t.Error("there is no cookie to look at")
	}
}
