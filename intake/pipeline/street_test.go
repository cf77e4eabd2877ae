package pipeline_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/dispatch"
	"snapgrid/intake/examine"
	"snapgrid/intake/notice"
	"snapgrid/intake/outbox"
	"snapgrid/intake/pipeline"
	"snapgrid/intake/triage"
	"snapgrid/storage"
	"snapgrid/storage/sqlite"
)

// street is the whole line over a real database, with the shipped rules and the
// sample district, a clock that the test moves, and a channel that takes
// everything. Chats: riders, residents, staff, and one for each person alone
// with us, called after them. Zhou is of the unit shizheng, Chen of chengguan.
type street struct {
	*testing.T
	db   *ledger
	line *pipeline.Line
	desk *desk.Desk
	news *notice.Announcer

	examiner *examine.Examiner
	box      *outbox.Outbox
	words    *notice.Writer

	mu       sync.Mutex
	now      time.Time
	messages []intake.Message // as they were said, numbered from 1
	shelf    map[string][]byte
	posts    int
	broken   map[string]error // of a photo's handle, when it is fetched
	gps      map[string]geotag.Point
	batch    []intake.Inbound // collected between { and }
	holding  bool

	undeveloped error // of the darkroom
}

// quiet and longest are the times of the street.
const (
	quiet   = 20 * time.Second
	longest = 120 * time.Second
)

func newStreet(t *testing.T) *street {
	t.Helper()
	s := &street{
		T: t, now: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC), shelf: map[string][]byte{},
		broken: map[string]error{}, gps: map[string]geotag.Point{},
	}
	s.db = &ledger{Database: openDatabase(t)}
	categories, judge := rules(t)
	units := []intake.Unit{
		{Code: "shizheng", Name: "区市政处", Categories: []string{"P01", "E04"}, Chats: []intake.ChatRef{ref("staff")}},
		{Code: "chengguan", Name: "区城管局", Categories: []string{"E01"}, Chats: []intake.ChatRef{ref("staff")}},
	}
	atlas := sampleAtlas(t)
	var err error
	if s.words, err = notice.New(categories, units, "zh-CN", time.UTC); err != nil {
		t.Fatal(err)
	}
	s.desk = desk.New(desk.Needs{
		Store: s.db, Writer: s.words, Router: dispatch.Plan{Units: units}.Router(), Areas: atlas, Categories: categories,
		Mask: triage.Mask, StaffMask: triage.MaskForStaff, Now: s.clock, Rules: desk.Rules{PublicURL: func() string { return "http://pages" }},
	})
	s.line = pipeline.New(pipeline.Needs{
		Config: pipeline.Config{QuietTime: quiet, LongestWait: longest, KeepOriginals: 30 * 24 * time.Hour, KeepChatter: 20 * 24 * time.Hour, Flood: pipeline.DefaultFlood()}, Store: s.db, Judge: judge, Atlas: atlas,
		Desk: s.desk, Darkroom: s, Fetcher: s, Shelf: s, Meter: s, Now: s.clock,
	})
	pair := func(_ context.Context, before, after []byte) ([]byte, error) { return append(before, after...), nil }
	s.examiner = examine.New(s.db, s.desk, s.words, s.clock)
	s.news = notice.NewAnnouncer(notice.Needs{
		Store: s.db, Desk: s.desk, Examiner: s.examiner, Shelf: s, Pair: pair, Writer: s.words, Pages: func() string { return "http://pages" }, Now: s.clock,
	})
	s.box, err = outbox.New(outbox.Needs{Store: s.db, Poster: s, Quoter: notice.NewQuoter(s.db, s.words, triage.Mask), Shelf: s, Meter: s, Now: s.clock})
	if err != nil {
		t.Fatal(err)
	}
	s.settle()
	return s
}

func openDatabase(t *testing.T) storage.Database {
	t.Helper()
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return db
}

