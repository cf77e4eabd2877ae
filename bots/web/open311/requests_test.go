package open311_test

import (
	"net/http"
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
