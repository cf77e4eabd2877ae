package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/intake"
)

const secretToken = "4242:AAH-secret_part-of_the-token"

// naughty answers in every way that could make somebody print the token.
func naughty(status int, echo func(r *http.Request) string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, echo(r))
	}
}

// walk visits an error and everything that it wraps.
func walk(err error, visit func(error)) {
	if err == nil {
		return
	}
	visit(err)
	switch e := err.(type) { //nolint:errorlint // it walks the chain itself
	case interface{ Unwrap() []error }:
		for _, inner := range e.Unwrap() {
			walk(inner, visit)
		}
	case interface{ Unwrap() error }:
		walk(e.Unwrap(), visit)
	}
}

func TestNoErrorShowsTheToken(t *testing.T) {
	path := func(r *http.Request) string { return r.URL.Path }
	described := func(code int) func(r *http.Request) string {
		return func(r *http.Request) string {
			return fmt.Sprintf(`{"ok":false,"error_code":%d,"description":"Bad Request: no %s here"}`, code, r.URL.Path)
		}
	}
	servers := map[string]http.HandlerFunc{
		"page":       naughty(502, func(r *http.Request) string { return "<html>" + path(r) + "</html>" }),
		"page 200":   naughty(200, path),
		"page 404":   naughty(404, path),
		"cut JSON":   naughty(200, func(r *http.Request) string { return `{"ok":true,"description":"` + path(r) }),
		"wrong JSON": naughty(200, func(r *http.Request) string { return `{"ok":true,"result":"` + path(r) + `"}` }),
		"no result":  naughty(200, func(*http.Request) string { return `{"ok":true,"result":{}}` }),
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.1:1"+r.URL.Path, http.StatusTemporaryRedirect)
		},
		"reset": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"slow": func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			<-r.Context().Done()
		},
		"file path": naughty(200, func(r *http.Request) string {
			return `{"ok":true,"result":{"file_id":"x","file_path":"` + r.URL.Path + `\u0000%zz"}}`
		}),
	}
	for _, code := range []int{400, 401, 403, 404, 409, 413, 418, 429, 500} {
		servers[fmt.Sprintf("refusal %d", code)] = naughty(code, described(code))
	}
	for name, h := range servers {
		t.Run(name, func(t *testing.T) {
			srv := httptest.NewUnstartedServer(h)
			srv.Config.ErrorLog = nil
			srv.Start()
			defer srv.Close()
			tryAll(t, srv.URL)
		})
	}
	t.Run("nobody there", func(t *testing.T) { tryAll(t, "http://127.0.0.1:1") })
}

// tryAll makes an adapter do everything that can fail, and looks for the token
// in what comes out.
func tryAll(t *testing.T, api string) {
	var log bytes.Buffer
	logger := zerolog.New(&log)
	for _, mode := range []string{"polling", "webhook"} {
		a, err := New(Config{Token: secretToken, APIURL: api, Mode: mode, WebhookSecret: "s"}, Options{PublicURL: "http://127.0.0.1:1"})
		if err != nil {
			t.Fatal(err)
		}
		defer a.client.http.CloseIdleConnections()
		a.patience = patience{first: time.Millisecond, most: 2 * time.Millisecond}
		for what, try := range attempts(a) {
			ctx, cancel := context.WithTimeout(logger.WithContext(t.Context()), 60*time.Millisecond)
			walk(try(ctx), func(err error) { public(t, what, err) })
			cancel()
		}
	}
	if leaks(log.String()) {
		t.Errorf("the log shows the token: %s", log.String())
	}
}

func attempts(a *Adapter) map[string]func(context.Context) error {
	to := chatRef(5)
	deliver := func(d intake.Delivery) func(context.Context) error {
		return func(ctx context.Context) error { _, err := a.Post(ctx, d); return err }
	}
	picture := intake.Picture{JPEG: []byte("jpeg")}
	return map[string]func(context.Context) error{
		"run":   func(ctx context.Context) error { return a.Run(ctx, newLedger().sink) },
		"check": func(ctx context.Context) error { _, err := a.Check(ctx); return err },
		"fetch": func(ctx context.Context) error {
			r, err := a.Fetch(ctx, intake.Media{Ref: "x"})
			if err != nil {
				return err
			}
			_, err = io.ReadAll(r)
			return errors.Join(err, r.Close())
		},
		"text":     deliver(intake.Delivery{To: to, Text: "x"}),
		"photo":    deliver(intake.Delivery{To: to, Text: "x", Pictures: []intake.Picture{picture}}),
		"album":    deliver(intake.Delivery{To: to, Text: "x", Pictures: []intake.Picture{picture, picture}}),
		"edit":     deliver(intake.Delivery{To: to, EditOf: "1", Text: "x"}),
		"reaction": deliver(intake.Delivery{To: to, ReplyTo: "1", Reaction: "👀"}),
		"press":    func(ctx context.Context) error { return a.Toast(ctx, intake.Press{ID: "1"}, "x") },
		"poll": func(ctx context.Context) error {
			_, err := (&poller{Adapter: a}).getUpdates(ctx, pollParams{})
			return err
		},
		"webhook": func(ctx context.Context) error { return a.setWebhook(ctx) },
	}
}

func public(t *testing.T, what string, err error) {
	t.Helper()
	var addressed *url.Error
	if leaks(err.Error()) || leaks(fmt.Sprintf("%+v %#v", err, err)) || errors.As(err, &addressed) {
		t.Errorf("%s: the error shows the token: %#v", what, err)
	}
}

func leaks(text string) bool { return strings.Contains(text, "AAH-secret_part") }
