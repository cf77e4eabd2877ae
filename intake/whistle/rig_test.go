package whistle_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/notice"
	"snapgrid/intake/whistle"
	"snapgrid/storage"
	"snapgrid/storage/sqlite"
)

// rig is a room over a real database, with a clock that the test moves. Gao is of
// the street, Li of the grid, Zhang of the chengguan and Wang of the traffic
// police; Liu is nobody. The police have no chat.
type rig struct {
	*testing.T
	db     *ledger
	room   *whistle.Room
	now    time.Time
	ticket int64
	calls  int
}

// ledger notes what is said and owed.
type ledger struct {
	storage.Database
	posts []intake.Post // that were new
	owed  []intake.ReportWhistle
}

func (l *ledger) Enqueue(_ context.Context, owed ...intake.Owed) error {
	for _, o := range owed {
		if report, ok := o.Job.(intake.ReportWhistle); ok {
			l.owed = append(l.owed, report)
		}
	}
	return nil
}

func (l *ledger) PutPost(ctx context.Context, p intake.Post) (bool, error) {
	added, err := l.Database.PutPost(ctx, p)
	if added {
		l.posts = append(l.posts, p)
	}
	return added, err
}

// hand is a desk that writes down what it is told.
type hand struct {
	db    *ledger
	notes *[]intake.EventKind
}

func (h hand) May(o intake.Officer, r intake.Right, t intake.Ticket) bool {
	return o.May(r, t.Unit, nil)
}

func (h hand) Note(_ context.Context, _ int64, e intake.Event) error {
	*h.notes = append(*h.notes, e.Kind)
	return nil
}

func (h hand) StreetChats(ctx context.Context, _ intake.Ticket) ([]intake.Chat, error) {
	c, err := h.db.FindChat(ctx, intake.ChatRef{Channel: "telegram", ID: "street"})
	return []intake.Chat{c}, err
}

var staff = map[string]intake.Officer{
	"gao":   {Role: intake.RoleStreet},
	"li":    {Role: intake.RoleGridOfficer},
	"zhang": {Role: intake.RoleUnitOfficer, Unit: "chengguan"},
	"wang":  {Role: intake.RoleUnitOfficer, Unit: "jiaojing"},
}

func newRig(t *testing.T) (*rig, *[]intake.EventKind) {
	t.Helper()
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	r := &rig{T: t, db: &ledger{Database: db}, now: time.Date(2026, 7, 1, 4, 0, 0, 0, time.UTC)}
	r.ok(db.Migrate(t.Context()))
	units := []intake.Unit{
		{Code: "chengguan", Name: "区城管局", Chats: []intake.ChatRef{{Channel: "telegram", ID: "chengguan"}}},
		{Code: "jiaojing", Name: "区交警大队", Chats: []intake.ChatRef{{Channel: "telegram", ID: "jiaojing"}}},
		{Code: "gongan", Name: "区公安分局"},
	}
	writer, err := notice.New(nil, units, "zh-CN", time.UTC)
	r.ok(err)
	for _, id := range []string{"street", "chengguan", "jiaojing", "grid"} {
		_, err := db.PutChat(t.Context(), intake.Chat{Ref: intake.ChatRef{Channel: "telegram", ID: id}, Kind: intake.ChatStaff})
		r.ok(err)
	}
	for name, o := range staff {
		o.Channel, o.Sender, o.Name = "telegram", name, name
		_, err := db.PutOfficer(t.Context(), o)
		r.ok(err)
	}
	notes := &[]intake.EventKind{}
	r.room = whistle.New(whistle.Needs{
		Config: whistle.DefaultConfig(), Store: r.db, Desk: hand{r.db, notes}, Writer: writer, Units: units, Days: natural{},
		Mask: func(s string) string { return strings.ReplaceAll(s, "13812345678", "〔电话〕") }, Now: func() time.Time { return r.now },
	})
	r.ticket = r.open(intake.StatusAccepted, intake.Ordinary)
	return r, notes
}

