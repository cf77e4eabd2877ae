package web_test

import (
	"strings"
	"testing"

	"snapgrid/intake"
)

// The page tells what was meant and what was done instead, counts it by channel,
// and shows one kind alone.
func TestShortfallsPage(t *testing.T) {
	h := open(t)
	n, _ := h.ticket("坑", nil)
	chat := h.chat("honghui", intake.ChatResidents)
	for _, p := range []intake.Post{
		{Key: "ack", ChatID: chat.ID, Ticket: n, Kind: intake.PostAck, Text: "#1 收到"},
		{Key: "seen", ChatID: chat.ID, Kind: intake.PostReaction, Text: "👀"},
	} {
		h.say(p)
	}
	h.short("ack", intake.ShortQuote, intake.ShortButtons)
	h.short("seen", intake.ShortReaction)
	b := h.login(admin)
	whole := b.get("/desk/shortfalls").body
	for _, want := range []string{
		"引用原话 → 用文字写上是谁、说了什么", "带按钮 → 没有按钮", "回一个表情 → 没有发", "红辉社区", `<a href="/desk/tickets/1">#1</a>`, "收到的回复",
		`<a href="/desk/shortfalls?channel=web&amp;what=quote">引用原话</a></td><td>用文字写上是谁、说了什么（认得出的话）</td><td>1</td>`,
	} {
		if !strings.Contains(whole, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(whole, "看全部") {
		t.Error("the whole list offers the whole list")
	}
	some := b.get("/desk/shortfalls?channel=web&what=reaction").body
	if !strings.Contains(some, "回一个表情 → 没有发") || strings.Contains(some, "带按钮 → 没有按钮") || !strings.Contains(some, "看全部") {
		t.Errorf("the reactions alone:\n%s", some)
	}
	if none := b.get("/desk/shortfalls?channel=telegram").body; strings.Contains(none, " → 没有") {
		t.Errorf("another channel's:\n%s", none)
	}
}

// short notes that a post fell short.
func (h *house) short(key string, what ...intake.Shortfall) {
	h.t.Helper()
	p, err := h.store.FindPost(h.t.Context(), key)
	if err == nil {
		err = h.store.PutShortfalls(h.t.Context(), p.ID, start, what...)
	}
	if err != nil {
		h.t.Fatal(err)
	}
}
