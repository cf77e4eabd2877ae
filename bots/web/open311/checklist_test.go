package open311_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"snapgrid/bots/web/open311"
	"snapgrid/intake"
)

// formType is what clients send; the charset is theirs.
const formType = "application/x-www-form-urlencoded; charset=utf-8"

// point is one assertion of the checklist of a tester of GeoReport v2.
type point struct {
	name string
	test func(t *testing.T, a *open311.Adapter, c *city)
}

// Every point stands on literal requests and answers.
func TestChecklist(t *testing.T) {
	t.Parallel()
	for i, p := range slices.Concat(readingPoints, writingPoints) {
		t.Run(fmt.Sprintf("%02d %s", i+1, p.name), func(t *testing.T) {
			t.Parallel()
			c := newCity()
			c.next = 70
			p.test(t, open(t, c), c)
		})
	}
}

// answers asks for a path, and demands the status and every one of the parts.
func answers(t *testing.T, a *open311.Adapter, method, path, form string, status int, parts ...string) string {
	t.Helper()
	kind := ""
	if method == http.MethodPost {
		kind = formType
	}
	got := ask(t, a, method, path, strings.NewReader(form), kind)
	body := got.Body.String()
	if got.Code != status {
		t.Errorf("%s %.80s answered %d %.200s, want %d", method, path, got.Code, body, status)
	}
	for _, part := range parts {
		if !strings.Contains(body, part) {
			t.Errorf("%s %.80s lacks %s:\n%.600s", method, path, part, body)
		}
	}
	return body
}

func get(t *testing.T, a *open311.Adapter, path string, status int, parts ...string) string {
	t.Helper()
	return answers(t, a, http.MethodGet, "/open311/"+path, "", status, parts...)
}

func post(t *testing.T, a *open311.Adapter, form string, status int, parts ...string) string {
	t.Helper()
	return answers(t, a, http.MethodPost, "/open311/v2/requests.json", form, status, parts...)
}

