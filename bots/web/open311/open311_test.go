package open311_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"snapgrid/bots/web/open311"
	"snapgrid/geotag"
	"snapgrid/intake"
)

// city is the database: tickets by number, and the messages that were posted.
type city struct {
	tickets  []intake.Ticket
	messages map[int64][]intake.Heard
	events   map[int64][]intake.Event

	mu     sync.Mutex
	posted []intake.Message
	next   int64 // number of the ticket that the next message becomes; 0: none
}

func (c *city) ListTickets(_ context.Context, f intake.Filter) ([]intake.Ticket, error) {
	var found []intake.Ticket
	for _, t := range slices.Backward(c.tickets) {
		switch {
		case len(f.Numbers) > 0 && !slices.Contains(f.Numbers, t.N),
			len(f.Categories) > 0 && !slices.Contains(f.Categories, t.Category),
			len(f.Statuses) > 0 && !slices.Contains(f.Statuses, t.Status),
			!f.From.IsZero() && t.OpenedAt.Before(f.From), !f.To.IsZero() && !t.OpenedAt.Before(f.To),
			f.Before != 0 && t.N >= f.Before:
			continue
		}
		if len(found) < f.Limit {
			found = append(found, t)
		}
	}
	return found, nil
}

func (c *city) TicketMessages(_ context.Context, n int64) ([]intake.Heard, error) {
	return c.messages[n], nil
}

func (c *city) Events(_ context.Context, n int64) ([]intake.Event, error) { return c.events[n], nil }

func (c *city) Origins(_ context.Context, n int64) ([]intake.Origin, error) {
	return []intake.Origin{{Ticket: n, Sender: intake.Sender{ID: "reporter-1", Name: "张三"}}}, nil
}

func (c *city) FindChat(_ context.Context, ref intake.ChatRef) (intake.Chat, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if slices.ContainsFunc(c.posted, func(m intake.Message) bool { return m.Chat == ref }) {
		return intake.Chat{ID: 1, Ref: ref}, nil
	}
	return intake.Chat{}, &intake.Error{Code: intake.CodeNotFound, Message: "no chat"}
}

func (c *city) FindMessage(_ context.Context, _ int64, id string) (intake.Heard, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, m := range c.posted {
		if m.ID == id {
			if c.next == 0 {
				return intake.Heard{Message: m, State: intake.MessageUnsure}, nil
			}
			return intake.Heard{Message: m, State: intake.MessageTicket, Ticket: c.next + int64(i)}, nil
		}
	}
	return intake.Heard{}, &intake.Error{Code: intake.CodeNotFound, Message: "no message"}
}

// take keeps each message once, as the line does.
func (c *city) take(_ context.Context, batch []intake.Inbound) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, in := range batch {
		if !slices.ContainsFunc(c.posted, func(m intake.Message) bool { return m.ID == in.Said.ID }) {
			c.posted = append(c.posted, *in.Said)
		}
	}
	return nil
}

type blobs struct{}

func (blobs) Create(_ context.Context, r io.Reader, _ int64) (string, int64, error) {
	b, err := io.ReadAll(r)
	return "key", int64(len(b)), err
}

func (blobs) Open(context.Context, string) (io.ReadSeekCloser, error) {
	return nil, errors.New("nothing is read here")
}

var (
	zone = time.FixedZone("CST", 8*3600)
	now  = time.Date(2026, 3, 5, 12, 0, 0, 0, zone)
)

// hostile is a description that breaks careless writers.
const hostile = "坑 <b>&\"'\x00\x08]]> 😀\u202e"

