package web_test

import (
	"bufio"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"snapgrid/intake"
)

func TestReport(t *testing.T) {
	h := open(t)
	b := h.browser()
	form := fill(t, b.get("/report"), "/report")
	form.Set("words", "路面塌了一个坑\x00\u0007")
	form.Set("where", "人民路小学门口")
	form.Set("lat", "34.5")
	form.Set("lon", "108.5")
	form.Set("accuracy", "12")
	got := b.upload("/report", form, jpegOf(t, "a"), jpegOf(t, "b"))
	if got.status != http.StatusOK || !strings.HasPrefix(got.path, "/report/") {
		t.Fatalf("the report led to %s: %d\n%s", got.path, got.status, got.body)
	}
	heard := h.all()
	if len(heard) != 1 || heard[0].Said == nil {
		t.Fatalf("heard %d things, want one message", len(heard))
	}
	m := heard[0].Said
	key := strings.TrimPrefix(got.path, "/report/")
	switch {
	case m.Text != "路面塌了一个坑\n人民路小学门口":
		t.Errorf("text is %q", m.Text)
	case len(m.Media) != 2 || m.Media[0].Key == "" || !m.Media[0].Original || m.Media[0].Size == 0:
		t.Errorf("media are %+v", m.Media)
	case m.Pin == nil || m.Pin.Lat != 34.5 || m.Pin.Radius != 12:
		t.Errorf("pin is %+v", m.Pin)
	case m.Chat.String() != "web/report-"+key || !m.Private || m.Sender.ID != "report-"+key || m.Sender.Name != "":
		t.Errorf("the message is %+v", m)
	}
	if !strings.Contains(got.body, "路面塌了一个坑") || !strings.Contains(got.body, `http-equiv="refresh"`) {
		t.Errorf("the conversation does not show the report and wait:\n%s", got.body)
	}

	b.upload("/report", form, jpegOf(t, "a"), jpegOf(t, "b"))
	if again := h.all(); again[0].Said.ID != again[1].Said.ID || again[0].Said.Chat != again[1].Said.Chat {
		t.Error("sent twice, the report is two messages")
	}
	form.Set("words", "还有一件")
	b.upload("/report", form)
	if again := h.all(); again[2].Said.ID == again[0].Said.ID {
		t.Error("other words under the same form are lost")
	}
}

func TestReportWithoutScriptOrPhotoOrMultipart(t *testing.T) {
	h := open(t)
	b := h.browser()
	form := with(fill(t, b.get("/report"), "/report"), "words", "井盖不见了")
	if got := b.post("/report", form); got.status != http.StatusOK || !strings.HasPrefix(got.path, "/report/") {
		t.Fatalf("the report led to %s: %d", got.path, got.status)
	}
}

// A code finds a group that everybody may enter. Of a private chat, of a room of the
// staff and of one that is gone nobody hears by its code that it is there.
func TestReportCodes(t *testing.T) {
	t.Parallel()
	h := open(t)
	put := func(id, title string, kind intake.ChatKind, gone bool) int64 {
		chat, err := h.store.PutChat(t.Context(), intake.Chat{Ref: intake.ChatRef{Channel: "web", ID: id}, Title: title, Kind: kind, Cell: "c1"})
		chat.Kind, chat.Gone = kind, gone
		if err := errors.Join(err, h.store.SaveChat(t.Context(), chat)); err != nil {
			t.Fatal(err)
		}
		return chat.ID
	}
	put("street", "望河街骑手", intake.ChatRiders, false)
	put("report-"+talkKey, "张三", intake.ChatPrivate, false)
	put("duty", "值班群", intake.ChatStaff, false)
	put("old", "老邻居群", intake.ChatResidents, true)
	if err := h.store.PutDoor(t.Context(), intake.Door{Code: "DOORDOORDOORDOOR", ChatID: put("alone", "李四", intake.ChatPrivate, false), At: start}); err != nil {
		t.Fatal(err)
	}
	unknown := h.browser().get("/report?c=nothing").body
	for code, title := range map[string]string{"street": "望河街骑手", "report-" + talkKey: "", "duty": "", "old": "", "DOORDOORDOORDOOR": "", "alone": ""} {
		b := h.browser()
		got := b.get("/report?c=" + code)
		if title != "" && !strings.Contains(got.body, title) {
			t.Errorf("%s does not name %s", code, title)
		}
		if title == "" && (got.status != http.StatusOK || len(got.body) != len(unknown) || strings.Contains(got.body, "c="+code)) {
			t.Errorf("%s answered %d, other than a code that there is not:\n%s", code, got.status, got.body)
		}
		b.post("/report?c="+code, with(fill(t, got, "/report"), "words", "井盖不见了"))
		heard := h.all()
		chat, err := h.store.FindChat(t.Context(), heard[len(heard)-1].Said.Chat)
		if err != nil || chat.Door != "" || (chat.Cell != "") != (title != "") {
			t.Errorf("a report by %s is in the chat %+v, %v", code, chat, err)
		}
	}
}

