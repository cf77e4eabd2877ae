package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/bots/web"
	"snapgrid/geotag"
	"snapgrid/intake"
)

func TestPublicPages(t *testing.T) {
	h := open(t)
	n, key := h.ticket("路面塌陷，有坑", nil)
	rejected, hidden := h.ticket("骂人的话", func(t *intake.Ticket) { t.Status, t.Outcome = intake.StatusRejected, "不属于街道" })
	merged, _ := h.ticket("又是那个坑", func(t *intake.Ticket) { t.Status, t.MergedInto = intake.StatusMerged, n })

	home := h.get("/")
	for _, want := range []string{"#1 路面塌陷", "路面塌陷，有坑", "/photos/" + key + "_320.jpg", "人民路", "已派单"} {
		if !strings.Contains(home.body, want) {
			t.Errorf("the first page lacks %q", want)
		}
	}
	one, two, three := h.get("/tickets/1"), h.get("/tickets/2"), h.get("/tickets/3")
	for _, want := range []string{"路面塌陷，有坑", key + "_1280.jpg", "城管局", "收到反映"} {
		if !strings.Contains(one.body, want) {
			t.Errorf("the ticket's page lacks %q", want)
		}
	}
	if rejected != 2 || strings.Contains(two.body, "骂人的话") || strings.Contains(two.body, hidden) || !strings.Contains(two.body, "不属于街道") {
		t.Errorf("the rejected ticket's page:\n%s", two.body)
	}
	if merged != 3 || !strings.Contains(three.body, "/tickets/1") {
		t.Errorf("the merged ticket's page:\n%s", three.body)
	}
	for _, page := range []answer{home, one, two, three} {
		for _, personal := range []string{"张三", "sender-777", "秘密群", "13800138000", "-100"} {
			if strings.Contains(page.body, personal) {
				t.Errorf("%s tells %q", page.path, personal)
			}
		}
	}
	for _, path := range []string{"/tickets/4", "/tickets/0", "/tickets/-1", "/tickets/x", "/tickets/99999999999999999999", "/nothing"} {
		if got := h.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s answered %d", path, got.status)
		}
	}
}

func TestPhotos(t *testing.T) {
	h := open(t)
	_, key := h.ticket("坑", nil)
	_, rejected := h.ticket("骂人的话", func(t *intake.Ticket) { t.Status = intake.StatusRejected })
	if err := h.blobs.Put(t.Context(), intake.PairName(1, 7), jpegOf(t, "pair")); err != nil {
		t.Fatal(err)
	}
	if err := h.blobs.Put(t.Context(), intake.PairName(2, 8), jpegOf(t, "pair")); err != nil {
		t.Fatal(err)
	}
	boss, anybody := h.login(admin), h.browser()
	tests := []struct {
		who    *browser
		path   string
		status int
	}{
		{anybody, key + "_320.jpg", 200},
		{anybody, key + "_1280.jpg", 200},
		{anybody, "pair-1-7_1280.jpg", 200},
		{anybody, "pair-2-8_1280.jpg", 404},
		{anybody, "pair-9-7_1280.jpg", 404},
		{anybody, "pair-x-7_1280.jpg", 404},
		{anybody, rejected + "_320.jpg", 404},
		{boss, rejected + "_320.jpg", 200},
		{anybody, key + "_640.jpg", 404},
		{boss, key + ".jpg", 404},
		{boss, key, 404},
		{boss, "renditions/" + key + "_320.jpg", 404},
		{boss, "renditions%2F" + key + "_320.jpg", 404},
		{boss, "..%2Foriginals%2F" + key, 404},
		{boss, "..%2F" + key + "_320.jpg", 404},
		{boss, key + "_320.jpg%00", 404},
		{boss, strings.ToUpper(key) + "_320.jpg", 404},
		{boss, key + "_320.png", 404},
		{boss, "-", 404},
	}
	for _, tt := range tests {
		got := tt.who.get("/photos/" + tt.path)
		if got.status != tt.status {
			t.Errorf("%s answered %d, want %d", tt.path, got.status, tt.status)
		}
		isPhoto := got.header.Get("Content-Type") == "image/jpeg" && strings.HasPrefix(got.body, "\xff\xd8")
		if isPhoto != (tt.status == 200) || got.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s is %q", tt.path, got.header.Get("Content-Type"))
		}
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.http.URL+"/photos/"+key+"_320.jpg", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Range", "bytes=0-1")
	if got := anybody.do(req); got.status != http.StatusPartialContent || got.body != "\xff\xd8" {
		t.Errorf("a range answered %d, %d bytes", got.status, len(got.body))
	}
}