func newCity() *city {
	day := 24 * time.Hour
	return &city{
		tickets: []intake.Ticket{
			{
				N: 1, Status: intake.StatusClosed, Category: "E0401", Masked: "旧坑", OpenedAt: now.Add(-100 * day), ChangeAt: now.Add(-90 * day),
				DoneAt: now.Add(-95 * day), Outcome: "已填", Unit: "cg",
			},
			{
				N: 2, Status: intake.StatusDispatched, Tier: intake.TierJoint, Severity: intake.Urgent, Category: "E0401", Words: "13800138000", Masked: hostile, Unit: "cg", Channel: "telegram",
				OpenedAt: now.Add(-2 * day), ChangeAt: now.Add(-day), DueAt: now.Add(day),
				Fix: geotag.Fix{Point: geotag.Point{Lat: 34.25, Lon: 108.9}, Radius: 12.34, Source: geotag.SourceExif, Address: "人民路", Cell: "c1"},
			},
			{N: 3, Status: intake.StatusMerged, MergedInto: 2, Category: "P0103", Masked: "同一个坑", OpenedAt: now.Add(-day), ChangeAt: now, DoneAt: now.Add(-time.Hour)},
			{N: 4, Status: intake.StatusRejected, Masked: "骂人", Outcome: "无关", OpenedAt: now.Add(-time.Hour), ChangeAt: now, DoneAt: now},
		},
		messages: map[int64][]intake.Heard{
			2: {
				{
					Message: intake.Message{Sender: intake.Sender{ID: "reporter-1", Name: "张三"}, ChatTitle: "骑手群"}, Part: intake.PartReport,
					Photos: []intake.Photo{{State: intake.PhotoReady, Media: intake.Media{Key: "aa"}}, {State: intake.PhotoPending, Media: intake.Media{Key: "bb"}}},
				},
				{Part: intake.PartFix, Photos: []intake.Photo{{State: intake.PhotoReady, Media: intake.Media{Key: "cc"}}}},
			},
			4: {{Part: intake.PartReport, Photos: []intake.Photo{{State: intake.PhotoReady, Media: intake.Media{Key: "dd"}}}}},
		},
		events: map[int64][]intake.Event{2: {{At: now.Add(-2 * day), Kind: intake.EventOpened, Text: "坑", Actor: intake.Actor{Sender: "reporter-1"}}}},
	}
}

func open(t *testing.T, c *city) *open311.Adapter {
	t.Helper()
	square := geotag.Cell{Code: "c1", Level: geotag.LevelGrid, Shape: []geotag.Polygon{{{
		{Lat: 34, Lon: 108}, {Lat: 34, Lon: 109}, {Lat: 35, Lon: 109}, {Lat: 35, Lon: 108},
	}}}}
	a := open311.New(open311.Options{
		Config: open311.Config{JurisdictionID: "sample", APIKeys: []string{"secret"}}, PublicURL: "https://city.example", Zone: zone,
		Categories: intake.Categories{{Code: "E0401", Name: "路面塌陷", NameEn: "road collapse", Group: "突发事件", Keywords: []string{"塌陷", "坑"}}},
		Units:      []intake.Unit{{Code: "cg", Name: "城管局"}}, Store: c, Blobs: blobs{},
		Areas: geotag.NewAtlas([]geotag.Cell{square}, nil), Now: func() time.Time { return now },
	})
	ctx, cancel := context.WithCancel(t.Context())
	started := make(chan struct{})
	var running sync.WaitGroup
	running.Go(func() { close(started); _ = a.Run(ctx, c.take) })
	<-started
	t.Cleanup(func() { cancel(); running.Wait() })
	return a
}

func ask(t *testing.T, a *open311.Adapter, method, target string, body io.Reader, contentType string) *httptest.ResponseRecorder {
	t.Helper()
	req := httptest.NewRequestWithContext(t.Context(), method, target, body)
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	rec := httptest.NewRecorder()
	a.ServeHTTP(rec, req)
	switch kind := rec.Header().Get("Content-Type"); {
	case method == http.MethodHead:
	case kind == "text/xml; charset=utf-8":
		if !strings.HasPrefix(rec.Body.String(), `<?xml version="1.0" encoding="utf-8"?>`+"\n<") {
			t.Errorf("%s begins with %.60q", target, rec.Body)
		}
		wellFormed(t, target, rec.Body.Bytes())
	case kind == "application/json; charset=utf-8":
		if !json.Valid(rec.Body.Bytes()) {
			t.Errorf("%s is not JSON: %s", target, rec.Body)
		}
	case rec.Code != http.StatusNoContent:
		t.Errorf("%s is %q", target, kind)
	}
	for _, personal := range []string{"reporter-1", "张三", "骑手群", "13800138000"} {
		if strings.Contains(rec.Body.String(), personal) {
			t.Errorf("%s tells %q", target, personal)
		}
	}
	return rec
}

