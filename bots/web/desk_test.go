package web_test

import (
	"errors"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"snapgrid/bots/web/console"
	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// Who is muted from the inbox is muted for good, and by hand for the days that were
// chosen; what is no address mutes nobody.
func TestDeskMutes(t *testing.T) {
	h := open(t)
	unsure := h.unsure("好像有点不对")
	b := h.login(admin)
	token := fill(t, b.get("/report"), "/report").Get("token")
	for path, tt := range map[string]struct {
		fields url.Values
		want   int
	}{
		"/desk/inbox/" + unsure + "/mute": {url.Values{}, 200},
		"/desk/mutes":                     {url.Values{"channel": {"telegram"}, "sender": {"42"}, "days": {"3"}}, 200},
		"/desk/mutes?":                    {url.Values{"channel": {"telegram"}}, 400},
	} {
		if got := b.post(path, with(tt.fields, "token", token)); got.status != tt.want {
			t.Errorf("%s answered %d, want %d", path, got.status, tt.want)
		}
	}
	until := map[string]time.Time{}
	for _, m := range h.desk.mutes {
		until[m.Sender] = m.Until
	}
	if len(until) != 2 || !until["g"].IsZero() || !until["42"].Equal(start.Add(72*time.Hour)) {
		t.Errorf("muted: %+v", h.desk.mutes)
	}
}

// unsure keeps a message that triage could not decide and returns its number.
func (h *house) unsure(words string) string {
	h.t.Helper()
	h.chat("honghui", intake.ChatResidents)
	heard, err := h.store.PutMessages(h.t.Context(), []intake.Message{{
		Chat: intake.ChatRef{Channel: "web", ID: "honghui"}, ID: words, Sender: intake.Sender{ID: "g", Name: "刘"}, SentAt: start,
		Text: words, Masked: triage.Mask(words),
	}}, start)
	if err != nil {
		h.t.Fatal(err)
	}
	err = h.store.TakeMessages(h.t.Context(), []int64{heard[0].Number}, intake.Outcome{
		State: intake.MessageUnsure, Verdict: intake.Verdict{Kind: intake.IsUnsure, Reason: "拿不准"},
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return strconv.FormatInt(heard[0].Number, 10)
}

// Where the words may mean several places staff choose one, unless something
// better than words is known.
func TestDeskPlace(t *testing.T) {
	h := open(t)
	h.ticket("坑", nil)
	h.ticket("老菜场有坑", func(t *intake.Ticket) { t.Fix.Source = geotag.SourceCell })
	b := h.login(admin)
	if strings.Contains(b.get("/desk/tickets/1").body, "可能是这里") {
		t.Error("a photo tells where it was, and yet staff are asked")
	}
	if page := b.get("/desk/tickets/2").body; !strings.Contains(page, "东头老菜场") || !strings.Contains(page, "西头老菜场") {
		t.Error("the choices are not shown")
	}
	chosen := url.Values{"token": fill(t, b.get("/report"), "/report")["token"], "at": {"34.200000,108.200000"}}
	if got := b.post("/desk/tickets/2/place", chosen); got.status != 200 || len(h.desk.placed) != 1 || h.desk.placed[0].Address != "西头老菜场" {
		t.Errorf("answered %d, placed %+v", got.status, h.desk.placed)
	}
}

// The words of a ticket are for those who may handle it. What they were before
// numbers were masked is shown when asked for, and noted.
func TestDeskWords(t *testing.T) {
	h := open(t)
	h.ticket("坑", nil)
	unsure := h.unsure("我家电话 13900139000")
	for _, tt := range []struct {
		officer intake.Officer
		sees    bool
	}{{admin, true}, {grid, true}, {abroad, false}} {
		b := h.login(tt.officer)
		if got := strings.Contains(b.get("/desk/tickets/1").body, "13800138000"); got != tt.sees {
			t.Errorf("%s sees the words of the ticket: %v", tt.officer.Name, got)
		}
		page := b.get("/desk/tickets/1").body
		if got := strings.Contains(page, "河对岸") && strings.Contains(page, "相距 3000 米") && strings.Contains(page, "照片是很久以前拍的"); got != tt.sees {
			t.Errorf("%s sees the clues that disagree: %v", tt.officer.Name, got)
		}
		inbox := b.get("/desk/inbox").body
		if got := strings.Contains(inbox, "我家电话"); got != tt.sees || strings.Contains(inbox, "13900139000") {
			t.Errorf("%s sees the words in the inbox: %v", tt.officer.Name, got)
		}
		token := url.Values{"token": fill(t, b.get("/report"), "/report")["token"]}
		if got := strings.Contains(b.post("/desk/inbox/"+unsure+"/original", token).body, "13900139000"); got != tt.sees {
			t.Errorf("%s sees the words as typed: %v", tt.officer.Name, got)
		}
		for _, list := range []string{"/desk", "/desk?by=light", "/desk?status=dispatched&class=E0401", "/desk/search?q=坑", "/desk/search?q=%231&unit=chengguan"} {
			if body := b.get(list).body; strings.Contains(body, "13800138000") || strings.Contains(body, `href="/desk/tickets/1"`) != tt.sees {
				t.Errorf("%s of %s is wrong", list, tt.officer.Name)
			}
		}
	}
	entries, err := h.store.Disclosures(t.Context(), 10)
	if err != nil || len(entries) != 2 || entries[0].Officer == entries[1].Officer || entries[0].Ticket != 0 {
		t.Errorf("the audit says %+v, %v", entries, err)
	}
}

// What may be an emergency stands on top of the inbox, however much came after it.
func TestInboxDangers(t *testing.T) {
	h := open(t)
	danger := h.unsure("那边好像有人落水")
	newer := h.unsure("这个怎么弄")
	ctx := t.Context()
	number, err := strconv.ParseInt(danger, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	v := intake.Verdict{Kind: intake.IsUnsure, Severity: intake.Emergency}
	if err := errors.Join(h.store.ReopenMessage(ctx, number), h.store.TakeMessages(ctx, []int64{number}, intake.Outcome{State: intake.MessageUnsure, Verdict: v})); err != nil {
		t.Fatal(err)
	}
	inbox := h.login(admin).get("/desk/inbox").body
	first, second := strings.Index(inbox, `id="letter-`+danger+`"`), strings.Index(inbox, `id="letter-`+newer+`"`)
	if first < 0 || second < first || strings.Count(inbox, `id="letter-`+danger+`"`) != 1 || !strings.Contains(inbox, "紧急") {
		t.Errorf("the danger stands at %d, the newer letter at %d", first, second)
	}
}

func TestDeskActs(t *testing.T) {
	h := open(t)
	h.ticket("坑", nil)
	b := h.login(grid)
	form := fill(t, b.get("/desk/tickets/1"), "/desk/tickets/1")

	if got := b.upload("/desk/tickets/1", with(form, "deed", "reject")); got.status != 400 || !strings.Contains(got.body, "请写明原因") {
		t.Errorf("a rejection without a reason answered %d", got.status)
	}
	form.Set("words", "已回填，路面恢复")
	if got := b.upload("/desk/tickets/1", with(form, "deed", "hold")); got.status != 400 || !strings.Contains(got.body, "选哪一天再看") {
		t.Errorf("a wait without a day answered %d %s", got.status, got.body)
	}
	form.Set("deed", "dance")
	if got := b.upload("/desk/tickets/1", form); got.status != 400 || !strings.Contains(got.body, "已回填，路面恢复</textarea>") {
		t.Errorf("an unknown deed answered %d", got.status)
	}
	form.Set("deed", "resolve")
	if got := b.upload("/desk/tickets/1", form, jpegOf(t, "fixed")); got.status != 200 {
		t.Fatalf("the resolution answered %d:\n%s", got.status, got.body)
	}
	act := h.desk.acts[0]
	if act.Deed != console.Resolve || act.Words != "已回填，路面恢复" || len(act.Photos) != 1 || act.Officer.Name != grid.Name || act.Key != form.Get("form") {
		t.Errorf("the act is %+v", act)
	}
	h.desk.fails = &intake.Error{Code: intake.CodeConflict, Message: "it changed"}
	if got := b.upload("/desk/tickets/1", form); got.status != 409 || !strings.Contains(got.body, "刚刚有了变化") || !strings.Contains(got.body, "已回填，路面恢复</textarea>") {
		t.Errorf("a conflict answered %d", got.status)
	}
}

func TestOutboxRetry(t *testing.T) {
	h := open(t)
	chat := h.chat("honghui", intake.ChatResidents)
	ctx := t.Context()
	if _, err := h.store.PutPost(ctx, intake.Post{Key: "k", ChatID: chat.ID, Kind: intake.PostAnswer, Text: "说不出去", CreatedAt: start}); err != nil {
		t.Fatal(err)
	}
	p, _, _, err := h.store.ClaimPost(ctx, chat.ID, start, start.Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	p.State, p.Failure = intake.PostDead, "the chat is gone"
	if err := h.store.SavePost(ctx, p); err != nil {
		t.Fatal(err)
	}
	b := h.login(admin)
	page := b.get("/desk/outbox")
	if !strings.Contains(page.body, "说不出去") || !strings.Contains(page.body, "the chat is gone") {
		t.Fatalf("the outbox shows\n%s", page.body)
	}
	got := b.post("/desk/outbox/1/retry", fill(t, page, "/desk/outbox/1/retry"))
	if got.status != 200 || !strings.Contains(got.body, "都送到了") {
		t.Errorf("the retry answered %d:\n%s", got.status, got.body)
	}
	if again, err := h.store.FindPost(ctx, "k"); err != nil || again.State != intake.PostWaiting {
		t.Errorf("the post is %+v, %v", again, err)
	}
}
