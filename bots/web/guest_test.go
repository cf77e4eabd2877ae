package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"snapgrid/bots/web/photos"
	"snapgrid/intake"
)

const guestCode = "ABCDEFGHIJKLMNOPQRSTUVWXY2"

// invite keeps a guest of a ticket under a code.
func (h *house) invite(code string, ticket int64, change func(*intake.Guest)) {
	h.t.Helper()
	g := intake.Guest{Ticket: ticket, Unit: "chengguan", By: 1, At: start, Until: start.Add(time.Hour)}
	if change != nil {
		change(&g)
	}
	if _, err := h.store.PutGuest(h.t.Context(), code, g); err != nil {
		h.t.Fatal(err)
	}
}

func TestGuestPage(t *testing.T) {
	h := open(t)
	n, key := h.ticket("路灯<b>不亮</b>了", nil)
	h.invite(guestCode, n, nil)
	for _, path := range []string{"/g/" + guestCode, "/g/" + strings.ToLower(guestCode)} {
		page := h.get(path)
		for _, words := range []string{"请“城管局”帮忙", "路灯&lt;b&gt;不亮&lt;/b&gt;了", "人民路", key + "_320.jpg", `name="deed" value="done"`, "noindex"} {
			if !strings.Contains(page.body, words) {
				t.Errorf("%s lacks %s:\n%s", path, words, page.body)
			}
		}
		for _, private := range []string{"13800138000", "张三", "sender-777", "秘密群", "telegram", "<b>不亮"} {
			if strings.Contains(page.body, private) {
				t.Errorf("%s tells %s:\n%s", path, private, page.body)
			}
		}
		if got := page.header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("the page is kept: %s", got)
		}
	}
	if page := h.browser().get("/g/" + guestCode + "?lang=en"); !strings.Contains(page.body, "We ask “城管局”") {
		t.Errorf("in English it is\n%s", page.body)
	}
}

func TestGuestSends(t *testing.T) {
	h := open(t)
	n, _ := h.ticket("路灯不亮了", nil)
	h.invite(guestCode, n, nil)
	b, path := h.browser(), "/g/"+guestCode
	form := fill(t, b.get(path), path)
	for what, try := range map[string]struct {
		fields url.Values
		photos int
		want   string
	}{
		"nothing":          {url.Values{"deed": {"note"}}, 0, "请写一句话，或选一张照片"},
		"fixed, no photo":  {url.Values{"deed": {"done"}, "words": {"好了"}}, 0, "请拍一张修好后的照片"},
		"a whole book":     {url.Values{"deed": {"note"}, "words": {strings.Repeat("长", 4001)}}, 0, "不要超过 4000 字"},
		"too many photos":  {url.Values{"deed": {"done"}}, photos.MaxCount + 1, "一次最多 9 张照片"},
		"a form of no one": {url.Values{"deed": {"note"}, "words": {"好"}, "form": {"x"}}, 0, "没有收到完整的内容"},
	} {
		fields := url.Values{"token": form["token"], "form": form["form"]}
		for name, values := range try.fields {
			fields[name] = values
		}
		var pictures [][]byte
		for i := range try.photos {
			pictures = append(pictures, jpegOf(t, fmt.Sprint(i)))
		}
		if page := b.upload(path, fields, pictures...); page.status != http.StatusBadRequest || !strings.Contains(page.body, try.want) {
			t.Errorf("%s: %d\n%s", what, page.status, page.body)
		}
	}
	if len(h.desk.answers) > 0 {
		t.Fatalf("taken: %+v", h.desk.answers)
	}
	page := b.upload(path, with(with(form, "deed", "done"), "words", "换了灯泡"), jpegOf(t, "fix"))
	if page.status != http.StatusOK || page.path != path {
		t.Fatalf("it led to %s: %d\n%s", page.path, page.status, page.body)
	}
	got := h.desk.answers[0]
	if !got.Done || got.Words != "换了灯泡" || len(got.Photos) != 1 || got.Guest.Ticket != n || got.Key != form.Get("form") {
		t.Errorf("the desk got %+v", got)
	}
}

