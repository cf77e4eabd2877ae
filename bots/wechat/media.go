package wechat

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/eatmoreapple/openwechat"

	"snapgrid/intake"
)

const (
	photoLimit = 25 << 20 // bytes
	fetchTries = 3
	fetchTime  = 15 * time.Second // for all tries of one photo: polling stands still meanwhile
	sniffed    = 512              // bytes that tell the type
)

// Shelf keeps photos. Ours have to be fetched while the session lives.
type Shelf interface {
	// Create keeps what r gives, at most limit bytes, and returns its key and
	// size.
	Create(ctx context.Context, r io.Reader, limit int64) (key string, size int64, err error)
}

// photoRef and fileRef are the claim checks of this channel. They are good as
// long as the login that they came with.
func photoRef(login, id string) string {
	return url.Values{"login": {login}, "photo": {id}}.Encode()
}

func fileRef(login string, r raw) string {
	return url.Values{"login": {login}, "file": {r.mediaID}, "from": {r.from}, "enc": {r.encName}}.Encode()
}

// Fetch opens the bytes of a photo that could not be fetched when it came. Once
// its session is over nobody can, and the error is [intake.CodeNever].
func (a *Adapter) Fetch(ctx context.Context, m intake.Media) (io.ReadCloser, error) {
	w := a.current()
	if w == nil {
		return nil, errLoggedOut()
	}
	return w.fetch(ctx, m.Ref)
}

// fetch asks the service and makes sure that what comes is a picture: the
// service answers "done" with an empty body, or a page, when it has none.
func (w *wire) fetch(ctx context.Context, ref string) (io.ReadCloser, error) {
	resp, err := w.request(ctx, ref)
	if err != nil {
		return nil, err
	}
	head := bufio.NewReaderSize(resp.Body, sniffed)
	first, _ := head.Peek(sniffed) // fewer are enough, and none tell of a failure
	switch {
	case resp.StatusCode != http.StatusOK:
		err = fmt.Errorf("status %d", resp.StatusCode)
	case len(first) == 0:
		err = errors.New("empty")
	case !pictured(first):
		err = fmt.Errorf("no picture but %s", http.DetectContentType(first))
	default:
		return &opened{head, resp.Body}, nil
	}
	_ = resp.Body.Close() // the answer is of no use
	return nil, &intake.Error{Code: intake.CodeAgain, Message: "wechat has no picture for us", Err: err}
}

func (w *wire) request(ctx context.Context, ref string) (*http.Response, error) {
	q, err := url.ParseQuery(ref)
	if err != nil || q.Get("photo") == "" && q.Get("file") == "" {
		return nil, &intake.Error{Code: intake.CodeNever, Message: "not a picture of this channel"}
	}
	if q.Get("login") != w.mark {
		return nil, &intake.Error{Code: intake.CodeNever, Message: "the wechat session that the picture came with is over"}
	}
	var resp *http.Response
	if id := q.Get("photo"); id != "" {
		resp, err = w.client.WebWxGetMsgImg(ctx, &openwechat.Message{MsgId: id}, w.login)
	} else {
		m := &openwechat.Message{MediaId: q.Get("file"), FromUserName: q.Get("from"), EncryFileName: q.Get("enc")}
		resp, err = w.client.WebWxGetMedia(ctx, m, w.login)
	}
	if err != nil {
		return nil, &intake.Error{Code: intake.CodeAgain, Message: "wechat cannot be reached", Err: scrub(err)}
	}
	return resp, nil
}

// pictured reports whether bytes begin like a picture; HEIC and AVIF are not in
// the standard library's table.
func pictured(first []byte) bool {
	if len(first) >= 12 && string(first[4:8]) == "ftyp" {
		return true
	}
	kind := http.DetectContentType(first)
	return strings.HasPrefix(kind, "image/") || strings.HasPrefix(string(first), "II*\x00") || strings.HasPrefix(string(first), "MM\x00*")
}

type opened struct {
	io.Reader
	io.Closer
}

// shelve fetches a photo at once, with some patience: the service hands out
// messages before their pictures. What fails keeps its claim check.
func (s *session) shelve(m *intake.Media) error {
	ctx, cancel := context.WithTimeout(s.ctx, fetchTime)
	defer cancel()
	var err error
	for try := range fetchTries {
		if pause(ctx, time.Duration(try)*s.a.timing.pulse) != nil {
			return err
		}
		if err = s.shelveOnce(ctx, m); err == nil {
			return nil
		}
	}
	return err
}

func (s *session) shelveOnce(ctx context.Context, m *intake.Media) error {
	body, err := s.wire.fetch(ctx, m.Ref)
	if err != nil {
		return err
	}
	defer body.Close()
	key, size, err := s.a.needs.Shelf.Create(ctx, body, photoLimit)
	if err != nil {
		return fmt.Errorf("keep a photo: %w", err)
	}
	m.Key, m.Size, m.Ref = key, size, ""
	return nil
}
