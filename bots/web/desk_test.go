package web_test

import (
	"maps"
	"net/http"
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

// Every route of the desk against everybody who could come.
func TestDeskRights(t *testing.T) {
	h := open(t)
	h.ticket("坑", nil)
	unsure := h.unsure("好像有点不对")
	visitors := []struct {
		name string
		b    *browser
	}{{"nobody", h.browser()}, {"unit officer of another unit", h.login(abroad)}, {"grid officer", h.login(grid)}, {"admin", h.login(admin)}}
	tests := []struct {
		method, path string
		fields       url.Values
		want         [4]int
	}{
		{"GET", "/desk", nil, [4]int{403, 200, 200, 200}},
		{"GET", "/desk?status=closed", nil, [4]int{403, 200, 200, 200}},
		{"GET", "/desk?status=odd", nil, [4]int{403, 404, 404, 404}},
		{"GET", "/desk/tickets/1", nil, [4]int{403, 200, 200, 200}},
		{"GET", "/desk/tickets/9", nil, [4]int{403, 404, 404, 404}},
		{"POST", "/desk/tickets/1", url.Values{"deed": {"accept"}}, [4]int{403, 403, 200, 200}},
		{"POST", "/desk/tickets/9", url.Values{"deed": {"accept"}}, [4]int{403, 404, 404, 404}},
		{"POST", "/desk/tickets/1/place", url.Values{"at": {"34.200000,108.200000"}}, [4]int{403, 403, 409, 409}},
		{"POST", "/desk/tickets/9/place", url.Values{"at": {"1,1"}}, [4]int{403, 404, 404, 404}},
		{"GET", "/desk/inbox", nil, [4]int{403, 200, 200, 200}},
		{"POST", "/desk/inbox/" + unsure, url.Values{"kind": {"report"}}, [4]int{403, 403, 200, 200}},
		{"POST", "/desk/inbox/999", url.Values{"kind": {"report"}}, [4]int{403, 409, 409, 409}},
		{"GET", "/desk/outbox", nil, [4]int{403, 403, 403, 200}},
		{"POST", "/desk/outbox/1/retry", url.Values{}, [4]int{403, 403, 403, 409}},
		{"GET", "/desk/shortfalls", nil, [4]int{403, 403, 403, 200}},
		{"GET", "/desk/shortfalls?channel=odd&what=odd", nil, [4]int{403, 403, 403, 200}},
		{"GET", "/desk/chats", nil, [4]int{403, 403, 403, 200}},
		{"GET", "/desk/refusals", nil, [4]int{403, 403, 403, 200}},
		{"GET", "/desk/disclosures", nil, [4]int{403, 403, 403, 200}},
		{"GET", "/desk/held", nil, [4]int{403, 200, 200, 200}},
		{"POST", "/desk/tickets/1/original", url.Values{}, [4]int{403, 403, 200, 200}},
		{"POST", "/desk/tickets/9/original", url.Values{}, [4]int{403, 404, 404, 404}},
		{"POST", "/desk/tickets/1/reveal", url.Values{}, [4]int{403, 403, 403, 200}},
		{"POST", "/desk/tickets/9/reveal", url.Values{}, [4]int{403, 404, 404, 404}},
		{"POST", "/desk/inbox/" + unsure + "/original", url.Values{}, [4]int{403, 403, 200, 200}},
		{"POST", "/desk/inbox/" + unsure + "/mute", url.Values{}, [4]int{403, 403, 403, 200}},
		{"GET", "/desk/mutes", nil, [4]int{403, 403, 403, 200}},
		{"GET", "/desk/learning", nil, [4]int{403, 403, 403, 200}},
		{"POST", "/desk/mutes", url.Values{"channel": {"telegram"}, "sender": {"42"}, "days": {"3"}}, [4]int{403, 403, 403, 200}},
		{"POST", "/desk/mutes", url.Values{"channel": {"telegram"}}, [4]int{403, 403, 403, 400}},
		{"POST", "/desk/mutes/lift", url.Values{"channel": {"telegram"}, "sender": {"42"}}, [4]int{403, 403, 403, 200}},
		{"POST", "/desk/inbox/999/original", url.Values{}, [4]int{403, 409, 409, 409}},
		{"GET", "/desk/channels", nil, [4]int{403, 403, 403, 200}},
		{"GET", "/desk/channels/wechat/code.jpg", nil, [4]int{403, 403, 403, 404}},
		{"POST", "/desk/chats/999/code", url.Values{}, [4]int{403, 403, 403, 404}},
		{"POST", "/desk/photos/1/original", url.Values{}, [4]int{403, 403, 200, 200}},
		{"POST", "/desk/photos/999/original", url.Values{}, [4]int{403, 404, 404, 404}},
	}
	for _, tt := range tests {
		for i, v := range visitors {
			var got answer
			if tt.method == "GET" {
				got = v.b.get(tt.path)
			} else {
				fields := url.Values{"token": fill(t, v.b.get("/report"), "/report")["token"]}
				maps.Copy(fields, tt.fields)
				got = v.b.post(tt.path, fields)
				if forged := v.b.post(tt.path, tt.fields); forged.status != http.StatusForbidden && forged.status != http.StatusNotFound {
					t.Errorf("%s %s by %s without a token answered %d", tt.method, tt.path, v.name, forged.status)
				}
			}
			if got.status != tt.want[i] {
				t.Errorf("%s %s by %s answered %d, want %d", tt.method, tt.path, v.name, got.status, tt.want[i])
			}
		}
	}
	if len(h.desk.acts) != 2 || len(h.desk.correct) != 2 {
		t.Errorf("%d acts and %d corrections, want 2 and 2", len(h.desk.acts), len(h.desk.correct))
	}
	if len(h.desk.mutes) != 2 || h.desk.mutes[0].Sender != "g" || !h.desk.mutes[1].Until.Equal(start.Add(72*time.Hour)) {
		t.Errorf("muted: %+v", h.desk.mutes)
	}
}

// unsure keeps a message that triage could not decide and returns its number.
func (h *house) unsure(words string) string {
	h.t.Helper()
	h.chat("honghui", intake.ChatResidents)
	heard, err := h.store.PutMessages(h.t.Context(), []intake.Message{{
		Chat: intake.ChatRef{Channel: "web", ID: "honghui"}, ID: "u1", Sender: intake.Sender{ID: "g", Name: "刘"}, SentAt: start,
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
		if body := b.get("/desk").body; strings.Contains(body, "13800138000") || !strings.Contains(body, "坑") {
			t.Errorf("the board of %s is wrong", tt.officer.Name)
		}
	}
	entries, err := h.store.Disclosures(t.Context(), 10)
	if err != nil || len(entries) != 2 || entries[0].Officer == entries[1].Officer || entries[0].Ticket != 0 {
		t.Errorf("the audit says %+v, %v", entries, err)
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
