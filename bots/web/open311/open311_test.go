package open311_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

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
		{"/open311/discovery.json", 200, `{"changeset":"2026-11-22T00:00:00Z","contact":"Read this interface freely. Problems with it: https://city.example/report","key_service":"Keys for POST are given out by the operator of https://city.example","endpoints":[` +
			`{"specification":"http://wiki.open311.org/GeoReport_v2","url":"https://city.example/open311/v2/","changeset":"2026-11-22T00:00:00Z","type":"production","formats":["text/xml","application/json"]},` +
			`{"specification":"http://wiki.open311.org/GeoReport_v2","url":"https://city.example/open311/test/","changeset":"2026-11-22T00:00:00Z","type":"test","formats":["text/xml","application/json"]}]}`},
		{"/open311/discovery.xml", 200, head + `<discovery><changeset>2026-11-22T00:00:00Z</changeset><contact>Read this interface freely. Problems with it: https://city.example/report</contact><key_service>Keys for POST are given out by the operator of https://city.example</key_service><endpoints>` +
			`<endpoint><specification>http://wiki.open311.org/GeoReport_v2</specification><url>https://city.example/open311/v2/</url><changeset>2026-11-22T00:00:00Z</changeset><type>production</type><formats><format>text/xml</format><format>application/json</format></formats></endpoint>` +
			`<endpoint><specification>http://wiki.open311.org/GeoReport_v2</specification><url>https://city.example/open311/test/</url><changeset>2026-11-22T00:00:00Z</changeset><type>test</type><formats><format>text/xml</format><format>application/json</format></formats></endpoint></endpoints></discovery>`},
		{"/open311/v2/services.json", 200, `[{"service_code":"E0401","service_name":"路面塌陷","description":"road collapse","metadata":false,"type":"realtime","keywords":"塌陷,坑","group":"突发事件"},` +
			`{"service_code":"P0103","service_name":"雨水井盖","description":"storm drain cover","metadata":true,"type":"realtime","keywords":null,"group":"公用设施"}]`},
		{"/open311/v2/services.xml", 200, head + `<services><service><service_code>E0401</service_code><service_name>路面塌陷</service_name><description>road collapse</description><metadata>false</metadata><type>realtime</type><keywords>塌陷,坑</keywords><group>突发事件</group></service>` +
			`<service><service_code>P0103</service_code><service_name>雨水井盖</service_name><description>storm drain cover</description><metadata>true</metadata><type>realtime</type><keywords></keywords><group>公用设施</group></service></services>`},
		{"/open311/v2/services/E0401.json", 200, `{"service_code":"E0401","attributes":[]}`},
		{"/open311/v2/services/E0401.xml", 200, head + `<service_definition><service_code>E0401</service_code><attributes></attributes></service_definition>`},
		{"/open311/v2/services/P0103.json", 200, `{"service_code":"P0103","attributes":[` +
			`{"variable":true,"code":"what","datatype":"singlevaluelist","required":true,"datatype_description":null,"order":1,"description":"井盖怎么了","values":[{"key":"gone","name":"丢失"},{"key":"loose","name":"松动"}]},` +
			`{"variable":true,"code":"lanes","datatype":"multivaluelist","required":false,"datatype_description":"可多选","order":2,"description":"影响","values":[{"key":"car","name":"机动车"},{"key":"bike","name":"非机动车"}]},` +
			`{"variable":true,"code":"size","datatype":"number","required":true,"datatype_description":null,"order":3,"description":"多大（米）"}]}`},
		{"/open311/v2/services/P0103.xml", 200, head + `<service_definition><service_code>P0103</service_code><attributes>` +
			`<attribute><variable>true</variable><code>what</code><datatype>singlevaluelist</datatype><required>true</required><datatype_description></datatype_description><order>1</order><description>井盖怎么了</description><values><value><key>gone</key><name>丢失</name></value><value><key>loose</key><name>松动</name></value></values></attribute>` +
			`<attribute><variable>true</variable><code>lanes</code><datatype>multivaluelist</datatype><required>false</required><datatype_description>可多选</datatype_description><order>2</order><description>影响</description><values><value><key>car</key><name>机动车</name></value><value><key>bike</key><name>非机动车</name></value></values></attribute>` +
			`<attribute><variable>true</variable><code>size</code><datatype>number</datatype><required>true</required><datatype_description></datatype_description><order>3</order><description>多大（米）</description></attribute></attributes></service_definition>`},
		{"/open311/v2/tokens/none.xml", 404, head + `<errors><error><code>404</code><description>there is no such token</description></error></errors>`},
		{"/open311/v2/requests.xml?lat=34.25", 400, head + `<errors><error><code>400</code><description>lat and long have to be decimal degrees, WGS-84, and come together</description></error></errors>`},
		{"/open311/v2/requests.xml?start_date=2025-11-01T00:00:00Z&end_date=2026-03-01T00:00:00Z", 400, head + `<errors><error><code>400</code><description>start_date and end_date may be 90 days apart at most</description></error></errors>`},
		{"/open311/v2/requests.xml?service_request_id=2,99,x", 200, head + `<service_requests>` + requestXML + `</service_requests>`},
		{"/open311/v2/requests/99.xml", 404, head + `<errors><error><code>404</code><description>there is no request with the id 99</description></error></errors>`},
		{"/open311/v2/services/X.json", 404, `[{"code":404,"description":"there is no service with the code X"}]`},
		{"/open311/v2/services/X.xml", 404, head + `<errors><error><code>404</code><description>there is no service with the code X</description></error></errors>`},
		{"/open311/v2/requests/2.json", 200, `[{"service_request_id":"2",` + request + `}]`},
		{"/open311/v2/requests/2.json?extensions=true", 200, `[{"service_request_id":"2",` + request + extended + `}]`},
		{"/open311/v2/requests/2.xml", 200, head + `<service_requests>` + requestXML + `</service_requests>`},
		{"/open311//v2/requests/2.xml", 200, head + `<service_requests>` + requestXML + `</service_requests>`},
		{"/open311/v2/servicerequestupdates.xml?start_date=2026-03-05T03:00:00Z&end_date=2026-03-05T04:00:00Z&page=3&page_size=1", 200, head + `<service_request_updates><request_update><update_id>15</update_id><service_request_id>4</service_request_id><status>no_further_action</status>` +
			`<updated_datetime>2026-03-05T12:00:00+08:00</updated_datetime><description>无关</description><media_url></media_url><external_status_code>rejected</external_status_code></request_update></service_request_updates>`},
		{"/open311/v2/servicerequestupdates.json?start_date=2026-03-05T03:00:00Z", 200, `[` +
			`{"update_id":"13","service_request_id":"3","status":"duplicate","updated_datetime":"2026-03-05T11:00:00+08:00","description":"已并入 #2","media_url":null,"external_status_code":"merged"},` +
			`{"update_id":"14","service_request_id":"4","status":"open","updated_datetime":"2026-03-05T11:00:00+08:00","description":null,"media_url":null,"external_status_code":"opened"},` +
			`{"update_id":"15","service_request_id":"4","status":"no_further_action","updated_datetime":"2026-03-05T12:00:00+08:00","description":"无关","media_url":null,"external_status_code":"rejected"}]`},
		{"/open311/v2/servicerequestupdates.xml?end_date=2020-01-01", 200, head + `<service_request_updates></service_request_updates>`},
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
		{"page_size=1000&page=102", 400, ""},
		{"updated_after=2026-03-05T00:00:00Z", 200, "4 3"},
		{"updated_before=2026-03-05T00:00:00Z", 200, "2 1"},
		{"updated_after=2026-03-04&updated_before=2026-03-04", 200, "2"},
		{"updated_after=2025-01-01&start_date=2026-03-05", 200, "4"},
		{"updated_after=soon", 400, ""},
		{"lat=34.2501&long=108.9&radius=50", 200, "2"},
		{"lat=34.26&long=108.9", 200, ""},
		{"lat=34.25", 400, ""},
		{"lat=34.25&long=x", 400, ""},
		{"lat=34.25&long=108.9&radius=-1", 400, ""},
		{"bbox=108.8,34.2,108.95,34.3", 200, "2"},
		{"bbox=108.8,34.2,108.85,34.3", 200, ""},
		{"bbox=108.8,34.2,108.85", 400, ""},
		{"bbox=34.2,108.8,34.3,108.9", 400, ""},
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
		"/open311/v2/requests/3.json?extensions=true": {`"merged_into":"2"`, `"photos":[]`, `"kind":"merged"`},
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
		{"a media_url that is not public", full("media_url", "http://169.254.169.254/latest"), 200, "not fetched"},
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
	body, kind := multipartForm(t, map[string]string{"api_key": "secret", "service_code": "E0401", "address_string": "人民路"}, "photo1")
	got := ask(t, a, http.MethodPost, "/open311/v2/requests.json", body, kind)
	if got.Code != 200 || len(c.posted) != 1 || len(c.posted[0].Media) != 1 || c.posted[0].Media[0].Key != "key" {
		t.Errorf("answered %d %s; heard %+v", got.Code, got.Body, c.posted)
	}
	huge := io.MultiReader(strings.NewReader("description="), bytes.NewReader(bytes.Repeat([]byte("x"), 31<<20)))
	if got := ask(t, a, http.MethodPost, "/open311/v2/requests.json", huge, "application/x-www-form-urlencoded"); got.Code != 413 {
		t.Errorf("31 MB answered %d", got.Code)
	}
}
