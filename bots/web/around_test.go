package web_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// street opens tickets that differ in what the public may ask for: #1 … #6.
func (h *house) street() {
	h.t.Helper()
	at := func(lat, lon float64) geotag.Fix {
		return geotag.Fix{Point: geotag.Point{Lat: lat, Lon: lon}, Radius: 12, Source: geotag.SourceExif, Cell: "c1"}
	}
	h.ticket("坑一", nil)
	h.ticket("垃圾二", func(t *intake.Ticket) { t.Category, t.Fix = "E0102", at(34.2, 108.2) })
	h.ticket("修好的坑三", func(t *intake.Ticket) {
		t.Status, t.Ending, t.DoneAt, t.Fix = intake.StatusResolved, intake.EndingSolved, start, at(34.2, 108.2)
	})
	h.ticket("骂人的四", func(t *intake.Ticket) { t.Status = intake.StatusRejected })
	h.ticket("并了的五", func(t *intake.Ticket) { t.Status, t.MergedInto = intake.StatusMerged, 1 })
	h.ticket("区外六", func(t *intake.Ticket) {
		t.Fix, t.Severity, t.DueAt = geotag.Fix{}, intake.Emergency, start.Add(-1)
	})
}

var listedTicket = regexp.MustCompile(`<li class="card"><a class="whole" href="/tickets/(\d+)"`)

// listed numbers the tickets of a page.
func listed(body string) (numbers []string) {
	for _, m := range listedTicket.FindAllStringSubmatch(body, -1) {
		numbers = append(numbers, m[1])
	}
	return numbers
}

// Page, feeds and frame understand the same wishes.
func TestWishes(t *testing.T) {
	h := open(t)
	h.street()
	for _, tt := range []struct {
		query string
		want  []string
	}{
		{"", []string{"6", "3", "2", "1"}},
		{"state=open", []string{"6", "2", "1"}},
		{"state=done", []string{"3"}},
		{"state=nonsense", []string{"6", "3", "2", "1"}},
		{"cell=c1", []string{"3", "2", "1"}},
		{"cell=nowhere", []string{"6", "3", "2", "1"}},
		{"class=E0401", []string{"6", "3", "1"}},
		{"class=E0102", []string{"2"}},
		{"class=E04&state=open&cell=c1", []string{"1"}},
		{"class=%27%20or%201=1", nil},
		{"near=34.2001,108.2001", []string{"3", "2"}},
		{"near=34.2001,108.2001&state=open&cell=c1", []string{"2"}},
		{"near=%E6%9C%88%E4%BA%AE", []string{"6", "3", "2", "1"}}, // nobody knows where that is
		{"near=91,400", []string{"6", "3", "2", "1"}},
		{"before=3", []string{"2", "1"}},
		{"before=-1&cell=%00", []string{"6", "3", "2", "1"}},
	} {
		page := h.get("/?" + tt.query)
		if got := listed(page.body); page.status != http.StatusOK || !slices.Equal(got, tt.want) {
			t.Errorf("%s: the page lists %v, want %v", tt.query, got, tt.want)
		}
		if got := listed(h.get("/embed?" + tt.query).body); !slices.Equal(got, tt.want) {
			t.Errorf("%s: the frame lists %v, want %v", tt.query, got, tt.want)
		}
		if got := h.features("/tickets.geojson?" + tt.query).numbers(); !slices.Equal(got, tt.want) {
			t.Errorf("%s: GeoJSON has %v, want %v", tt.query, got, tt.want)
		}
		if got := h.entries("/tickets.atom?" + tt.query).numbers(); !slices.Equal(got, tt.want) {
			t.Errorf("%s: Atom has %v, want %v", tt.query, got, tt.want)
		}
	}
	for _, path := range []string{"/", "/embed", "/tickets.geojson", "/tickets.atom"} {
		body := h.get(path).body
		for _, hidden := range []string{"张三", "sender-777", "秘密群", "13800138000", "-100", "骂人", "并了"} {
			if strings.Contains(body, hidden) {
				t.Errorf("%s tells %q", path, hidden)
			}
		}
	}
}