// A slash too many at the end leads to the page without, and never to another host.
func TestSlashAtTheEnd(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, c := range []struct {
		method, path, to string
		status           int
	}{
		{http.MethodGet, "/desk/", "/desk", 308}, {http.MethodHead, "/desk/?status=closed", "/desk?status=closed", 308},
		{http.MethodGet, "/chat/", "/chat", 308}, {http.MethodGet, "/chat/honghui/", "/chat/honghui", 308}, {http.MethodGet, "/chat", "/#rooms", 303},
		{http.MethodGet, "/%5Cevil.example/", "/%5Cevil.example", 308}, {http.MethodGet, "/%2Fevil.example/", "/evil.example", 308},
		{http.MethodPost, "/desk/", "", 405}, {http.MethodGet, "/nothing", "", 404},
	} {
		w := httptest.NewRecorder()
		h.server.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), c.method, c.path, nil))
		if w.Code != c.status || w.Header().Get("Location") != c.to {
			t.Errorf("%s %s answered %d and leads to %q, want %d and %q", c.method, c.path, w.Code, w.Header().Get("Location"), c.status, c.to)
		}
	}
}

func TestReportRefused(t *testing.T) {
	long := strings.Repeat("长", 4001)
	tests := []struct {
		name   string
		change func(url.Values)
		photos [][]byte
		status int
		says   string
	}{
		{"empty", func(url.Values) {}, nil, 400, "请写一句话"},
		{"trap", func(f url.Values) { f.Set("words", "买药"); f.Set("website", "http://x") }, nil, 400, "空着"},
		{"long", func(f url.Values) { f.Set("words", long) }, nil, 400, "4000 字"},
		{"long place", func(f url.Values) { f.Set("words", "坑"); f.Set("where", strings.Repeat("远", 201)) }, nil, 400, "200 字"},
		{"ten photos", func(f url.Values) { f.Set("words", "坑") }, make10(t), 400, "9 张"},
		{"huge photo", func(f url.Values) { f.Set("words", "坑") }, [][]byte{make([]byte, 25<<20+1)}, 400, "25 MB"},
		{"huge form", func(f url.Values) { f.Set("words", "坑") }, [][]byte{make([]byte, 24<<20), make([]byte, 8<<20)}, 413, "30 MB"},
		{"no token", func(f url.Values) { f.Set("words", "坑"); f.Del("token") }, nil, 403, "再点一次"},
		{"forged token", func(f url.Values) { f.Set("words", "坑"); f.Set("token", strings.Repeat("A", 26)) }, nil, 403, "再点一次"},
	}
	h := open(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := h.browser()
			form := fill(t, b.get("/report"), "/report")
			tt.change(form)
			got := b.upload("/report", form, tt.photos...)
			if got.status != tt.status || !strings.Contains(got.body, tt.says) {
				t.Errorf("answered %d, want %d and %q:\n%s", got.status, tt.status, tt.says, got.body)
			}
			if words := form.Get("words"); tt.status != 413 && words != "" && !strings.Contains(got.body, words) {
				t.Error("the typed words are lost")
			}
		})
	}
	if heard := h.all(); len(heard) != 0 {
		t.Errorf("%d refused reports were heard", len(heard))
	}
}

func make10(t *testing.T) (all [][]byte) {
	for range 10 {
		all = append(all, jpegOf(t, "ten"))
	}
	return all
}

