package open311_test

import (
	"net/http"
	"strings"
	"testing"

	"snapgrid/intake"
)

// A list of a thousand asks the database as often as one of a single request.
func TestListReadsAllAtOnce(t *testing.T) {
	t.Parallel()
	c := newCity()
	for n := int64(5); n <= 1000; n++ {
		c.tickets = append(c.tickets, intake.Ticket{N: n, Status: intake.StatusResolved, Category: "E0401", OpenedAt: now})
		c.events[n] = []intake.Event{{ID: 100 + n, Ticket: n, At: now, Kind: intake.EventResolved, Status: intake.StatusResolved}}
	}
	a := open(t, c)
	for path, most := range map[string]int64{
		"/open311/v2/requests.json?page_size=%": 2, "/open311/v2/requests.xml?extensions=true&page_size=%": 4,
		"/open311/v2/requests.json?extensions=true&page=2&page_size=%": 4, "/open311/v2/servicerequestupdates.json?page_size=%": 3,
	} {
		for _, size := range []string{"1", "500"} {
			before := c.reads.Load()
			if got := ask(t, a, http.MethodGet, path[:len(path)-1]+size, nil, ""); got.Code != http.StatusOK {
				t.Errorf("%s answered %d", path, got.Code)
			}
			if reads := c.reads.Load() - before; reads > most {
				t.Errorf("%s of %s asked %d times", path, size, reads)
			}
		}
	}
}

// Literal bodies of answers to what is posted, in XML; a list of faults has one for each.
func TestPostedBodies(t *testing.T) {
	t.Parallel()
	c := newCity()
	c.next = 70
	a := open(t, c)
	fault := func(code, text string) string {
		return `<error><code>` + code + `</code><description>` + text + `</description></error>`
	}
	for form, want := range map[string]string{
		"service_code=E0401&address_string=x":                                                      `<errors>` + fault("403", "Invalid api_key received -- can&#39;t proceed with create_request.") + `</errors>`,
		"api_key=odd&service_code=E0401&address_string=x":                                          `<errors>` + fault("403", "Invalid api_key received -- can&#39;t proceed with create_request.") + `</errors>`,
		"api_key=secret&service_code=X&address_string=x":                                           `<errors>` + fault("404", "there is no service with the code X") + `</errors>`,
		"api_key=secret&service_code=E0401&lat=34.5":                                               `<errors>` + fault("400", "lat and long have to come together") + `</errors>`,
		"api_key=secret&service_code=P0103&address_string=x":                                       `<errors>` + fault("400", "attribute what required: 井盖怎么了") + fault("400", "attribute size required: 多大（米）") + `</errors>`,
		"api_key=secret&service_code=E0401&address_string=x":                                       `<service_requests><request><service_request_id>70</service_request_id><service_notice></service_notice><account_id></account_id></request></service_requests>`,
		"api_key=secret&service_code=P0103&address_string=x&attribute[what]=odd&attribute[size]=1": `<errors>` + fault("400", "attribute what has no value &#34;odd&#34;") + `</errors>`,
	} {
		if got := ask(t, a, http.MethodPost, "/open311/v2/requests.xml", strings.NewReader(form), formType).Body.String(); strings.TrimSpace(got) != head+want {
			t.Errorf("%s answered\n%s\nwant\n%s", form, got, head+want)
		}
	}
	got := ask(t, a, http.MethodDelete, "/open311/v2/requests.xml", nil, "").Body.String()
	if want := head + `<errors>` + fault("405", "this address takes GET, POST, HEAD, OPTIONS only") + `</errors>`; strings.TrimSpace(got) != want {
		t.Errorf("DELETE answered\n%s\nwant\n%s", got, want)
	}
}
