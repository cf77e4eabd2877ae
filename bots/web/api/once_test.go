package api

import (
	"context"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
)

// Who asked goes away while the deed is done: asked again, it is not done again.
func TestAnswerIsKeptForWhoLeft(t *testing.T) {
	t.Parallel()
	h, a := newHouse()
	gone, leave := context.WithCancel(t.Context())
	h.onAct = leave
	r := httptest.NewRequestWithContext(gone, http.MethodPost, Prefix+"/tickets/1/deeds", strings.NewReader(`{"deed":"accept"}`))
	r.Header.Set("Authorization", "Bearer sgt_tickets:write")
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", "k")
	a.ServeHTTP(httptest.NewRecorder(), r)
	h.onAct, h.now = nil, h.now.Add(time.Hour)
	again := ask(t, a, http.MethodPost, "/tickets/1/deeds", "tickets:write", `{"deed":"accept"}`, "Idempotency-Key", "k")
	if again.Code != 200 || again.Header().Get("Idempotent-Replayed") != "true" || len(h.acts) != 1 {
		t.Errorf("answered %d %s; %d acts", again.Code, again.Body, len(h.acts))
	}
}

// What the moment refuses is not repeated when the moment is over: nothing was done.
func TestRefusalOfTheMomentIsNotRepeated(t *testing.T) {
	t.Parallel()
	for want, code := range map[int]intake.Code{
		403: intake.CodeForbidden, 404: intake.CodeNotFound, 409: intake.CodeConflict, 503: intake.CodeAgain,
	} {
		h, a := newHouse()
		do := func() int {
			return ask(t, a, http.MethodPost, "/tickets/1/deeds", "tickets:write", `{"deed":"accept"}`, "Idempotency-Key", "k").Code
		}
		h.refusal = &intake.Error{Code: code, Message: "not now"}
		if got := do(); got != want || len(h.answers) != 0 {
			t.Errorf("%s answered %d; %d answers are kept", code, got, len(h.answers))
		}
		h.refusal = nil
		if got := do(); got != 200 || len(h.acts) != 1 {
			t.Errorf("after %s it answered %d; %d acts", code, got, len(h.acts))
		}
	}
}

// Who saw an older ticket looks again, and asks under the same key.
func TestSeenAnewUnderTheSameKey(t *testing.T) {
	t.Parallel()
	h, a := newHouse()
	do := func(tag string) int {
		return ask(t, a, http.MethodPost, "/tickets/1/deeds", "tickets:write", `{"deed":"accept"}`, "Idempotency-Key", "k", "If-Match", tag).Code
	}
	if got := do(`"1-1"`); got != 412 {
		t.Fatalf("a ticket that changed answered %d", got)
	}
	tag := ask(t, a, http.MethodGet, "/tickets/1", "tickets:read", "").Header().Get("ETag")
	if got := do(tag); got != 200 || len(h.acts) != 1 {
		t.Errorf("seen anew it answered %d; %d acts", got, len(h.acts))
	}
}

// A request that nobody answers any more is made again, not before.
func TestAnswerOfWhoWasKilled(t *testing.T) {
	t.Parallel()
	h, a := newHouse()
	do := func() int {
		return ask(t, a, http.MethodPost, "/tickets/1/deeds", "tickets:write", `{"deed":"accept"}`, "Idempotency-Key", "k").Code
	}
	if got := do(); got != 200 {
		t.Fatalf("answered %d", got)
	}
	killed := h.answers["k"]
	killed.Status, killed.Body = 0, nil
	h.answers["k"], h.now = killed, h.now.Add(forgotten)
	if got := do(); got != 409 {
		t.Errorf("a request that is being answered answered %d", got)
	}
	h.now = h.now.Add(time.Second)
	if got := do(); got != 200 || len(h.acts) != 2 {
		t.Errorf("a forgotten request answered %d; %d acts", got, len(h.acts))
	}
}

// What is not for all is kept nowhere else, and the right to it is asked each time.
func TestLooksAreNotRepeated(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/tickets/1/original", "/tickets/1/reveal", "/inbox/21/original", "/photos/6/original"} {
		h, a := newHouse()
		look := func() int {
			return ask(t, a, http.MethodPost, path, string(intake.ScopeTicketsWords), "", "Idempotency-Key", "k").Code
		}
		if got := look(); got != 200 || len(h.answers) != 0 {
			t.Errorf("%s answered %d; %d answers are kept", path, got, len(h.answers))
		}
		h.rights = false
		if got := look(); got != 403 {
			t.Errorf("%s: without the right it answered %d", path, got)
		}
	}
}

// An answer is repeated with all that was said in its headers.
func TestAnswerIsRepeatedWithItsHeaders(t *testing.T) {
	t.Parallel()
	_, a := newHouse()
	for _, c := range []struct{ path, scope, body, header string }{
		{"/tickets/1/deeds", "tickets:write", `{"deed":"accept"}`, "ETag"},
		{"/webhooks", "webhooks", `{"name":"大屏","url":"https://example.org/hook"}`, "Location"},
		{"/tickets/1/deeds", "tickets:write", `{"deed":"dance"}`, "Content-Type"},
	} {
		post := func() http.Header {
			return ask(t, a, http.MethodPost, c.path, c.scope, c.body, "Idempotency-Key", c.path+c.body).Header()
		}
		first, second := post(), post()
		if first.Get(c.header) == "" || second.Get("Idempotent-Replayed") != "true" {
			t.Errorf("%s %s: the headers are %v and then %v", c.path, c.body, first, second)
		}
		second.Del("Idempotent-Replayed")
		if !maps.EqualFunc(first, second, slices.Equal) {
			t.Errorf("%s %s: the headers are %v and then %v", c.path, c.body, first, second)
		}
	}
}