// Other sites can not send the form, and what was typed is shown again.
func TestGuestFormIsGuarded(t *testing.T) {
	h := open(t)
	n, _ := h.ticket("路灯不亮了", nil)
	h.invite(guestCode, n, nil)
	b, path := h.browser(), "/g/"+guestCode
	form := with(with(fill(t, b.get(path), path), "deed", "note"), "words", "配件明天到")
	if page := h.browser().post(path, form); page.status != http.StatusForbidden || !strings.Contains(page.body, "配件明天到") {
		t.Errorf("a stale form is answered %d\n%s", page.status, page.body)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.http.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	if page := b.do(req); page.status != http.StatusForbidden {
		t.Errorf("another site's form is answered %d", page.status)
	}
	if len(h.desk.answers) > 0 {
		t.Errorf("taken: %+v", h.desk.answers)
	}
}

// A link that is not good says why, kindly, and takes nothing.
func TestGuestLinkThatIsNotGood(t *testing.T) {
	h := open(t)
	n, _ := h.ticket("路灯不亮了", nil)
	done, _ := h.ticket("井盖没了", func(t *intake.Ticket) {
		t.Status, t.Ending, t.DoneBy = intake.StatusResolved, intake.EndingSolved, "other"
	})
	ours, _ := h.ticket("树倒了", func(t *intake.Ticket) {
		t.Status, t.Ending, t.DoneBy = intake.StatusResolved, intake.EndingSolved, "chengguan"
	})
	merged, _ := h.ticket("路灯又不亮", func(t *intake.Ticket) {
		t.Status, t.Ending, t.MergedInto = intake.StatusMerged, intake.EndingDuplicate, n
	})
	refused, key := h.ticket("骂人的话", func(t *intake.Ticket) { t.Status, t.Ending = intake.StatusRejected, intake.EndingRefused })
	code := func(last string) string { return guestCode[:25] + last }
	h.invite(code("A"), n, func(g *intake.Guest) { g.Until = start })
	h.invite(code("B"), n, func(g *intake.Guest) { g.EndedAt = start })
	h.invite(code("C"), done, nil)
	h.invite(code("D"), ours, nil)
	h.invite(code("E"), merged, nil)
	h.invite(code("F"), refused, nil)
	for _, try := range []struct {
		code   string
		get    int
		post   int
		answer string
	}{
		{code("A"), http.StatusGone, http.StatusGone, "已经过期"},
		{code("B"), http.StatusGone, http.StatusGone, "已经收回"},
		{code("C"), http.StatusOK, http.StatusConflict, "已经办结"},
		{code("D"), http.StatusOK, http.StatusConflict, "辛苦了"},
		{code("E"), http.StatusOK, http.StatusConflict, fmt.Sprintf("并到 #%d", n)},
		{code("F"), http.StatusOK, http.StatusConflict, "已经办结"},
		{code("Z"), http.StatusNotFound, http.StatusNotFound, "这个链接打不开"},
		{"short", http.StatusNotFound, http.StatusNotFound, "这个链接打不开"},
		{guestCode + "A", http.StatusNotFound, http.StatusNotFound, "这个链接打不开"},
		{"%3Cscript%3Ealert(1)%3C%2Fscript%3E", http.StatusNotFound, http.StatusNotFound, "这个链接打不开"},
	} {
		b := h.browser()
		page := b.get("/g/" + try.code)
		if page.status != try.get || !strings.Contains(page.body, try.answer) || strings.Contains(page.body, "<form") || strings.Contains(page.body, "<script>") {
			t.Errorf("%s shows %d\n%s", try.code, page.status, page.body)
		}
		if strings.Contains(page.body, "骂人的话") || strings.Contains(page.body, key) {
			t.Errorf("%s shows what was refused:\n%s", try.code, page.body)
		}
		token := fill(t, b.get("/report"), "/report")["token"]
		sent := b.upload("/g/"+try.code, url.Values{"token": token, "form": {guestCode}, "deed": {"done"}}, jpegOf(t, "fix"))
		if sent.status != try.post {
			t.Errorf("%s takes what is sent with %d\n%s", try.code, sent.status, sent.body)
		}
	}
	if len(h.desk.answers) > 0 {
		t.Errorf("taken: %+v", h.desk.answers)
	}
}

// Who tries codes has to wait; who sends too much has to wait.
func TestGuestIsPaced(t *testing.T) {
	h := open(t)
	n, _ := h.ticket("路灯不亮了", nil)
	h.invite(guestCode, n, nil)
	ask := func(code string) int {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.http.URL+"/g/"+code, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("X-Forwarded-For", "203.0.113.9")
		return h.browser().do(req).status
	}
	tries := 0
	for ask(guestCode[:24]+string('A'+rune(tries/26))+string('A'+rune(tries%26))) == http.StatusNotFound {
		if tries++; tries > 100 {
			t.Fatal("codes can be tried without end")
		}
	}
	if got := ask(guestCode); got != http.StatusTooManyRequests {
		t.Errorf("who tried many codes is shown %d", got)
	}
	b, path := h.browser(), "/g/"+guestCode
	form, last := fill(t, b.get(path), path), 0
	for i := range 30 {
		if last = b.post(path, with(with(form, "deed", "note"), "words", fmt.Sprint(i))).status; last != http.StatusOK {
			break
		}
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("a link takes all that is sent; the last with %d", last)
	}
}