func wellFormed(t *testing.T, target string, body []byte) {
	t.Helper()
	for d := xml.NewDecoder(bytes.NewReader(body)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Errorf("%s is not XML: %v\n%s", target, err, body)
			return
		}
	}
}

const (
	photoA  = `https://city.example/photos/aa_1280.jpg`
	request = `"status":"open","status_notes":null,"service_name":"路面塌陷","service_code":"E0401",` +
		`"description":"坑 \u003cb\u003e\u0026\"']]\u003e 😀` + "\u202e" + `","agency_responsible":"城管局","service_notice":null,` +
		`"requested_datetime":"2026-03-03T12:00:00+08:00","updated_datetime":"2026-03-04T12:00:00+08:00","expected_datetime":"2026-03-06T12:00:00+08:00",` +
		`"address":"人民路","address_id":null,"zipcode":null,"lat":34.250000,"long":108.900000,"media_url":"` + photoA + `"`
	extended = `,"extended_attributes":{"severity":"urgent","category":"E0401","cell":"c1","status":"dispatched","tier":"joint","channel":"telegram",` +
		`"reports":1,"location_source":"exif","location_accuracy_m":12.3,"photos":["` + photoA + `"],` +
		`"resolution_photos":["https://city.example/photos/cc_1280.jpg"],"merged_into":null,` +
		`"timeline":[{"at":"2026-03-03T12:00:00+08:00","kind":"opened","text":"坑"}]}`
	requestXML = `<request><service_request_id>2</service_request_id><status>open</status><status_notes></status_notes>` +
		`<service_name>路面塌陷</service_name><service_code>E0401</service_code>` +
		`<description>坑 &lt;b&gt;&amp;&#34;&#39;]]&gt; 😀` + "\u202e" + `</description><agency_responsible>城管局</agency_responsible><service_notice></service_notice>` +
		`<requested_datetime>2026-03-03T12:00:00+08:00</requested_datetime><updated_datetime>2026-03-04T12:00:00+08:00</updated_datetime>` +
		`<expected_datetime>2026-03-06T12:00:00+08:00</expected_datetime><address>人民路</address><address_id></address_id><zipcode></zipcode>` +
		`<lat>34.250000</lat><long>108.900000</long><media_url>` + photoA + `</media_url></request>`
	head = `<?xml version="1.0" encoding="utf-8"?>` + "\n"
)

// Literal bodies of answers.
func TestBodies(t *testing.T) {
	a := open(t, newCity())
	tests := []struct {
		path   string
		status int
		body   string
	}{
		{"/open311/v2/services.json", 200, `[{"service_code":"E0401","service_name":"路面塌陷","description":"road collapse","metadata":false,"type":"realtime","keywords":"塌陷,坑","group":"突发事件"}]`},
		{"/open311/v2/services.xml", 200, head + `<services><service><service_code>E0401</service_code><service_name>路面塌陷</service_name><description>road collapse</description><metadata>false</metadata><type>realtime</type><keywords>塌陷,坑</keywords><group>突发事件</group></service></services>`},
		{"/open311/v2/services/E0401.json", 200, `{"service_code":"E0401","attributes":[]}`},
		{"/open311/v2/services/E0401.xml", 200, head + `<service_definition><service_code>E0401</service_code><attributes></attributes></service_definition>`},
		{"/open311/v2/services/X.json", 404, `[{"code":404,"description":"there is no service with the code X"}]`},
		{"/open311/v2/services/X.xml", 404, head + `<errors><error><code>404</code><description>there is no service with the code X</description></error></errors>`},
		{"/open311/v2/requests/2.json", 200, `[{"service_request_id":"2",` + request + `}]`},
		{"/open311/v2/requests/2.json?extensions=true", 200, `[{"service_request_id":"2",` + request + extended + `}]`},
		{"/open311/v2/requests/2.xml", 200, head + `<service_requests>` + requestXML + `</service_requests>`},
		{"/open311//v2/requests/2.xml", 200, head + `<service_requests>` + requestXML + `</service_requests>`},
		{"/open311/v2/requests.json?service_code=none", 200, `[]`},
		{"/open311/v2/requests.xml?service_code=none", 200, head + `<service_requests></service_requests>`},
	}
	for _, tt := range tests {
		got := ask(t, a, http.MethodGet, tt.path, nil, "")
		if got.Code != tt.status || strings.TrimRight(got.Body.String(), "\n") != tt.body {
			t.Errorf("%s answered %d\n%s\nwant %d\n%s", tt.path, got.Code, got.Body, tt.status, tt.body)
		}
	}
}

