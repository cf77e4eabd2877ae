package web_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"snapgrid/bots"
	"snapgrid/bots/botstest"
	"snapgrid/bots/web"
	"snapgrid/bots/web/console"
	"snapgrid/bots/web/guest"
	"snapgrid/bots/web/open311"
	"snapgrid/geotag"
	"snapgrid/intake"
	rooms "snapgrid/intake/desk"
	"snapgrid/intake/dispatch"
	"snapgrid/intake/learn"
	"snapgrid/intake/ledger"
	"snapgrid/intake/outbox"
	"snapgrid/intake/sla"
	"snapgrid/intake/stats"
	"snapgrid/intake/token"
	"snapgrid/intake/triage"
	"snapgrid/intake/webhook"
	"snapgrid/intake/whistle"
	"snapgrid/storage"
	"snapgrid/storage/blob"
	"snapgrid/storage/sqlite"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// house is the server over a real database and photo store, with a line that
// only keeps what it hears.
type house struct {
	t      *testing.T
	store  *sqlite.Store
	blobs  *blob.Folder
	server *web.Server
	http   *httptest.Server
	desk   *desk

	channels channels

	mu     sync.Mutex
	heard  []intake.Inbound
	broken error // what the line answers
}

// start is the time of the house: about now, since browsers drop cookies that
// are over by their own clock.
var start = time.Now().UTC().Truncate(time.Second)

func open(t *testing.T) *house {
	t.Helper()
	ctx := t.Context()
	store, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "test.db"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	if err := store.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	folder, err := blob.OpenFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	areas := geotag.NewAtlas([]geotag.Cell{square}, nil)
	plan := dispatch.Plan{Units: []intake.Unit{{Code: "chengguan", Name: "城管局", Categories: []string{"E04"}}}}
	real := rooms.New(rooms.Needs{
		Store: store, Areas: areas, Router: plan.Router(), Now: func() time.Time { return start },
		Rules: rooms.Rules{PublicURL: func() string { return "http://snapgrid.example" }},
	})
	h := &house{t: t, store: store, blobs: folder, desk: &desk{Desk: real}}
	h.http = httptest.NewUnstartedServer(nil)
	proxies, err := web.ParseProxies([]string{"127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	h.server, err = web.New(web.Options{
		Proxies: proxies, Listener: h.http.Listener, PublicURL: "http://" + h.http.Listener.Addr().String(), Language: "zh-CN",
		Zone: time.FixedZone("CST", 8*3600), Channel: web.DefaultConfig(),
		Open311:    open311.Config{JurisdictionID: "sample", APIKeys: []string{"secret-key"}},
		Categories: intake.Categories{{Code: "E0401", Name: "路面塌陷", NameEn: "road collapse", Group: "突发事件"}},
		Units:      []intake.Unit{{Code: "chengguan", Name: "城管局"}},
		Store:      store, Blobs: shelf{folder}, Originals: shelf{folder}, Desk: h.desk, Channels: &h.channels, Rules: console.Rules{Plan: plan}, Jobs: h.jobs(), Now: func() time.Time { return start },
		Areas: areas, Tokens: token.New(store, h.desk, func() time.Time { return start }),
		Webhooks: webhook.New(webhook.Needs{Store: store, Guard: h.desk, Sender: mailbox{}, Now: func() time.Time { return start }}),
		Figures:  stats.NewOffice(store, areas, stats.Rules{Times: 1, Spread: func(string) float64 { return 60 }}, time.FixedZone("CST", 8*3600), func() time.Time { return start }),
		Clerk:    clerk{}, Ledger: names,
	})
	if err != nil {
		t.Fatal(err)
	}
	h.http.Config.Handler = h.server.Handler()
	h.http.Start()
	t.Cleanup(h.http.Close)
	h.run()
	return h
}

// mailbox takes any address for a good one, and sends nothing.
type mailbox struct{}

func (mailbox) Check(string) error { return nil }

func (mailbox) Send(context.Context, string, map[string]string, []byte) (int, string, error) {
	return 0, "", nil
}

// jobs are one that failed, and can be tried again.
func (h *house) jobs() console.Jobs { return oneJob{} }

type oneJob struct{}

