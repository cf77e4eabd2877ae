package web_test

import (
	"bufio"
	"context"
	_ "embed"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
)

// rights.txt says of every route what it answers to everybody who could come.
//
//go:embed testdata/rights.txt
var rightsTable string

// caller is somebody who comes, with what they know: the secrets that stand in the
// paths of private pages, and the session of an officer.
type caller struct {
	name    string
	session string
	officer int64
	named   bool   // said how to be called in a room
	key     string // of a conversation
	code    string // of a guest
}

const (
	formToken   = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	strangeKey  = "ZZZZZZZZZZZZZZZZZZZZZZZZZZ"
	talkKey     = "KEYKEYKEYKEYKEYKEYKEYKEYKE"
	invitedCode = "CODECODECODECODECODECODECO"
)

// rule is a line of the table.
type rule struct {
	line    int
	pattern string
	path    string
	form    url.Values
	want    []string // a status for each caller
}

// method is that of the route; GET where it takes any.
func (r rule) method() string {
	method, _, named := strings.Cut(r.pattern, " ")
	if !named {
		return http.MethodGet
	}
	return method
}

// Every route that the server mounts, against everybody who could come: nobody
// sees or changes more than is theirs, and no form works without the browser's own
// token. A route without a line in rights.txt fails.
func TestRights(t *testing.T) {
	h := open(t)
	callers, rules := h.callers(), readRules(t)
	things := h.furnish()
	mounted := h.server.Routes()
	for _, pattern := range mounted {
		if !slices.ContainsFunc(rules, func(r rule) bool { return r.pattern == pattern }) {
			t.Errorf("testdata/rights.txt has no line for the route %s", pattern)
		}
	}
	for _, r := range rules {
		if !slices.Contains(mounted, r.pattern) {
			t.Errorf("rights.txt:%d: there is no route %s", r.line, r.pattern)
		}
		if len(r.want) != len(callers) {
			t.Fatalf("rights.txt:%d: %d statuses for %d callers", r.line, len(r.want), len(callers))
		}
	}
	numbers := strings.NewReplacer("{grid}", strconv.FormatInt(callers[3].officer, 10))
	for i := range rules {
		rules[i].path = numbers.Replace(things.Replace(rules[i].path))
	}
	before := h.changes()
	for _, r := range rules {
		h.forge(r, callers)
	}
	if after := h.changes(); after != before {
		t.Errorf("forged forms changed something: %s, before %s", after, before)
	}
	for _, r := range rules {
		for i, c := range callers {
			if got := h.request(r, c, formToken); fmt.Sprint(got) != r.want[i] {
				t.Errorf("rights.txt:%d: %s %s by %s answered %d, want %s", r.line, r.method(), r.path, c.name, got, r.want[i])
			}
		}
	}
}

// forge sends a form without a token and with a wrong one. What does not exist for
// a caller may say so before the token is looked at.
func (h *house) forge(r rule, callers []caller) {
	h.t.Helper()
	if r.method() != http.MethodPost {
		return
	}
	for i, c := range callers {
		for _, token := range []string{"", strings.ToLower(formToken)} {
			if got := h.request(r, c, token); got != http.StatusForbidden && fmt.Sprint(got) != r.want[i] || got < 400 {
				h.t.Errorf("rights.txt:%d: %s by %s with the token %q answered %d", r.line, r.pattern, c.name, token, got)
			}
		}
	}
}

