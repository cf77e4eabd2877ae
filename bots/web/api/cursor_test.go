package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"snapgrid/intake"
)

// A page that holds all that is left is the last one: no cursor leads to an empty page.
func TestFullPageIsTheLast(t *testing.T) {
	t.Parallel()
	_, a := newHouse()
	for path, scope := range map[string]intake.TokenScope{
		"/tickets": intake.ScopeTicketsRead, "/search": intake.ScopeTicketsRead, "/whistles": intake.ScopeTicketsRead,
		"/posts/dead": intake.ScopeOutboxRead, "/webhooks/1/calls": intake.ScopeWebhooks,
		"/stats/figures/solved/counted": intake.ScopeStatsRead, "/ledger": intake.ScopeStatsRead, "/audit": intake.ScopeHouseRead,
	} {
		all, _ := pageOf(t, a, path, scope, 100)
		if all == 0 {
			t.Errorf("%s lists nothing", path)
			continue
		}
		if full, next := pageOf(t, a, path, scope, all); full != all || next != "" {
			t.Errorf("%s: the page of %d has %d, and then %q", path, all, full, next)
		}
	}
}

func pageOf(t *testing.T, a *API, path string, scope intake.TokenScope, limit int) (items int, next string) {
	t.Helper()
	var page struct {
		Items []json.RawMessage
		Next  string
	}
	got := ask(t, a, http.MethodGet, fmt.Sprint(path, "?limit=", limit), string(scope), "")
	if err := json.Unmarshal(got.Body.Bytes(), &page); err != nil || got.Code != http.StatusOK {
		t.Errorf("%s answered %d %s, %v", path, got.Code, got.Body, err)
	}
	return len(page.Items), page.Next
}