func (oneJob) Tally(context.Context) ([]intake.JobTally, error) {
	return []intake.JobTally{{Kind: "announce", State: intake.JobAgain, Jobs: 1, Oldest: start.Add(-time.Hour)}}, nil
}

func (oneJob) Failed(context.Context, int) ([]intake.FailedJob, error) {
	return []intake.FailedJob{{ID: 7, Kind: "announce", State: intake.JobAgain, Attempts: 3, DueAt: start, Failure: "no room"}}, nil
}

func (oneJob) Retry(context.Context, int64) error { return nil }

// clerk names everybody alike.
type clerk struct{}

func (clerk) Entry(_ context.Context, t intake.Ticket) (ledger.Entry, error) {
	return ledger.Entry{Ticket: t, Reporter: "居民", Handler: "周斌"}, nil
}

// names are those of the ledger.
var names = ledger.Words{
	Category: func(string) string { return "路面塌陷" }, Unit: func(string) string { return "城管局" },
	State: func(intake.Ticket) string { return "已派单" }, Zone: time.FixedZone("CST", 8*3600),
}

// square is the only cell of the district.
var square = geotag.Cell{
	Code: "c1", Name: "红辉网格", Level: geotag.LevelGrid,
	Shape: []geotag.Polygon{{{{Lat: 34, Lon: 108}, {Lat: 34, Lon: 109}, {Lat: 35, Lon: 109}, {Lat: 35, Lon: 108}}}},
}

// run runs the adapters until the test ends.
func (h *house) run() {
	for _, a := range h.server.Adapters() {
		botstest.Run(h.t, a, h.take)
	}
}

// take is the line: it keeps messages, and answers what the test wants.
func (h *house) take(ctx context.Context, batch []intake.Inbound) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.broken != nil {
		return h.broken
	}
	for _, in := range batch {
		h.heard = append(h.heard, in)
		if in.Said == nil {
			continue
		}
		if _, err := h.store.PutMessages(ctx, []intake.Message{*in.Said}, in.At); err != nil {
			return err
		}
	}
	return nil
}

func (h *house) breakLine(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.broken = err
}

func (h *house) all() []intake.Inbound {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]intake.Inbound(nil), h.heard...)
}

// shelf is the photo store as the pages see it.
type shelf struct{ *blob.Folder }

func (s shelf) Open(ctx context.Context, name string) (io.ReadSeekCloser, error) {
	content, err := s.Folder.Open(ctx, name)
	if err != nil {
		return nil, err
	}
	return dated{content}, nil
}

type dated struct{ blob.Content }

func (d dated) Modified() time.Time { return d.Info().Modified }

func (s shelf) OpenOriginal(ctx context.Context, key string) (io.ReadSeekCloser, error) {
	return s.Folder.Open(ctx, blob.Original(key))
}

// desk is the rooms behind the console: the real desk, but for what changes a
// ticket, which is noted only. Administrators may do all, others what is in their
// cell c1.
type desk struct {
	*rooms.Desk
	mu      sync.Mutex
	acts    []console.Act
	answers []guest.Answer
	correct []intake.Verdict
	mutes   []intake.Mute
	placed  []geotag.Fix
	says    string // what it answers
	fails   error

	whistles []console.WhistleAct
}

func (d *desk) May(o intake.Officer, r intake.Right, t intake.Ticket) bool {
	return o.May(r, t.Unit, []string{t.Fix.Cell})
}

func (d *desk) Allows(o intake.Officer, _ console.Deed, t intake.Ticket) bool {
	return d.May(o, intake.RightWork, t) && t.Status.Open()
}

// Choices are two places for every ticket.
func (d *desk) Choices(context.Context, intake.Ticket, []intake.Heard) ([]geotag.Fix, error) {
	return []geotag.Fix{
		{Point: geotag.Point{Lat: 34.1, Lon: 108.1}, Radius: 60, Source: geotag.SourcePlace, Address: "东头老菜场"},
		{Point: geotag.Point{Lat: 34.2, Lon: 108.2}, Radius: 60, Source: geotag.SourcePlace, Address: "西头老菜场"},
	}, nil
}

