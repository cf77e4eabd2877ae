package desk_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/dispatch"
	"snapgrid/intake/notice"
	"snapgrid/intake/triage"
	"snapgrid/storage"
	"snapgrid/storage/sqlite"
)

// counter is a desk over a real database, with a clock that the test moves. The
// riders report, the staff of shizheng repair.
type counter struct {
	*testing.T
	db    *ledger
	desk  *desk.Desk
	needs desk.Needs // what it was made of
	now   time.Time
	chats map[string]intake.Chat
	heard int
}

// ledger notes what is owed and said.
type ledger struct {
	storage.Database
	mutex sync.Mutex
	owed  []intake.Owed
	posts []intake.Post // that were new
}

func (l *ledger) Enqueue(_ context.Context, owed ...intake.Owed) error {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.owed = append(l.owed, owed...)
	return nil
}

func (l *ledger) PutPost(ctx context.Context, p intake.Post) (bool, error) {
	added, err := l.Database.PutPost(ctx, p)
	if added {
		l.mutex.Lock()
		defer l.mutex.Unlock()
		l.posts = append(l.posts, p)
	}
	return added, err
}

// areas knows the cells c1 and c2, which nothing contains.
type areas struct{}

func (areas) Path(code string) []geotag.Cell {
	if code == "c1" || code == "c2" {
		return []geotag.Cell{{Code: code}}
	}
	return nil
}

func newCounter(t *testing.T) *counter {
	t.Helper()
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	c := &counter{T: t, db: &ledger{Database: db}, now: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC), chats: map[string]intake.Chat{}}
	c.ok(db.Migrate(t.Context()))
	categories := intake.Categories{{Code: "P0105", Name: "路灯", Limit: 48 * time.Hour}}
	units := []intake.Unit{{Code: "shizheng", Name: "区市政处", Categories: []string{"P"}, Chats: []intake.ChatRef{{Channel: "telegram", ID: "staff"}}}}
	writer, err := notice.New(categories, units, "zh-CN", time.UTC)
	c.ok(err)
	c.needs = desk.Needs{
		Store: c.db, Writer: writer, Router: dispatch.Plan{Units: units}.Router(), Areas: areas{}, Categories: categories,
		Mask: triage.Mask, StaffMask: triage.MaskForStaff, Now: func() time.Time { return c.now }, Rules: desk.Rules{PublicURL: func() string { return "http://pages" }},
	}
	c.desk = desk.New(c.needs)
	for id, kind := range map[string]intake.ChatKind{"riders": intake.ChatRiders, "staff": intake.ChatStaff} {
		c.chat("telegram", id, kind)
	}
	for name, unit := range map[string]string{"zhou": "shizheng", "chen": "chengguan", "gao": ""} {
		o := intake.Officer{Channel: "telegram", Sender: name, Name: name, Role: intake.RoleUnitOfficer, Unit: unit}
		if unit == "" {
			o.Role = intake.RoleStreet
		}
		_, err := db.PutOfficer(t.Context(), o)
		c.ok(err)
	}
	return c
}

func (c *counter) ok(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

func (c *counter) chat(channel intake.Channel, id string, kind intake.ChatKind) intake.Chat {
	c.Helper()
	chat, err := c.db.PutChat(c.Context(), intake.Chat{Ref: intake.ChatRef{Channel: channel, ID: id}, Kind: kind})
	c.ok(err)
	c.chats[id] = chat
	return chat
}

// say keeps a message, with so many photos.
func (c *counter) say(chat, who, words string, photos int) intake.Heard {
	c.Helper()
	c.heard++
	m := intake.Message{
		Chat: c.chats[chat].Ref, ID: fmt.Sprint("m", c.heard), Sender: intake.Sender{ID: who, Name: "名" + who},
		SentAt: c.now, Text: words, Private: chat == who,
	}
	for i := range photos {
		m.Media = append(m.Media, intake.Media{Ref: fmt.Sprint("f", c.heard, i)})
	}
	heard, err := c.db.PutMessages(c.Context(), []intake.Message{m}, c.now)
	c.ok(err)
	return heard[0]
}

// open makes a ticket of a report of Liu's.
func (c *counter) open() int64 {
	c.Helper()
	n, err := c.desk.Open(c.Context(), intake.Report{
		Chat: c.chats["riders"], Sender: intake.Sender{ID: "liu", Name: "名liu"},
		Messages: []intake.Heard{c.say("riders", "liu", "路灯不亮了，我的电话13812345678", 1)},
		Verdict:  intake.Verdict{Kind: intake.IsReport, Category: "P0105", Severity: intake.Ordinary},
	})
	c.ok(err)
	return n
}

// call is a wish of somebody, said in words or, without a message, by a gesture.
func (c *counter) call(who string, kind triage.IntentKind, n int64, messages ...intake.Heard) desk.Call {
	c.Helper()
	chat := c.chats["riders"]
	o, err := c.db.FindOfficer(c.Context(), "telegram", who)
	switch {
	case err == nil:
		chat = c.chats["staff"]
	case intake.CodeOf(err) != intake.CodeNotFound:
		c.Fatal(err)
	}
	c.heard++
	return desk.Call{
		Intent: triage.Intent{Kind: kind, N: n, Rest: restOf(kind), Explicit: true}, Ticket: n, Chat: chat,
		MessageID: "m", Key: fmt.Sprint("call/", c.heard), Sender: intake.Sender{ID: who}, Officer: o, Messages: messages,
	}
}

// restOf are the words of a wish.
func restOf(kind triage.IntentKind) string {
	switch kind {
	case triage.IntentDispatch:
		return "shizheng"
	case triage.IntentHold, triage.IntentRegister:
		return "说明13812345678 3天"
	}
	return "说明13812345678"
}

// force puts a ticket into a state, as its life would.
func (c *counter) force(n int64, s intake.Status) {
	c.Helper()
	t := c.ticket(n)
	t.Status, t.Unit = s, "shizheng"
	if !s.Open() {
		t.DoneAt = c.now
	}
	c.ok(c.db.SaveTicket(c.Context(), t))
}

func (c *counter) ticket(n int64) intake.Ticket {
	c.Helper()
	t, err := c.db.Ticket(c.Context(), n)
	c.ok(err)
	return t
}

func (c *counter) events(n int64) []intake.Event {
	c.Helper()
	events, err := c.db.Events(c.Context(), n)
	c.ok(err)
	return events
}

func (c *counter) refusals() int {
	c.Helper()
	refusals, err := c.db.Refusals(c.Context(), 10_000)
	c.ok(err)
	return len(refusals)
}

func (c *counter) state(m intake.Heard) intake.MessageState {
	c.Helper()
	now, err := c.db.Message(c.Context(), m.Number)
	c.ok(err)
	return now.State
}
