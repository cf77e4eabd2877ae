package page

import (
	"crypto/subtle"
	"errors"
	"net/http"
)

// TokenField is the form field that repeats the browser's token.
const TokenField = "token"

// The sizes of requests, in bytes.
const (
	SmallBody = 1 << 20  // forms of words
	PhotoBody = 30 << 20 // forms with photos, all of them together
	inMemory  = 1 << 20  // of a form; the rest waits in temporary files
)

// checkForm reads the form of a request that changes something and makes sure
// that one of our own pages sent it: the browser must not call it cross-site,
// and the form must repeat the token of the cookie, which other sites can not
// read.
func (p *Pages) checkForm(w http.ResponseWriter, r *http.Request, v Visitor, limit int64) error {
	if err := p.crossOrigin.Check(r); err != nil {
		return &Fault{Status: http.StatusForbidden, Sentence: StaleForm, Err: err}
	}
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	if err := ParseForm(r); err != nil {
		if m := (*http.MaxBytesError)(nil); errors.As(err, &m) {
			return err
		}
		return &Fault{Status: http.StatusBadRequest, Sentence: "没有收到完整的内容，请再发一次", Err: err}
	}
	got := r.PostFormValue(TokenField)
	if subtle.ConstantTimeCompare([]byte(got), []byte(v.Token)) != 1 {
		return &Fault{Status: http.StatusForbidden, Sentence: StaleForm, Err: errStale}
	}
	return nil
}

// StaleForm is said when a form does not carry the token of the browser.
const StaleForm = "这个页面放得太久了，请再点一次发送"

var errStale = errors.New("the form does not carry the token of the browser")

// ParseForm reads a plain or a multipart form. Photos wait in temporary files,
// which the server removes.
func ParseForm(r *http.Request) error {
	if err := r.ParseForm(); err != nil { // ParseMultipartForm would hide it
		return err
	}
	if err := r.ParseMultipartForm(inMemory); !errors.Is(err, http.ErrNotMultipart) {
		return err
	}
	return nil
}
