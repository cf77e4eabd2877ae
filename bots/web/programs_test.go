package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"snapgrid/intake"
)

// Days that can not be read never make a key that is good for ever.
func TestDaysOfAToken(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.login(admin)
	form := fill(t, b.get("/report"), "/report").Get("token")
	for days, want := range map[string]int{"3651": 400, "0": 400, "-3": 400, "三天": 400, "30": 201, "": 201} {
		before, err := h.store.Tokens(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got := b.post("/desk/programs/tokens", url.Values{"token": {form}, "name": {"大屏"}, "role": {"street"}, "scope": {"tickets:read"}, "days": {days}})
		after, err := h.store.Tokens(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		made := len(after) - len(before)
		if got.status != want || made != map[int]int{201: 1}[want] {
			t.Errorf("%q days answered %d and made %d tokens", days, got.status, made)
		}
		if made == 1 && after[len(after)-1].Expires.IsZero() != (days == "") {
			t.Errorf("%q days: the token is good until %s", days, after[len(after)-1].Expires)
		}
	}
}

// A key for an area or a unit that there is not is refused, and so is a push of events
// that never happen.
func TestProgramsOfNothing(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.login(admin)
	form := fill(t, b.get("/report"), "/report").Get("token")
	for _, c := range []struct {
		path   string
		fields url.Values
		want   int
		says   string
	}{
		{"tokens", url.Values{"role": {"grid_officer"}, "cells": {"nowhere"}}, 400, "没有这个网格或单位"},
		{"tokens", url.Values{"role": {"unit_officer"}, "unit": {"nobody"}}, 400, "没有这个网格或单位"},
		{"tokens", url.Values{"role": {"grid_officer"}, "cells": {"c1"}}, 201, "sgt_"},
		{"tokens", url.Values{"role": {"unit_officer"}, "unit": {"chengguan"}, "cells": {"nowhere"}}, 201, "sgt_"},
		{"webhooks", url.Values{"url": {"https://example.org/"}, "scope": {"public"}, "events": {"opened opend"}}, 400, "有一种事不认识"},
		{"webhooks", url.Values{"url": {"https://example.org/"}, "scope": {"public"}, "events": {"opened closed"}}, 201, "whsec_"},
	} {
		c.fields["token"], c.fields["name"], c.fields["scope"] = []string{form}, []string{"大屏"}, append(c.fields["scope"], "tickets:read")[:1]
		if got := b.post("/desk/programs/"+c.path, c.fields); got.status != c.want || !strings.Contains(got.body, c.says) {
			t.Errorf("%s %v answered %d, want %d and %s", c.path, c.fields, got.status, c.want, c.says)
		}
	}
}

var (
	forms   = regexp.MustCompile(`<form [^>]*action="/desk/programs/[^>]*>`)
	labelOf = regexp.MustCompile(`aria-label="([^"]+)"`)
)

// Who hears the page knows each of its forms by a name of its own.
func TestFormsOfProgramsHaveNames(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.login(admin)
	token := fill(t, b.get("/report"), "/report").Get("token")
	for range 2 {
		b.post("/desk/programs/tokens", url.Values{"token": {token}, "name": {"大屏"}, "role": {"street"}, "scope": {"tickets:read"}})
		b.post("/desk/programs/webhooks", url.Values{"token": {token}, "name": {"大屏"}, "url": {"https://example.org/"}, "scope": {"public"}})
	}
	for n := range int64(2) {
		if _, err := h.store.PutWebhookCall(t.Context(), intake.WebhookCall{Webhook: 1, Event: n + 1, Kind: intake.EventOpened, State: intake.CallDead, MadeAt: start}); err != nil {
			t.Fatal(err)
		}
	}
	for path, count := range map[string]int{"/desk/programs": 6, "/desk/programs/webhooks/1": 2} {
		got, names := b.get(path), map[string]bool{}
		for _, form := range forms.FindAllString(got.body, -1) {
			label := labelOf.FindStringSubmatch(form)
			if label == nil || names[label[1]] {
				t.Errorf("%s: a form without a name of its own: %s", path, form)
				continue
			}
			names[label[1]] = true
		}
		if got.status != http.StatusOK || len(names) != count {
			t.Errorf("%s answered %d with %d names: %v", path, got.status, len(names), names)
		}
	}
}