// Which requests a list holds.
func TestFilters(t *testing.T) {
	a := open(t, newCity())
	tests := []struct {
		query  string
		status int
		ids    string
	}{
		{"", 200, "4 3 2"}, // the first is older than 90 days
		{"status=open", 200, "2"},
		{"status=closed", 200, "4 3"},
		{"status=open,closed", 200, "4 3 2"},
		{"status=odd", 400, ""},
		{"status=", 200, "4 3 2"},
		{"service_code=E0401,P0103", 200, "3 2"},
		{"service_request_id=1,99,2,x", 200, "2 1"},
		{"service_request_id=1&status=open", 200, "1"},
		{"service_request_id=99", 200, ""},
		{"service_request_id=x,../1,%00", 200, ""},
		{"start_date=2026-03-03T12:00:00%2B08:00&end_date=2026-03-03T12:00:00%2B08:00", 200, "2"},
		{"start_date=2026-03-03T12:00:00+08:00&end_date=2026-03-03T12:00:00+08:00", 200, "2"}, // the plus is a space
		{"start_date=2026-03-03T04:00:01Z", 200, "4 3"},
		{"start_date=2026-03-03&end_date=2026-03-03", 200, "2"},
		{"start_date=2026-03-03T12:00:01", 200, "4 3"},
		{"end_date=2026-01-01", 200, "1"},
		{"start_date=2025-11-25&end_date=2026-03-05", 400, ""},
		{"start_date=2026-03-05&end_date=2026-03-01", 400, ""},
		{"start_date=yesterday", 400, ""},
		{"page_size=2", 200, "4 3"},
		{"page_size=2&page=2", 200, "2"},
		{"page_size=2&page=3", 200, ""},
		{"page_size=0", 400, ""},
		{"page=x", 400, ""},
		{"jurisdiction_id=sample", 200, "4 3 2"},
		{"jurisdiction_id=elsewhere", 404, ""},
		{"unknown=1", 200, "4 3 2"},
	}
	for _, tt := range tests {
		got := ask(t, a, http.MethodGet, "/open311/v2/requests.json?"+tt.query, nil, "")
		var requests []struct {
			ID          string `json:"service_request_id"`
			Code        int    `json:"code"`
			Description string `json:"description"`
		}
		if err := json.Unmarshal(got.Body.Bytes(), &requests); err != nil {
			t.Errorf("%s: %v", tt.query, err)
			continue
		}
		var ids []string
		for _, r := range requests {
			if r.ID != "" {
				ids = append(ids, r.ID)
			}
		}
		if got.Code != tt.status || strings.Join(ids, " ") != tt.ids {
			t.Errorf("%s answered %d %q, want %d %q", tt.query, got.Code, ids, tt.status, tt.ids)
		}
		if tt.status != 200 && (len(requests) != 1 || requests[0].Code != tt.status || requests[0].Description == "") {
			t.Errorf("%s: the error is %s", tt.query, got.Body)
		}
	}
}

func TestClosedRequests(t *testing.T) {
	a := open(t, newCity())
	for path, wants := range map[string][]string{
		"/open311/v2/requests/1.json":                 {`"status":"closed"`, `"updated_datetime":"2025-11-30T12:00:00+08:00"`, `"status_notes":"已填"`, `"lat":null`},
		"/open311/v2/requests/3.json":                 {`"status":"closed"`, `已并入 2`},
		"/open311/v2/requests/4.json":                 {`"status":"closed"`, `不予受理: 无关`, `"description":null`, `"media_url":null`},
		"/open311/v2/requests/3.json?extensions=true": {`"merged_into":"2"`, `"photos":[]`, `"timeline":[]`},
	} {
		body := ask(t, a, http.MethodGet, path, nil, "").Body.String()
		for _, want := range wants {
			if !strings.Contains(body, want) {
				t.Errorf("%s lacks %s:\n%s", path, want, body)
			}
		}
	}
}

