package web

import (
	"cmp"
	"errors"
	"net/http"
	"regexp"
	"runtime/debug"
	"strings"
	"time"

	"github.com/rs/zerolog"
)

// Waits are how long a client may take to send a request; what takes longer is
// ended, so that nobody can keep us busy by sending a letter a minute.
type Waits struct {
	Headers time.Duration // 0 means 10 s
	Form    time.Duration // 0 means 30 s
	Photos  time.Duration // 0 means 5 min: 30 MB from a phone at the edge of the network
}

func (w Waits) filled() Waits {
	return Waits{
		Headers: cmp.Or(w.Headers, 10*time.Second),
		Form:    cmp.Or(w.Form, 30*time.Second),
		Photos:  cmp.Or(w.Photos, 5*time.Minute),
	}
}

// mostBytes is the largest request that anybody may send; most routes allow less.
const mostBytes = 64 << 20

// observe logs each request by its route: paths hold keys of private pages, and
// addresses are personal.
func observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		rec := &recorder{ResponseWriter: w}
		next.ServeHTTP(rec, r)
		zerolog.Ctx(r.Context()).Info().Str("method", r.Method).Str("route", r.Pattern).
			Int("status", rec.code()).Int64("bytes", rec.bytes).Dur("ms", time.Since(began)).Msg("request")
	})
}

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// WriteHeader remembers the status.
func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

// Write counts the bytes.
func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

func (r *recorder) code() int {
	if r.status == 0 {
		return http.StatusOK
	}
	return r.status
}

// recoverer turns a panic into a sentence, so that one broken page harms no
// other.
func recoverer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(p)
			}
			zerolog.Ctx(r.Context()).Error().Interface("panic", p).Bytes("stack", debug.Stack()).Msg("page broke")
			if rec, ok := w.(*recorder); ok && rec.status != 0 {
				panic(http.ErrAbortHandler) // half an answer must not look whole
			}
			http.Error(w, "我们这边出了点问题，请过一会儿再试 / something went wrong, please try again later", http.StatusInternalServerError)
		}()
		next.ServeHTTP(w, r)
	})
}

const policy = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; " +
	"worker-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// httpsOnly tells a browser that came by https to come so for a year.
const httpsOnly = "max-age=31536000"

// harden sets the headers that keep browsers from being tricked, and the limits of
// the request.
func harden(next http.Handler, waits Waits) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Permissions-Policy", "geolocation=(self), camera=(self), microphone=()")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		if secure(r) {
			h.Set("Strict-Transport-Security", httpsOnly)
		}
		if !strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
			// A recorder in a test has no deadlines; a connection has.
			_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(waits.Form))
		}
		r.Body = http.MaxBytesReader(w, r.Body, mostBytes)
		next.ServeHTTP(w, r)
	})
}

// nameless writes what the server of the standard library complains of, such as a
// connection that broke, without the address that it names.
type nameless struct{ log *zerolog.Logger }

var address = regexp.MustCompile(`(\[[0-9A-Fa-f:.%a-z]+\]|\d+\.\d+\.\d+\.\d+):\d+`)

// Write logs one complaint.
func (n nameless) Write(complaint []byte) (int, error) {
	n.log.Debug().Str("said", address.ReplaceAllString(strings.TrimSpace(string(complaint)), "…")).Msg("a connection went wrong")
	return len(complaint), nil
}
