package geocode

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"snapgrid/geotag"
)

// double answers like a service and counts how often it was asked.
type double struct {
	*httptest.Server
	asked atomic.Int64
	last  atomic.Pointer[http.Request]
}

func newDouble(t *testing.T, status int, body string) *double {
	d := &double{}
	d.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d.asked.Add(1)
		d.last.Store(r)
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(d.Close)
	return d
}

func config(service, url string) Config {
	c := DefaultConfig()
	c.Service, c.URL, c.Key, c.City, c.Pause = service, url, "k3y", "某市", 0
	return c
}

func TestServices(t *testing.T) {
	here := geotag.Point{Lat: 34.26, Lon: 108.94}
	gcj := geotag.GCJ02.FromWGS84(here)
	lat, lon := gcj.String()[:9], gcj.String()[10:]
	tests := []struct {
		service, asks, body string
		radius              float64 // 0: nothing is known
	}{
		{"nominatim", "q", `[{"lat":"34.26","lon":"108.94","display_name":"书院路, 某市","addresstype":"road"}]`, 500},
		{"nominatim", "q", `[{"lat":"34.26","lon":"108.94","display_name":"某市","addresstype":"city"}]`, 0},
		{"nominatim", "q", `[]`, 0},
		{"amap", "address", `{"status":"1","geocodes":[{"formatted_address":"某市书院路12号","location":"` + lon + `,` + lat + `","level":"门牌号"}]}`, 60},
		{"amap", "address", `{"status":"1","geocodes":[{"formatted_address":[],"location":"` + lon + `,` + lat + `","level":"道路"}]}`, 500},
		{"amap", "address", `{"status":"1","geocodes":[{"formatted_address":"某市","location":"1,2","level":"市"}]}`, 0},
		{"amap", "address", `{"status":"1","geocodes":[]}`, 0},
		{"tencent", "address", `{"status":0,"result":{"title":"书院路12号","location":{"lng":` + lon + `,"lat":` + lat + `},"reliability":9,"level":9}}`, 60},
		{"tencent", "address", `{"status":0,"result":{"title":"x","location":{"lng":1,"lat":2},"reliability":3,"level":9}}`, 0},
		{"tencent", "address", `{"status":347,"message":"查询无结果"}`, 0},
		{"tianditu", "ds", `{"msg":"ok","status":"0","location":{"level":"门址","lon":"108.94","lat":"34.26","keyWord":"某市书院路12号"}}`, 60},
		{"tianditu", "ds", `{"msg":"ok","status":"0","location":{"level":"门址","lon":108.94,"lat":34.26}}`, 60},
		{"tianditu", "ds", `{"msg":"无结果","status":"404"}`, 0},
	}
	for _, tt := range tests {
		d := newDouble(t, 200, tt.body)
		pin, err := New(config(tt.service, d.URL), time.Now).Ask(t.Context(), "书院路12号")
		if err != nil || (pin != nil) != (tt.radius > 0) {
			t.Errorf("%s %s: %v, %v", tt.service, tt.body, pin, err)
			continue
		}
		if pin != nil && (pin.DistanceTo(here) > 1 || pin.Radius != tt.radius) {
			t.Errorf("%s %s: %+v", tt.service, tt.body, pin)
		}
		if asked := d.last.Load().URL.Query().Get(tt.asks); !strings.Contains(asked, "书院路12号") {
			t.Errorf("%s was asked %q", tt.service, asked)
		}
	}
}