func TestAddresses(t *testing.T) {
	a := open(t, newCity())
	tests := []struct {
		method, path string
		status       int
	}{
		{"GET", "/open311/discovery.json", 200},
		{"GET", "/open311/discovery.xml", 200},
		{"HEAD", "/open311/v2/services.xml", 200},
		{"OPTIONS", "/open311/v2/requests.json", 204},
		{"GET", "/open311/test/requests.xml", 200},
		{"POST", "/open311/test/requests.xml", 405},
		{"DELETE", "/open311/v2/requests.json", 405},
		{"POST", "/open311/v2/services.xml", 405},
		{"GET", "/open311/v2/services", 404},
		{"GET", "/open311/v2/services.yaml", 404},
		{"GET", "/open311/v3/services.xml", 404},
		{"GET", "/open311/", 404},
		{"GET", "/open311/v2/requests/0.json", 404},
		{"GET", "/open311/v2/requests/-1.json", 404},
		{"GET", "/open311/v2/requests/99.xml", 404},
		{"GET", "/open311/v2/requests/" + strings.Repeat("9", 4000) + ".json", 404},
		{"GET", "/open311/v2/requests/..%2f1.json", 404},
		{"GET", "/open311/v2/requests/%00.xml", 404},
		{"GET", "/open311/v2/tokens/x.json", 404},
		{"GET", "/open311/v2/tokens/..json", 404},
	}
	for _, tt := range tests {
		got := ask(t, a, tt.method, tt.path, nil, "")
		if got.Code != tt.status {
			t.Errorf("%s %.60s answered %d, want %d", tt.method, tt.path, got.Code, tt.status)
		}
		if tt.status == 405 && (!strings.Contains(got.Header().Get("Allow"), "GET") || !strings.Contains(got.Body.String(), "405")) {
			t.Errorf("%s %s: allow %q, %s", tt.method, tt.path, got.Header().Get("Allow"), got.Body)
		}
	}
	var facts struct{ Endpoints []struct{ Formats []string } }
	if err := json.Unmarshal(ask(t, a, "GET", "/open311/discovery.json", nil, "").Body.Bytes(), &facts); err != nil || len(facts.Endpoints) != 2 || len(facts.Endpoints[0].Formats) != 2 {
		t.Errorf("discovery: %+v, %v", facts, err)
	}
}

func TestCreate(t *testing.T) {
	full := func(change ...string) url.Values {
		v := url.Values{"api_key": {"secret"}, "service_code": {"E0401"}, "lat": {"34.5"}, "long": {"108.5"}, "description": {"坑很大 😀"}, "first_name": {"张三"}, "phone": {"13800138000"}}
		for i := 0; i+1 < len(change); i += 2 {
			v.Set(change[i], change[i+1])
		}
		return v
	}
	tests := []struct {
		name   string
		form   url.Values
		status int
		says   string
	}{
		{"all right", full(), 200, `"service_request_id":"70"`},
		{"no key", full("api_key", ""), 403, "api_key"},
		{"wrong key", full("api_key", "secret2"), 403, "api_key"},
		{"wrong key before everything else", full("api_key", "x", "service_code", "", "lat", ""), 403, "api_key"},
		{"no service", full("service_code", ""), 400, "service_code is required"},
		{"unknown service", full("service_code", "X"), 404, "no service"},
		{"other jurisdiction", full("jurisdiction_id", "elsewhere"), 404, "jurisdiction"},
		{"lat only", full("long", ""), 400, "together"},
		{"no number", full("lat", "north"), 400, "decimal"},
		{"not a number", full("lat", "NaN"), 400, "decimal"},
		{"off the earth", full("lat", "91"), 400, "decimal"},
		{"outside", full("lat", "10", "long", "10"), 400, "outside"},
		{"nowhere", full("lat", "", "long", ""), 400, "required"},
		{"only an address", full("lat", "", "long", "", "address_string", "人民路"), 200, `"service_request_id":"70"`},
		{"too long", full("description", strings.Repeat("长", 4001)), 400, "4000"},
		{"media_url", full("media_url", "http://169.254.169.254/latest"), 200, "not fetched"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := newCity()
			c.next = 70
			a := open(t, c)
			got := ask(t, a, http.MethodPost, "/open311/v2/requests.json", strings.NewReader(tt.form.Encode()), "application/x-www-form-urlencoded; charset=utf-8")
			if got.Code != tt.status || !strings.Contains(got.Body.String(), tt.says) {
				t.Fatalf("answered %d %s", got.Code, got.Body)
			}
			if posted := len(c.posted); (posted == 1) != (tt.status == 200) {
				t.Fatalf("%d messages were handed in", posted)
			}
			if tt.status != 200 {
				return
			}
			m := c.posted[0]
			if !strings.HasPrefix(m.Text, "坑很大 😀") || m.Form != "E0401" || m.Sender.Name != "" || strings.Contains(m.Text, "13800138000") || strings.Contains(m.Chat.ID, "secret") {
				t.Errorf("the message is %+v", m)
			}
		})
	}
}

