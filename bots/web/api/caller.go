package api

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"golang.org/x/time/rate"

	"snapgrid/intake"
)

// caller is the program that asks, and in whose rights.
type caller struct {
	token   intake.Token
	officer intake.Officer
}

// words reports whether the caller reads the words for staff of a ticket.
func (a *API) words(c caller, t intake.Ticket) bool {
	return c.token.Allows(intake.ScopeTicketsWords) && a.options.Desk.May(c.officer, intake.RightSee, t)
}

type callerKey struct{}

func callerOf(ctx context.Context) caller {
	c, _ := ctx.Value(callerKey{}).(caller)
	return c
}

// How much one token may ask.
const (
	perSecond rate.Limit = 20
	burst                = 100
)

// admit lets programs in that show a token, and each at its pace.
func (a *API) admit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		scheme, key, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		if !strings.EqualFold(scheme, "Bearer") || key == "" {
			w.Header().Set("WWW-Authenticate", `Bearer realm="SnapGrid"`)
			refuse(w, http.StatusUnauthorized, "show a token: Authorization: Bearer sgt_…")
			return
		}
		t, o, err := a.options.Tokens.Admit(r.Context(), strings.TrimSpace(key))
		switch {
		case intake.CodeOf(err) == intake.CodeNotFound:
			w.Header().Set("WWW-Authenticate", `Bearer realm="SnapGrid", error="invalid_token"`)
			refuse(w, http.StatusUnauthorized, "the token is not known, or it ended")
			return
		case err != nil:
			refuse(w, http.StatusServiceUnavailable, "busy: try again later")
			return
		case !a.paces.Allow(fmt.Sprint(t.ID), a.options.Now()):
			w.Header().Set("Retry-After", "1")
			refuse(w, http.StatusTooManyRequests, "too much at once: 20 requests a second")
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), callerKey{}, caller{t, o})))
	})
}