func TestErrorsHoldNoSecret(t *testing.T) {
	for body, status := range map[string]int{
		`{"status":"0","info":"INVALID_USER_KEY"}`: 200, `no JSON`: 200, `gone`: 503,
		`{"status":"1","geocodes":[{"location":"x,y","level":"道路"}]}`: 200,
	} {
		d := newDouble(t, status, body)
		pin, err := New(config("amap", d.URL), time.Now).Ask(t.Context(), "书院路12号")
		if err == nil || pin != nil || strings.Contains(err.Error(), "k3y") || strings.Contains(err.Error(), "书院路") {
			t.Errorf("%s: %v, %v", body, pin, err)
		}
	}
	elsewhere := newDouble(t, 200, "[]")
	redirecting := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusFound))
	t.Cleanup(redirecting.Close)
	if _, err := New(config("amap", redirecting.URL), time.Now).Ask(t.Context(), "书院路12号"); err == nil || elsewhere.asked.Load() > 0 {
		t.Errorf("a redirect was followed: %v", err)
	}
	d := newDouble(t, 200, "")
	d.Close()
	_, err := New(config("amap", d.URL), time.Now).Ask(t.Context(), "书院路12号")
	if err == nil || strings.Contains(err.Error(), "k3y") || strings.Contains(err.Error(), "%E4") {
		t.Errorf("a service that is down: %v", err)
	}
}

func TestAnswersAreKept(t *testing.T) {
	now := time.Date(2026, 5, 4, 10, 0, 0, 0, time.UTC)
	d := newDouble(t, 200, `[]`)
	c := New(config("nominatim", d.URL), func() time.Time { return now })
	for range 3 {
		if _, err := c.Ask(t.Context(), "书院路"); err != nil {
			t.Fatal(err)
		}
	}
	if n := d.asked.Load(); n != 1 {
		t.Errorf("asked %d times for one address", n)
	}
	now = now.Add(2 * keepNothing)
	if _, err := c.Ask(t.Context(), "书院路"); err != nil || d.asked.Load() != 2 {
		t.Errorf("not asked again later: %v, %d", err, d.asked.Load())
	}
}

// The third question at once would have to wait longer than anybody waits.
func TestPace(t *testing.T) {
	now := time.Date(2026, 5, 4, 10, 0, 0, 0, time.UTC)
	d := newDouble(t, 200, `[]`)
	cfg := config("nominatim", d.URL)
	cfg.Pause, cfg.Timeout = 80*time.Millisecond, 100*time.Millisecond
	c := New(cfg, func() time.Time { return now })
	for i, address := range []string{"甲路", "乙路", "丙路"} {
		_, err := c.Ask(t.Context(), address)
		if busy := errors.Is(err, ErrBusy); busy != (i == 2) {
			t.Errorf("question %d: %v", i+1, err)
		}
	}
}

func TestSlowService(t *testing.T) {
	ended := make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-ended:
		}
	}))
	defer slow.Close()
	defer close(ended)
	cfg := config("tencent", slow.URL)
	cfg.Timeout = 50 * time.Millisecond
	if _, err := New(cfg, time.Now).Ask(t.Context(), "书院路"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
}

func TestConfig(t *testing.T) {
	if New(DefaultConfig(), time.Now) != nil || DefaultConfig().Validate() != nil {
		t.Error("by default nobody is asked")
	}
	bad := Config{Service: "gogle", URL: "x", Timeout: time.Hour, Pause: time.Hour}
	for _, key := range []string{"service: ", "url: ", "timeout: ", "pause: "} {
		if err := bad.Validate(); err == nil || !strings.Contains(err.Error(), key) {
			t.Errorf("no fault about %q: %v", key, err)
		}
	}
	noKey := config("amap", "")
	noKey.Key = ""
	if noKey.Validate() == nil || config("nominatim", "").Validate() != nil {
		t.Error("amap wants a key, Nominatim wants none")
	}
}

func TestAddressPart(t *testing.T) {
	tests := map[string]string{
		"我刚路过书院路12号门口，井盖没了":               "书院路12号",
		"张三家住在书院路12号3单元502，电话13800138000": "书院路12号",
		"五星街与书院路交叉口红绿灯坏了":                 "五星街与书院路交叉口",
		"槐荫农贸市场门口污水":                      "槐荫农贸市场",
		"路上有个坑":                           "",
		"马路中间有个坑":                         "",
		"大家早上好":                           "",
		"":                                "",
	}
	for words, want := range tests {
		if got := AddressPart(words); got != want {
			t.Errorf("AddressPart(%q) = %q, want %q", words, got, want)
		}
	}
}
