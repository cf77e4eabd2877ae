package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// house is all that the API asks.
type house struct {
	tickets map[int64]intake.Ticket
	answers map[string]intake.Answer
	acts    []Act
	steps   []WhistleAct
	noted   []string // what else was done
	rights  bool     // the officer has every right
	shown   bool     // the photo is of the ticket 3
	lost    bool     // the photo was not uploaded yet
	onAct   func()   // is called when a deed was done
	refusal error    // of every deed
	now     time.Time
}

var start = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)

const photoKey = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

func newHouse() (*house, *API) {
	h := &house{answers: map[string]intake.Answer{}, rights: true, now: start, tickets: map[int64]intake.Ticket{}}
	for n := range int64(3) {
		h.tickets[n+1] = intake.Ticket{N: n + 1, Status: intake.StatusDispatched, Masked: "井盖没了", Words: "井盖没了 陕A12345", OpenedAt: start, ChangeAt: start}
	}
	return h, New(Options{
		PublicURL: "https://city.example", Version: "1", Store: h, Desk: h, Tokens: h, Webhooks: h, Shelf: h, Now: func() time.Time { return h.now },
		Areas: h, Plan: plan, Figures: h, Clerk: h, Ledger: names, Channels: h, Jobs: jobs{h},
		Categories: intake.Categories{{Code: "E0401", Name: "路面塌陷", Limit: time.Hour}}, Units: []intake.Unit{{Code: "cg", Name: "城管局"}},
	})
}

var (
	errNotFound  = &intake.Error{Code: intake.CodeNotFound, Message: "not found"}
	errForbidden = &intake.Error{Code: intake.CodeForbidden, Message: "not yours"}
)

// Admit takes the scopes of a token for its key.
func (h *house) Admit(_ context.Context, key string) (intake.Token, intake.Officer, error) {
	words, ok := strings.CutPrefix(key, "sgt_")
	if !ok {
		return intake.Token{}, intake.Officer{}, errNotFound
	}
	t := intake.Token{ID: int64(len(words)) + 1, Name: "大屏"}
	for word := range strings.SplitSeq(words, ",") {
		t.Scopes = append(t.Scopes, intake.TokenScope(word))
	}
	return t, intake.Officer{ID: 5, Name: "周斌", Role: intake.RoleGridOfficer}, nil
}

func (h *house) Ticket(_ context.Context, n int64) (intake.Ticket, error) {
	t, ok := h.tickets[n]
	if !ok {
		return t, errNotFound
	}
	return t, nil
}

func (h *house) ListTickets(_ context.Context, f intake.Filter) ([]intake.Ticket, error) {
	var found []intake.Ticket
	for n := int64(len(h.tickets)); n > 0 && len(found) < f.Limit; n-- {
		if (len(f.Numbers) == 0 || slices.Contains(f.Numbers, n)) && (f.Before == 0 || n < f.Before) && (len(f.Statuses) == 0 || slices.Contains(f.Statuses, h.tickets[n].Status)) {
			found = append(found, h.tickets[n])
		}
	}
	return found, nil
}

func (h *house) Events(_ context.Context, n int64) ([]intake.Event, error) {
	return []intake.Event{{ID: 1, Ticket: n, At: start, Kind: intake.EventOpened, Text: "井盖没了", Actor: intake.Actor{Kind: intake.ActorReporter, Sender: "reporter-1"}}}, nil
}

func (h *house) TicketMessages(_ context.Context, n int64) ([]intake.Heard, error) {
	return []intake.Heard{{
		Message: intake.Message{Text: "井盖没了", Sender: intake.Sender{ID: "reporter-1", Name: "张三"}, SentAt: start}, Number: 9, Ticket: n,
		Photos: []intake.Photo{{ID: 3, State: intake.PhotoReady, Media: intake.Media{Key: "aa", Ref: "secret-ref"}}},
	}}, nil
}

func (h *house) UnsureMessages(context.Context, int64, int) ([]intake.Heard, error) {
	return []intake.Heard{{Number: 21, ChatID: 1}, {Number: 20, ChatID: 2}, {Number: 19, ChatID: 1}}, nil
}

func (h *house) HeldMessages(context.Context, int64, int) ([]intake.Heard, error) { return nil, nil }

func (h *house) DeadPosts(context.Context, intake.DeadFilter) ([]intake.Post, error) {
	return []intake.Post{{ID: 6, Text: "x"}}, nil
}