// Photos of a talk are for those who see the talk.
func TestTalkPhotos(t *testing.T) {
	h := open(t)
	h.chat("honghui", intake.ChatResidents)
	_, key := h.ticket("骂人的话", func(t *intake.Ticket) { t.Status = intake.StatusRejected })
	if got := h.get("/chat/honghui/photos/" + key + "_320.jpg"); got.status != http.StatusNotFound {
		t.Errorf("a photo of another chat answered %d", got.status)
	}
	heard, err := h.store.PutMessages(t.Context(), []intake.Message{{
		Chat: intake.ChatRef{Channel: "web", ID: "honghui"}, ID: "m1", Sender: intake.Sender{ID: "g", Name: "刘"}, SentAt: start,
		Text: "看", Media: []intake.Media{{Key: key, Original: true}},
	}}, start)
	if err != nil {
		t.Fatal(err)
	}
	photo := heard[0].Photos[0]
	photo.State = intake.PhotoReady
	if err := h.store.SavePhoto(t.Context(), photo); err != nil {
		t.Fatal(err)
	}
	if body := h.get("/chat/honghui").body; !strings.Contains(body, "/chat/honghui/photos/"+key+"_320.jpg") {
		t.Errorf("the room does not show the photo:\n%s", body)
	}
	if got := h.get("/chat/honghui/photos/" + key + "_320.jpg"); got.status != http.StatusOK {
		t.Errorf("a photo of the room answered %d", got.status)
	}
}

func TestHeaders(t *testing.T) {
	h := open(t)
	for _, path := range []string{"/", "/report", "/nothing", "/assets/style.css", "/open311/discovery.json", "/healthz"} {
		got := h.get(path).header
		policy := got.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || !strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("%s: policy %q", path, policy)
		}
		if got.Get("X-Content-Type-Options") != "nosniff" || got.Get("Referrer-Policy") != "same-origin" {
			t.Errorf("%s: headers %v", path, got)
		}
	}
	b := h.browser()
	b.get("/report")
	for _, cookie := range b.client.Jar.Cookies(mustURL(t, h.http.URL)) {
		if cookie.Value == "" {
			t.Errorf("cookie %s is empty", cookie.Name)
		}
	}
	for _, line := range h.get("/report").header.Values("Set-Cookie") {
		if !strings.Contains(line, "HttpOnly") || !strings.Contains(line, "SameSite=Lax") {
			t.Errorf("cookie %q", line)
		}
	}
}

// Whoever calls us from another site is refused, whatever the form says.
func TestCrossSite(t *testing.T) {
	h := open(t)
	for name, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"} {
		b := h.browser()
		form := with(fill(t, b.get("/report"), "/report"), "words", "坑")
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.http.URL+"/report", strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set(name, value)
		if got := b.do(req); got.status != http.StatusForbidden {
			t.Errorf("%s: %s answered %d", name, value, got.status)
		}
	}
	if len(h.all()) != 0 {
		t.Error("another site could report")
	}
}