// changes is what the house was asked to change so far.
func (h *house) changes() string {
	h.desk.mu.Lock()
	defer h.desk.mu.Unlock()
	officers, err := h.store.Officers(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	return fmt.Sprintf("%d messages, %d acts, %d whistles, %d answers, %d corrections, %d mutes, officers %v",
		len(h.all()), len(h.desk.acts), len(h.desk.whistles), len(h.desk.answers), len(h.desk.correct), len(h.desk.mutes), officers)
}

// request sends one request as a caller and returns the status.
func (h *house) request(r rule, c caller, token string) int {
	h.t.Helper()
	path := strings.NewReplacer("{key}", c.key, "{code}", c.code).Replace(r.path)
	fields := url.Values{}
	for name, values := range r.form {
		fields[name] = values
	}
	if token != "" {
		fields.Set("token", token)
	}
	ctx, hangUp := context.WithCancel(h.t.Context())
	defer hangUp()
	req := httptest.NewRequestWithContext(ctx, r.method(), path, strings.NewReader(fields.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.RemoteAddr = c.name + ":1"
	req.AddCookie(&http.Cookie{Name: "snapgrid_guard", Value: formToken})
	if c.named {
		req.AddCookie(&http.Cookie{Name: "snapgrid_guest", Value: formToken})
		req.AddCookie(&http.Cookie{Name: "snapgrid_name", Value: base64.RawURLEncoding.EncodeToString([]byte("小马"))})
	}
	if c.session != "" {
		req.AddCookie(&http.Cookie{Name: "snapgrid_session", Value: c.session})
	}
	w := &impatient{ResponseRecorder: httptest.NewRecorder(), hangUp: hangUp}
	h.http.Config.Handler.ServeHTTP(w, req)
	return w.Code
}

// impatient hangs up when a page that never ends has begun.
type impatient struct {
	*httptest.ResponseRecorder
	hangUp func()
}

func (w *impatient) Flush() { w.hangUp() }

func readRules(t *testing.T) (rules []rule) {
	t.Helper()
	lines := bufio.NewScanner(strings.NewReader(rightsTable))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		parts := strings.Split(line, "|")
		if len(parts) != 4 {
			t.Fatalf("rights.txt:%d: want PATTERN | path | form | statuses", n)
		}
		form, err := url.ParseQuery(strings.TrimSpace(parts[2]))
		if err != nil {
			t.Fatalf("rights.txt:%d: %v", n, err)
		}
		rules = append(rules, rule{n, strings.TrimSpace(parts[0]), strings.TrimSpace(parts[1]), form, strings.Fields(parts[3])})
	}
	return rules
}

// callers are all who could come, in the order of the table's columns.
func (h *house) callers() []caller {
	h.t.Helper()
	all := []caller{{name: "nobody"}, {name: "resident", named: true, key: talkKey}, {name: "rider", named: true}}
	for _, o := range []intake.Officer{
		{Name: "grid", Role: intake.RoleGridOfficer, Cells: []string{"c1"}},
		{Name: "away", Role: intake.RoleGridOfficer, Cells: []string{"c2"}},
		{Name: "unit", Role: intake.RoleUnitOfficer, Unit: "chengguan"},
		{Name: "street", Role: intake.RoleStreet},
		{Name: "admin", Role: intake.RoleAdmin},
	} {
		o.Channel, o.Sender = "telegram", o.Name
		id, err := h.store.PutOfficer(h.t.Context(), o)
		o.ID = id
		err = errors.Join(err, h.store.PutSession(h.t.Context(), "session-"+o.Name, intake.Session{Officer: o, Expires: start.Add(time.Hour)}))
		if err != nil {
			h.t.Fatal(err)
		}
		all = append(all, caller{name: o.Name, session: "session-" + o.Name, officer: id})
	}
	all = append(all, caller{name: "guest", code: invitedCode})
	for i := range all {
		if all[i].key == "" {
			all[i].key = strangeKey
		}
		if all[i].code == "" {
			all[i].code = strangeKey
		}
	}
	return all
}

// furnish puts what the table speaks of into the house: a ticket #1 with photo 1,
// rooms, a conversation, a guest, a message that triage was unsure of. What has no
// number that could stand in the table comes back by name.
func (h *house) furnish() *strings.Replacer {
	h.t.Helper()
	n, shown := h.ticket("坑", nil)
	h.invite(invitedCode, n, nil)
	letter := h.unsure("好像有点不对")
	h.chat("riders", intake.ChatRiders)
	h.chat("staff", intake.ChatStaff)
	_, err := h.store.PutChat(h.t.Context(), intake.Chat{
		Ref: intake.ChatRef{Channel: "web", ID: "report-" + talkKey}, Kind: intake.ChatPrivate, Cell: "c1",
	})
	if _, whistleErr := h.store.OpenWhistle(h.t.Context(), intake.Whistle{
		Ticket: n, Kind: "progress", Status: intake.WhistleDrafted, Reason: "占道反复", DraftedAt: start,
		Parts: []intake.WhistlePart{{Position: 1, Unit: "chengguan", Status: intake.PartCalled}},
	}); whistleErr != nil {
		h.t.Fatal(whistleErr)
	}
	hidden := strings.Repeat("ab", 32)
	door := h.store.PutDoor(h.t.Context(), intake.Door{Code: "DOORDOORDOORDOOR", ChatID: 2, At: start})
	if err := errors.Join(err, door, h.blobs.Put(h.t.Context(), intake.RenditionName(hidden, intake.SizeSmall), jpegOf(h.t, "hidden"))); err != nil {
		h.t.Fatal(err)
	}
	return strings.NewReplacer("{letter}", letter, "{shown}", shown, "{hidden}", hidden)
}
