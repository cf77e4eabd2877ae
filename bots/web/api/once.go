package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/intake"
)

const (
	// smallBody is how long the body of a request may be, in bytes; photos may be longer.
	smallBody = 1 << 20
	// forgotten is how long an answer may take before its request may be made again:
	// the program that was answering it was killed.
	forgotten = 2 * time.Minute
	// KeepAnswers is how long an answer is repeated.
	KeepAnswers = 24 * time.Hour
	// keeping is how long it may take to keep one.
	keeping = 10 * time.Second
)

// looks are the ends of the paths under which a program looks at what is not for all,
// or at what a deed would say. Each time the right is asked and the look noted, and
// what was seen is kept nowhere else.
var looks = []string{"/original", "/reveal", "/preview"}

// repeatable reports whether a request is done once for each key. A photo is known by
// its bytes, and whoever looks changes nothing: they need none of this.
func repeatable(r *http.Request) bool {
	path := r.URL.Path
	return r.Method == http.MethodPost && path != Prefix+"/photos" &&
		!slices.ContainsFunc(looks, func(end string) bool { return strings.HasSuffix(path, end) })
}

// once does a POST that carries an Idempotency-Key once, and repeats the answer.
func (a *API) once(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key := r.Header.Get("Idempotency-Key")
		if key == "" || !repeatable(r) {
			next.ServeHTTP(w, r)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, smallBody))
		if err != nil || len(key) > 200 {
			refuse(w, http.StatusRequestEntityTooLarge, "the body or the key is too long")
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		asked := intake.Answer{Token: callerOf(r.Context()).token.ID, Key: key, Request: sum(r, body), At: a.options.Now()}
		known, began, err := a.options.Store.BeginAnswer(r.Context(), asked, asked.At.Add(-forgotten))
		switch {
		case err != nil:
			refuse(w, http.StatusServiceUnavailable, "busy: try again later")
		case began:
			a.answer(next, w, r, asked)
		case known.Request != asked.Request:
			refuse(w, http.StatusUnprocessableEntity, "this Idempotency-Key was used for another request")
		case known.Status == 0:
			refuse(w, http.StatusConflict, "this request is being answered")
		default:
			repeat(w, known)
		}
	})
}

// sum tells requests apart.
func sum(r *http.Request, body []byte) string {
	h := sha256.New()
	_, _ = io.WriteString(h, r.Method+" "+r.URL.RequestURI()+"\n") // never fails
	_, _ = h.Write(body)
	return hex.EncodeToString(h.Sum(nil))
}

// answer does what is asked and keeps the answer, if it would be the same tomorrow. Who
// asked may have gone before it was there: they will ask again, so it is kept all the same.
func (a *API) answer(next http.Handler, w http.ResponseWriter, r *http.Request, asked intake.Answer) {
	tape := &tape{ResponseWriter: w, status: http.StatusOK}
	next.ServeHTTP(tape, r)
	ctx, done := context.WithTimeout(context.WithoutCancel(r.Context()), keeping)
	defer done()
	var err error
	if !lasting(tape.status) {
		err = a.options.Store.DropAnswer(ctx, asked)
	} else {
		asked.Status, asked.Body = tape.status, tape.body.Bytes()
		for name, value := range repeated(&asked) {
			*value = w.Header().Get(name)
		}
		err = a.options.Store.EndAnswer(ctx, asked)
	}
	if err != nil {
		zerolog.Ctx(ctx).Error().Err(err).Msg("an answer can not be kept")
	}
}

// lasting reports whether an answer holds for good: the request was done, or can never be
// as it stands. Where the state of things, a right or we ourselves stood against it, nothing
// was done, and the same request may be later.
func lasting(status int) bool {
	return status < http.StatusBadRequest || status == http.StatusBadRequest || status == http.StatusUnprocessableEntity
}

// repeated are the headers of an answer that are repeated with it: all that an operation
// sets.
func repeated(a *intake.Answer) map[string]*string {
	return map[string]*string{"Content-Type": &a.Type, "Location": &a.Place, "ETag": &a.Tag}
}

func repeat(w http.ResponseWriter, known intake.Answer) {
	for name, value := range repeated(&known) {
		if *value != "" {
			w.Header().Set(name, *value)
		}
	}
	w.Header().Set("Idempotent-Replayed", "true")
	w.WriteHeader(known.Status)
	_, _ = w.Write(known.Body) // the asker has gone: nobody to tell
}

// tape remembers what is answered.
type tape struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

// WriteHeader remembers the status.
func (t *tape) WriteHeader(status int) {
	t.status = status
	t.ResponseWriter.WriteHeader(status)
}

// Write remembers the body.
func (t *tape) Write(b []byte) (int, error) {
	t.body.Write(b)
	return t.ResponseWriter.Write(b)
}
