// Package programs is the page on which administrators let other programs in: tokens for
// the API, and webhooks. A key and a secret are shown once, when they are made.
package programs

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
	"snapgrid/intake/token"
)

// Tokens gives out tokens; token.Room is one.
type Tokens interface {
	Make(ctx context.Context, by intake.Officer, w token.Wish) (key string, t intake.Token, err error)
	List(ctx context.Context, by intake.Officer) ([]intake.Token, error)
	End(ctx context.Context, by intake.Officer, id int64) error
}

// Webhooks keeps who is told of events; webhook.Room is one.
type Webhooks interface {
	Add(ctx context.Context, by intake.Officer, w intake.Webhook) (intake.Webhook, error)
	List(ctx context.Context, by intake.Officer) ([]intake.Webhook, error)
	Switch(ctx context.Context, by intake.Officer, id int64, to intake.WebhookState) error
	Try(ctx context.Context, by intake.Officer, id int64) error
	Calls(ctx context.Context, by intake.Officer, id, before int64, limit int) ([]intake.WebhookCall, error)
	Again(ctx context.Context, by intake.Officer, call int64) error
}

// Store knows the staff.
type Store interface {
	Officers(ctx context.Context) ([]intake.Officer, error)
	OfficerNames(ctx context.Context) (map[int64]string, error)
}

// Face serves the page.
type Face struct {
	pages    *page.Pages
	store    Store
	tokens   Tokens
	webhooks Webhooks
}

// New makes the face.
func New(pages *page.Pages, store Store, tokens Tokens, webhooks Webhooks) *Face {
	return &Face{pages, store, tokens, webhooks}
}

// Path is where the page is.
const Path = "/desk/programs"

// Mount adds the page.
func (f *Face) Mount(mux page.Mux) {
	staff := func(h page.Handler) http.Handler { return f.pages.Handle(page.Staff(h)) }
	mux.Handle("GET "+Path, staff(f.show))
	mux.Handle("POST "+Path+"/tokens", staff(f.makeToken))
	mux.Handle("POST "+Path+"/tokens/{id}/end", staff(f.endToken))
	mux.Handle("POST "+Path+"/webhooks", staff(f.addWebhook))
	mux.Handle("POST "+Path+"/webhooks/{id}", staff(f.changeWebhook))
	mux.Handle("GET "+Path+"/webhooks/{id}", staff(f.calls))
	mux.Handle("POST "+Path+"/calls/{id}", staff(f.again))
}

// view is what the page shows. Key is a key or a secret that was made just now.
type view struct {
	Menu     []page.MenuGroup
	Key      string
	Tokens   []intake.Token
	Webhooks []intake.Webhook
	Names    map[int64]string
	People   []intake.Officer
	Units    []intake.Unit
	Scopes   []intake.TokenScope
	Kinds    []intake.EventKind
}

func (f *Face) show(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	return f.answer(w, r, v, http.StatusOK, "")
}

func (f *Face) answer(w http.ResponseWriter, r *http.Request, v page.Visitor, status int, key string) error {
	shown := view{Menu: page.Menu(v.Officer, "programs", intake.Waiting{}), Key: key, Scopes: intake.TokenScopes(), Kinds: intake.EventKinds(), Units: f.pages.Units()}
	var err error
	if shown.Tokens, err = f.tokens.List(r.Context(), v.Officer); err != nil {
		return err
	}
	slices.Reverse(shown.Tokens)
	if shown.Webhooks, err = f.webhooks.List(r.Context(), v.Officer); err != nil {
		return err
	}
	if shown.Names, err = f.store.OfficerNames(r.Context()); err != nil {
		return err
	}
	if shown.People, err = f.store.Officers(r.Context()); err != nil {
		return err
	}
	shown.People = slices.DeleteFunc(shown.People, func(o intake.Officer) bool { return o.Channel == token.Channel })
	f.pages.Show(w, r, v, status, "desk_programs", "其他程序", shown)
	return nil
}

