package notice_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/notice"
	"snapgrid/storage"
	"snapgrid/storage/sqlite"
)

// board is an announcer over a real database, with one ticket that was reported
// from two groups.
type board struct {
	*testing.T
	db     storage.Database
	writer *notice.Writer
	news   *notice.Announcer
	now    time.Time
	shelf  map[string][]byte
	broken error // of the pairing
	chats  map[string]intake.Chat
	n      int64
	drawn  []string // the cards that were asked for
}

func newBoard(t *testing.T) *board {
	t.Helper()
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	b := &board{
		T: t, db: db, now: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC), shelf: map[string][]byte{}, chats: map[string]intake.Chat{},
	}
	b.ok(db.Migrate(t.Context()))
	b.writer, err = notice.New(nil, []intake.Unit{{Code: "shizheng", Name: "区市政处"}}, "zh-CN", time.UTC)
	b.ok(err)
	b.restart()
	b.chat("riders", intake.ChatRiders)
	b.chat("residents", intake.ChatResidents)
	b.chat("staff", intake.ChatStaff)
	b.chat("grid", intake.ChatStaff)
	b.n, err = db.OpenTicket(t.Context(), intake.Ticket{Status: intake.StatusDispatched, Masked: "路灯不亮了", OpenedAt: b.now, ChangeAt: b.now})
	b.ok(err)
	return b
}

// restart makes the announcer anew, as a program does that starts.
func (b *board) restart() {
	b.news = notice.NewAnnouncer(notice.Needs{
		Store: b.db, Desk: b, Examiner: b.db, Shelf: b, Pair: b.pair, Writer: b.writer, Pages: func() string { return "http://pages" }, Now: func() time.Time { return b.now },
	})
}

func (b *board) ok(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b *board) chat(id string, kind intake.ChatKind) {
	b.Helper()
	c, err := b.db.PutChat(b.Context(), intake.Chat{Ref: intake.ChatRef{Channel: "telegram", ID: id}, Kind: kind})
	b.ok(err)
	b.chats[id] = c
}

// Draw notes which card was asked for.
func (b *board) Draw(_ context.Context, ticket, event int64, photo string) error {
	b.drawn = append(b.drawn, fmt.Sprintf("#%d %d %s", ticket, event, photo))
	return nil
}

// DrawElsewhere notes it too.
func (b *board) DrawElsewhere(_ context.Context, ticket, event int64, photo string) error {
	b.drawn = append(b.drawn, fmt.Sprintf("elsewhere #%d %d %s", ticket, event, photo))
	return nil
}

func (b *board) VerifyChats(context.Context, intake.Ticket) ([]intake.Chat, error) {
	return []intake.Chat{b.chats["grid"]}, nil
}

func (b *board) Open(_ context.Context, name string) (io.ReadCloser, error) {
	data, ok := b.shelf[name]
	if !ok {
		return nil, &intake.Error{Code: intake.CodeNotFound, Message: name + ": not found"}
	}
	return io.NopCloser(bytes.NewReader(data)), nil
}

func (b *board) Put(_ context.Context, name string, data []byte) error {
	b.shelf[name] = data
	return nil
}

func (b *board) pair(_ context.Context, before, after []byte) ([]byte, error) {
	return append(append([]byte{}, before...), after...), b.broken
}

// say keeps a message of the ticket with a photo for each key, in the state.
func (b *board) say(chat, id, who string, part intake.Part, state intake.PhotoState, keys ...string) intake.Heard {
	b.Helper()
	m := intake.Message{
		Chat: b.chats[chat].Ref, ID: id, Sender: intake.Sender{ID: who, Name: "名" + who}, SentAt: b.now, Private: chat == who,
		Media: make([]intake.Media, len(keys)),
	}
	for i, key := range keys {
		m.Media[i].Ref = key
	}
	heard, err := b.db.PutMessages(b.Context(), []intake.Message{m}, b.now)
	b.ok(err)
	outcome := intake.Outcome{State: intake.MessageTicket, Ticket: b.n, Part: part}
	b.ok(b.db.TakeMessages(b.Context(), []int64{heard[0].Number}, outcome))
	for i, p := range heard[0].Photos {
		p.Media.Key, p.State = keys[i], state
		b.ok(b.db.SavePhoto(b.Context(), p))
		b.shelf[intake.RenditionName(keys[i], intake.SizeLarge)] = []byte(keys[i])
	}
	return heard[0]
}