func (h *house) Chat(_ context.Context, id int64) (intake.Chat, error) {
	return intake.Chat{ID: id, Ref: intake.ChatRef{Channel: "web", ID: "honghui"}, Kind: intake.ChatResidents, Cell: fmt.Sprint("c", id)}, nil
}

func (h *house) Chats(context.Context, intake.Channel) ([]intake.Chat, error) {
	return []intake.Chat{{ID: 1, Kind: intake.ChatResidents}, {ID: 2, Kind: intake.ChatPrivate, Title: "张三"}}, nil
}

func (h *house) Officers(context.Context) ([]intake.Officer, error) {
	return []intake.Officer{{ID: 5, Name: "周斌", Role: intake.RoleAdmin}}, nil
}

func (h *house) Cells(context.Context) ([]geotag.Cell, error) {
	return []geotag.Cell{{Code: "c1"}}, nil
}

func (h *house) Places(context.Context) ([]geotag.Place, error) { return nil, nil }

func (h *house) BeginAnswer(_ context.Context, a intake.Answer, gone time.Time) (intake.Answer, bool, error) {
	if known, ok := h.answers[a.Key]; ok && (known.Status != 0 || !known.At.Before(gone)) {
		return known, false, nil
	}
	h.answers[a.Key] = a
	return a, true, nil
}

func (h *house) EndAnswer(ctx context.Context, a intake.Answer) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	h.answers[a.Key] = a
	return nil
}

func (h *house) DropAnswer(ctx context.Context, a intake.Answer) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	delete(h.answers, a.Key)
	return nil
}

// May lets everybody with rights screen what is in the cell c1.
func (h *house) May(_ intake.Officer, r intake.Right, t intake.Ticket) bool {
	return h.rights && (r != intake.RightScreen || t.Fix.Cell == "c1") && t.Unit != "another"
}

func (h *house) Require(context.Context, intake.Officer, intake.Right) error {
	if !h.rights {
		return errForbidden
	}
	return nil
}

func (h *house) Act(_ context.Context, a Act) (string, error) {
	if !h.rights {
		return "", errForbidden
	}
	if h.refusal != nil {
		return "", h.refusal
	}
	t, ok := h.tickets[a.Ticket]
	if !ok {
		return "", errNotFound
	}
	if a.Seen != nil {
		if err := a.Seen(t); err != nil {
			return "", err
		}
	}
	h.acts = append(h.acts, a)
	if h.onAct != nil {
		h.onAct()
	}
	t.Status, t.ChangeAt = intake.StatusAccepted, t.ChangeAt.Add(time.Minute)
	h.tickets[a.Ticket] = t
	return "好的", nil
}

func (h *house) OriginalWords(ctx context.Context, o intake.Officer, n int64) ([]intake.Heard, error) {
	if !h.rights {
		return nil, errForbidden
	}
	return h.TicketMessages(ctx, n)
}

func (h *house) Correct(context.Context, intake.Officer, int64, intake.Verdict) error {
	return h.Require(context.Background(), intake.Officer{}, "")
}

func (h *house) Retry(context.Context, intake.Officer, intake.Post) error {
	return h.Require(context.Background(), intake.Officer{}, "")
}

func (h *house) ChatCode(context.Context, intake.Officer, intake.Chat) (string, error) {
	return "CODE", h.Require(context.Background(), intake.Officer{}, "")
}

func (h *house) Add(_ context.Context, _ intake.Officer, w intake.Webhook) (intake.Webhook, error) {
	w.ID, w.Secret, w.State = 1, "whsec_x", intake.WebhookOn
	return w, h.Require(context.Background(), intake.Officer{}, "")
}

func (h *house) List(context.Context, intake.Officer) ([]intake.Webhook, error) {
	return []intake.Webhook{{ID: 1}}, h.Require(context.Background(), intake.Officer{}, "")
}

func (h *house) Switch(context.Context, intake.Officer, int64, intake.WebhookState) error {
	return h.Require(context.Background(), intake.Officer{}, "")
}

func (h *house) Try(context.Context, intake.Officer, int64) error {
	return h.Require(context.Background(), intake.Officer{}, "")
}

func (h *house) Calls(context.Context, intake.Officer, int64, int64, int) ([]intake.WebhookCall, error) {
	return []intake.WebhookCall{{ID: 1, Webhook: 1, Kind: intake.EventOpened, State: intake.CallDone}}, h.Require(context.Background(), intake.Officer{}, "")
}

func (h *house) Again(context.Context, intake.Officer, int64) error {
	return h.Require(context.Background(), intake.Officer{}, "")
}

