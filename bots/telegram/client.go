package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// How long each kind of request may take.
const (
	pollFor         = 30 * time.Second // held by the server while nothing happens
	pollGrace       = 10 * time.Second // on top of that
	callTimeout     = 30 * time.Second
	uploadTimeout   = 2 * time.Minute
	downloadTimeout = 2 * time.Minute
	courtesyTimeout = 5 * time.Second
	confirmTimeout  = 700 * time.Millisecond // the last request, while we stop
)

const maxAnswer = 64 << 20 // bytes of one answer of the Bot API

// client is the HTTP client of one bot account, ours and the library's. It
// makes three things certain: an error never shows the token, an answer is
// either a whole one of the Bot API or an error, and a request that cannot have
// been executed is told from one that may have been.
type client struct {
	base  string
	token string
	http  *http.Client
}

func newClient(base, token string) *client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 16
	// Shorter than servers keep idle connections: a post on a connection that
	// was just closed over there has an unknown outcome.
	transport.IdleConnTimeout = 15 * time.Second
	return &client{base: base, token: token, http: &http.Client{
		Transport: transport,
		// A redirect would carry the token to another host.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// unsentError says that the server cannot have executed the request.
type unsentError struct{ err error }

func (e *unsentError) Error() string { return e.err.Error() }
func (e *unsentError) Unwrap() error { return e.err }

// answerError says that what came back is not an answer of the Bot API, or one
// with a status of which the library knows nothing.
type answerError struct {
	status     int
	retryAfter time.Duration
}

func (e *answerError) Error() string {
	return fmt.Sprintf("the server answered %d %s", e.status, http.StatusText(e.status))
}

// envelope is what every answer of the Bot API has in common.
type envelope struct {
	OK          bool   `json:"ok"`
	Code        int    `json:"error_code"`
	Description string `json:"description"`
	Parameters  struct {
		RetryAfter int `json:"retry_after"` // seconds
	} `json:"parameters"`
}

// Do sends a request and reads the whole answer.
func (c *client) Do(req *http.Request) (*http.Response, error) {
	var sent atomic.Bool
	if err := rewindable(req, &sent); err != nil {
		return nil, &unsentError{c.hide(err)}
	}
	resp, err := c.http.Do(req)
	if err != nil {
		if !sent.Load() {
			return nil, &unsentError{c.hide(err)}
		}
		return nil, c.hide(err)
	}
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return nil, c.hide(fmt.Errorf("read the answer: %w", err))
	}
	if err := examine(resp, answer); err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(lean(req.URL.Path, answer)))
	return resp, nil
}

// examine finds answers that the library would quote in an error, or misread.
func examine(resp *http.Response, answer []byte) error {
	failed := &answerError{status: resp.StatusCode, retryAfter: retryAfter(resp.Header)}
	var e envelope
	if err := json.Unmarshal(answer, &e); err != nil {
		return failed
	}
	if e.OK {
		return nil
	}
	switch e.Code {
	case http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden,
		http.StatusNotFound, http.StatusConflict, http.StatusTooManyRequests:
		return nil
	case 0:
		return failed
	}
	failed.status = e.Code
	return failed
}

func retryAfter(h http.Header) time.Duration {
	seconds, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0
	}
	return time.Duration(seconds) * time.Second
}

// rewindable reads the body of a request, so that the transport can send it
// again on another connection where nothing was written on the first, and sets
// sent when the last byte was taken for sending.
func rewindable(req *http.Request, sent *atomic.Bool) error {
	if req.Body == nil || req.Body == http.NoBody {
		return nil
	}
	content, err := io.ReadAll(req.Body)
	if closed := req.Body.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("make the request: %w", err)
	}
	req.ContentLength = int64(len(content))
	req.GetBody = func() (io.ReadCloser, error) {
		sent.Store(false)
		if len(content) == 0 {
			return http.NoBody, nil
		}
		return io.NopCloser(&watched{from: bytes.NewReader(content), taken: sent}), nil
	}
	req.Body, err = req.GetBody()
	return err
}

// watched notes when its last byte was read.
type watched struct {
	from  *bytes.Reader
	taken *atomic.Bool
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.from.Read(p)
	if w.from.Len() == 0 {
		w.taken.Store(true)
	}
	return n, err
}

// hide returns an error without the token, and without the chain in which it
// could still be found. That a context ended stays visible.
func (c *client) hide(err error) error {
	text := cut(c.hidden(err.Error()))
	for _, ended := range []error{context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, ended) {
			return fmt.Errorf("%s (%w)", text, ended)
		}
	}
	return errors.New(text)
}

// hidden replaces the token, whole or only its secret half, however escaped.
func (c *client) hidden(text string) string {
	_, secret, _ := strings.Cut(c.token, ":")
	return strings.NewReplacer(c.token, "TOKEN", secret, "TOKEN").Replace(text)
}

// cut shortens a text that came from outside.
func cut(text string) string {
	const most = 300
	runes := []rune(strings.ToValidUTF8(text, "?"))
	if len(runes) <= most {
		return string(runes)
	}
	return string(runes[:most]) + "…"
}
