package open311_test

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
)

// client speaks to the service over a connection, as programs of other cities do.
type client struct {
	t        *testing.T
	endpoint string
}

func (c client) do(method, path, kind string, body io.Reader) (int, []byte) {
	c.t.Helper()
	r, err := http.NewRequestWithContext(c.t.Context(), method, c.endpoint+path, body)
	if err != nil {
		c.t.Fatal(err)
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return answer.StatusCode, b
}

// xml asks as FixMyStreet does, and reads the answer.
func (c client) xml(method, path, form string, into any) {
	c.t.Helper()
	kind, body := "", io.Reader(nil)
	if method == http.MethodPost {
		kind, body = "application/x-www-form-urlencoded", strings.NewReader(form)
	}
	status, b := c.do(method, path, kind, body)
	if status/100 != 2 {
		c.t.Fatalf("%s %s answered %d %s", method, path, status, b)
	}
	if err := xml.Unmarshal(b, into); err != nil {
		c.t.Fatalf("%s %s: %v\n%s", method, path, err, b)
	}
}

// identifier is what the adapter of FixMyStreet lets through.
var identifier = regexp.MustCompile(`^[\w\-_]+$`)

// What FixMyStreet does: the endpoint joined with a name, XML only, a report with photos
// elsewhere, the token, the request in its window, and updates in both directions.
func TestFixMyStreet(t *testing.T) {
	t.Parallel()
	city := newCity()
	city.next = 70
	server := httptest.NewServer(open(t, city))
	t.Cleanup(server.Close)
	c := client{t, server.URL + "/open311//v2/"}

	var services struct {
		Services []struct {
			Code     string `xml:"service_code"`
			Metadata string `xml:"metadata"`
			Keywords string `xml:"keywords"`
		} `xml:"service"`
	}
	c.xml(http.MethodGet, "services.xml?jurisdiction_id=sample", "", &services)
	if len(services.Services) != 2 || services.Services[1].Metadata != "true" || strings.Contains(services.Services[0].Keywords, ", ") {
		t.Fatalf("services: %+v", services)
	}
	var definition struct {
		Attributes []struct {
			Code   string   `xml:"code"`
			Values []string `xml:"values>value>key"`
		} `xml:"attributes>attribute"`
	}
	c.xml(http.MethodGet, "services/"+services.Services[1].Code+".xml", "", &definition)

	form := url.Values{
		"api_key": {"secret"}, "jurisdiction_id": {"sample"}, "service_code": {"P0103"}, "lat": {"34.500001"}, "long": {"108.500001"},
		"description": {"title: 井盖丢了\n\ndetail: 很危险\n\nurl: https://fms.example/report/9\n\nSubmitted via FixMyStreet\n"},
		"first_name":  {"张"}, "last_name": {"三"}, "email": {"a@example.org"}, "phone": {"13800138000"}, "deviceid": {"d"}, "address_id": {"#NOTPINPOINTED#"},
		"media_url": {"https://fms.example/1.jpeg", "https://fms.example/2.jpeg"}, "attribute[fixmystreet_id]": {"9"}, "attribute[easting]": {"1"},
		"attribute[" + definition.Attributes[0].Code + "]": {definition.Attributes[0].Values[0]}, "attribute[lanes][]": {"car", "bike"}, "attribute[size]": {"0.7"},
	}.Encode()
	var created struct {
		ID string `xml:"request>service_request_id"`
	}
	for range 2 { // a timeout makes it try again
		c.xml(http.MethodPost, "requests.xml", form, &created)
	}
	if created.ID != "70" || len(city.posted) != 1 {
		t.Fatalf("created %q; heard %+v", created.ID, city.posted)
	}
	if m := city.posted[0]; len(m.Media) != 2 || !strings.HasSuffix(m.Text, "井盖怎么了：丢失\n影响：机动车、非机动车\n多大（米）：0.7") || m.Form != "P0103" {
		t.Errorf("heard %+v", m)
	}
	c.window(t)

	update := url.Values{"api_key": {"secret"}, "service_request_id": {"2"}, "update_id": {"u-1"}, "status": {"OPEN"}, "updated_datetime": {"2026-03-05T12:00:00+08:00"}, "description": {"还是没人来"}}.Encode()
	var updated struct {
		ID string `xml:"request_update>update_id"`
	}
	c.xml(http.MethodPost, "servicerequestupdates.xml", update, &updated)
	if m := city.posted[1]; updated.ID != "u-1" || m.Text != "#2 还是没人来" || !m.Private {
		t.Errorf("update %q; heard %+v", updated.ID, m)
	}
	status, body := c.do(http.MethodPost, "servicerequestupdates.xml", formType, strings.NewReader(update))
	if status != 400 || !strings.Contains(string(body), "already exists") || len(city.posted) != 2 {
		t.Errorf("the same update again answered %d %s", status, body)
	}
}

// window looks for requests and updates as the cron jobs do.
func (c client) window(t *testing.T) {
	t.Helper()
	span := "start_date=" + url.QueryEscape(now.Add(-49*time.Hour).UTC().Format(time.RFC3339)) + "&end_date=" + url.QueryEscape(now.UTC().Format(time.RFC3339))
	var requests struct {
		Requests []struct {
			ID      string `xml:"service_request_id"`
			Lat     string `xml:"lat"`
			Updated string `xml:"updated_datetime"`
		} `xml:"request"`
	}
	c.xml(http.MethodGet, "requests.xml?"+span, "", &requests)
	var updates struct {
		Updates []struct {
			ID      string `xml:"update_id"`
			Request string `xml:"service_request_id"`
			Status  string `xml:"status"`
			Updated string `xml:"updated_datetime"`
		} `xml:"request_update"`
	}
	c.xml(http.MethodGet, "servicerequestupdates.xml?api_key=secret&"+span, "", &updates)
	if len(requests.Requests) != 3 || len(updates.Updates) != 4 {
		t.Fatalf("requests %+v, updates %+v", requests, updates)
	}
	for _, u := range updates.Updates {
		if at, err := time.Parse(time.RFC3339, u.Updated); err != nil || at.After(now) || !identifier.MatchString(u.ID) || u.Request == "" || u.Status == "" {
			t.Errorf("update %+v, %v", u, err)
		}
	}
}

// What the Python client three does: JSON, a slash at the end, files as media, and JSON
// even where it fails.
func TestThree(t *testing.T) {
	t.Parallel()
	city := newCity()
	city.next = 70
	server := httptest.NewServer(open(t, city))
	t.Cleanup(server.Close)
	c := client{t, server.URL + "/open311/v2/"}
	for path, want := range map[string]int{
		"services.json/": 2, "requests.json/?page_size=1&page=2&start_date=2026-03-01T00:00:00Z&end_date=2026-03-05T23:59:59Z": 1,
		"requests/2.json/": 1, "requests/99.json": 1,
	} {
		_, body := c.do(http.MethodGet, path, "", nil)
		var list []map[string]json.RawMessage
		if err := json.Unmarshal(body, &list); err != nil || len(list) != want {
			t.Errorf("%s: %s, %v", path, body, err)
		}
	}
	form, kind := multipartForm(t, map[string]string{"api_key": "secret", "service_code": "E0401", "lat": "34.5", "long": "108.5"}, "media")
	status, body := c.do(http.MethodPost, "requests.json/", kind, form)
	if status != 200 || len(city.posted) != 1 || len(city.posted[0].Media) != 1 {
		t.Errorf("POST answered %d %s; heard %+v", status, body, city.posted)
	}
}

func TestUpdateFaults(t *testing.T) {
	t.Parallel()
	city := newCity()
	a := open(t, city)
	for form, want := range map[string]int{
		"": 403, "api_key=secret": 400, "api_key=secret&service_request_id=2&update_id=1": 400,
		"api_key=secret&service_request_id=99&update_id=1&description=x": 404, "api_key=secret&service_request_id=x&update_id=1&description=x": 404,
		"api_key=secret&service_request_id=2&update_id=1&description=" + strings.Repeat("x", 4001): 400,
	} {
		got := ask(t, a, http.MethodPost, "/open311/v2/servicerequestupdates.json", strings.NewReader(form), formType)
		if got.Code != want || !strings.Contains(got.Body.String(), `"description"`) {
			t.Errorf("%.60s answered %d %s", form, got.Code, got.Body)
		}
	}
	missing := ask(t, a, http.MethodPost, "/open311/v2/servicerequestupdates.json", strings.NewReader("api_key=secret"), formType).Body.String()
	if strings.Count(missing, "is required") != 3 || len(city.posted) != 0 {
		t.Errorf("answered %s; heard %+v", missing, city.posted)
	}
}

// The photo behind a media_url is fetched by the job that develops it.
func TestFetch(t *testing.T) {
	t.Parallel()
	r, err := open(t, newCity()).Fetch(t.Context(), intake.Media{Ref: "https://away.example/p.jpg"})
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(r); err != nil || string(b) != "https://away.example/p.jpg 26214400" {
		t.Errorf("fetched %q, %v", b, err)
	}
}

// Whatever bytes come as a form, the answer is a list of errors or a number, and what is
// heard is fit to be kept.
func FuzzForm(f *testing.F) {
	f.Add("api_key=secret&service_code=P0103&lat=34.5&long=108.5&attribute[what]=gone&attribute[size]=1&description=%00%ff", formType)
	f.Add("--b\r\nContent-Disposition: form-data; name=\"api_key\"\r\n\r\nsecret\r\n--b\r\nContent-Disposition: form-data; name=\"photo1\"; filename=\"a\"\r\n\r\nx\r\n--b--\r\n", "multipart/form-data; boundary=b")
	f.Add("api_key=secret&attribute[what][]=loose&attribute[what]=gone&media_url=https://a&lat=NaN&long=1e400&%zz", "text/plain")
	f.Fuzz(func(t *testing.T, body, kind string) {
		city := newCity()
		city.next = 70
		got := ask(t, open(t, city), http.MethodPost, "/open311/v2/requests.json?api_key=secret&service_code=P0103", strings.NewReader(body), kind)
		if got.Code != 200 && !strings.HasPrefix(got.Body.String(), `[{"code":`) {
			t.Errorf("answered %d %s", got.Code, got.Body)
		}
		for _, m := range city.posted {
			if strings.ContainsRune(m.Text, 0) || len([]rune(m.Text)) > 20_000 && len(body) < 10_000 {
				t.Errorf("heard %q", m.Text)
			}
		}
	})
}