var readingPoints = []point{
	{"discovery tells the same in both formats", func(t *testing.T, a *open311.Adapter, _ *city) {
		endpoint := "https://city.example/open311/v2/"
		get(t, a, "discovery.json", 200, `"specification":"http://wiki.open311.org/GeoReport_v2"`, `"url":"`+endpoint+`"`, `"type":"production"`,
			`"formats":["text/xml","application/json"]`, `"contact":"`, `"key_service":"`, `"changeset":"2026-`)
		get(t, a, "discovery.xml", 200, `<specification>http://wiki.open311.org/GeoReport_v2</specification><url>`+endpoint+`</url>`, `<type>production</type>`,
			`<formats><format>text/xml</format><format>application/json</format></formats>`, `<contact>`, `<key_service>`, `<changeset>2026-`)
	}},
	{"every address has the content type of its format", func(t *testing.T, a *open311.Adapter, _ *city) {
		for _, path := range []string{"discovery", "v2/services", "v2/services/E0401", "v2/requests", "v2/requests/2", "v2/servicerequestupdates", "v2/none"} {
			for extension, want := range map[string]string{".xml": "text/xml; charset=utf-8", ".json": "application/json; charset=utf-8"} {
				if got := ask(t, a, http.MethodGet, "/open311/"+path+extension, nil, "").Header().Get("Content-Type"); got != want {
					t.Errorf("%s%s is %q", path, extension, got)
				}
			}
		}
	}},
	{"XML carries Chinese, markup, emoji, and no control characters", func(t *testing.T, a *open311.Adapter, _ *city) {
		get(t, a, "v2/requests/2.xml", 200, `<?xml version="1.0" encoding="utf-8"?>`, `<description>坑 &lt;b&gt;&amp;&#34;&#39;]]&gt; 😀`)
	}},
	{"JSON has no wrappers", func(t *testing.T, a *open311.Adapter, _ *city) {
		for path, begin := range map[string]string{
			"v2/services.json": `[{"service_code"`, "v2/requests.json": `[{"service_request_id"`, "v2/requests/2.json": `[{"service_request_id"`,
			"v2/services/E0401.json": `{"service_code"`, "discovery.json": `{"changeset"`, "v2/none.json": `[{"code"`,
		} {
			status := map[bool]int{true: 404, false: 200}[path == "v2/none.json"]
			if body := get(t, a, path, status); !strings.HasPrefix(body, begin) {
				t.Errorf("%s begins with %.40s", path, body)
			}
		}
	}},
	{"an empty list is empty and not null", func(t *testing.T, a *open311.Adapter, _ *city) {
		get(t, a, "v2/requests.json?service_code=none", 200, `[]`)
		get(t, a, "v2/requests.xml?service_code=none", 200, `<service_requests></service_requests>`)
	}},
	{"an unknown code is 404 in the format that was asked for", func(t *testing.T, a *open311.Adapter, _ *city) {
		get(t, a, "v2/services/X1.json", 404, `[{"code":404,"description":"`)
		get(t, a, "v2/services/X1.xml", 404, `<errors><error><code>404</code><description>`)
	}},
	{"without a key or with a wrong one a POST is 403; the key may be in the query or the body", func(t *testing.T, a *open311.Adapter, c *city) {
		form := "service_code=E0401&address_string=x"
		want := `[{"code":403,"description":"Invalid api_key received -- can't proceed with create_request."}]`
		post(t, a, form, 403, want)
		post(t, a, form+"&api_key=wrong", 403, want)
		post(t, a, form+"&api_key=secret", 200)
		answers(t, a, http.MethodPost, "/open311/v2/requests.json?api_key=secret", form, 200, `"service_request_id":"71"`)
		if len(c.posted) != 2 {
			t.Errorf("%d messages were heard", len(c.posted))
		}
	}},
	{"lat without long is 400", func(t *testing.T, a *open311.Adapter, _ *city) {
		post(t, a, "api_key=secret&service_code=E0401&lat=34.5", 400, `[{"code":400,"description":"lat and long have to come together"}]`)
	}},
	{"an address alone is enough", func(t *testing.T, a *open311.Adapter, c *city) {
		post(t, a, "api_key=secret&service_code=E0401&address_string=人民路1号", 200, `[{"service_request_id":"70","service_notice":null,"account_id":null}]`)
		post(t, a, "api_key=secret&service_code=E0401&address_id=77", 200)
		if c.posted[0].Text != "人民路1号" {
			t.Errorf("heard %q", c.posted[0].Text)
		}
	}},
	{"a key that a list does not have is 400", func(t *testing.T, a *open311.Adapter, _ *city) {
		post(t, a, "api_key=secret&service_code=P0103&address_string=x&attribute[what]=odd&attribute[size]=1", 400, `[{"code":400,"description":"attribute what has no value \"odd\""}]`)
	}},
	{"each missing attribute is an error of its own", func(t *testing.T, a *open311.Adapter, _ *city) {
		post(t, a, "api_key=secret&service_code=P0103&address_string=x", 400,
			`[{"code":400,"description":"attribute what required: 井盖怎么了"},{"code":400,"description":"attribute size required: 多大（米）"}]`)
	}},
	{"of known and unknown ids the known ones come", func(t *testing.T, a *open311.Adapter, _ *city) {
		body := get(t, a, "v2/requests.json?service_request_id=2,99,x,3", 200, `"service_request_id":"3"`, `"service_request_id":"2"`)
		if strings.Count(body, "service_request_id") != 2 {
			t.Errorf("answered %s", body)
		}
	}},
	{"ids override the status filter", func(t *testing.T, a *open311.Adapter, _ *city) {
		get(t, a, "v2/requests.json?service_request_id=1&status=open&start_date=2026-03-01&service_code=none", 200, `"service_request_id":"1"`)
	}},
	{"more than 90 days are 400", func(t *testing.T, a *open311.Adapter, _ *city) {
		get(t, a, "v2/requests.json?start_date=2025-11-01T00:00:00Z&end_date=2026-03-01T00:00:00Z", 400, `"code":400`, "90 days")
	}},
	{"a page holds a thousand at most, and the next one goes on", func(t *testing.T, a *open311.Adapter, c *city) {
		for n := int64(5); n <= 1005; n++ {
			c.tickets = append(c.tickets, intake.Ticket{N: n, Status: intake.StatusReported, Category: "E0401", OpenedAt: now})
		}
		if first := get(t, a, "v2/requests.json?page_size=5000", 200); strings.Count(first, `"service_request_id"`) != 1000 {
			t.Errorf("the first page holds %d", strings.Count(first, `"service_request_id"`))
		}
		if second := get(t, a, "v2/requests.json?page=2", 200, `"service_request_id":"5"`); strings.Count(second, `"service_request_id"`) != 4 {
			t.Errorf("the second page holds %d", strings.Count(second, `"service_request_id"`))
		}
	}},
	{"what is closed was updated when it was closed", func(t *testing.T, a *open311.Adapter, _ *city) {
		get(t, a, "v2/requests/1.json", 200, `"status":"closed"`, `"updated_datetime":"2025-11-30T12:00:00+08:00"`)
	}},
	{"what was merged answers still, closed, and names the other", func(t *testing.T, a *open311.Adapter, _ *city) {
		get(t, a, "v2/requests/3.xml", 200, `<status>closed</status><status_notes>goes on as 2 / 已并入 2</status_notes>`)
	}},
	{"what is not there is 404, and what was rejected shows neither words nor photos", func(t *testing.T, a *open311.Adapter, _ *city) {
		get(t, a, "v2/requests/99.json", 404, `[{"code":404,"description":"there is no request with the id 99"}]`)
		body := get(t, a, "v2/requests/4.json?extensions=true", 200, `"description":null`, `"media_url":null`, `"photos":[]`)
		body += get(t, a, "v2/servicerequestupdates.json", 200)
		if strings.Contains(body, "骂人") || strings.Contains(body, "dd_1280") {
			t.Errorf("answered %s", body)
		}
	}},
}