// A form that could not be delivered keeps everything, the photos too, and
// delivers it at the next try.
func TestReportLineBroken(t *testing.T) {
	h := open(t)
	h.breakLine(errors.New("the database is away"))
	b := h.browser()
	form := fill(t, b.get("/report"), "/report")
	form.Set("words", "漏水 <b>很大</b>")
	form.Set("where", "3号楼")
	got := b.upload("/report", form, jpegOf(t, "pipe"))
	if got.status != http.StatusServiceUnavailable || !strings.Contains(got.body, "漏水 &lt;b&gt;很大&lt;/b&gt;") ||
		!strings.Contains(got.body, `value="3号楼"`) || !strings.Contains(got.body, "照片已保存 1 张") {
		t.Fatalf("answered %d:\n%s", got.status, got.body)
	}
	h.breakLine(nil)
	again := fill(t, got, "/report")
	if again.Get("key") != form.Get("key") {
		t.Error("the second try is another report")
	}
	again.Set("words", "漏水 <b>很大</b>")
	if got := b.upload("/report", again); got.status != http.StatusOK {
		t.Fatalf("the second try answered %d", got.status)
	}
	if m := h.all()[0].Said; len(m.Media) != 1 || m.Media[0].Key == "" {
		t.Errorf("the photo is lost: %+v", m.Media)
	}

	stolen := fill(t, h.browser().get("/report"), "/report")
	thief := h.browser()
	stolen = fill(t, thief.get("/report"), "/report")
	stolen.Set("words", "坑")
	stolen["kept"] = again["kept"]
	thief.upload("/report", stolen)
	if m := h.all()[1].Said; len(m.Media) != 0 {
		t.Error("a photo that somebody else sent was claimed")
	}
}

func TestConversation(t *testing.T) {
	h := open(t)
	b := h.browser()
	page := b.post("/report", with(fill(t, b.get("/report"), "/report"), "words", "灯不亮"))
	first := h.all()[0].Said
	chat, err := h.store.FindChat(t.Context(), first.Chat)
	if err != nil {
		t.Fatal(err)
	}
	if chat.Kind != intake.ChatPrivate || chat.Language != "zh-CN" {
		t.Errorf("the chat is %+v", chat)
	}
	h.say(intake.Post{
		Key: "ack/1", ChatID: chat.ID, ReplyTo: first.ID, Ticket: 1, Kind: intake.PostAck, Text: "#1 收到：路灯",
		Buttons: []intake.Button{{Label: "满意", Data: "good:1"}, {Label: "不满意", Data: "bad:1"}},
	})
	page = b.get(page.path)
	if !strings.Contains(page.body, "#1 收到：路灯") || strings.Contains(page.body, `http-equiv="refresh"`) {
		t.Fatalf("the acknowledgement is not shown:\n%s", page.body)
	}
	press := fill(t, page, page.path+"/press")
	if got := b.post(page.path+"/press", with(press, "data", "bad:1")); got.status != http.StatusOK {
		t.Fatalf("the button answered %d", got.status)
	}
	p := h.all()[1].Press
	if p == nil || p.Data != "bad:1" || p.Sender.ID != first.Sender.ID || p.MessageID == "" || p.ID == "" || !p.Private {
		t.Errorf("the press is %+v", p)
	}

	more := fill(t, page, page.path+"/say")
	more.Set("words", "在三楼")
	more.Set("reply", first.ID)
	b.upload(page.path+"/say", more, jpegOf(t, "lamp"))
	if m := h.all()[2].Said; m == nil || m.Text != "在三楼" || m.ReplyTo != first.ID || len(m.Media) != 1 || m.Chat != first.Chat {
		t.Errorf("what was added is %+v", m)
	}
	if got := b.get(page.path); !strings.Contains(got.body, "照片正在处理") || !strings.Contains(got.body, "<bdi>灯不亮</bdi>") {
		t.Errorf("the pending photo and the quote are not shown:\n%s", got.body)
	}

	h.say(intake.Post{Key: "ack/1/2", Edits: "ack/1", ChatID: chat.ID, Ticket: 1, Kind: intake.PostAck, Text: "#1 位置更准了"})
	if got := b.get(page.path); strings.Contains(got.body, "#1 收到：路灯") || !strings.Contains(got.body, "#1 位置更准了") {
		t.Errorf("the edited post is not replaced:\n%s", got.body)
	}
}

