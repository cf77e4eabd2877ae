package outbox_test

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/outbox"
	"snapgrid/storage"
	"snapgrid/storage/sqlite"
)

// street is an outbox over a real database, a clock that the test moves, and a
// channel that answers what the test wants.
type street struct {
	*testing.T
	db  storage.Database
	box *outbox.Outbox

	mu      sync.Mutex
	now     time.Time
	answer  func(d intake.Delivery) error
	pace    intake.Pace
	night   outbox.Config      // zero: chats never sleep
	mute    bool               // the channel cannot quote
	missing []intake.Shortfall // what else it cannot do

	elsewhere intake.Channel   // in which only another node speaks
	alone     []intake.Channel // in which only this one does
	said      []string
	tried     int
}

func newStreet(t *testing.T) *street {
	t.Helper()
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	s := &street{T: t, db: db, now: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)}
	s.answer = func(intake.Delivery) error { return nil }
	s.box = s.outbox(db)
	return s
}

// sleeps makes the night one in which chats are left alone.
func (s *street) sleeps() {
	s.night = outbox.Config{QuietHours: "22:00-07:00", Digest: 2}
	s.box = s.outbox(s.db)
}

func (s *street) outbox(store outbox.Store) *outbox.Outbox {
	box, err := outbox.New(outbox.Needs{
		Config: s.night, Zone: time.FixedZone("CST", 8*3600), Store: store, Poster: s, Quoter: s, Lister: s, Shelf: s, Meter: s, Now: s.clock,
	})
	if err != nil {
		s.Fatal(err)
	}
	return box
}