func (d *desk) Place(_ context.Context, _ intake.Officer, _ int64, fix geotag.Fix) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.placed = append(d.placed, fix)
	return nil
}

func (d *desk) Scope(o intake.Officer) intake.Scope {
	return o.Scope(intake.RightSee, d.Under)
}

func (d *desk) Under(cell string) []string { return []string{cell} }

// Light is red for every ticket that is open.
func (d *desk) Light(t intake.Ticket) sla.Light {
	if t.Status.Open() {
		return sla.Red
	}
	return sla.Dark
}

// Opinions disagree on every ticket.
func (d *desk) Opinions(_ context.Context, t intake.Ticket, _ []intake.Heard) ([]geotag.Opinion, error) {
	old := geotag.Fix{Point: t.Fix.Point.Move(3000, 0), Radius: 1000, Source: geotag.SourceExif, Address: "河对岸"}
	return []geotag.Opinion{{Fix: t.Fix}, {Fix: old, Doubt: geotag.DoubtOld}}, nil
}

func (d *desk) Act(ctx context.Context, a console.Act) (string, error) {
	if err := d.RequireStep(ctx, a.Officer, triage.IntentFixed, a.Ticket); err != nil {
		return "", err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.acts = append(d.acts, a)
	return d.says, d.fails
}

// Preview is that of a group which would read the words of the act in two messages.
func (d *desk) Preview(_ context.Context, a console.Act) ([]outbox.Foreseen, error) {
	group := intake.Chat{Ref: intake.ChatRef{Channel: "telegram", ID: "-100"}, Title: "骑手一组"}
	return []outbox.Foreseen{{Chat: group, Pieces: []string{"#1 " + a.Words, "请评价"}, Short: []intake.Shortfall{intake.ShortLength}}}, d.fails
}

// Suspects are none but #2.
func (d *desk) Suspects(context.Context, intake.Ticket) ([]intake.Suspect, error) {
	return []intake.Suspect{{N: 2, OpenedAt: start, Metres: 12}}, nil
}

// Standings are those of a unit that is late to sign.
func (d *desk) Standings(intake.Ticket) []sla.Standing {
	return []sla.Standing{{Clock: sla.Sign, By: start.Add(-time.Hour), Light: sla.Red}}
}

func (d *desk) WhistleSteps(o intake.Officer, w intake.Whistle, part int) []intake.WhistleStep {
	return whistle.Allowed(o, w, part)
}

func (d *desk) Whistle(_ context.Context, a console.WhistleAct) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.whistles = append(d.whistles, a)
	return d.says, d.fails
}

func (d *desk) Answer(_ context.Context, a guest.Answer) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.answers = append(d.answers, a)
	return d.fails
}

func (d *desk) Correct(_ context.Context, _ intake.Officer, _ int64, right intake.Verdict) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.correct = append(d.correct, right)
	return d.fails
}

func (d *desk) Learning(context.Context) (learn.Report, error) {
	return learn.Report{
		Enabled: true, At: start, Figures: []learn.Figure{{Question: learn.Kind, Examples: 120, Rules: 70, Model: 111, Used: true}},
	}, d.fails
}

func (d *desk) Mute(_ context.Context, _ intake.Officer, m intake.Mute) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.mutes = append(d.mutes, m)
	return d.fails
}

func (d *desk) Unmute(context.Context, intake.Officer, intake.Channel, string) error { return d.fails }

// answer is what a browser got.
type answer struct {
	status int
	header http.Header
	body   string
	path   string // after redirects
}

// browser keeps cookies and follows redirects.
type browser struct {
	h      *house
	client *http.Client
}

func (h *house) browser() *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		h.t.Fatal(err)
	}
	return &browser{h, &http.Client{Jar: jar, Transport: h.http.Client().Transport}}
}

func (h *house) get(path string) answer { h.t.Helper(); return h.browser().get(path) }

func (b *browser) get(path string) answer {
	b.h.t.Helper()
	req, err := http.NewRequestWithContext(b.h.t.Context(), http.MethodGet, b.h.http.URL+path, nil)
	if err != nil {
		b.h.t.Fatal(err)
	}
	return b.do(req)
}