// A client's retry answers the same id; without a number yet there is a token.
func TestIdempotencyAndTokens(t *testing.T) {
	c := newCity()
	c.next = 70
	a := open(t, c)
	form := url.Values{"api_key": {"secret"}, "service_code": {"E0401"}, "address_string": {"人民路"}, "idempotency_key": {"k1"}}.Encode()
	post := func() string {
		return ask(t, a, http.MethodPost, "/open311/v2/requests.xml", strings.NewReader(form), "application/x-www-form-urlencoded").Body.String()
	}
	first, second := post(), post()
	want := head + `<service_requests><request><service_request_id>70</service_request_id><service_notice></service_notice><account_id></account_id></request></service_requests>`
	if first != want || second != want || len(c.posted) != 1 {
		t.Errorf("answered\n%s\n%s\nwant\n%s", first, second, want)
	}
	c.next = 0
	var created []struct{ Token string }
	body := ask(t, a, http.MethodPost, "/open311/v2/requests.json", strings.NewReader(form), "application/x-www-form-urlencoded").Body.Bytes()
	if err := json.Unmarshal(body, &created); err != nil || len(created) != 1 || created[0].Token == "" {
		t.Fatalf("answered %s, %v", body, err)
	}
	path := "/open311/v2/tokens/" + created[0].Token + ".json"
	if got := ask(t, a, "GET", path, nil, "").Body.String(); got != `[{"service_request_id":null,"token":"`+created[0].Token+`"}]`+"\n" {
		t.Errorf("the token answers %s", got)
	}
	c.next = 70
	if got := ask(t, a, "GET", path, nil, "").Body.String(); !strings.Contains(got, `"service_request_id":"70"`) {
		t.Errorf("the token answers %s", got)
	}
}

func TestCreateWithPhoto(t *testing.T) {
	c := newCity()
	c.next = 70
	a := open(t, c)
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range map[string]string{"api_key": "secret", "service_code": "E0401", "address_string": "人民路"} {
		if err := form.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	part, err := form.CreateFormFile("photo1", "a.jpg")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte("bytes")); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	got := ask(t, a, http.MethodPost, "/open311/v2/requests.json", &body, form.FormDataContentType())
	if got.Code != 200 || len(c.posted) != 1 || len(c.posted[0].Media) != 1 || c.posted[0].Media[0].Key != "key" {
		t.Errorf("answered %d %s; heard %+v", got.Code, got.Body, c.posted)
	}
	huge := io.MultiReader(strings.NewReader("description="), bytes.NewReader(bytes.Repeat([]byte("x"), 31<<20)))
	if got := ask(t, a, http.MethodPost, "/open311/v2/requests.json", huge, "application/x-www-form-urlencoded"); got.Code != 413 {
		t.Errorf("31 MB answered %d", got.Code)
	}
}
