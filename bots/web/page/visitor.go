package page

import (
	"cmp"
	"context"
	"crypto/rand"
	"net/http"
	"strings"
	"time"

	"snapgrid/intake"
)

// Sessions knows which browsers belong to staff.
type Sessions interface {
	Session(ctx context.Context, token string, now time.Time) (intake.Session, error)
}

// Visitor is who is looking at a page.
type Visitor struct {
	Language string         // "zh-CN" or "en"
	Officer  intake.Officer // of the staff; ID is 0 if the visitor did not log in
	Token    string         // goes into every form, see guard.go
}

// Staff reports whether the visitor is logged in.
func (v Visitor) Staff() bool { return v.Officer.ID != 0 }

// The names of the cookies.
const (
	sessionCookie  = "snapgrid_session"
	guardCookie    = "snapgrid_guard"
	languageCookie = "snapgrid_language"
)

// visitor finds out who is looking. A session that can not be read because the
// database is away is an error: nobody is quietly logged out.
func (p *Pages) visitor(w http.ResponseWriter, r *http.Request) (Visitor, error) {
	v := Visitor{Language: p.languageOf(w, r), Token: p.guardToken(w, r)}
	cookie, err := r.Cookie(sessionCookie)
	if err != nil || cookie.Value == "" {
		return v, nil
	}
	session, err := p.options.Sessions.Session(r.Context(), cookie.Value, p.options.Now())
	if intake.CodeOf(err) == intake.CodeNotFound {
		return v, nil
	}
	if err != nil {
		return v, err
	}
	v.Officer = session.Officer
	return v, nil
}

// Staff reports whether a request comes from a logged-in browser.
func (p *Pages) Staff(r *http.Request) bool {
	cookie, err := r.Cookie(sessionCookie)
	if err != nil || cookie.Value == "" {
		return false
	}
	session, err := p.options.Sessions.Session(r.Context(), cookie.Value, p.options.Now())
	return err == nil && session.Officer.ID != 0
}

// StartSession gives the browser a session token to keep.
func (p *Pages) StartSession(w http.ResponseWriter, token string, expires time.Time) {
	p.SetCookie(w, sessionCookie, token, expires)
}

// EndSession takes the session token away and returns it; "" if there was none.
func (p *Pages) EndSession(w http.ResponseWriter, r *http.Request) string {
	token := SessionOf(r)
	if token != "" {
		p.SetCookie(w, sessionCookie, "", time.Unix(1, 0))
	}
	return token
}

// SessionOf is the session token that a browser shows; "" if it shows none.
func SessionOf(r *http.Request) string {
	cookie, err := r.Cookie(sessionCookie)
	if err != nil {
		return ""
	}
	return cookie.Value
}

// SetCookie keeps a value in the browser, out of reach of scripts and of other
// sites.
func (p *Pages) SetCookie(w http.ResponseWriter, name, value string, expires time.Time) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", Expires: expires,
		HttpOnly: true, Secure: p.secure, SameSite: http.SameSiteLaxMode,
	})
}

// languageOf is what ?lang= asks for, else what it asked for earlier, else what
// the browser prefers, else the default.
func (p *Pages) languageOf(w http.ResponseWriter, r *http.Request) string {
	if asked := knownLanguage(r.URL.Query().Get("lang")); asked != "" {
		p.SetCookie(w, languageCookie, asked, p.options.Now().AddDate(1, 0, 0))
		return asked
	}
	if cookie, err := r.Cookie(languageCookie); err == nil {
		if asked := knownLanguage(cookie.Value); asked != "" {
			return asked
		}
	}
	for wish := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		tag, _, _ := strings.Cut(wish, ";")
		if known := knownLanguage(strings.TrimSpace(tag)); known != "" {
			return known
		}
	}
	return p.options.Language
}

// Wanted is the language that ?lang= asks for, else the default: what is the same
// for everybody does not look at the browser.
func (p *Pages) Wanted(r *http.Request) string {
	return cmp.Or(knownLanguage(r.URL.Query().Get("lang")), p.options.Language)
}

func knownLanguage(tag string) string {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	switch base {
	case "zh":
		return "zh-CN"
	case "en":
		return "en"
	}
	return ""
}

// guardToken is the browser's form token; it gets one at its first visit.
func (p *Pages) guardToken(w http.ResponseWriter, r *http.Request) string {
	if cookie, err := r.Cookie(guardCookie); err == nil && len(cookie.Value) >= 26 {
		return cookie.Value
	}
	token := rand.Text()
	p.SetCookie(w, guardCookie, token, time.Time{})
	return token
}
