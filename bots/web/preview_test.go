package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// Before the reporters are told, staff see what each chat will read; the photo need
// not be chosen again, and nothing is done before they say so.
func TestPreview(t *testing.T) {
	h := open(t)
	h.ticket("坑", nil)
	b := h.login(grid)
	form := fill(t, b.get("/desk/tickets/1"), "/desk/tickets/1")
	form.Set("words", "已回填")
	form.Set("deed", "resolve")
	form.Set("look", "1")
	page := b.upload("/desk/tickets/1", form, jpegOf(t, "fixed"))
	for _, words := range []string{"骑手一组", "#1 已回填", "请评价", "太长，拆成几条", `value="resolve"`} {
		if !strings.Contains(page.body, words) {
			t.Errorf("the preview lacks %s:\n%s", words, page.body)
		}
	}
	if len(h.desk.acts) != 0 {
		t.Fatal("something was done before anybody said so")
	}
	again := fill(t, page, "/desk/tickets/1")
	if back := b.post("/desk/tickets/1", with(clone(again), "back", "1")); back.status != http.StatusOK || !strings.Contains(back.body, "已回填</textarea>") || !strings.Contains(back.body, "照片已保存 1 张") {
		t.Errorf("the way back answered %d:\n%s", back.status, back.body)
	}
	again.Set("deed", "resolve")
	if done := b.post("/desk/tickets/1", again); done.status != http.StatusOK || len(h.desk.acts) != 1 {
		t.Fatalf("sending answered %d", done.status)
	}
	if act := h.desk.acts[0]; act.Words != "已回填" || len(act.Photos) != 1 || act.Key != form.Get("form") {
		t.Errorf("the act is %+v", act)
	}
	forged := clone(again)
	forged["kept"] = []string{strings.Repeat("ab", 32) + ".10." + strings.Repeat("0", 64)}
	b.post("/desk/tickets/1", forged)
	if act := h.desk.acts[1]; len(act.Photos) != 0 {
		t.Errorf("a photo that nobody sent is taken: %+v", act.Photos)
	}
}

// What the desk answers is shown on the page, such as a link to hand on.
func TestDeskAnswers(t *testing.T) {
	h := open(t)
	h.ticket("坑", nil)
	h.desk.says = "请把这个链接发给他们：https://x/g/ABC"
	b := h.login(grid)
	form := with(fill(t, b.get("/desk/tickets/1"), "/desk/tickets/1"), "deed", "invite")
	if got := b.post("/desk/tickets/1", with(form, "unit", "chengguan")); got.status != http.StatusOK || !strings.Contains(got.body, "https://x/g/ABC") {
		t.Errorf("it answered %d:\n%s", got.status, got.body)
	}
}

func clone(form url.Values) url.Values {
	other := url.Values{}
	for name, values := range form {
		other[name] = append([]string(nil), values...)
	}
	return other
}
