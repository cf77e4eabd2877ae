package page

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/bots/web/assets"
	"snapgrid/bots/web/templates"
	"snapgrid/intake"
)

// Options is what the pages need.
type Options struct {
	Sessions   Sessions
	PublicURL  string // where people reach us: "https://city.example"
	Language   string // for visitors whose browser names none that we speak
	Zone       *time.Location
	Categories intake.Categories
	Units      []intake.Unit
	Now        func() time.Time
}

// Pages shows pages.
type Pages struct {
	options     Options
	secure      bool // cookies travel by https only
	crossOrigin *http.CrossOriginProtection
	sets        map[string]map[string]*template.Template // by language and page
}

// New reads the templates in every language.
func New(o Options) (*Pages, error) {
	public, err := url.Parse(o.PublicURL)
	if err != nil || public.Host == "" {
		return nil, fmt.Errorf("public_url: want an address such as https://city.example, got %q", o.PublicURL)
	}
	p := &Pages{
		options: o, secure: public.Scheme == "https",
		crossOrigin: http.NewCrossOriginProtection(),
		sets:        map[string]map[string]*template.Template{},
	}
	if err := p.crossOrigin.AddTrustedOrigin(public.Scheme + "://" + public.Host); err != nil {
		return nil, fmt.Errorf("public_url: %w", err)
	}
	for _, language := range []string{"zh-CN", "en"} {
		say := func(sentence string, args ...any) string { return Translate(language, sentence, args...) }
		set, err := templates.Read(say, p.words(language, say))
		if err != nil {
			return nil, fmt.Errorf("read the pages (%s): %w", language, err)
		}
		p.sets[language] = set
	}
	return p, nil
}

// PublicURL is where people reach us, without a slash at the end.
func (p *Pages) PublicURL() string { return p.options.PublicURL }

// Categories are the classes of troubles.
func (p *Pages) Categories() intake.Categories { return p.options.Categories }

// Units are those who repair.
func (p *Pages) Units() []intake.Unit { return p.options.Units }

// Now is the time.
func (p *Pages) Now() time.Time { return p.options.Now().UTC() }

// Here is the time in the zone of the people.
func (p *Pages) Here() time.Time { return p.options.Now().In(p.options.Zone) }

// Handler answers one request of a visitor. An error becomes a page that says
// what to do.
type Handler func(w http.ResponseWriter, r *http.Request, v Visitor) error

// Handle serves a page whose forms hold words only.
func (p *Pages) Handle(h Handler) http.Handler { return p.handle(h, nil, SmallBody) }

// HandlePhotos serves a page whose forms may hold photos.
func (p *Pages) HandlePhotos(h Handler) http.Handler { return p.handle(h, nil, PhotoBody) }

// HandleDraft serves a form with photos whose typed words must not be lost:
// when the browser's token is stale, again shows the form anew.
func (p *Pages) HandleDraft(h, again Handler) http.Handler { return p.handle(h, again, PhotoBody) }

// HandleUnknown serves a page that is the same for everybody and knows nobody: it
// reads and sets no cookies.
func (p *Pages) HandleUnknown(h Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := Visitor{Language: p.Wanted(r)}
		if err := h(w, r, v); err != nil {
			p.Fail(w, r, v, err)
		}
	})
}

func (p *Pages) handle(h, again Handler, limit int64) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v, err := p.visitor(w, r)
		if err == nil && r.Method != http.MethodGet && r.Method != http.MethodHead {
			err = p.checkForm(w, r, v, limit)
		}
		switch {
		case err == nil:
			err = h(w, r, v)
		case errors.Is(err, errStale) && again != nil:
			err = again(w, r, v)
		}
		if err != nil {
			p.Fail(w, r, v, err)
		}
	})
}

// Staff lets a page be seen by logged-in staff only; others are shown how to
// log in.
func Staff(h Handler) Handler {
	return func(w http.ResponseWriter, r *http.Request, v Visitor) error {
		if !v.Staff() {
			return &Fault{Status: http.StatusForbidden, Sentence: "请先登录：在群机器人的私聊里发“登录”，点它回的链接"}
		}
		return h(w, r, v)
	}
}

// sheet is what a template sees.
type sheet struct {
	Visitor
	Title string
	Path  string
	Data  any
}

// Show writes a page. A template that fails leaves nothing half written.
func (p *Pages) Show(w http.ResponseWriter, r *http.Request, v Visitor, status int, name, title string, data any) {
	var b bytes.Buffer
	set := p.sets[v.Language][name]
	if err := set.ExecuteTemplate(&b, "layout", sheet{Visitor: v, Title: title, Path: r.URL.Path, Data: data}); err != nil {
		zerolog.Ctx(r.Context()).Error().Err(err).Str("page", name).Msg("page not shown")
		http.Error(w, "我们这边出了点问题，请过一会儿再试 / something went wrong, please try again later", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", v.Language)
	switch {
	case v.Staff():
		h.Set("Cache-Control", "no-store")
	case h.Get("Cache-Control") == "":
		h.Set("Cache-Control", "private, no-cache") // back and forth without us, but each visit is fresh
	}
	h.Add("Vary", "Accept-Language, Cookie")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = b.WriteTo(w) // the visitor has gone: nobody to tell
	}
}

// Fragment renders a part of a page, for live updates.
func (p *Pages) Fragment(v Visitor, page, part string, data any) (string, error) {
	var b bytes.Buffer
	err := p.sets[v.Language][page].ExecuteTemplate(&b, part, sheet{Visitor: v, Data: data})
	return b.String(), err
}

// asset is the address of an embedded file, which changes with its content.
func asset(name string) string { return "/assets/" + name + "?v=" + assets.Version() }
