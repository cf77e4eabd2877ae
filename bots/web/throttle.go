package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"snapgrid/bots/web/pace"
)

// throttle holds back addresses that ask too much of what costs us something, or
// that try codes and keys. The forms of people have paces of their own, which lose
// nothing of what was typed; see the packages channel and guest.
type throttle struct {
	asked *pace.Paces // of what other machines fetch
	wrong *pace.Paces // codes and keys that were none
	now   func() time.Time
	// tooMany answers clients of Open311, which read no plain sentences.
	tooMany http.HandlerFunc
}

func newThrottle(now func() time.Time, open311 http.HandlerFunc) *throttle {
	return &throttle{
		asked:   pace.New(20, 600),
		wrong:   pace.New(rate.Every(2*time.Second), 200),
		now:     now,
		tooMany: open311,
	}
}

// forMachines are where lists and answers for other machines begin.
var forMachines = []string{"/open311/", "/api/", "/tickets.", "/embed"}

// guard lets a request through, or says when to come again.
func (t *throttle) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		address, now := pace.AddressOf(r), t.now()
		if begins(r.URL.Path, forMachines...) && !t.asked.Allow(address, now) {
			t.refuse(w, r, t.asked.Wait(address, now))
			return
		}
		if !guesses(r) {
			next.ServeHTTP(w, r)
			return
		}
		from := pace.CustomerOf(r) // this machine too: it has no reason to guess
		if !t.wrong.Left(from, now) {
			t.refuse(w, r, t.wrong.Wait(from, now))
			return
		}
		rec := &recorder{ResponseWriter: w}
		next.ServeHTTP(rec, r)
		if refused(r, rec.code()) {
			t.wrong.Allow(from, now)
		}
	})
}

// guesses reports whether a request shows a code or a key that may be none.
func guesses(r *http.Request) bool {
	switch {
	case r.URL.Path == "/login":
		return r.Method == http.MethodPost || r.URL.RawQuery != ""
	case begins(r.URL.Path, "/open311/"):
		return r.Method == http.MethodPost
	case begins(r.URL.Path, "/api/"):
		return r.Header.Get("Authorization") != ""
	}
	return false
}

// refused reports whether the answer means that it was none.
func refused(r *http.Request, status int) bool {
	return status == http.StatusUnauthorized || status == http.StatusForbidden ||
		status == http.StatusNotFound && r.URL.Path == "/login"
}

func begins(path string, prefixes ...string) bool {
	for _, prefix := range prefixes {
		if strings.HasPrefix(path, prefix) {
			return true
		}
	}
	return false
}

func (t *throttle) refuse(w http.ResponseWriter, r *http.Request, wait time.Duration) {
	w.Header().Set("Retry-After", strconv.Itoa(int(wait/time.Second)+1))
	if begins(r.URL.Path, "/open311/") {
		t.tooMany(w, r)
		return
	}
	http.Error(w, "来得太快了，请稍等一会儿再试 / too many requests, please wait a little and try again", http.StatusTooManyRequests)
}
