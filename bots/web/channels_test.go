package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"snapgrid/bots"
	"snapgrid/intake"
)

// channels are those of the house.
type channels struct{ pairings []bots.Pairing }

func (c *channels) Health() []bots.Health {
	return []bots.Health{{Channel: "web", State: "running"}, {Channel: "wechat", State: "waits for its code to be scanned"}}
}
func (c *channels) Pairings() []bots.Pairing { return c.pairings }

// The page shows the code to scan and the groups that are not found again, and
// makes the code with which one of them is.
func TestChannelsPage(t *testing.T) {
	h := open(t)
	chat := h.chat("old", intake.ChatResidents)
	found := h.chat("found", intake.ChatResidents)
	if err := h.store.MoveChat(t.Context(), found.Ref, intake.ChatRef{Channel: "web", ID: "new"}); err != nil {
		t.Fatal(err)
	}
	h.say(intake.Post{ChatID: chat.ID, Text: "#1 上一句话"})
	h.channels.pairings = []bots.Pairing{{
		Channel: "wechat", Code: "https://login.weixin.qq.com/l/ABC==", Failure: "cookie invalid",
		Waiting: []bots.Lost{
			{Ref: chat.Ref, Title: "老群"}, {Ref: found.Ref, Title: "接上了的群"},
			{Ref: intake.ChatRef{Channel: "web", ID: "never"}, Title: "<b>没人说过话</b>", Twin: true},
		},
	}}
	b := h.login(admin)
	page := b.get("/desk/channels").body
	for _, want := range []string{"扫这个码", "/desk/channels/wechat/code.jpg", "cookie invalid", "老群", "上一句话", "有过同名的群", "&lt;b&gt;没人说过话"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(page, "接上了的群") {
		t.Error("a chat that was found again is still called lost")
	}
	picture := b.get("/desk/channels/wechat/code.jpg")
	if picture.status != http.StatusOK || http.DetectContentType([]byte(picture.body)) != "image/jpeg" {
		t.Errorf("the code is %d, %s", picture.status, http.DetectContentType([]byte(picture.body)))
	}
	token := url.Values{"token": fill(t, b.get("/report"), "/report")["token"]}
	made := b.post("/desk/chats/"+strconv.FormatInt(chat.ID, 10)+"/code", token).body
	code := regexp.MustCompile(`/bind ([A-Z2-7]{10})`).FindStringSubmatch(made)
	if code == nil {
		t.Fatalf("no code on the page: %s", made)
	}
	claim, err := h.store.PeekClaim(t.Context(), code[1], start)
	if err != nil || claim.Kind != intake.ClaimChat || claim.Chat.ID != chat.ID || claim.Chat.Ref != chat.Ref {
		t.Errorf("the code stands for %+v, %v", claim, err)
	}
}