func rules(t *testing.T) (intake.Categories, *triage.Classifier) {
	t.Helper()
	categories, err := triage.ParseCategories(file(t, "categories.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := triage.ParseRules(file(t, "triage.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	judge, err := triage.New(parsed, categories, triage.Wording{})
	if err != nil {
		t.Fatal(err)
	}
	return categories, judge
}

func sampleAtlas(t *testing.T) *geotag.Atlas {
	t.Helper()
	cells, _, err := geotag.ReadCells(bytes.NewReader(file(t, "sample/cells.geojson")))
	if err != nil {
		t.Fatal(err)
	}
	places, _, err := geotag.ReadPlacesCSV(bytes.NewReader(file(t, "sample/places.csv")))
	if err != nil {
		t.Fatal(err)
	}
	return geotag.NewAtlas(cells, places)
}

func file(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../configs", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func ref(chat string) intake.ChatRef { return intake.ChatRef{Channel: "telegram", ID: chat} }

// settle makes the chats and the staff.
func (s *street) settle() {
	s.Helper()
	for id, kind := range map[string]intake.ChatKind{
		"riders": intake.ChatRiders, "residents": intake.ChatResidents, "staff": intake.ChatStaff,
	} {
		if _, err := s.db.PutChat(s.Context(), intake.Chat{Ref: ref(id), Kind: kind, Cell: "990101"}); err != nil {
			s.Fatal(err)
		}
	}
	for name, unit := range map[string]string{"zhou": "shizheng", "chen": "chengguan"} {
		o := intake.Officer{Channel: "telegram", Sender: name, Name: name, Role: intake.RoleUnitOfficer, Unit: unit}
		if _, err := s.db.PutOfficer(s.Context(), o); err != nil {
			s.Fatal(err)
		}
	}
}

// ledger is the database with a queue that the test works.
type ledger struct {
	storage.Database
	mu   sync.Mutex
	owed []intake.Owed
	fail func(sender string) error // asked before messages are read; nil: never
	// between is called once, after messages were read.
	between func()
	mutes   []string // who was muted, each time
}

// PutMute notes who is muted.
func (l *ledger) PutMute(ctx context.Context, m intake.Mute) error {
	l.mu.Lock()
	l.mutes = append(l.mutes, m.Sender)
	l.mu.Unlock()
	return l.Database.PutMute(ctx, m)
}

type bufferKey struct{}

// InTx keeps what is owed until the transaction is committed.
func (l *ledger) InTx(ctx context.Context, f func(ctx context.Context) error) error {
	if ctx.Value(bufferKey{}) != nil {
		return l.Database.InTx(ctx, f)
	}
	var owed []intake.Owed
	if err := l.Database.InTx(context.WithValue(ctx, bufferKey{}, &owed), f); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.owed = append(l.owed, owed...)
	return nil
}

// Enqueue notes what is owed.
func (l *ledger) Enqueue(ctx context.Context, owed ...intake.Owed) error {
	buffer, ok := ctx.Value(bufferKey{}).(*[]intake.Owed)
	if !ok {
		return errors.New("enqueue without a transaction")
	}
	*buffer = append(*buffer, owed...)
	return nil
}

// OpenMessages fails if the test says so.
func (l *ledger) OpenMessages(ctx context.Context, chat int64, sender string) ([]intake.Heard, error) {
	if l.fail != nil {
		if err := l.fail(sender); err != nil {
			return nil, err
		}
	}
	open, err := l.Database.OpenMessages(ctx, chat, sender)
	if between := l.between; between != nil && len(open) > 0 {
		l.between = nil
		between()
	}
	return open, err
}

// take takes the first job of a kind out of the queue, due or not.
func (l *ledger) take(kind string) (intake.Job, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, o := range l.owed {
		if o.Job.Kind() == kind {
			l.owed = slices.Delete(l.owed, i, i+1)
			return o.Job, true
		}
	}
	return nil, false
}

// due takes the first job that is due out of the queue.
func (l *ledger) due(now time.Time) (intake.Job, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, o := range l.owed {
		if !o.At.After(now) {
			l.owed = slices.Delete(l.owed, i, i+1)
			return o.Job, true
		}
	}
	return nil, false
}

func (l *ledger) later(job intake.Job, at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.owed = append(l.owed, intake.Owed{Job: job, At: at})
}

func (s *street) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// work does all jobs that are due.
func (s *street) work() {
	s.Helper()
	for range 10_000 {
		job, ok := s.db.due(s.clock())
		if !ok {
			return
		}
		s.do(job)
	}
	s.Fatal("the work does not end")
}

// do does one job as the queue would: it is tried again where that makes sense.
func (s *street) do(job intake.Job) {
	s.Helper()
	err := s.run(job)
	var known *intake.Error
	switch errors.As(err, &known); {
	case err == nil:
	case intake.CodeOf(err) == intake.CodeAgain:
		s.db.later(job, s.clock().Add(max(known.RetryAfter, 100*time.Millisecond)))
	default:
		s.db.later(job, s.clock().Add(5*time.Second))
		s.Logf("%s: %v", job.Kind(), err)
	}
}

func (s *street) run(job intake.Job) error {
	switch job := job.(type) {
	case intake.AssembleBurst:
		return s.line.Assemble(s.Context(), job)
	case intake.DevelopPhoto:
		return s.line.Develop(s.Context(), job)
	case intake.ReadAgain:
		return s.line.ReadAgain(s.Context(), job)
	case intake.HandlePress:
		return s.line.HandlePress(s.Context(), job)
	case intake.HandleReaction:
		return s.line.HandleReaction(s.Context(), job)
	case intake.Announce:
		return s.news.Announce(s.Context(), job)
	case intake.ExaminePhotos:
		return s.examiner.Examine(s.Context(), job)
	case intake.CloseTicket:
		return s.desk.Close(s.Context(), job)
	case intake.DeliverPosts:
		return s.box.Deliver(s.Context(), job)
	}
	return fmt.Errorf("nobody does %T", job)
}

// wait lets time pass, with the periodic work that the program does.
func (s *street) wait(d time.Duration) {
	s.Helper()
	step := max(d/50, 500*time.Millisecond)
	for end := s.clock().Add(d); s.clock().Before(end); {
		s.mu.Lock()
		s.now = s.now.Add(step)
		s.mu.Unlock()
		s.work()
		if err := s.line.Sweep(s.Context()); err != nil {
			s.Logf("sweep: %v", err)
		}
		if err := errors.Join(s.box.Release(s.Context()), s.box.Sweep(s.Context())); err != nil {
			s.Fatal(err)
		}
		s.work()
	}
}

// What follows is the outside of the street.

func (s *street) Post(_ context.Context, d intake.Delivery) (intake.Receipt, error) {
	if d.EditOf != "" {
		return intake.Receipt{IDs: []string{d.EditOf}}, nil
	}
	s.posts++
	return intake.Receipt{IDs: []string{fmt.Sprint("p", s.posts)}}, nil
}

func (s *street) Pace(intake.Channel) intake.Pace { return intake.Pace{} }
func (s *street) Quotes(intake.Channel) bool      { return true }
func (s *street) Speaks(intake.Channel) bool      { return true }
func (s *street) Alone() []intake.Channel         { return nil }

func (s *street) Foresee(d intake.Delivery) ([]string, []intake.Shortfall) {
	return []string{d.Text}, nil
}
func (s *street) Posted(intake.Channel, string)                      {}
func (s *street) Acknowledged(time.Duration)                         {}
func (s *street) Forgotten(string, int)                              {}
func (s *street) Received(intake.Channel, int, time.Duration)        {}
func (s *street) Opened(intake.Channel)                              {}
func (s *street) Developed(time.Duration)                            {}
func (s *street) Put(_ context.Context, n string, data []byte) error { s.shelf[n] = data; return nil }

func (s *street) Fetch(_ context.Context, _ intake.Channel, m intake.Media) (io.ReadCloser, error) {
	if err := s.broken[m.Ref]; err != nil {
		return nil, err
	}
	return io.NopCloser(strings.NewReader(m.Ref)), nil
}

func (s *street) Create(_ context.Context, r io.Reader, _ int64) (string, int64, error) {
	data, err := io.ReadAll(r)
	s.shelf[string(data)] = data
	return string(data), int64(len(data)), err
}

func (s *street) OpenOriginal(ctx context.Context, key string) (io.ReadCloser, error) {
	return s.Open(ctx, key)
}

func (s *street) Open(_ context.Context, name string) (io.ReadCloser, error) {
	data, ok := s.shelf[name]
	if !ok {
		return nil, &intake.Error{Code: intake.CodeNotFound, Message: "no picture " + name}
	}
	return io.NopCloser(bytes.NewReader(data)), nil
}

func (s *street) Develop(_ context.Context, data []byte, _ bool) (pipeline.Developed, error) {
	if s.undeveloped != nil {
		return pipeline.Developed{}, s.undeveloped
	}
	if strings.HasPrefix(string(data), "bad") {
		return pipeline.Developed{Refused: intake.RefusedDamaged}, nil
	}
	d := pipeline.Developed{Width: 640, Height: 480, Renditions: map[int][]byte{intake.SizeLarge: data, intake.SizeSmall: data}}
	if at, ok := s.gps[string(data)]; ok {
		d.At = &at
	}
	return d, nil
}

// A play is a story in lines: "WHO@CHAT words {extras}" is said, "+20s" lets
// time pass, "edit 3 words" changes what was said third, "recall 3" takes it
// back, "WHO@CHAT press done:1 POST" and "WHO@CHAT react 👍 POST" are gestures,
// and lines between "{" and "}" are heard in one batch. Extras: photo, original,
// toobig, album=a, re=3 or re=POST, pin=LAT,LON, topic=t. A POST is the key of
// something we said, such as ack/1, or card: the newest card.
func (s *street) play(story string) {
	s.Helper()
	for line := range strings.Lines(story) {
		if line = strings.TrimSpace(line); line != "" {
			s.step(line)
		}
	}
}

func (s *street) step(line string) {
	s.Helper()
	verb, rest, _ := strings.Cut(line, " ")
	switch {
	case line == "{":
		s.holding = true
	case line == "}":
		batch := s.batch
		s.holding, s.batch = false, nil
		s.hear(batch...)
	case line[0] == '+':
		d, err := time.ParseDuration(line[1:])
		if err != nil {
			s.Fatal(err)
		}
		s.wait(d)
	case verb == "edit", verb == "recall":
		number, words, _ := strings.Cut(rest, " ")
		s.hear(intake.Inbound{Edited: s.edited(number, words, verb == "recall")})
	default:
		s.act(verb, rest)
	}
}

// act is what a person does in a chat.
func (s *street) act(where, what string) {
	s.Helper()
	who, chat, _ := strings.Cut(where, "@")
	sender := intake.Sender{ID: who, Name: "名" + who}
	verb, rest, _ := strings.Cut(what, " ")
	data, post, _ := strings.Cut(rest, " ")
	switch verb {
	case "press":
		s.posts++
		s.hear(intake.Inbound{Press: &intake.Press{ID: fmt.Sprint(s.posts), Chat: ref(chat), MessageID: s.number(post), Sender: sender, Data: data}})
	case "react":
		s.hear(intake.Inbound{React: &intake.Reaction{Chat: ref(chat), MessageID: s.number(post), Sender: sender, Emoji: data, At: s.clock()}})
	default:
		s.hear(intake.Inbound{Said: s.said(sender, chat, what)})
	}
}

var extras = regexp.MustCompile(`\{[^}]*\}\s*$`)

func (s *street) said(sender intake.Sender, chat, what string) *intake.Message {
	s.Helper()
	m := intake.Message{
		Chat: ref(chat), ID: fmt.Sprint("m", len(s.messages)+1), Sender: sender, SentAt: s.clock(), Private: chat == sender.ID,
		Text: strings.TrimSpace(extras.ReplaceAllString(what, "")),
	}
	for extra := range strings.FieldsSeq(strings.Trim(extras.FindString(what), "{} ")) {
		key, value, _ := strings.Cut(extra, "=")
		switch key {
		case "photo", "original", "toobig", "bad":
			handle := fmt.Sprintf("%s%d-%d", map[bool]string{true: "bad", false: "shot"}[key == "bad"], len(s.messages)+1, len(m.Media))
			m.Media = append(m.Media, intake.Media{Ref: handle, Original: key == "original", TooBig: key == "toobig"})
		case "album":
			m.Album = value
		case "re":
			m.ReplyTo = s.number(value)
		case "form":
			m.Form = value
		case "topic":
			m.Topic = value
		case "pin":
			p, err := geotag.ParsePoint(value)
			if err != nil {
				s.Fatal(err)
			}
			m.Pin = &geotag.Pin{Point: p}
		default:
			s.Fatalf("there is no extra %q", extra)
		}
	}
	s.messages = append(s.messages, m)
	return &m
}

func (s *street) edited(number, words string, recalled bool) *intake.Message {
	s.Helper()
	n, err := strconv.Atoi(number)
	if err != nil {
		s.Fatal(err)
	}
	m := s.messages[n-1]
	m.Text = words
	if recalled {
		m.Text, m.Media, m.Pin = "", nil, nil
	}
	return &m
}

// number is the channel's number of a message, or of something we said.
func (s *street) number(name string) string {
	s.Helper()
	if n, err := strconv.Atoi(name); err == nil {
		return s.messages[n-1].ID
	}
	if name == "nothing" {
		return "x1"
	}
	key := name
	if name == "card" || name == "news" {
		all := s.ours(map[string][]string{"card": {"card/", "scene/"}, "news": {"resolution/"}}[name]...)
		if len(all) == 0 {
			s.Fatalf("there is no %s", name)
		}
		key = all[len(all)-1].Key
	}
	p, err := s.db.FindPost(s.Context(), key)
	if err != nil || len(p.SentAs) == 0 {
		s.Fatalf("post %s became %v: %v", key, p.SentAs, err)
	}
	return p.SentAs[0]
}

// hear hands in what happened and does the work that it makes necessary.
func (s *street) hear(batch ...intake.Inbound) {
	s.Helper()
	if s.holding {
		s.batch = append(s.batch, batch...)
		return
	}
	if err := s.line.Receive(s.Context(), batch); err != nil {
		s.Fatal(err)
	}
	s.work()
}

// ours lists our posts whose key has one of the prefixes, oldest first.
func (s *street) ours(prefixes ...string) []intake.Post {
	s.Helper()
	var found []intake.Post
	for id := range s.posts + 1 {
		for _, chat := range s.chats() {
			p, err := s.db.PostOf(s.Context(), chat.ID, fmt.Sprint("p", id))
			of := func(prefix string) bool { return strings.HasPrefix(p.Key, prefix) }
			if err == nil && slices.ContainsFunc(prefixes, of) {
				found = append(found, p)
			}
		}
	}
	return found
}

func (s *street) chats() []intake.Chat {
	s.Helper()
	chats, err := s.db.Chats(s.Context(), "")
	if err != nil {
		s.Fatal(err)
	}
	return chats
}

// outcomes tells what became of each message: "1:#1 2:#1fix 3:chatter".
func (s *street) outcomes() string {
	s.Helper()
	var all []string
	for i, m := range s.messages {
		chat, err := s.db.FindChat(s.Context(), m.Chat)
		if err != nil {
			s.Fatal(err)
		}
		heard, err := s.db.FindMessage(s.Context(), chat.ID, m.ID)
		if err != nil {
			s.Fatal(err)
		}
		word := string(heard.State)
		if heard.State == intake.MessageTicket {
			word = fmt.Sprintf("#%d%s", heard.Ticket, map[intake.Part]string{intake.PartFix: "fix", intake.PartNote: "note"}[heard.Part])
		}
		all = append(all, fmt.Sprintf("%d:%s", i+1, word))
	}
	return strings.Join(all, " ")
}

// states tells the status of each ticket: "#1 resolved, #2 dispatched".
func (s *street) states() string {
	s.Helper()
	tickets, err := s.db.ListTickets(s.Context(), intake.Filter{})
	if err != nil {
		s.Fatal(err)
	}
	slices.Reverse(tickets)
	var all []string
	for _, t := range tickets {
		all = append(all, fmt.Sprintf("#%d %s", t.N, t.Status))
	}
	return strings.Join(all, ", ")
}

// answered lists the words that we used, as the last part of their keys, apart
// from acknowledgements, cards, news and emojis.
func (s *street) answered() string {
	s.Helper()
	var all []string
	for _, p := range s.ours("") {
		if p.Kind != intake.PostAnswer {
			continue
		}
		parts := strings.Split(p.Key, "/")
		word := parts[len(parts)-1]
		if _, err := strconv.Atoi(word); err == nil || parts[0] == "forbidden" || parts[0] == "notreported" {
			word = parts[0]
		}
		all = append(all, word)
	}
	return strings.Join(all, " ")
}

func (s *street) ticket(n int64) intake.Ticket {
	s.Helper()
	t, err := s.db.Ticket(s.Context(), n)
	if err != nil {
		s.Fatal(err)
	}
	return t
}

func (s *street) events(n int64) string {
	s.Helper()
	events, err := s.db.Events(s.Context(), n)
	if err != nil {
		s.Fatal(err)
	}
	var kinds []string
	for _, e := range events {
		kinds = append(kinds, string(e.Kind))
	}
	return strings.Join(kinds, " ")
}