// Under the news of a repair its reporter, and nobody else, finds the two
// buttons, until the word is given.
func TestRating(t *testing.T) {
	h := open(t)
	n, _ := h.ticket("坑", func(t *intake.Ticket) { t.Status, t.DoneAt = intake.StatusResolved, start })
	chat := h.chat("honghui", intake.ChatResidents)
	b := h.browser()
	b.post("/chat/honghui/name", with(fill(t, b.get("/chat/honghui"), "/chat/honghui/name"), "name", "刘洋"))
	b.post("/chat/honghui/say", with(fill(t, b.get("/chat/honghui"), "/chat/honghui/say"), "words", "有个坑"))
	said := h.all()[0].Said
	h.say(intake.Post{Key: "r", ChatID: chat.ID, ReplyTo: said.ID, Ticket: n, Kind: intake.PostResolution, Text: "修好了", Photos: []string{intake.PairName(n, 7)}})
	page := b.get("/chat/honghui")
	if !strings.Contains(page.body, "/chat/honghui/photos/pair-1-7_1280.jpg") || !strings.Contains(page.body, ">没修好</button>") {
		t.Errorf("the reporter sees\n%s", page.body)
	}
	other := h.browser()
	other.post("/chat/honghui/name", with(fill(t, other.get("/chat/honghui"), "/chat/honghui/name"), "name", "别人"))
	if strings.Contains(other.get("/chat/honghui").body, "没修好</button>") {
		t.Error("somebody else could rate the repair")
	}
	b.post("/chat/honghui/press", with(fill(t, page, "/chat/honghui/press"), "data", "dissatisfied:1"))
	if p := h.all()[1].Press; p.Sender != said.Sender || p.Data != "dissatisfied:1" {
		t.Errorf("the press is %+v", p)
	}
	ticket, err := h.store.Ticket(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	ticket.Rating = intake.Satisfied
	if err := h.store.SaveTicket(t.Context(), ticket); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.get("/chat/honghui").body, "没修好</button>") {
		t.Error("the repair can be rated twice")
	}
}

func TestRooms(t *testing.T) {
	h := open(t)
	h.chat("honghui", intake.ChatResidents)
	h.chat("staff", intake.ChatStaff)
	h.chat("report-AAAAAAAAAAAAAAAAAAAAAAAAAA", intake.ChatPrivate)
	boss := h.login(admin)
	tests := []struct {
		who    *browser
		path   string
		status int
	}{
		{h.browser(), "/chat/honghui", 200},
		{h.browser(), "/chat/unknown", 404},
		{h.browser(), "/chat/report-AAAAAAAAAAAAAAAAAAAAAAAAAA", 404},
		{boss, "/chat/report-AAAAAAAAAAAAAAAAAAAAAAAAAA", 404},
		{h.browser(), "/chat/staff", 403},
		{h.browser(), "/chat/staff/events", 403},
		{boss, "/chat/staff", 200},
		{h.browser(), "/chat/..%2Fdesk", 404},
		{h.browser(), "/chat/%00", 404},
		{h.browser(), "/report/AAAAAAAAAAAAAAAAAAAAAAAAAA", 200},
		{h.browser(), "/report/BBBBBBBBBBBBBBBBBBBBBBBBBB", 404},
		{h.browser(), "/report/honghui", 404},
		{h.browser(), "/report/BBBBBBBBBBBBBBBBBBBBBBBBBB/events", 404},
	}
	for _, tt := range tests {
		if got := tt.who.get(tt.path); got.status != tt.status {
			t.Errorf("%s answered %d, want %d", tt.path, got.status, tt.status)
		}
	}
	if body := h.get("/").body; strings.Contains(body, "/chat/staff") || !strings.Contains(body, "/chat/honghui") {
		t.Error("the first page lists the wrong rooms")
	}
}

func TestGroup(t *testing.T) {
	h := open(t)
	h.chat("honghui", intake.ChatResidents)
	b := h.browser()
	page := b.get("/chat/honghui")
	if strings.Contains(page.body, `action="/chat/honghui/say"`) {
		t.Error("one can talk without a name")
	}
	name := with(fill(t, page, "/chat/honghui/name"), "name", "  刘洋\u202e<i>\x07 ")
	page = b.post("/chat/honghui/name", name)
	form := with(fill(t, page, "/chat/honghui/say"), "words", "路灯坏了")
	b.post("/chat/honghui/say", form)
	m := h.all()[0].Said
	if m.Sender.Name != "刘洋<i>" || !strings.HasPrefix(m.Sender.ID, "guest-") || m.Private {
		t.Errorf("the sender is %+v", m.Sender)
	}
	if body := b.get("/chat/honghui").body; !strings.Contains(body, ">我</bdi>") || strings.Contains(body, m.Sender.ID) {
		t.Errorf("the page of the sender:\n%s", body)
	}
	if body := h.get("/chat/honghui").body; !strings.Contains(body, "刘洋&lt;i&gt;") || strings.Contains(body, m.Sender.ID) {
		t.Errorf("the page of another:\n%s", body)
	}

	stranger := h.browser()
	token := fill(t, stranger.get("/chat/honghui"), "/chat/honghui/name").Get("token")
	for _, path := range []string{"/chat/honghui/say", "/chat/honghui/press"} {
		got := stranger.post(path, url.Values{"token": {token}, "words": {"x"}, "message": {"m"}, "data": {"d"}})
		if got.status != http.StatusForbidden {
			t.Errorf("%s without a name answered %d", path, got.status)
		}
	}

	officer := h.login(grid)
	form = with(fill(t, officer.get("/chat/honghui"), "/chat/honghui/say"), "words", "#1 已修复")
	officer.post("/chat/honghui/say", form)
	said := h.all()[1].Said
	known, err := h.store.FindOfficer(t.Context(), "web", said.Sender.ID)
	if err != nil || known.Name != grid.Name {
		t.Errorf("the officer speaks as %+v, known as %+v, %v", said.Sender, known, err)
	}
}