// report makes a message of the ticket one that is answered.
func (b *board) report(chat, id, who string, keys ...string) {
	b.Helper()
	m := b.say(chat, id, who, intake.PartReport, intake.PhotoReady, keys...)
	b.ok(b.db.PutOrigin(b.Context(), intake.Origin{Ticket: b.n, ChatID: m.ChatID, MessageID: id, Sender: m.Sender, At: m.ReceivedAt}))
}

// event writes history and returns the announcement that is owed for it.
func (b *board) event(kind intake.EventKind, status intake.Status) intake.Announce {
	b.Helper()
	t, err := b.db.Ticket(b.Context(), b.n)
	b.ok(err)
	t.Status, t.DoneAt, t.DoneBy, t.Outcome = status, b.now, "shizheng", "换了灯泡"
	b.ok(b.db.SaveTicket(b.Context(), t))
	id, err := b.db.PutEvent(b.Context(), intake.Event{Ticket: b.n, At: b.now, Kind: kind, Status: status})
	b.ok(err)
	return intake.Announce{Ticket: b.n, Event: id}
}

// posts lists what waits in a chat and takes it away.
func (b *board) posts(chat string) []intake.Post {
	b.Helper()
	var all []intake.Post
	for {
		p, ok, _, err := b.db.ClaimPost(b.Context(), b.chats[chat].ID, b.now, b.now.Add(time.Minute))
		b.ok(err)
		if !ok {
			return all
		}
		p.State = intake.PostDead
		b.ok(b.db.SavePost(b.Context(), p))
		all = append(all, p)
	}
}

func (b *board) resolved() intake.Announce {
	return b.event(intake.EventResolved, intake.StatusResolved)
}

func TestResolutionGoesToEachOriginOnce(t *testing.T) {
	b := newBoard(t)
	b.report("riders", "1", "liu", "before")
	b.report("residents", "2", "wang")
	b.say("staff", "3", "zhou", intake.PartFix, intake.PhotoReady, "after", "more")
	job := b.resolved()
	for range 3 {
		b.ok(b.news.Announce(t.Context(), job))
	}
	pair := intake.PairName(b.n, job.Event)
	for chat, quoted := range map[string]string{"riders": "1", "residents": "2"} {
		posts := b.posts(chat)
		if len(posts) != 1 {
			t.Fatalf("%d posts in %s", len(posts), chat)
		}
		p := posts[0]
		if p.ReplyTo != quoted || !slices.Equal(p.Photos, []string{pair, intake.RenditionName("more", intake.SizeLarge)}) {
			t.Errorf("in %s the answer quotes %s and shows %v", chat, p.ReplyTo, p.Photos)
		}
		for _, want := range []string{fmt.Sprintf("#%d", b.n), "换了灯泡", "区市政处", "左：之前"} {
			if !strings.Contains(p.Text, want) {
				t.Errorf("in %s it lacks %q: %s", chat, want, p.Text)
			}
		}
	}
	if string(b.shelf[pair]) != "beforeafter" {
		t.Errorf("the pair is %q", b.shelf[pair])
	}
}

func TestTwoReportersOfOneChatAreToldOnce(t *testing.T) {
	b := newBoard(t)
	b.report("riders", "1", "liu")
	b.report("riders", "2", "wang")
	job := b.resolved()
	b.ok(b.news.Announce(t.Context(), job))
	b.now = b.now.Add(time.Second)
	to := intake.ChatRef{Channel: "telegram", ID: "-100"}
	b.ok(b.db.MoveChat(t.Context(), b.chats["riders"].Ref, to))
	b.ok(b.news.Announce(t.Context(), job)) // the job is done again after the move
	if posts := b.posts("riders"); len(posts) != 1 {
		t.Errorf("%d posts for two reporters", len(posts))
	}
}

func TestMovedChatIsToldWithoutQuote(t *testing.T) {
	b := newBoard(t)
	b.report("riders", "1", "liu")
	b.now = b.now.Add(time.Minute)
	b.ok(b.db.MoveChat(t.Context(), b.chats["riders"].Ref, intake.ChatRef{Channel: "telegram", ID: "-100"}))
	b.ok(b.news.Announce(t.Context(), b.resolved()))
	posts := b.posts("riders")
	if len(posts) != 1 || posts[0].ReplyTo != "" || !strings.Contains(posts[0].Text, "名liu之前说的“路灯不亮了”") {
		t.Errorf("said %+v", posts)
	}
}