func TestMethods(t *testing.T) {
	h := open(t)
	h.chat("honghui", intake.ChatResidents)
	for _, tt := range []struct{ method, path string }{
		{"POST", "/"},
		{"DELETE", "/tickets/1"},
		{"POST", "/tickets/1"},
		{"PUT", "/report"},
		{"GET", "/logout"},
		{"GET", "/chat/honghui/say"},
		{"GET", "/chat/honghui/press"},
		{"POST", "/photos/a.jpg"},
		{"POST", "/healthz"},
		{"GET", "/desk/inbox/1"},
		{"DELETE", "/desk"},
	} {
		req, err := http.NewRequestWithContext(t.Context(), tt.method, h.http.URL+tt.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := h.browser().do(req)
		if got.status != http.StatusMethodNotAllowed && got.status != http.StatusNotFound {
			t.Errorf("%s %s answered %d", tt.method, tt.path, got.status)
		}
	}
}

func TestLanguage(t *testing.T) {
	h := open(t)
	if body := h.get("/").body; !strings.Contains(body, `<html lang="zh-CN">`) || !strings.Contains(body, "我要反映") {
		t.Error("without a wish it is not Chinese")
	}
	b := h.browser()
	if body := b.get("/?lang=en").body; !strings.Contains(body, `<html lang="en">`) || !strings.Contains(body, "Report a problem") {
		t.Error("?lang=en is not English")
	}
	if body := b.get("/report").body; !strings.Contains(body, "What is wrong") {
		t.Error("the wish is forgotten")
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.http.URL+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Language", "fr-FR, en-GB;q=0.8, zh;q=0.2")
	if body := h.browser().do(req).body; !strings.Contains(body, "Report a problem") {
		t.Error("the browser's wish is not heard")
	}
}

func TestReadiness(t *testing.T) {
	h := open(t)
	h.server.Watch("database", func(context.Context) (bool, string) { return true, "" })
	if got := h.get("/readyz"); got.status != http.StatusOK {
		t.Errorf("answered %d", got.status)
	}
	h.server.Watch("telegram", func(context.Context) (bool, string) { return false, "logged out" })
	got := h.get("/readyz")
	var state struct {
		Ready  bool
		Says   string
		Checks map[string]struct {
			OK   bool
			Note string
		}
	}
	if err := json.Unmarshal([]byte(got.body), &state); err != nil {
		t.Fatal(err)
	}
	if got.status != http.StatusServiceUnavailable || state.Ready || !state.Checks["database"].OK || state.Checks["telegram"].Note != "logged out" {
		t.Errorf("answered %d %s", got.status, got.body)
	}
	if want := "telegram DOES NOT WORK: logged out\ndatabase works\n"; state.Says != want {
		t.Errorf("in words it is %q, want %q", state.Says, want)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.http.URL+"/readyz", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", "text/plain")
	if got := h.browser().do(req); got.body != state.Says || got.status != http.StatusServiceUnavailable {
		t.Errorf("as text it is %d %q", got.status, got.body)
	}
	if got := h.get("/healthz"); got.status != http.StatusOK || got.body != "ok\n" {
		t.Errorf("/healthz answered %d %q", got.status, got.body)
	}
}

// One page that breaks answers a sentence and harms no other; the log names the
// route, not what was asked for.
func TestPanicAndLog(t *testing.T) {
	h := open(t)
	h.server.Mount("GET /breaks/{key}", http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("boom") }))
	var logged bytes.Buffer
	log := zerolog.New(&logged)
	req := httptest.NewRequestWithContext(log.WithContext(t.Context()), http.MethodGet, "/breaks/my-secret-key?code=abc", nil)
	rec := httptest.NewRecorder()
	h.server.Handler().ServeHTTP(rec, req)
	if rec.Code != http.StatusInternalServerError || strings.Contains(rec.Body.String(), "boom") {
		t.Errorf("answered %d %q", rec.Code, rec.Body)
	}
	if out := logged.String(); !strings.Contains(out, "boom") || !strings.Contains(out, `"route":"GET /breaks/{key}"`) ||
		strings.Contains(out, "my-secret-key") || strings.Contains(out, "192.0.2.1") {
		t.Errorf("logged %s", out)
	}
	if got := h.get("/healthz"); got.status != http.StatusOK {
		t.Errorf("/healthz answered %d", got.status)
	}
}

// Run serves on the listener and lets a request that runs finish.
func TestRun(t *testing.T) {
	h := open(t)
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s, err := web.New(web.Options{
		Listener: listener, PublicURL: "http://" + listener.Addr().String(), Language: "zh-CN", Zone: start.Location(),
		Store: h.store, Blobs: shelf{h.blobs}, Areas: geotag.NewAtlas(nil, nil), Desk: h.desk, Now: func() time.Time { return start },
	})
	if err != nil {
		t.Fatal(err)
	}
	inside, finish := make(chan struct{}), make(chan struct{})
	s.Mount("GET /slow", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(inside)
		<-finish
		_, _ = w.Write([]byte("done"))
	}))
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	type result struct {
		status int
		err    error
	}
	slow := make(chan result, 1)
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	go func() {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+s.Addr()+"/slow", nil)
		if err != nil {
			slow <- result{0, err}
			return
		}
		res, err := client.Do(req)
		if err != nil {
			slow <- result{0, err}
			return
		}
		slow <- result{res.StatusCode, res.Body.Close()}
	}()
	<-inside
	stop()
	close(finish)
	if got := <-slow; got.err != nil || got.status != http.StatusOK {
		t.Errorf("the running request got %+v", got)
	}
	if err := <-ended; err != nil {
		t.Errorf("Run ended with %v", err)
	}
}
