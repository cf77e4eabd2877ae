package page

import (
	"errors"
	"net/http"

	"github.com/rs/zerolog"

	"snapgrid/intake"
)

// Fault is an error with the sentence that the visitor reads. The sentence is
// Chinese and is translated when it is shown.
type Fault struct {
	Status   int // of the HTTP answer
	Sentence string
	Err      error // the private cause, for the log; may be nil
}

// Error prints the sentence and the cause.
func (f *Fault) Error() string {
	if f.Err == nil {
		return f.Sentence
	}
	return f.Sentence + ": " + f.Err.Error()
}

// Unwrap returns the cause.
func (f *Fault) Unwrap() error { return f.Err }

// NotFound is the fault of an address behind which there is nothing, or nothing
// for this visitor.
func NotFound() error {
	return &Fault{Status: http.StatusNotFound, Sentence: "这里没有您要找的内容，可能是链接不完整"}
}

// AsFault gives any error a status and a sentence.
func AsFault(err error) *Fault {
	if f := (*Fault)(nil); errors.As(err, &f) {
		return f
	}
	if m := (*http.MaxBytesError)(nil); errors.As(err, &m) {
		return &Fault{Status: http.StatusRequestEntityTooLarge, Sentence: "内容太大了：照片合计不能超过 30 MB，请少选几张", Err: err}
	}
	if e := (*intake.Error)(nil); errors.As(err, &e) && e.Code == intake.CodeInvalid {
		return &Fault{Status: http.StatusBadRequest, Sentence: e.Message, Err: e.Err}
	}
	switch intake.CodeOf(err) {
	case intake.CodeNotFound:
		return &Fault{Status: http.StatusNotFound, Sentence: "这里没有您要找的内容，可能是链接不完整", Err: err}
	case intake.CodeForbidden:
		return &Fault{Status: http.StatusForbidden, Sentence: "您没有权限做这件事", Err: err}
	case intake.CodeConflict:
		return &Fault{Status: http.StatusConflict, Sentence: "情况刚刚有了变化，请刷新后再试", Err: err}
	case intake.CodeAgain, intake.CodeUnavailable:
		return &Fault{Status: http.StatusServiceUnavailable, Sentence: "现在有点忙，请过一会儿再试", Err: err}
	}
	return &Fault{Status: http.StatusInternalServerError, Sentence: "我们这边出了点问题，请过一会儿再试", Err: err}
}

// Fail shows what went wrong and logs what is ours to mend.
func (p *Pages) Fail(w http.ResponseWriter, r *http.Request, v Visitor, err error) {
	fault := AsFault(err)
	if fault.Status >= http.StatusInternalServerError {
		zerolog.Ctx(r.Context()).Error().Err(err).Str("route", r.Pattern).Msg("page failed")
	}
	if fault.Status == http.StatusTooManyRequests || fault.Status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "60")
	}
	p.Show(w, r, v, fault.Status, "fault", fault.Sentence, fault)
}