// The figures have a base, and say what they leave out.
func TestFigures(t *testing.T) {
	h := open(t)
	h.street()
	everywhere, here := h.get("/").body, h.get("/?cell=c1").body
	for _, want := range []string{"近 30 天反映的 4 件里", "<strong>1</strong> 件已解决", "<strong>3</strong> 件正在办", "<strong>1</strong> 件超过了答应的时间",
		"并入同一件事的 1 件、不予受理的 1 件不算在内", "统计于 "} {
		if !strings.Contains(everywhere, want) {
			t.Errorf("the first page lacks %q", want)
		}
	}
	for _, want := range []string{"近 30 天反映的 3 件里", "<strong>0</strong> 件超过了答应的时间", "红辉网格"} {
		if !strings.Contains(here, want) {
			t.Errorf("the figures of the cell lack %q", want)
		}
	}
}

// The map shows each ticket that has a place, told apart by form and word.
func TestMap(t *testing.T) {
	h := open(t)
	h.street()
	page := h.get("/?near=34.2,108.2").body
	for _, want := range []string{`class="mark open"`, `class="mark done"`, `aria-label="#3 路面塌陷，已修复，待确认"`, `<g class="here">`} {
		if !strings.Contains(page, want) {
			t.Errorf("the map lacks %q", want)
		}
	}
	if whole := h.get("/").body; strings.Count(whole, `class="mark `)-3 != 3 || !strings.Contains(whole, "红辉网格</text>") {
		t.Errorf("the whole map has %d marks, and 3 in the legend", strings.Count(whole, `class="mark `))
	}
	if one := h.get("/tickets/2").body; !strings.Contains(one, `class="mark open"`) {
		t.Error("the page of a ticket has no map")
	}
	if hidden := h.get("/tickets/4").body; strings.Contains(hidden, "<svg") {
		t.Error("the map tells where something rejected was")
	}
}

// features is what GeoJSON has to be by RFC 7946.
type features struct {
	Type     string
	Features []struct {
		Type     string
		ID       int64
		Geometry *struct {
			Type        string
			Coordinates []float64
		}
		Properties map[string]json.RawMessage
	}
	Next string
}

func (f features) numbers() (all []string) {
	for _, one := range f.Features {
		all = append(all, fmt.Sprint(one.ID))
	}
	return all
}

func (h *house) features(path string) (f features) {
	h.t.Helper()
	got := h.get(path)
	if err := json.Unmarshal([]byte(got.body), &f); err != nil || f.Type != "FeatureCollection" || f.Features == nil {
		h.t.Fatalf("%s: %v\n%s", path, err, got.body)
	}
	return f
}

type entries struct {
	Updated string `xml:"updated"`
	Links   []link `xml:"link"`
	Entry   []struct {
		ID    string `xml:"id"`
		Title string `xml:"title"`
		Point string `xml:"http://www.georss.org/georss point"`
	} `xml:"entry"`
}

type link struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

func (e entries) numbers() (all []string) {
	for _, one := range e.Entry {
		all = append(all, one.ID[strings.LastIndex(one.ID, "/")+1:])
	}
	return all
}

func (h *house) entries(path string) (e entries) {
	h.t.Helper()
	got := h.get(path)
	if err := xml.Unmarshal([]byte(got.body), &e); err != nil {
		h.t.Fatalf("%s: %v\n%s", path, err, got.body)
	}
	return e
}

func TestFeeds(t *testing.T) {
	h := open(t)
	h.street()
	points := h.features("/tickets.geojson")
	if first := points.Features[0]; first.Geometry != nil { // #6 has no place
		t.Errorf("a place was invented: %+v", first)
	}
	if two := points.Features[2]; two.Geometry.Type != "Point" || !slices.Equal(two.Geometry.Coordinates, []float64{108.2, 34.2}) ||
		string(two.Properties["url"]) != fmt.Sprintf("%q", h.http.URL+"/tickets/2") {
		t.Errorf("feature %+v", two)
	}
	if e := h.entries("/tickets.atom").Entry[2]; e.Point != "34.200000 108.200000" || e.ID != h.http.URL+"/tickets/2" {
		t.Errorf("entry %+v", e)
	}
	var walked []string
	for next := "/tickets.geojson?limit=1"; next != ""; {
		page := h.features(next)
		walked = append(walked, page.numbers()...)
		next = strings.TrimPrefix(page.Next, h.http.URL)
	}
	if !slices.Equal(walked, []string{"6", "3", "2", "1"}) {
		t.Errorf("page by page: %v", walked)
	}
	for path, kind := range map[string]string{"/tickets.geojson": "application/geo+json", "/tickets.atom": "application/atom+xml; charset=utf-8"} {
		got := h.ask(http.MethodGet, path, nil, http.NoBody)
		if got.Header.Get("Content-Type") != kind || got.Header.Get("Access-Control-Allow-Origin") != "*" || len(got.Cookies()) > 0 {
			t.Errorf("%s: %v", path, got.Header)
		}
		for name, value := range map[string]string{"If-None-Match": got.Header.Get("ETag"), "If-Modified-Since": got.Header.Get("Last-Modified")} {
			if again := h.ask(http.MethodGet, path, map[string]string{name: value}, http.NoBody); value == "" || again.StatusCode != http.StatusNotModified {
				t.Errorf("%s with %s %q answered %d", path, name, value, again.StatusCode)
			}
		}
	}
	if err := h.reject(1); err != nil {
		t.Fatal(err)
	}
	tag := h.ask(http.MethodGet, "/tickets.geojson", nil, http.NoBody).Header.Get("ETag")
	if again := h.ask(http.MethodGet, "/tickets.geojson", map[string]string{"If-None-Match": tag}, http.NoBody); again.StatusCode != http.StatusNotModified {
		t.Errorf("answered %d", again.StatusCode)
	}
	if body := h.get("/tickets.geojson").body; strings.Contains(body, "坑一") {
		t.Error("the feed goes on telling what was rejected")
	}
}