var writingPoints = []point{
	{"nothing of a reporter is anywhere", func(t *testing.T, a *open311.Adapter, _ *city) {
		// ask looks for the reporter of the city in each body; nothing that a client sent of
		// a person comes back either.
		post(t, a, "api_key=secret&service_code=E0401&address_string=x&first_name=李&last_name=四海&email=lisi@example.org&phone=13900139000&device_id=d-1&account_id=a-1", 200)
		all := get(t, a, "v2/requests.json?extensions=true", 200) + get(t, a, "v2/servicerequestupdates.json", 200)
		for _, personal := range []string{"四海", "lisi@", "13900139000", "d-1", "a-1", "reporter"} {
			if strings.Contains(all, personal) {
				t.Errorf("the answers tell %q", personal)
			}
		}
	}},
	{"media_url is the address of a published rendition", func(t *testing.T, a *open311.Adapter, _ *city) {
		get(t, a, "v2/requests/2.json", 200, `"media_url":"https://city.example/photos/aa_1280.jpg"`)
	}},
	{"every time carries its offset", func(t *testing.T, a *open311.Adapter, _ *city) {
		get(t, a, "v2/requests/2.xml", 200, `<requested_datetime>2026-03-03T12:00:00+08:00</requested_datetime><updated_datetime>2026-03-04T12:00:00+08:00</updated_datetime>`)
	}},
	{"a POST that is sent again under its key answers the same id", func(t *testing.T, a *open311.Adapter, c *city) {
		for _, field := range []string{"idempotency_key", "attribute[fixmystreet_id]"} {
			form := "api_key=secret&service_code=E0401&address_string=x&" + url.QueryEscape(field) + "=k-1"
			if first, second := post(t, a, form, 200), post(t, a, form, 200); first != second {
				t.Errorf("answered %s and then %s", first, second)
			}
		}
		if len(c.posted) != 1 { // both fields carried the same word
			t.Errorf("%d messages were heard", len(c.posted))
		}
	}},
	{"a multipart POST brings photos under any name", func(t *testing.T, a *open311.Adapter, c *city) {
		body, kind := multipartForm(t, map[string]string{"api_key": "secret", "service_code": "E0401", "lat": "34.5", "long": "108.5", "media_url": "https://away.example/p.jpg"},
			"media", "photo1", "photo2", "file_before")
		got := ask(t, a, http.MethodPost, "/open311/v2/requests.xml", body, kind)
		if got.Code != 200 || len(c.posted) != 1 || len(c.posted[0].Media) != 5 || c.posted[0].Media[4].Ref != "https://away.example/p.jpg" {
			t.Errorf("answered %d %s; heard %+v", got.Code, got.Body, c.posted)
		}
	}},
	{"a method that is not for the address is 405 with a body", func(t *testing.T, a *open311.Adapter, _ *city) {
		answers(t, a, http.MethodDelete, "/open311/v2/requests.json", "", 405, `[{"code":405,"description":"this address takes GET, POST, HEAD, OPTIONS only"}]`)
		answers(t, a, http.MethodPut, "/open311/v2/services.xml", "", 405, `<errors><error><code>405</code>`)
	}},
	{"HEAD, OPTIONS and other sites' scripts are answered", func(t *testing.T, a *open311.Adapter, _ *city) {
		whole := ask(t, a, http.MethodGet, "/open311/v2/services.json", nil, "")
		head := ask(t, a, http.MethodHead, "/open311/v2/services.json", nil, "")
		if head.Code != 200 || head.Body.Len() != 0 || head.Header().Get("Content-Length") != fmt.Sprint(whole.Body.Len()) || head.Header().Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("HEAD answered %d %v", head.Code, head.Header())
		}
		options := ask(t, a, http.MethodOptions, "/open311/v2/requests.json", nil, "")
		if options.Code != 204 || options.Header().Get("Access-Control-Allow-Methods") != "GET, POST, HEAD, OPTIONS" || !strings.Contains(options.Header().Get("Access-Control-Allow-Headers"), "Idempotency-Key") {
			t.Errorf("OPTIONS answered %d %v", options.Code, options.Header())
		}
	}},
	{"a plus in a date may be escaped or not", func(t *testing.T, a *open311.Adapter, _ *city) {
		for _, plus := range []string{"%2B", "+", "%20"} {
			get(t, a, "v2/requests.json?start_date=2026-03-03T12:00:00"+plus+"08:00&end_date=2026-03-03T12:00:00"+plus+"08:00", 200, `"service_request_id":"2"`)
		}
	}},
	{"a body over the limit is 413", func(t *testing.T, a *open311.Adapter, c *city) {
		post(t, a, "api_key=secret&description="+strings.Repeat("x", 31<<20), 413, `[{"code":413,"description":"the request is too big"}]`)
		post(t, a, "api_key=secret&service_code=E0401&address_string=x&description="+strings.Repeat("x", 4001), 400, "4000 characters")
		if len(c.posted) != 0 {
			t.Error("it was heard")
		}
	}},
	{"strange ids are 404", func(t *testing.T, a *open311.Adapter, _ *city) {
		for _, id := range []string{strings.Repeat("9", 5000), "..%2f..%2fetc%2fpasswd", "%00", "0", "-1", "1e3", "２", "1%0A"} {
			get(t, a, "v2/requests/"+id+".json", 404, `"code":404`)
			get(t, a, "v2/tokens/"+id+".xml", 404, `<code>404</code>`)
			get(t, a, "v2/services/"+id+".json", 404, `"code":404`)
		}
		get(t, a, "v2/../../etc/passwd.json", 404)
	}},
	{"emoji of several characters come back as they were sent", func(t *testing.T, a *open311.Adapter, c *city) {
		family := "👨‍👩‍👧‍👦🏳️‍🌈 𠮷野家门口"
		post(t, a, url.Values{"api_key": {"secret"}, "service_code": {"E0401"}, "address_string": {"x"}, "description": {family}}.Encode(), 200)
		if !strings.HasPrefix(c.posted[0].Text, family) {
			t.Fatalf("heard %q", c.posted[0].Text)
		}
		c.tickets = append(c.tickets, intake.Ticket{N: 70, Status: intake.StatusReported, Masked: c.posted[0].Text, OpenedAt: now})
		var back struct {
			Requests []struct {
				Description string `xml:"description"`
			} `xml:"request"`
		}
		if err := xml.Unmarshal([]byte(get(t, a, "v2/requests/70.xml", 200)), &back); err != nil || !strings.HasPrefix(back.Requests[0].Description, family) {
			t.Errorf("XML gave back %+v, %v", back, err)
		}
		var list []struct{ Description string }
		if err := json.Unmarshal([]byte(get(t, a, "v2/requests/70.json", 200)), &list); err != nil || !strings.HasPrefix(list[0].Description, family) {
			t.Errorf("JSON gave back %+v, %v", list, err)
		}
	}},
	{"a media_url that points inwards is not asked, and none is asked within the request", func(t *testing.T, a *open311.Adapter, c *city) {
		form := "api_key=secret&service_code=E0401&address_string=x"
		post(t, a, form+"&media_url=http://169.254.169.254/latest&media_url=https://away.example/p.jpg", 200, "it is not a public web address")
		if media := c.posted[0].Media; len(media) != 1 || media[0] != (intake.Media{Ref: "https://away.example/p.jpg"}) {
			t.Errorf("heard %+v", media)
		}
	}},
}

// multipartForm is a form with files, and its content type.
func multipartForm(t *testing.T, fields map[string]string, files ...string) (*bytes.Buffer, string) {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range fields {
		if err := form.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range files {
		part, err := form.CreateFormFile(name, name+".jpg")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte("bytes")); err != nil {
			t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	return &body, form.FormDataContentType()
}