func TestPicturesAreWaitedForButNotForEver(t *testing.T) {
	b := newBoard(t)
	b.report("riders", "1", "liu", "before")
	b.say("staff", "2", "zhou", intake.PartFix, intake.PhotoPending, "after")
	job := b.resolved()
	b.now = b.now.Add(10 * time.Minute)
	b.restart() // the program was away: nothing could be developed
	if err := b.news.Announce(t.Context(), job); intake.CodeOf(err) != intake.CodeAgain {
		t.Fatalf("after a restart: %v, want to be asked again", err)
	}
	b.now = b.now.Add(61 * time.Second)
	b.ok(b.news.Announce(t.Context(), job))
	if posts := b.posts("riders"); len(posts) != 1 || len(posts[0].Photos) != 0 {
		t.Errorf("said %+v", posts)
	}
}

func TestRepairIsToldWithoutAPairThatCanNotBeMade(t *testing.T) {
	tests := map[string]func(b *board){
		"the picture of before is lost": func(b *board) { delete(b.shelf, intake.RenditionName("before", intake.SizeLarge)) },
		"one of them is damaged":        func(b *board) { b.broken = &intake.Error{Code: intake.CodeInvalid, Message: "damaged"} },
		"the disk is full for long": func(b *board) {
			b.broken = &intake.Error{Code: intake.CodeAgain, Message: "full"}
			b.now = b.now.Add(2 * time.Minute)
		},
	}
	for name, breakIt := range tests {
		t.Run(name, func(t *testing.T) {
			b := newBoard(t)
			b.report("riders", "1", "liu", "before")
			b.say("staff", "2", "zhou", intake.PartFix, intake.PhotoReady, "after")
			job := b.resolved()
			breakIt(b)
			b.ok(b.news.Announce(t.Context(), job))
			posts := b.posts("riders")
			if len(posts) != 1 || !slices.Equal(posts[0].Photos, []string{intake.RenditionName("after", intake.SizeLarge)}) {
				t.Errorf("said %+v", posts)
			}
		})
	}
}

func TestNewsThatWasOvertakenIsNotTold(t *testing.T) {
	b := newBoard(t)
	b.report("riders", "1", "liu", "before")
	b.say("staff", "2", "zhou", intake.PartFix, intake.PhotoReady, "after")
	first := b.resolved()
	b.now = b.now.Add(time.Second)
	b.event(intake.EventReopened, intake.StatusReopened)
	b.ok(b.news.Announce(t.Context(), first))
	if posts := b.posts("riders"); len(posts) != 0 {
		t.Fatalf("an objection was answered with %q", posts[0].Text)
	}
	b.now = b.now.Add(time.Second)
	b.say("staff", "3", "zhou", intake.PartFix, intake.PhotoReady, "again")
	second := b.resolved()
	b.ok(b.news.Announce(t.Context(), first))
	b.ok(b.news.Announce(t.Context(), second))
	if posts := b.posts("riders"); len(posts) != 1 || string(b.shelf[intake.PairName(b.n, second.Event)]) != "beforeagain" {
		t.Errorf("said %d times, the pair is %q", len(posts), b.shelf[intake.PairName(b.n, second.Event)])
	}
}

func TestCardShowsTheReportAsItStandsNow(t *testing.T) {
	b := newBoard(t)
	b.report("riders", "1", "liu", "before")
	b.say("riders", "2", "wang", intake.PartNote, intake.PhotoReady, "stranger")
	first := b.event(intake.EventDispatched, intake.StatusDispatched)
	b.now = b.now.Add(time.Second)
	back := b.event(intake.EventReturned, intake.StatusReported)
	for range 2 {
		b.ok(b.news.Announce(t.Context(), first))
		b.ok(b.news.Announce(t.Context(), back))
	}
	want := fmt.Sprintf("#%d %d %s", b.n, back.Event, intake.RenditionName("before", intake.SizeLarge))
	if !slices.Equal(b.drawn, []string{want, want}) {
		t.Errorf("drew %q, want %q", b.drawn, want)
	}
}

func TestGroupThatMayGoHasTheReporterInPrivateBehindIt(t *testing.T) {
	b := newBoard(t)
	b.chat("liu", intake.ChatPrivate)
	b.report("riders", "1", "liu")
	b.say("liu", "2", "liu", intake.PartNote, intake.PhotoReady)
	b.ok(b.news.Announce(t.Context(), b.resolved()))
	if posts := b.posts("riders"); len(posts) != 1 || posts[0].Alternate != b.chats["liu"].ID {
		t.Errorf("said %+v", posts)
	}
}
