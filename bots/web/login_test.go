package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
)

func TestLogin(t *testing.T) {
	h := open(t)
	claim := intake.Claim{
		Kind: intake.ClaimOfficer, Officer: intake.Officer{Name: "新管理员", Role: intake.RoleAdmin}, Expires: start.Add(time.Hour),
	}
	if err := h.store.PutClaim(t.Context(), "first", claim); err != nil {
		t.Fatal(err)
	}
	// previews and curious people look, and use nothing up
	for range 3 {
		if got := h.get("/login?code=first"); got.status != http.StatusOK || !strings.Contains(got.body, "点一下就登录") {
			t.Fatalf("the page answered %d:\n%s", got.status, got.body)
		}
	}
	b := h.browser()
	form := fill(t, b.get("/login?code=first"), "/login")
	got := b.post("/login", form)
	if got.path != "/desk" || got.status != http.StatusOK || !strings.Contains(got.body, "新管理员") {
		t.Fatalf("the login led to %s: %d", got.path, got.status)
	}
	// a new login ends the session that the browser had
	kept := h.browser()
	kept.client.Jar.SetCookies(mustURL(t, h.http.URL), b.client.Jar.Cookies(mustURL(t, h.http.URL)))
	claim.Kind = intake.ClaimOfficer
	if err := h.store.PutClaim(t.Context(), "second", claim); err != nil {
		t.Fatal(err)
	}
	if got := kept.get("/desk"); got.status != http.StatusOK {
		t.Fatalf("the session answers %d", got.status)
	}
	b.post("/login", fill(t, b.get("/login?code=second"), "/login"))
	if got := b.get("/desk"); got.status != http.StatusOK {
		t.Errorf("after another login the desk answers %d", got.status)
	}
	if got := kept.get("/desk"); got.status != http.StatusForbidden {
		t.Errorf("the session of before is good still: %d", got.status)
	}
	other := h.browser()
	if got := other.post("/login", with(fill(t, other.get("/report"), "/report"), "code", "first")); got.status != http.StatusNotFound ||
		!strings.Contains(got.body, "用过了") {
		t.Errorf("the second use answered %d", got.status)
	}
	if got := other.get("/desk"); got.status != http.StatusForbidden {
		t.Errorf("the second user sees the desk: %d", got.status)
	}
	b.post("/logout", fill(t, b.get("/desk"), "/logout"))
	if got := b.get("/desk"); got.status != http.StatusForbidden {
		t.Errorf("after the logout the desk answers %d", got.status)
	}
}

func TestLoginRefused(t *testing.T) {
	h := open(t)
	claims := map[string]intake.Claim{
		"old":  {Kind: intake.ClaimLogin, Officer: intake.Officer{ID: 1}, Expires: start.Add(-time.Second)},
		"chat": {Kind: intake.ClaimChat, Chat: intake.Chat{Kind: intake.ChatStaff}, Expires: start.Add(time.Hour)},
		"gone": {Kind: intake.ClaimLogin, Officer: intake.Officer{ID: 99}, Expires: start.Add(time.Hour)},
	}
	for code, claim := range claims {
		if err := h.store.PutClaim(t.Context(), code, claim); err != nil {
			t.Fatal(err)
		}
	}
	for _, code := range []string{"old", "chat", "gone", "unknown", "", strings.Repeat("x", 5000), "a\x00b"} {
		b := h.browser()
		form := with(fill(t, b.get("/report"), "/report"), "code", code)
		if got := b.post("/login", form); got.status != http.StatusNotFound {
			t.Errorf("%.10q answered %d", code, got.status)
		}
		if got := b.get("/desk"); got.status != http.StatusForbidden {
			t.Errorf("%.10q opened the desk: %d", code, got.status)
		}
	}
	// the code of a chat is still good for its chat
	if _, err := h.store.UseClaim(t.Context(), "chat", start); err != nil {
		t.Errorf("the code of the chat was used up: %v", err)
	}
}

func TestForgedSession(t *testing.T) {
	h := open(t)
	h.login(admin)
	for _, token := range []string{"", "1", strings.Repeat("0", 64), "' or 1=1 --"} {
		b := h.browser()
		b.client.Jar.SetCookies(mustURL(t, h.http.URL), []*http.Cookie{{Name: "snapgrid_session", Value: url.QueryEscape(token)}})
		if got := b.get("/desk"); got.status != http.StatusForbidden {
			t.Errorf("%q opened the desk: %d", token, got.status)
		}
	}
}