func (h *house) Create(_ context.Context, r io.Reader, _ int64) (string, int64, error) {
	n, err := io.Copy(io.Discard, r)
	h.lost = false
	return photoKey, n, err
}

type file struct{ *bytes.Reader }

func (file) Close() error { return nil }

func (h *house) OpenOriginal(_ context.Context, key string) (io.ReadSeekCloser, error) {
	if key != photoKey || h.lost {
		return nil, errNotFound
	}
	return file{bytes.NewReader(nil)}, nil
}

// PhotosLike knows that the photo is of the ticket 3, if it is shown.
func (h *house) PhotosLike(_ context.Context, p intake.Photo) ([]intake.Sighting, error) {
	if !h.shown || p.Media.Key != photoKey {
		return nil, nil
	}
	return []intake.Sighting{{Ticket: 3}}, nil
}

// ask makes a request with a token of some scopes; "-" shows none.
func ask(t *testing.T, a *API, method, path, scopes, body string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, Prefix+path, strings.NewReader(body))
	if scopes != "-" {
		r.Header.Set("Authorization", "Bearer sgt_"+scopes)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	a.ServeHTTP(w, r)
	for _, personal := range []string{"reporter-1", "张三", "secret-ref"} {
		if strings.Contains(w.Body.String(), personal) {
			t.Errorf("%s %s tells %s: %s", method, path, personal, w.Body)
		}
	}
	if w.Code >= 400 && (w.Header().Get("Content-Type") != "application/problem+json" || !strings.Contains(w.Body.String(), fmt.Sprint(`"status":`, w.Code))) {
		t.Errorf("%s %s: the problem is %q %s", method, path, w.Header().Get("Content-Type"), w.Body)
	}
	return w
}

// bodies are what the operations of the table want, and what they answer to whom may.
var bodies = map[string]struct {
	body   string
	status int
}{
	"do-deed": {`{"deed":"accept"}`, 200}, "preview-deed": {`{"deed":"resolve"}`, 200}, "correct-message": {`{"kind":"report"}`, 204}, "retry-post": {"", 204},
	"choose-place": {`{"lat":34.1,"lon":108.1}`, 204}, "draft-whistle": {`{"units":["cg"],"reason":"占道反复"}`, 201}, "take-step": {`{"step":"approve"}`, 200},
	"mute": {`{"channel":"telegram","sender":"42","days":3}`, 204}, "mute-sender": {`{"days":3}`, 204}, "unmute": {`{"channel":"telegram","sender":"42"}`, 204},
	"make-chat-code": {"", 201}, "set-weekly": {`{"on":true}`, 204}, "open-door": {"", 201}, "close-door": {"", 204}, "invite-member": {`{"name":"小马"}`, 201},
	"invite-person": {`{"name":"新人","role":"street"}`, 201}, "give-office": {`{"role":"street"}`, 204}, "take-office": {`{"role":"street"}`, 204}, "dismiss-person": {"", 204},
	"correct-learnt": {`{"name":"老菜场","cell":"c1","lat":34.1,"lon":108.1}`, 204}, "forget-learnt": {`{"name":"老菜场","cell":"c1"}`, 204}, "retry-job": {"", 204},
	"add-webhook": {`{"name":"a","url":"https://away.example/"}`, 201}, "switch-webhook": {`{"state":"off"}`, 204}, "remove-webhook": {"", 204},
	"try-webhook": {"", 204}, "repeat-call": {"", 204}, "add-photo": {"", 0},
}

// guarded are the operations, beside those that name a right in the table, for which the
// officer needs one.
var guarded = []string{
	"list-original-words", "get-original-photo", "reveal-reporters", "preview-deed", "do-deed", "choose-place", "draft-whistle", "take-step",
	"correct-message", "read-original-letter",
	"list-webhooks", "add-webhook", "switch-webhook", "remove-webhook", "try-webhook", "list-calls", "repeat-call",
}

