package web_test

import (
	"net/url"
	"testing"
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
