package api

import (
	"net/http"
	"strings"
	"testing"

	"snapgrid/intake"
)

// A kind of events that there is not is refused with those that there are.
func TestWebhookKinds(t *testing.T) {
	t.Parallel()
	_, a := newHouse()
	for body, want := range map[string]int{
		`{"name":"大屏","url":"https://example.org/","events":["opened","opend"]}`: 422, `{"name":"大屏","url":"https://example.org/","events":["opened"]}`: 201,
	} {
		got := ask(t, a, http.MethodPost, "/webhooks", "webhooks", body)
		if got.Code != want {
			t.Errorf("%s answered %d %s", body, got.Code, got.Body)
		}
		for _, kind := range intake.EventKinds() {
			if want == http.StatusUnprocessableEntity && !strings.Contains(got.Body.String(), string(kind)) {
				t.Errorf("%s is not named: %s", kind, got.Body)
			}
		}
	}
}
