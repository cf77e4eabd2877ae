package channel

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/rs/zerolog"

	"snapgrid/bots/web/pace"
	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// reportView is what the form shows.
type reportView struct {
	Key     string
	Words   string
	Where   string
	For     string // the group or area that the link named
	Place   place
	Large   bool // large letters, for old eyes
	Kept    []string
	Problem string
}

func (a *Adapter) reportForm(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	place, err := a.placeOf(r)
	if err != nil {
		return err
	}
	view := reportView{Key: rand.Text(), For: place.code, Place: place, Large: a.large(w, r)}
	a.pages.Show(w, r, v, http.StatusOK, "report", "我要反映", view)
	return nil
}

// largeCookie remembers who asked for large letters.
const largeCookie = "snapgrid_large"

// large is what ?large= asks for, else what it asked for earlier.
func (a *Adapter) large(w http.ResponseWriter, r *http.Request) bool {
	switch asked := r.URL.Query().Get("large"); asked {
	case "0", "1":
		a.pages.SetCookie(w, largeCookie, asked, a.pages.Now().AddDate(1, 0, 0))
		return asked == "1"
	}
	cookie, err := r.Cookie(largeCookie)
	return err == nil && cookie.Value == "1"
}

// report takes a report in: one message in a private chat of its own.
func (a *Adapter) report(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	d := readWords(r, "key")
	where := page.Clean(r.PostFormValue("where"))
	err := a.takeReport(r, v, &d, where)
	if err == nil {
		http.Redirect(w, r, "/report/"+d.Form, http.StatusSeeOther)
		return nil
	}
	fault := page.AsFault(err)
	if fault.Status >= http.StatusInternalServerError {
		zerolog.Ctx(r.Context()).Error().Err(err).Msg("report not taken in")
	}
	a.showReport(w, r, v, fault, d, where)
	return nil
}

// reportAgain shows a form again that did not carry the browser's token.
func (a *Adapter) reportAgain(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	fault := &page.Fault{Status: http.StatusForbidden, Sentence: page.StaleForm}
	a.showReport(w, r, v, fault, readWords(r, "key"), page.Clean(r.PostFormValue("where")))
	return nil
}

func (a *Adapter) showReport(w http.ResponseWriter, r *http.Request, v page.Visitor, fault *page.Fault, d draft, where string) {
	place, _ := a.placeOf(r) // without its name the form is as good
	view := reportView{
		Place: place, Large: a.large(w, r), Key: d.Form, Words: d.Words, Where: where, For: r.URL.Query().Get("c"),
		Kept: a.sealer.Seal(d.Form, d.Media), Problem: fault.Sentence,
	}
	a.pages.Show(w, r, v, fault.Status, "report", "我要反映", view)
}

func (a *Adapter) takeReport(r *http.Request, v page.Visitor, d *draft, where string) error {
	switch {
	case r.PostFormValue("website") != "":
		return &intake.Error{Code: intake.CodeInvalid, Message: "请把最后那一格空着，再点发送"}
	case !a.paces.Allow(pace.AddressOf(r), a.pages.Now()):
		return &page.Fault{Status: http.StatusTooManyRequests, Sentence: "发得太快了，请过一分钟再点发送"}
	case utf8.RuneCountInString(where) > maxWhere:
		return &intake.Error{Code: intake.CodeInvalid, Message: "“在哪里”写得太长了，请不要超过 200 字"}
	}
	if err := a.addPhotos(r, d); err != nil {
		return err
	}
	said := *d
	said.Words = joinLines(d.Words, where)
	if err := said.check(); err != nil {
		return err
	}
	place, err := a.placeOf(r)
	if err != nil {
		return err
	}
	return a.openReport(r.Context(), v, said, place)
}

// openReport makes the private chat, so that it speaks the visitor's language
// and knows its area, and hands in the first message.
func (a *Adapter) openReport(ctx context.Context, v page.Visitor, said draft, place place) error {
	t := talk{
		chat:   intake.Chat{Ref: reportRef(said.Form), Kind: intake.ChatPrivate, Cell: place.cell, Door: place.door, Language: v.Language},
		sender: intake.Sender{ID: "report-" + said.Form},
	}
	if _, err := a.store.PutChat(ctx, t.chat); err != nil {
		return &page.Fault{Status: http.StatusServiceUnavailable, Sentence: notNow, Err: err}
	}
	in := a.said(t, v, said)
	in.Said.Form = intake.AnyClass
	return a.hear(ctx, in)
}

func reportRef(key string) intake.ChatRef {
	return intake.ChatRef{Channel: Channel, ID: "report-" + key}
}

func joinLines(lines ...string) string {
	return strings.Join(slices.DeleteFunc(lines, func(s string) bool { return s == "" }), "\n")
}

// conversation is the talk of one report.
func (a *Adapter) conversation(r *http.Request, v page.Visitor) (talk, error) {
	key := r.PathValue("key")
	if !formID(key) {
		return talk{}, page.NotFound()
	}
	chat, err := a.store.FindChat(r.Context(), reportRef(key))
	if err != nil {
		return talk{}, err
	}
	return talk{
		chat: chat, base: "/report/" + url.PathEscape(key), page: "conversation", title: "您反映的事",
		sender: intake.Sender{ID: "report-" + key},
	}, nil
}