// Every operation of the table, without a token, without its scope, without the right,
// and with all.
func TestOperations(t *testing.T) {
	t.Parallel()
	for _, o := range operations {
		t.Run(o.id, func(t *testing.T) {
			t.Parallel()
			path := strings.NewReplacer("{number}", "1", "{id}", "6", "{code}", "DOOR", "{figure}", "received", "{part}", "counted", "{year}", "2026").Replace(o.path)
			h, a := newHouse()
			wish, kind := bodies[o.id], []string(nil)
			if o.id == "add-photo" {
				wish.body, wish.status, kind = "\xff\xd8\xff\xe0 bytes of a JPEG", 201, []string{"Content-Type", "application/octet-stream"}
			}
			if wish.status == 0 {
				wish.status = 200
			}
			others := slices.DeleteFunc(intake.TokenScopes(), func(s intake.TokenScope) bool { return s == o.scope })
			words := make([]string, len(others))
			for i, s := range others {
				words[i] = string(s)
			}
			h.rights = false
			withoutRight := wish.status
			if o.right != "" || slices.Contains(guarded, o.id) {
				withoutRight = 403
			}
			for i, tt := range []struct {
				scopes string
				status int
			}{{"-", 401}, {strings.Join(words, ","), map[bool]int{true: 200, false: 403}[o.scope == ""]}, {string(o.scope), withoutRight}} {
				if got := ask(t, a, o.method, path, tt.scopes, wish.body, kind...); got.Code != tt.status {
					t.Errorf("%d: answered %d %s, want %d", i, got.Code, got.Body, tt.status)
				}
			}
			h.rights = true
			if got := ask(t, a, o.method, path, string(o.scope), wish.body, kind...); got.Code != wish.status {
				t.Errorf("answered %d %s, want %d", got.Code, got.Body, wish.status)
			}
		})
	}
}

// The description names every operation of the table with its scope, and loads nothing
// from elsewhere.
func TestDescription(t *testing.T) {
	t.Parallel()
	_, a := newHouse()
	var description struct {
		OpenAPI string
		Paths   map[string]map[string]struct {
			OperationID string
			Security    []map[string][]string
		}
	}
	got := ask(t, a, http.MethodGet, "/openapi.json", "-", "")
	if err := json.Unmarshal(got.Body.Bytes(), &description); err != nil || !strings.HasPrefix(description.OpenAPI, "3.1") {
		t.Fatalf("OpenAPI %q, %v", description.OpenAPI, err)
	}
	named := 0
	for _, methods := range description.Paths {
		named += len(methods)
	}
	for _, o := range operations {
		described := description.Paths[o.path][strings.ToLower(o.method)]
		if described.OperationID != o.id || o.scope != "" && described.Security[0]["token"][0] != string(o.scope) {
			t.Errorf("%s is described as %+v", o.id, described)
		}
	}
	if named != len(operations) {
		t.Errorf("%d operations are described, %d are in the table", named, len(operations))
	}
	if got := ask(t, a, http.MethodGet, "/openapi.yaml", "-", ""); got.Code != 200 || !strings.Contains(got.Body.String(), "openapi: 3.1") {
		t.Errorf("YAML answered %d", got.Code)
	}
	if got := ask(t, a, http.MethodGet, "/docs", "tickets:read", ""); got.Code != 404 {
		t.Errorf("docs answered %d", got.Code)
	}
}

func TestTickets(t *testing.T) {
	t.Parallel()
	_, a := newHouse()
	read := func(path, scopes string) (numbers []int64, next, body string) {
		got := ask(t, a, http.MethodGet, path, scopes, "")
		var page struct {
			Items []struct{ Number int64 }
			Next  string
		}
		if err := json.Unmarshal(got.Body.Bytes(), &page); err != nil {
			t.Fatalf("%s: %s", path, got.Body)
		}
		for _, item := range page.Items {
			numbers = append(numbers, item.Number)
		}
		return numbers, page.Next, got.Body.String()
	}
	first, next, public := read("/tickets?limit=2", "tickets:read")
	second, last, _ := read("/tickets?limit=2&cursor="+next, "tickets:read")
	if fmt.Sprint(first, second) != "[3 2] [1]" || last != "" || strings.Contains(public, "陕A12345") {
		t.Errorf("pages %v %v, next %q, %s", first, second, last, public)
	}
	if _, _, words := read("/tickets", "tickets:read,tickets:words"); !strings.Contains(words, "陕A12345") {
		t.Errorf("no words for staff: %s", words)
	}
	if none, _, body := read("/tickets?status=closed", "tickets:read"); none != nil || !strings.Contains(body, `"items":[]`) {
		t.Errorf("none is %s", body)
	}
	for path, want := range map[string]int{"/tickets?cursor=x": 422, "/tickets?limit=0": 422, "/tickets?from=yesterday": 422, "/tickets/0": 422, "/tickets/x": 422, "/tickets/99": 404, "/tickets/99/events": 404} {
		if got := ask(t, a, http.MethodGet, path, "tickets:read", ""); got.Code != want {
			t.Errorf("%s answered %d, want %d", path, got.Code, want)
		}
	}
	one := ask(t, a, http.MethodGet, "/tickets/1", "tickets:read", "")
	if again := ask(t, a, http.MethodGet, "/tickets/1", "tickets:read", "", "If-None-Match", one.Header().Get("ETag")); again.Code != 304 || again.Body.Len() != 0 {
		t.Errorf("unchanged answered %d %s", again.Code, again.Body)
	}
}

