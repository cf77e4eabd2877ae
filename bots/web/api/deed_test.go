package api

import (
	"net/http"
	"testing"
	"time"

	"snapgrid/intake"
)

// A key stands in the address of a published photo. Nobody gets at the photo as it was
// sent by showing it on a ticket of their own.
func TestPhotoOfAnothersTicket(t *testing.T) {
	t.Parallel()
	for unit, want := range map[string]int{"another": 409, "": 200} {
		h, a := newHouse()
		h.shown, h.tickets[3] = true, intake.Ticket{N: 3, Status: intake.StatusDispatched, Unit: unit}
		got := ask(t, a, http.MethodPost, "/tickets/1/deeds", "tickets:write", `{"deed":"resolve","photos":["`+photoKey+`"]}`)
		if got.Code != want || len(h.acts) != map[int]int{200: 1}[want] {
			t.Errorf("of a ticket of the unit %q: answered %d %s; %d acts", unit, got.Code, got.Body, len(h.acts))
		}
		step := ask(t, a, http.MethodPost, "/whistles/1/steps", "tickets:write", `{"step":"done","photos":["`+photoKey+`"]}`)
		if step.Code != want {
			t.Errorf("a step with it answered %d %s", step.Code, step.Body)
		}
	}
}

// A deed shows a photo whose upload failed. When that is there, the same deed is done.
func TestDeedAfterItsPhoto(t *testing.T) {
	t.Parallel()
	for path, body := range map[string]string{
		"/tickets/1/deeds":  `{"deed":"resolve","photos":["` + photoKey + `"]}`,
		"/whistles/1/steps": `{"step":"done","photos":["` + photoKey + `"]}`,
	} {
		h, a := newHouse()
		do := func() int {
			return ask(t, a, http.MethodPost, path, "tickets:write", body, "Idempotency-Key", "k").Code
		}
		h.lost = true
		if got := do(); got != 409 || len(h.answers) != 0 {
			t.Errorf("%s without its photo answered %d; %d answers are kept", path, got, len(h.answers))
		}
		if got := ask(t, a, http.MethodPost, "/photos", "tickets:write", "\xff\xd8\xff\xe0 a photo", "Content-Type", "application/octet-stream"); got.Code >= 300 {
			t.Fatalf("the upload answered %d %s", got.Code, got.Body)
		}
		if got := do(); got != 200 {
			t.Errorf("%s with its photo answered %d", path, got)
		}
	}
}

// Until is a day where the people are: at one in the morning there it is today, though
// it is still to come in Greenwich.
func TestUntilIsADayOfTheirZone(t *testing.T) {
	t.Parallel()
	h, a := newHouse()
	h.now = time.Date(2026, 3, 6, 1, 0, 0, 0, time.FixedZone("CST", 8*60*60))
	for day, want := range map[string]int{"2026-03-06": 422, "2026-03-07": 200} {
		got := ask(t, a, http.MethodPost, "/tickets/1/deeds", "tickets:write", `{"deed":"hold","words":"等料","until":"`+day+`"}`)
		if got.Code != want {
			t.Errorf("until %s answered %d %s", day, got.Code, got.Body)
		}
	}
}