// The browser gets what is said while it listens, and after a pause what it
// missed.
func TestLive(t *testing.T) {
	h := open(t)
	chat := h.chat("honghui", intake.ChatResidents)
	b := h.browser()
	b.get("/chat/honghui")
	h.say(intake.Post{Key: "p1", ChatID: chat.ID, Kind: intake.PostAnswer, Text: "第一句"})
	id := h.listen(b, "", "第一句", func() {})
	id = h.listen(b, id, "第二句", func() {
		h.say(intake.Post{Key: "p2", ChatID: chat.ID, Kind: intake.PostAnswer, Text: "第二句"})
	})
	h.say(intake.Post{Key: "p3", ChatID: chat.ID, Kind: intake.PostAnswer, Text: "第三句"})
	h.listen(b, id, "第三句", func() {})
}

// listen opens the stream, does something, and waits for a line with the words;
// it must be the first. It returns the line's number.
func (h *house) listen(b *browser, last, words string, do func()) string {
	h.t.Helper()
	ctx, cancel := context.WithCancel(h.t.Context())
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, h.http.URL+"/chat/honghui/events", nil)
	if err != nil {
		h.t.Fatal(err)
	}
	if last != "" {
		req.Header.Set("Last-Event-ID", last)
	}
	res, err := b.client.Do(req)
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	if got := res.Header.Get("Content-Type"); got != "text/event-stream; charset=utf-8" {
		h.t.Fatalf("the stream is %q", got)
	}
	do()
	id := ""
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		if n, ok := strings.CutPrefix(lines.Text(), "id: "); ok {
			id = n
		}
		if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			if !strings.Contains(data, words) {
				h.t.Errorf("the first line is %s, want %q", data, words)
			}
			return id
		}
	}
	h.t.Fatal("the stream ended")
	return ""
}

var scripts = regexp.MustCompile(`(?i)<script(?: src="/assets/[a-z]+\.js\?v=[0-9a-f]+" defer)?>|<img[^>]+onerror| style="`)

// Hostile words are shown as words, on every page that shows them.
func TestEscaping(t *testing.T) {
	h := open(t)
	chat := h.chat("honghui", intake.ChatResidents)
	words := `<script>alert(1)</script><img src=x onerror=alert(2)>"'&` + "\u202eRTL\u2066 😀"
	n, _ := h.ticket(words, nil)
	h.say(intake.Post{
		Key: "p1", ChatID: chat.ID, Kind: intake.PostAnswer, Text: words, Ticket: n,
		Buttons: []intake.Button{{Label: words, Data: `"><b>`}},
	})
	b := h.browser()
	b.post("/chat/honghui/name", with(fill(t, b.get("/chat/honghui"), "/chat/honghui/name"), "name", words))
	b.post("/chat/honghui/say", with(fill(t, b.get("/chat/honghui"), "/chat/honghui/say"), "words", words))
	boss := h.login(admin)
	for _, page := range []answer{
		b.get("/"), b.get("/tickets/1"), b.get("/chat/honghui"), boss.get("/desk"), boss.get("/desk/tickets/1"),
		b.get("/report?c=" + url.QueryEscape(words)), b.get("/login?code=" + url.QueryEscape(words)),
	} {
		for _, tag := range scripts.FindAllString(page.body, -1) {
			if !strings.HasPrefix(tag, `<script src="/assets/`) {
				t.Errorf("%s holds %s", page.path, tag)
			}
		}
		if page.status >= 500 {
			t.Errorf("%s answered %d", page.path, page.status)
		}
	}
}