func (s *street) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *street) wait(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

func (s *street) Post(_ context.Context, d intake.Delivery) (intake.Receipt, error) {
	s.mu.Lock()
	s.tried++
	s.mu.Unlock()
	if err := s.answer(d); err != nil {
		return intake.Receipt{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.said = append(s.said, d.To.ID+": "+d.Text+strings.Repeat(" 📷", len(d.Pictures)))
	return intake.Receipt{IDs: []string{fmt.Sprint("m", len(s.said))}, Short: s.missing}, nil
}

func (s *street) Pace(intake.Channel) intake.Pace { return s.pace }
func (s *street) Quotes(intake.Channel) bool      { return !s.mute }
func (s *street) Speaks(c intake.Channel) bool    { return s.elsewhere != c }
func (s *street) Alone() []intake.Channel         { return s.alone }

// Foresee is that of a channel without albums, which says one line a message.
func (s *street) Foresee(d intake.Delivery) ([]string, []intake.Shortfall) {
	return strings.Split(d.Text, "\n"), d.Short(intake.ShortAlbum)
}
func (s *street) Quote(_ context.Context, _ intake.Chat, messageID string) (string, error) {
	if messageID == "unknown" {
		return "", nil
	}
	return "王敏：“" + messageID + "”", nil
}

func (s *street) List(_ context.Context, _ intake.Chat, tickets []int64) (string, error) {
	return fmt.Sprint("list of ", tickets), nil
}
func (s *street) Posted(intake.Channel, string) {}
func (s *street) Acknowledged(time.Duration)    {}
func (s *street) Open(_ context.Context, name string) (io.ReadCloser, error) {
	if name == "lost" {
		return nil, &intake.Error{Code: intake.CodeNotFound, Message: "photo: not found"}
	}
	return io.NopCloser(strings.NewReader(name)), nil
}

// chat makes a chat, and write a post in it.
func (s *street) chat(id string, kind intake.ChatKind) intake.Chat {
	s.Helper()
	c, err := s.db.PutChat(s.Context(), intake.Chat{Ref: intake.ChatRef{Channel: "telegram", ID: id}, Kind: kind})
	if err != nil {
		s.Fatal(err)
	}
	return c
}

func (s *street) write(p intake.Post) {
	s.Helper()
	if p.Kind == "" {
		p.Kind = intake.PostAnswer
	}
	p.Key, p.CreatedAt = p.Text+p.Edits, s.clock()
	if _, err := s.db.PutPost(s.Context(), p); err != nil {
		s.Fatal(err)
	}
}

func (s *street) deliver(c intake.Chat) {
	s.Helper()
	if err := s.box.Deliver(s.Context(), intake.DeliverPosts{Chat: c.ID}); err != nil {
		s.Fatal(err)
	}
}

func (s *street) heard(want ...string) {
	s.Helper()
	if !slices.Equal(s.said, want) {
		s.Fatalf("said %q, want %q", s.said, want)
	}
}

func TestOrderIsKeptThroughFailure(t *testing.T) {
	s := newStreet(t)
	c := s.chat("1", intake.ChatRiders)
	s.write(intake.Post{ChatID: c.ID, Text: "first"})
	s.write(intake.Post{ChatID: c.ID, Text: "second"})
	s.answer = func(intake.Delivery) error { return &intake.Error{Code: intake.CodeUnknown, Message: "reset"} }
	s.deliver(c)
	s.heard()
	s.answer = func(intake.Delivery) error { return nil }
	s.deliver(c) // too early: the pause is not over
	s.heard()
	s.wait(time.Minute)
	s.deliver(c)
	s.heard("1: first", "1: second")
	s.deliver(c)
	s.heard("1: first", "1: second")
}

func TestChannelIsObeyed(t *testing.T) {
	s := newStreet(t)
	c, other := s.chat("1", intake.ChatRiders), s.chat("2", intake.ChatRiders)
	s.write(intake.Post{ChatID: c.ID, Text: "slow"})
	s.write(intake.Post{ChatID: other.ID, Text: "free"})
	s.answer = func(d intake.Delivery) error {
		if d.To.ID == "1" && s.tried == 1 {
			return &intake.Error{Code: intake.CodeAgain, Message: "too many", RetryAfter: 40 * time.Second}
		}
		return nil
	}
	s.deliver(c)
	s.deliver(other)
	s.heard("2: free")
	s.wait(39 * time.Second)
	s.deliver(c)
	s.heard("2: free")
	s.wait(2 * time.Second)
	s.deliver(c)
	s.heard("2: free", "1: slow")
}

func TestPaceHoldsBackAndSweepWakesUp(t *testing.T) {
	s := newStreet(t)
	s.pace = intake.Pace{ChatInterval: time.Second}
	c := s.chat("1", intake.ChatRiders)
	for i := range 4 {
		s.write(intake.Post{ChatID: c.ID, Text: fmt.Sprint(i)})
	}
	s.deliver(c)
	s.heard("1: 0", "1: 1") // a burst of two
	s.wait(time.Second)
	s.deliver(c)
	s.heard("1: 0", "1: 1", "1: 2")
	p, err := s.db.FindPost(t.Context(), "3")
	if err != nil || p.Attempts != 0 || p.State != intake.PostWaiting {
		t.Errorf("a post that was held back is %s after %d attempts, %v", p.State, p.Attempts, err)
	}
	s.wait(time.Second + time.Millisecond)
	if waiting, err := s.db.WaitingChats(t.Context(), s.clock()); err != nil || !slices.Equal(waiting, []int64{c.ID}) {
		t.Errorf("waiting chats %v, %v", waiting, err)
	}
}

// TestTurnIsWaitedFor lets more chats have something to say than their channel takes at
// once: nothing is put off that has its turn in a moment, and the rest of it is.
func TestTurnIsWaitedFor(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	s.pace = intake.Pace{PerSecond: 5} // and five at once
	var chats []intake.Chat
	for i := range 8 {
		c := s.chat(fmt.Sprint(i), intake.ChatRiders)
		s.write(intake.Post{ChatID: c.ID, Text: string(rune('a' + i))})
		chats = append(chats, c)
	}
	began := time.Now()
	for _, c := range chats { // the clock of the test stands: the turns add up
		s.deliver(c)
	}
	s.heard("0: a", "1: b", "2: c", "3: d", "4: e", "5: f", "6: g")
	if passed := time.Since(began); passed < 600*time.Millisecond {
		t.Errorf("the sixth and the seventh were said after %s, want 200 and 400 ms more", passed)
	}
	s.wait(600 * time.Millisecond)
	s.deliver(chats[7])
	s.heard("0: a", "1: b", "2: c", "3: d", "4: e", "5: f", "6: g", "7: h")
}

func TestUndeliverableIsVisibleAndHoldsNothing(t *testing.T) {
	s := newStreet(t)
	c := s.chat("1", intake.ChatRiders)
	n, err := s.db.OpenTicket(t.Context(), intake.Ticket{Status: intake.StatusReported, OpenedAt: s.clock(), ChangeAt: s.clock()})
	if err != nil {
		t.Fatal(err)
	}
	s.write(intake.Post{ChatID: c.ID, Text: "refused", Ticket: n})
	s.write(intake.Post{ChatID: c.ID, Text: "fine"})
	s.answer = func(d intake.Delivery) error {
		if d.Text == "refused" {
			return &intake.Error{Code: intake.CodeNever, Message: "bad request"}
		}
		return nil
	}
	s.deliver(c)
	s.heard("1: fine")
	dead, err := s.db.DeadPosts(t.Context(), intake.DeadFilter{Limit: 10})
	if err != nil || len(dead) != 1 || dead[0].Failure == "" {
		t.Errorf("dead posts %v, %v", dead, err)
	}
	events, err := s.db.Events(t.Context(), n)
	if err != nil || len(events) != 1 || events[0].Kind != intake.EventUnpostable {
		t.Errorf("events %v, %v", events, err)
	}
}

func TestGoneChatGoesToTheAlternateOnce(t *testing.T) {
	s := newStreet(t)
	c, private := s.chat("1", intake.ChatRiders), s.chat("7", intake.ChatPrivate)
	s.write(intake.Post{ChatID: c.ID, Text: "news", Alternate: private.ID, ReplyTo: "5"})
	s.answer = func(d intake.Delivery) error {
		if d.To.ID == "1" {
			return &intake.Error{Code: intake.CodeChatGone, Message: "kicked"}
		}
		if d.ReplyTo != "" {
			t.Errorf("the private chat is asked to quote %s", d.ReplyTo)
		}
		return nil
	}
	s.deliver(c)
	s.deliver(private)
	s.heard("7: news")
	s.answer = func(intake.Delivery) error { return &intake.Error{Code: intake.CodeChatGone, Message: "blocked"} }
	s.write(intake.Post{ChatID: c.ID, Text: "more", Alternate: private.ID})
	s.deliver(c)
	s.deliver(private)
	if p, err := s.db.FindPost(t.Context(), "more"); err != nil || p.State != intake.PostDead {
		t.Errorf("a post that nobody can get is %s, %v", p.State, err)
	}
}

func TestMovedChatIsFollowedWithoutQuote(t *testing.T) {
	s := newStreet(t)
	c := s.chat("1", intake.ChatRiders)
	s.write(intake.Post{ChatID: c.ID, Text: "news", ReplyTo: "5"})
	s.answer = func(d intake.Delivery) error {
		if d.To.ID == "1" {
			return &intake.Error{Code: intake.CodeChatMoved, Message: "moved", MovedTo: intake.ChatRef{Channel: "telegram", ID: "-100"}}
		}
		if d.ReplyTo != "" {
			t.Errorf("message %s of the old chat is quoted in the new one", d.ReplyTo)
		}
		return nil
	}
	s.deliver(c)
	s.heard("-100: news")
}

func TestEditOfSomethingNeverSaidIsDropped(t *testing.T) {
	s := newStreet(t)
	c := s.chat("1", intake.ChatRiders)
	s.write(intake.Post{ChatID: c.ID, Text: "ack"})
	s.write(intake.Post{ChatID: c.ID, Text: "better", Edits: "ack"})
	s.answer = func(d intake.Delivery) error {
		if d.EditOf == "" {
			return &intake.Error{Code: intake.CodeNever, Message: "no"}
		}
		return nil
	}
	s.deliver(c)
	s.heard()
	if p, err := s.db.FindPost(t.Context(), "betterack"); err != nil || p.State != intake.PostSent {
		t.Errorf("the edit is %s, %v", p.State, err)
	}
}

func TestTwoWorkersSayEachThingOnce(t *testing.T) {
	s := newStreet(t)
	c := s.chat("1", intake.ChatRiders)
	for i := range 20 {
		s.write(intake.Post{ChatID: c.ID, Text: fmt.Sprintf("%02d", i)})
	}
	s.answer = func(intake.Delivery) error { time.Sleep(time.Millisecond); return nil }
	var workers sync.WaitGroup
	for range 4 {
		workers.Go(func() {
			if err := s.box.Deliver(t.Context(), intake.DeliverPosts{Chat: c.ID}); err != nil {
				t.Error(err)
			}
		})
	}
	workers.Wait()
	s.deliver(c)
	if len(s.said) != 20 || !slices.IsSorted(s.said) {
		t.Errorf("said %q", s.said)
	}
}

func TestLostPictureHoldsNothing(t *testing.T) {
	s := newStreet(t)
	c := s.chat("1", intake.ChatRiders)
	s.write(intake.Post{ChatID: c.ID, Text: "repaired", Photos: []string{"lost", "there"}})
	s.write(intake.Post{ChatID: c.ID, Text: "next"})
	s.deliver(c)
	s.heard("1: repaired 📷", "1: next")
}

func TestEditOfAPostThatNeverWasIsDropped(t *testing.T) {
	s := newStreet(t)
	c := s.chat("1", intake.ChatRiders)
	s.write(intake.Post{ChatID: c.ID, Text: "better", Edits: "nothing"})
	s.write(intake.Post{ChatID: c.ID, Text: "next"})
	s.deliver(c)
	s.heard("1: next")
}

func TestDoubtIsNotRepeatedForEver(t *testing.T) {
	tests := map[intake.Code]intake.PostState{
		intake.CodeUnknown: intake.PostDead, "": intake.PostDead,
		intake.CodeAgain: intake.PostWaiting, intake.CodeUnavailable: intake.PostWaiting,
	}
	for code, want := range tests {
		s := newStreet(t)
		c := s.chat("1", intake.ChatRiders)
		s.write(intake.Post{ChatID: c.ID, Text: "poison"})
		s.answer = func(intake.Delivery) error { return &intake.Error{Code: code, Message: "no answer"} }
		for range 26 {
			s.deliver(c)
			s.wait(time.Hour)
		}
		if p, err := s.db.FindPost(t.Context(), "poison"); err != nil || p.State != want {
			t.Errorf("after a day of %q the post is %s, want %s; %v", code, p.State, want, err)
		}
	}
}

func TestChatThatMovesForEverIsPutOff(t *testing.T) {
	s := newStreet(t)
	c := s.chat("1", intake.ChatRiders)
	s.write(intake.Post{ChatID: c.ID, Text: "news"})
	s.answer = func(d intake.Delivery) error {
		to := map[string]string{"1": "2", "2": "1"}[d.To.ID]
		return &intake.Error{Code: intake.CodeChatMoved, Message: "moved", MovedTo: intake.ChatRef{Channel: "telegram", ID: to}}
	}
	s.deliver(c)
	if s.tried > 5 {
		t.Errorf("tried %d times without a pause", s.tried)
	}
}

func TestGoneChatKeepsWhatItWasBoundTo(t *testing.T) {
	s := newStreet(t)
	c := s.chat("1", intake.ChatRiders)
	s.write(intake.Post{ChatID: c.ID, Text: "news"})
	s.answer = func(intake.Delivery) error {
		bound := c
		bound.Cell = "990101"
		if err := s.db.SaveChat(t.Context(), bound); err != nil {
			t.Error(err)
		}
		return &intake.Error{Code: intake.CodeChatGone, Message: "kicked"}
	}
	s.deliver(c)
	if now, err := s.db.Chat(t.Context(), c.ID); err != nil || !now.Gone || now.Cell != "990101" {
		t.Errorf("the chat is %+v, %v", now, err)
	}
}

func TestSweepWakesAChatOnce(t *testing.T) {
	s := newStreet(t)
	owed := &counted{Database: s.db}
	s.box = s.outbox(owed)
	c := s.chat("1", intake.ChatRiders)
	s.write(intake.Post{ChatID: c.ID, Text: "news"})
	sweep := func(want int) {
		t.Helper()
		s.wait(time.Second)
		if err := s.box.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if owed.jobs != want {
			t.Fatalf("%d jobs are owed, want %d", owed.jobs, want)
		}
	}
	sweep(1)
	sweep(1)
	s.answer = func(intake.Delivery) error { return &intake.Error{Code: intake.CodeAgain, Message: "later"} }
	s.deliver(c)
	s.wait(time.Second)
	sweep(2) // the job came to nothing
	sweep(2)
	s.wait(10 * time.Second)
	sweep(3) // it may have been done elsewhere
}

// counted counts the jobs that are owed.
type counted struct {
	storage.Database
	jobs int
}

func (c *counted) Enqueue(_ context.Context, owed ...intake.Owed) error {
	c.jobs += len(owed)
	return nil
}

func TestOneJobDoesNotSitForEver(t *testing.T) {
	s := newStreet(t)
	c := s.chat("1", intake.ChatRiders)
	for i := range 30 {
		s.write(intake.Post{ChatID: c.ID, Text: fmt.Sprintf("%02d", i)})
	}
	s.answer = func(intake.Delivery) error { s.wait(3 * time.Second); return nil }
	s.deliver(c)
	if len(s.said) != 7 {
		t.Errorf("said %d things in a job", len(s.said))
	}
}

// Where a channel cannot show what is answered, the words repeat it; not in a
// private chat, where there is only one to answer.
func TestAnswersRepeatWhatTheyAnswer(t *testing.T) {
	s := newStreet(t)
	s.mute = true
	group, private := s.chat("1", intake.ChatRiders), s.chat("7", intake.ChatPrivate)
	s.write(intake.Post{ChatID: group.ID, Text: "#1 收到", ReplyTo: "井盖坏了"})
	s.write(intake.Post{ChatID: group.ID, Text: "#1 修好了", ReplyTo: "unknown"})
	s.write(intake.Post{ChatID: group.ID, Text: "大家好"})
	s.write(intake.Post{ChatID: private.ID, Text: "#2 收到", ReplyTo: "灯不亮"})
	s.deliver(group)
	s.deliver(private)
	s.heard("1: 王敏：“井盖坏了”\n#1 收到", "1: #1 修好了", "1: 大家好", "7: #2 收到")
	s.mute = false
	s.write(intake.Post{ChatID: group.ID, Text: "#3 收到", ReplyTo: "井盖坏了"})
	s.deliver(group)
	if last := s.said[len(s.said)-1]; last != "1: #3 收到" {
		t.Errorf("a channel that quotes heard %q", last)
	}
}
