package examine_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/examine"
	"snapgrid/intake/notice"
	"snapgrid/storage"
	"snapgrid/storage/sqlite"
)

// office is an examiner over a real database, with tickets that tests open.
type office struct {
	*testing.T
	db       *sqlite.Store
	examiner *examine.Examiner
	staff    []intake.Chat
	now      time.Time
	said     int
}

func newOffice(t *testing.T) *office {
	t.Helper()
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	o := &office{T: t, db: db, now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)}
	o.ok(db.Migrate(t.Context()))
	writer, err := notice.New(nil, nil, "zh-CN", time.UTC)
	o.ok(err)
	o.examiner = examine.New(db, o, writer, func() time.Time { return o.now })
	for _, id := range []string{"staff", "riders"} {
		c, err := db.PutChat(t.Context(), intake.Chat{Ref: ref(id), Kind: intake.ChatStaff})
		o.ok(err)
		o.staff = append(o.staff, c)
	}
	return o
}

func ref(id string) intake.ChatRef { return intake.ChatRef{Channel: "telegram", ID: id} }

func (o *office) ok(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

// StaffChats are the staff's own chat, and the riders' by mistake.
func (o *office) StaffChats(context.Context, intake.Ticket) ([]intake.Chat, error) {
	return o.staff, nil
}

// open makes a ticket that the riders reported.
func (o *office) open() int64 {
	o.Helper()
	n, err := o.db.OpenTicket(o.Context(), intake.Ticket{
		Status: intake.StatusDispatched, OpenedAt: o.now, ChangeAt: o.now,
		Fix: geotag.Fix{Point: geotag.Point{Lat: 34, Lon: 108}, Radius: 10, Source: geotag.SourcePin},
	})
	o.ok(err)
	o.ok(o.db.PutOrigin(o.Context(), intake.Origin{Ticket: n, ChatID: o.staff[1].ID, MessageID: "1", At: o.now}))
	return n
}

// show adds a developed photo to a ticket.
func (o *office) show(n int64, part intake.Part, change func(p *intake.Photo)) {
	o.Helper()
	o.said++
	heard, err := o.db.PutMessages(o.Context(), []intake.Message{{
		Chat: ref("riders"), ID: strings.Repeat("x", o.said), SentAt: o.now, Media: []intake.Media{{Ref: "r"}},
	}}, o.now)
	o.ok(err)
	p := heard[0].Photos[0]
	p.State = intake.PhotoReady
	change(&p)
	o.ok(o.db.SavePhoto(o.Context(), p))
	o.ok(o.db.TakeMessages(o.Context(), intake.Numbers(heard), intake.Outcome{State: intake.MessageTicket, Ticket: n, Part: part}))
}

func (o *office) findings(n int64) []intake.Finding {
	o.Helper()
	found, err := o.examiner.Findings(o.Context(), n)
	o.ok(err)
	return found
}

// told are the words of what is to be said in a chat.
func (o *office) told(chat intake.Chat) (words []string) {
	o.Helper()
	for {
		p, ok, _, err := o.db.ClaimPost(o.Context(), chat.ID, o.now, o.now.Add(time.Minute))
		o.ok(err)
		if !ok {
			return words
		}
		words = append(words, p.Text)
		p.State = intake.PostSent
		o.ok(o.db.SavePost(o.Context(), p))
	}
}

func looks(hash uint64) func(*intake.Photo) {
	return func(p *intake.Photo) { p.Look = intake.Look{Hash: hash} }
}

const sunk, mended = 0x123456789abcdef0, 0x0fedcba987654321

// A trick is told to staff once, and never where the reporter is.
func TestTrickIsTold(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	one, two := o.open(), o.open()
	o.show(one, intake.PartReport, looks(sunk))
	o.show(one, intake.PartFix, looks(mended))
	if found := o.findings(one); len(found) != 0 {
		t.Fatalf("an honest repair: %+v", found)
	}
	o.now = o.now.Add(time.Hour)
	o.show(two, intake.PartReport, looks(0xffff0000ffff0000))
	o.show(two, intake.PartFix, func(p *intake.Photo) {
		p.Look, p.TakenAt, p.At = intake.Look{Hash: mended ^ 0b111}, o.now.Add(-time.Hour), &geotag.Point{Lat: 34, Lon: 108.01}
	})
	for range 2 {
		found := o.findings(two)
		if len(found) != 3 || found[0].Kind != intake.FindingReused || found[0].Other != one || found[1].Kind != intake.FindingEarly || found[2].Kind != intake.FindingFar {
			t.Fatalf("found %+v", found)
		}
	}
	told := o.told(o.staff[0])
	if len(told) != 1 {
		t.Fatalf("staff were told %q", told)
	}
	for _, words := range []string{"#2 的修复照片", "在 #1 里用过", "拍摄时间早于报修", "拍摄地离现场约920米", "没有退回"} {
		if !strings.Contains(told[0], words) {
			t.Errorf("%q is not in:\n%s", words, told[0])
		}
	}
	if told := o.told(o.staff[1]); len(told) != 0 {
		t.Errorf("the riders were told %q", told)
	}
	o.show(two, intake.PartFix, func(p *intake.Photo) { p.Flaw = intake.FlawBlurred })
	o.findings(two)
	if told := o.told(o.staff[0]); len(told) != 1 || !strings.Contains(told[0], "太模糊") || strings.Contains(told[0], "用过") {
		t.Errorf("of what is new staff were told %q", told)
	}
}

// A report with a known photo is for the card and the page: nothing is posted.
func TestKnownReport(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	one, two := o.open(), o.open()
	o.show(one, intake.PartReport, looks(sunk))
	o.show(two, intake.PartReport, looks(sunk^1<<63))
	if found := o.findings(two); len(found) != 1 || found[0].Kind != intake.FindingKnown || found[0].Other != one {
		t.Fatalf("found %+v", found)
	}
	if found := o.findings(one); len(found) != 0 {
		t.Fatalf("the first ticket: %+v", found)
	}
	if told := o.told(o.staff[0]); len(told) != 0 {
		t.Errorf("staff were told %q", told)
	}
}

// A photo that is not developed is not looked at; the job comes again.
func TestUndeveloped(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := o.open()
	o.show(n, intake.PartFix, func(p *intake.Photo) { p.State, p.Flaw = intake.PhotoPending, intake.FlawBlack })
	o.ok(o.examiner.Examine(t.Context(), intake.ExaminePhotos{Ticket: n}))
	if found := o.findings(n); len(found) != 0 {
		t.Fatalf("found %+v", found)
	}
}