func (b *browser) do(req *http.Request) answer {
	b.h.t.Helper()
	res, err := b.client.Do(req)
	if err != nil {
		b.h.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.h.t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header, string(body), res.Request.URL.Path}
}

// post sends a plain form as it is.
func (b *browser) post(path string, fields url.Values) answer {
	b.h.t.Helper()
	req, err := http.NewRequestWithContext(b.h.t.Context(), http.MethodPost, b.h.http.URL+path, strings.NewReader(fields.Encode()))
	if err != nil {
		b.h.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(req)
}

// upload sends a form with photos.
func (b *browser) upload(path string, fields url.Values, photos ...[]byte) answer {
	b.h.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, values := range fields {
		for _, v := range values {
			if err := form.WriteField(name, v); err != nil {
				b.h.t.Fatal(err)
			}
		}
	}
	for _, photo := range photos {
		part, err := form.CreateFormFile("photos", "IMG_1.jpg")
		if err != nil {
			b.h.t.Fatal(err)
		}
		if _, err := part.Write(photo); err != nil {
			b.h.t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		b.h.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(b.h.t.Context(), http.MethodPost, b.h.http.URL+path, &body)
	if err != nil {
		b.h.t.Fatal(err)
	}
	req.Header.Set("Content-Type", form.FormDataContentType())
	return b.do(req)
}

// fill reads the hidden fields of the form on a page that goes to action.
func fill(t *testing.T, page answer, action string) url.Values {
	t.Helper()
	_, rest, found := strings.Cut(page.body, `action="`+action)
	if !found {
		t.Fatalf("no form to %s on %s:\n%s", action, page.path, page.body)
	}
	form, _, _ := strings.Cut(rest, "</form>")
	fields := url.Values{}
	for _, m := range hidden.FindAllStringSubmatch(form, -1) {
		fields.Add(m[1], m[2])
	}
	return fields
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([a-z]+)" value="([^"]*)">`)

// with adds a field to a form.
func with(fields url.Values, name, value string) url.Values {
	fields.Set(name, value)
	return fields
}

// login gives a browser the session of an officer.
func (h *house) login(o intake.Officer) *browser {
	h.t.Helper()
	id, err := h.store.PutOfficer(h.t.Context(), o)
	if err != nil {
		h.t.Fatal(err)
	}
	claim := intake.Claim{Kind: intake.ClaimLogin, Officer: intake.Officer{ID: id}, Expires: start.Add(time.Hour)}
	if err := h.store.PutClaim(h.t.Context(), "code-"+o.Name, claim); err != nil {
		h.t.Fatal(err)
	}
	b := h.browser()
	page := b.get("/login?code=code-" + url.QueryEscape(o.Name))
	if got := b.post("/login", fill(h.t, page, "/login")); got.path != "/desk" || got.status != http.StatusOK {
		h.t.Fatalf("login led to %s: %d\n%s", got.path, got.status, got.body)
	}
	return b
}

var (
	admin  = intake.Officer{Channel: "telegram", Sender: "1", Name: "王主任", Role: intake.RoleAdmin}
	grid   = intake.Officer{Channel: "telegram", Sender: "2", Name: "周斌", Role: intake.RoleGridOfficer, Cells: []string{"c1"}}
	abroad = intake.Officer{Channel: "telegram", Sender: "3", Name: "外人", Role: intake.RoleUnitOfficer, Unit: "elsewhere"}
)

// chat makes a chat of the web channel.
func (h *house) chat(id string, kind intake.ChatKind) intake.Chat {
	h.t.Helper()
	c, err := h.store.PutChat(h.t.Context(), intake.Chat{
		Ref: intake.ChatRef{Channel: "web", ID: id}, Title: "红辉社区", Kind: kind, Cell: "c1",
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return c
}

// ticket opens a ticket of one message with one developed photo, and returns it
// and the key of the photo.
func (h *house) ticket(words string, change func(*intake.Ticket)) (int64, string) {
	h.t.Helper()
	ctx := h.t.Context()
	picture := jpegOf(h.t, words)
	key, size, err := h.blobs.Create(ctx, bytes.NewReader(picture), 1<<20)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, pixels := range []int{intake.SizeSmall, intake.SizeLarge} {
		if err := h.blobs.Put(ctx, intake.RenditionName(key, pixels), picture); err != nil {
			h.t.Fatal(err)
		}
	}
	heard, err := h.store.PutMessages(ctx, []intake.Message{{
		Chat: intake.ChatRef{Channel: "telegram", ID: "-100"}, ID: "m-" + key[:8], ChatTitle: "秘密群",
		Sender: intake.Sender{ID: "sender-777", Name: "张三"}, SentAt: start, Text: words,
		Media: []intake.Media{{Key: key, Size: size, Original: true}},
	}}, start)
	if err != nil {
		h.t.Fatal(err)
	}
	photo := heard[0].Photos[0]
	photo.State = intake.PhotoReady
	ticket := intake.Ticket{
		Status: intake.StatusDispatched, Severity: intake.Urgent, Category: "E0401", Words: words + " 13800138000",
		Masked: words, Unit: "chengguan", Channel: "telegram", OpenedAt: start, ChangeAt: start, DueAt: start.Add(24 * time.Hour),
		Clocks: intake.Clocks{YellowAt: start, RedAt: start},
		Fix:    geotag.Fix{Point: geotag.Point{Lat: 34.5, Lon: 108.5}, Radius: 12, Source: geotag.SourceExif, Address: "人民路", Cell: "c1"},
	}
	if change != nil {
		change(&ticket)
	}
	n, err := h.store.OpenTicket(ctx, ticket)
	ticket.N = n
	err = errors.Join(err, h.store.SavePhoto(ctx, photo),
		h.store.TakeMessages(ctx, []int64{heard[0].Number}, intake.Outcome{State: intake.MessageTicket, Ticket: n, Part: intake.PartReport}),
		h.store.PutOrigin(ctx, intake.Origin{Ticket: n, ChatID: heard[0].ChatID, MessageID: heard[0].ID, Sender: heard[0].Sender, At: start}))
	_, eventErr := h.store.PutEvent(ctx, intake.Event{
		Ticket: n, At: start, Kind: intake.EventOpened, Status: intake.StatusReported, Text: words,
		Actor: intake.Actor{Kind: intake.ActorReporter, Sender: "sender-777"},
	})
	if err := errors.Join(err, eventErr); err != nil {
		h.t.Fatal(err)
	}
	return n, key
}

// jpegOf is a small picture that differs with the name.
func jpegOf(t *testing.T, name string) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 32, 24))
	for i, b := range []byte(name) {
		img.Set(i%32, i/32%24, color.RGBA{b, 255 - b, b ^ 85, 255})
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// say sends one post, as the outbox does.
func (h *house) say(p intake.Post) {
	h.t.Helper()
	ctx := h.t.Context()
	p.CreatedAt = start
	if _, err := h.store.PutPost(ctx, p); err != nil {
		h.t.Fatal(err)
	}
	chat, err := h.store.Chat(ctx, p.ChatID)
	if err != nil {
		h.t.Fatal(err)
	}
	claimed, ok, _, err := h.store.ClaimPost(ctx, p.ChatID, start, start.Add(time.Minute))
	if err != nil || !ok {
		h.t.Fatalf("claim the post: %v, %v", ok, err)
	}
	d := intake.Delivery{Key: claimed.Key, To: chat.Ref, ReplyTo: p.ReplyTo, Text: p.Text, Buttons: p.Buttons, Reaction: p.Reaction}
	if p.Edits != "" {
		earlier, err := h.store.FindPost(ctx, p.Edits)
		if err != nil {
			h.t.Fatal(err)
		}
		d.EditOf = earlier.SentAs[0]
	}
	receipt, err := h.poster().Post(ctx, d)
	if err != nil {
		h.t.Fatal(err)
	}
	claimed.State, claimed.SentAt, claimed.SentAs = intake.PostSent, start, receipt.IDs
	if err := h.store.SavePost(ctx, claimed); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) poster() bots.Poster {
	for _, a := range h.server.Adapters() {
		if a.Channel() == "web" {
			return a.(bots.Poster)
		}
	}
	h.t.Fatal("the web channel is not there")
	return nil
}

func mustURL(t *testing.T, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}