func (h *house) reject(n int64) error {
	ticket, err := h.store.Ticket(h.t.Context(), n)
	if err != nil {
		return err
	}
	ticket.Status = intake.StatusRejected
	return h.store.SaveTicket(h.t.Context(), ticket)
}

// Only the page that is made for it may stand in a frame, and it knows nobody.
func TestEmbed(t *testing.T) {
	h := open(t)
	h.street()
	got := h.login(admin).get("/embed?lang=en")
	policy := got.header.Get("Content-Security-Policy")
	if !strings.Contains(policy, "frame-ancestors *") || got.header.Get("X-Frame-Options") != "" || !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("the frame is refused: %v", got.header)
	}
	if strings.Contains(got.body, "<form") || strings.Contains(got.body, "<script") || got.header.Get("Set-Cookie") != "" {
		t.Errorf("the frame has more than a look:\n%s", got.body)
	}
	if !strings.Contains(got.body, "Of 4 reported") {
		t.Error("the frame does not speak the language it was asked for")
	}
	if other := h.get("/"); !strings.Contains(other.header.Get("Content-Security-Policy"), "frame-ancestors 'none'") || other.header.Get("X-Frame-Options") != "DENY" {
		t.Errorf("the first page can be framed: %v", other.header)
	}
}

// What is the matter before and after can be compared, on the ticket and where it is
// new.
func TestCompare(t *testing.T) {
	h := open(t)
	n, key := h.ticket("坑", func(t *intake.Ticket) { t.Status, t.Ending = intake.StatusResolved, intake.EndingSolved })
	fixed := h.repair(n)
	for _, path := range []string{"/", "/tickets/1"} {
		body := h.get(path).body
		_, slider, found := strings.Cut(body, `<div class="compare"`)
		if !found || !strings.Contains(slider, key+"_1280.jpg") || !strings.Contains(slider, fixed+"_1280.jpg") ||
			strings.Index(slider, key) > strings.Index(slider, fixed) {
			t.Errorf("%s does not compare:\n%s", path, body)
		}
	}
	if body := h.get("/?state=open").body; strings.Contains(body, `class="compare"`) {
		t.Error("a repair is shown among what is being worked on")
	}
}

// repair gives a ticket a photo of the repair.
func (h *house) repair(n int64) (key string) {
	h.t.Helper()
	ctx := h.t.Context()
	heard, err := h.store.PutMessages(ctx, []intake.Message{{
		Chat: intake.ChatRef{Channel: "telegram", ID: "-100"}, ID: "fixed", Sender: intake.Sender{ID: "2"}, SentAt: start,
		Media: []intake.Media{{Key: "fe11ed", Original: true}},
	}}, start)
	if err != nil {
		h.t.Fatal(err)
	}
	photo := heard[0].Photos[0]
	photo.State = intake.PhotoReady
	if err := h.store.SavePhoto(ctx, photo); err != nil {
		h.t.Fatal(err)
	}
	if err := h.store.TakeMessages(ctx, intake.Numbers(heard), intake.Outcome{State: intake.MessageTicket, Ticket: n, Part: intake.PartFix}); err != nil {
		h.t.Fatal(err)
	}
	return "fe11ed"
}