func TestDeeds(t *testing.T) {
	t.Parallel()
	h, a := newHouse()
	tag := ask(t, a, http.MethodGet, "/tickets/1", "tickets:read", "").Header().Get("ETag")
	do := func(body string, header ...string) *httptest.ResponseRecorder {
		return ask(t, a, http.MethodPost, "/tickets/1/deeds", "tickets:write", body, header...)
	}
	for body, want := range map[string]int{
		`{"deed":"dance"}`: 422, `{}`: 422, `{"deed":"explain"}`: 422, `{"deed":"dispatch"}`: 422, `{"deed":"class"}`: 422, `{"deed":"hold","words":"等料"}`: 422,
		`{"deed":"hold","words":"等料","until":"2026-03-01"}`: 422, `{"deed":"resolve","photos":["../x"]}`: 422, `{"deed":"resolve","photos":["` + strings.Repeat("b", 64) + `"]}`: 409,
		`{"deed":"resolve","odd":1}`: 422, `{`: 400,
	} {
		if got := do(body); got.Code != want || len(h.acts) != 0 {
			t.Errorf("%s answered %d %s, want %d", body, got.Code, got.Body, want)
		}
	}
	if got := do(`{"deed":"accept"}`, "If-Match", `"1-1"`); got.Code != 412 || len(h.acts) != 0 {
		t.Errorf("another ticket than was seen: %d", got.Code)
	}
	first := do(`{"deed":"hold","words":"等料","until":"2026-04-01","photos":["`+photoKey+`"]}`, "If-Match", tag, "Idempotency-Key", "k")
	second := do(`{"deed":"hold","words":"等料","until":"2026-04-01","photos":["`+photoKey+`"]}`, "If-Match", tag, "Idempotency-Key", "k")
	if first.Code != 200 || second.Body.String() != first.Body.String() || second.Header().Get("Idempotent-Replayed") != "true" || len(h.acts) != 1 {
		t.Errorf("answered %d %s and then %d %s; %d acts", first.Code, first.Body, second.Code, second.Body, len(h.acts))
	}
	if act := h.acts[0]; act.Words != "等料 2026-04-01" || len(act.Photos) != 1 || act.Officer.ID != 5 || len(act.Key) != 32 || first.Header().Get("ETag") == tag {
		t.Errorf("the act is %+v", act)
	}
	if got := do(`{"deed":"accept"}`, "Idempotency-Key", "k"); got.Code != 422 || len(h.acts) != 1 {
		t.Errorf("the key with another request answered %d", got.Code)
	}
	h.answers["k2"] = intake.Answer{Key: "k2", Request: "x", At: start}
	if got := do(`{"deed":"accept"}`, "Idempotency-Key", strings.Repeat("k", 201)); got.Code != 413 {
		t.Errorf("a long key answered %d", got.Code)
	}
}

// What is not one of the officer's areas is not shown.
func TestInbox(t *testing.T) {
	t.Parallel()
	_, a := newHouse()
	got := ask(t, a, http.MethodGet, "/inbox?limit=2", "inbox:read", "").Body.String()
	if !strings.Contains(got, `"number":21`) || strings.Contains(got, `"number":20`) || !strings.Contains(got, `"next":"MjA"`) {
		t.Errorf("the inbox is %s", got)
	}
}

func TestPace(t *testing.T) {
	t.Parallel()
	h, a := newHouse()
	for i := range burst + 1 {
		got := ask(t, a, http.MethodGet, "/me", "tickets:read", "")
		if want := map[bool]int{true: 429, false: 200}[i == burst]; got.Code != want || want == 429 && got.Header().Get("Retry-After") == "" {
			t.Fatalf("request %d answered %d", i, got.Code)
		}
	}
	h.now = h.now.Add(time.Second)
	if got := ask(t, a, http.MethodGet, "/me", "tickets:read", ""); got.Code != 200 {
		t.Errorf("a second later answered %d", got.Code)
	}
	for _, key := range []string{"Basic sgt_x", "Bearer", "Bearer x", ""} {
		if got := ask(t, a, http.MethodGet, "/me", "-", "", "Authorization", key); got.Code != 401 || !strings.HasPrefix(got.Header().Get("WWW-Authenticate"), "Bearer") {
			t.Errorf("%q answered %d", key, got.Code)
		}
	}
}