// natural has no days off.
type natural struct{}

func (natural) AddDays(from time.Time, n int) time.Time { return from.AddDate(0, 0, n) }

func (r *rig) ok(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

func (r *rig) open(s intake.Status, severity intake.Severity) int64 {
	r.Helper()
	n, err := r.db.OpenTicket(r.Context(), intake.Ticket{
		Status: s, Severity: severity, Words: "货车占道", Masked: "货车占道", Channel: "telegram", OpenedAt: r.now,
		Fix: geotag.Fix{Cell: "610104-07"},
	})
	r.ok(err)
	return n
}

// call is a wish of somebody, said in their own chat.
func (r *rig) call(who string, step intake.WhistleStep, n int64, words string) whistle.Call {
	r.Helper()
	o, err := r.db.FindOfficer(r.Context(), "telegram", who)
	if err != nil && intake.CodeOf(err) != intake.CodeNotFound {
		r.Fatal(err)
	}
	at := map[string]string{"gao": "street", "zhang": "chengguan", "wang": "jiaojing"}[who]
	if at == "" {
		at = "grid"
	}
	chat, err := r.db.FindChat(r.Context(), intake.ChatRef{Channel: "telegram", ID: at})
	r.ok(err)
	r.calls++
	return whistle.Call{
		Step: step, Whistle: n, Words: words, Chat: chat, MessageID: "m", Key: fmt.Sprint("call/", r.calls), Sender: intake.Sender{ID: who}, Officer: o,
	}
}

func (r *rig) handle(c whistle.Call) {
	r.Helper()
	r.ok(r.room.Handle(r.Context(), c))
}

// do takes a step with a whistle.
func (r *rig) do(who string, step intake.WhistleStep, n int64, words string) {
	r.Helper()
	r.handle(r.call(who, step, n, words))
}

// shown is a call with a photo.
func (r *rig) shown(c whistle.Call) whistle.Call {
	r.Helper()
	r.calls++
	heard, err := r.db.PutMessages(r.Context(), []intake.Message{{
		Chat: c.Chat.Ref, ID: fmt.Sprint("p", r.calls), Sender: c.Sender, SentAt: r.now, Media: []intake.Media{{Ref: "r"}},
	}}, r.now)
	r.ok(err)
	c.Messages = heard
	return c
}

// draft drafts a whistle for ticket 1 and returns it; a zero number if there is
// none.
func (r *rig) draft(who, words string) intake.Whistle {
	r.Helper()
	before := r.all()
	c := r.call(who, intake.StepDraft, 0, words)
	c.Ticket = r.ticket
	r.handle(c)
	if after := r.all(); len(after) > len(before) {
		return after[len(after)-1]
	}
	return intake.Whistle{}
}

func (r *rig) all() []intake.Whistle {
	r.Helper()
	all, err := r.db.WhistlesOf(r.Context(), r.ticket)
	r.ok(err)
	return all
}

func (r *rig) whistle(n int64) intake.Whistle {
	r.Helper()
	w, err := r.db.Whistle(r.Context(), n)
	r.ok(err)
	return w
}

func (r *rig) events(n int64) []intake.WhistleEvent {
	r.Helper()
	events, err := r.db.WhistleEvents(r.Context(), n)
	r.ok(err)
	return events
}

func (r *rig) refusals() int {
	r.Helper()
	all, err := r.db.Refusals(r.Context(), 10000)
	r.ok(err)
	return len(all)
}

// last are the words said last.
func (r *rig) last() string {
	for i := len(r.db.posts) - 1; i >= 0; i-- {
		if r.db.posts[i].Text != "" {
			return r.db.posts[i].Text
		}
	}
	return ""
}

// said counts the new posts with the words.
func (r *rig) said(words string) int {
	n := 0
	for _, p := range r.db.posts {
		if strings.Contains(p.Text, words) {
			n++
		}
	}
	return n
}