// mostDays is how long a token may be good, unless it is good for ever.
const mostDays = 3650

// makeToken gives out a token and shows its key.
func (f *Face) makeToken(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	wish := token.Wish{
		Name: page.CleanName(r.PostFormValue("name"), 80), Officer: number(r.PostFormValue("officer")),
		Office: intake.Office{Role: intake.Role(r.PostFormValue("role")), Unit: r.PostFormValue("unit"), Cells: strings.Fields(r.PostFormValue("cells"))},
	}
	for _, word := range r.PostForm["scope"] {
		wish.Scopes = append(wish.Scopes, intake.TokenScope(word))
	}
	if text := strings.TrimSpace(r.PostFormValue("days")); text != "" {
		days := number(text)
		if days < 1 || days > mostDays { // never take it for a key that never ends
			return &intake.Error{Code: intake.CodeInvalid, Message: "几天请写 1 到 3650 的整数，不填就一直有效"}
		}
		wish.Expires = f.pages.Now().Add(time.Duration(days) * 24 * time.Hour)
	}
	key, _, err := f.tokens.Make(r.Context(), v.Officer, wish)
	if err != nil {
		return err
	}
	return f.answer(w, r, v, http.StatusCreated, key)
}

func (f *Face) endToken(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	return f.back(w, r, Path, f.tokens.End(r.Context(), v.Officer, number(r.PathValue("id"))))
}

// addWebhook makes a webhook and shows its secret.
func (f *Face) addWebhook(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	wish := intake.Webhook{
		Name: page.CleanName(r.PostFormValue("name"), 80), URL: strings.TrimSpace(r.PostFormValue("url")),
		Scope: intake.WebhookScope(r.PostFormValue("scope")),
	}
	for _, word := range strings.Fields(r.PostFormValue("events")) {
		wish.Events = append(wish.Events, intake.EventKind(page.CleanName(word, 40)))
	}
	made, err := f.webhooks.Add(r.Context(), v.Officer, wish)
	if err != nil {
		return err
	}
	return f.answer(w, r, v, http.StatusCreated, made.Secret)
}

// changeWebhook does what the pressed button says.
func (f *Face) changeWebhook(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	id, err := number(r.PathValue("id")), error(nil)
	switch deed := r.PostFormValue("deed"); deed {
	case "on", "off", "gone":
		err = f.webhooks.Switch(r.Context(), v.Officer, id, intake.WebhookState(deed))
	case "try":
		err = f.webhooks.Try(r.Context(), v.Officer, id)
	default:
		err = &intake.Error{Code: intake.CodeInvalid, Message: "请点一个按钮"}
	}
	return f.back(w, r, Path, err)
}

// callsView is what was told to one webhook.
type callsView struct {
	Menu  []page.MenuGroup
	ID    int64
	Calls []intake.WebhookCall
}

// shownCalls is how many calls are shown.
const shownCalls = 100

func (f *Face) calls(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	id := number(r.PathValue("id"))
	found, err := f.webhooks.Calls(r.Context(), v.Officer, id, 0, shownCalls)
	if err != nil {
		return err
	}
	f.pages.Show(w, r, v, http.StatusOK, "desk_calls", "推送记录", callsView{page.Menu(v.Officer, "calls", intake.Waiting{}), id, found})
	return nil
}

func (f *Face) again(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	webhook := strconv.FormatInt(number(r.PostFormValue("webhook")), 10)
	return f.back(w, r, Path+"/webhooks/"+webhook, f.webhooks.Again(r.Context(), v.Officer, number(r.PathValue("id"))))
}

func (f *Face) back(w http.ResponseWriter, r *http.Request, path string, err error) error {
	if err == nil {
		http.Redirect(w, r, path, http.StatusSeeOther)
	}
	return err
}

// number reads a number; 0 is nobody's.
func number(word string) int64 {
	n, err := strconv.ParseInt(word, 10, 64)
	if err != nil {
		return 0
	}
	return n
}
