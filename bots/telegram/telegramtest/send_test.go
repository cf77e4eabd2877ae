package telegramtest

import (
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestRefusals(t *testing.T) {
	s := start(t, Config{})
	group, forum, out := s.Group("组"), s.Forum("坛"), s.Supergroup("外")
	li, wang := s.User("李"), s.User("王")
	m := li.Say(group, "井盖")
	out.Kick()
	id := func(n int64) string { return strconv.FormatInt(n, 10) }
	reply := `{"message_id":999}`
	cases := []struct {
		method, want string
		code         int
		params       []string
	}{
		{"sendMessage", "chat not found", 400, []string{"chat_id", "-5", "text", "x"}},
		{"sendMessage", "bot was kicked from the supergroup chat", 403, []string{"chat_id", id(out.ID()), "text", "x"}},
		{"sendMessage", "bot can't initiate conversation with a user", 403, []string{"chat_id", id(wang.ID), "text", "x"}},
		{"sendMessage", "message text is empty", 400, []string{"chat_id", id(group.ID()), "text", " "}},
		{"sendMessage", "message is too long", 400, []string{"chat_id", id(group.ID()), "text", strings.Repeat("😀", 2049)}},
		{"sendMessage", "message to be replied not found", 400, []string{"chat_id", id(group.ID()), "text", "x", "reply_parameters", reply}},
		{"sendMessage", "message thread not found", 400, []string{"chat_id", id(forum.ID()), "text", "x", "message_thread_id", "1"}},
		{"sendMessage", "BUTTON_DATA_INVALID", 400, []string{
			"chat_id", id(group.ID()), "text", "x", "reply_markup",
			`{"inline_keyboard":[[{"text":"a","callback_data":"` + strings.Repeat("x", 65) + `"}]]}`,
		}},
		{"editMessageText", "message to edit not found", 400, []string{"chat_id", id(group.ID()), "message_id", "99", "text", "x"}},
		{"editMessageText", "message can't be edited", 400, []string{"chat_id", id(group.ID()), "message_id", m.String(), "text", "x"}},
		{"deleteMessage", "message to delete not found", 400, []string{"chat_id", id(group.ID()), "message_id", "99"}},
		{"setMessageReaction", "REACTION_INVALID", 400, []string{"chat_id", id(group.ID()), "message_id", m.String(), "reaction", `[{"type":"emoji","emoji":"✅"}]`}},
		{"setMessageReaction", "message to react not found", 400, []string{"chat_id", id(group.ID()), "message_id", "99"}},
		{"answerCallbackQuery", "query is too old", 400, []string{"callback_query_id", "5"}},
		{"getFile", "invalid file_id", 400, []string{"file_id", "5"}},
		{"sendPhoto", "there is no photo in the request", 400, []string{"chat_id", id(group.ID())}},
		{"sendTelepathy", "Not Found", 404, nil},
	}
	for _, c := range cases {
		refusedWith(t, call(t, s, c.method, c.params...), c.code, c.want)
	}
	to := group.Migrate()
	a := call(t, s, "sendMessage", "chat_id", id(group.ID()), "text", "x")
	refusedWith(t, a, 400, "group chat was upgraded to a supergroup chat")
	if a.Parameters.MigrateTo != to.ID() {
		t.Errorf("migrated to %d, want %d", a.Parameters.MigrateTo, to.ID())
	}
}

func TestLimits(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	s := start(t, Config{Limits: true, Now: func() time.Time { return now }})
	group := s.Group("组")
	send := func() answer {
		return call(t, s, "sendMessage", "chat_id", strconv.FormatInt(group.ID(), 10), "text", "x")
	}
	for range 3 {
		if a := send(); !a.OK {
			t.Fatal("a short burst is refused")
		}
	}
	a := send()
	refusedWith(t, a, 429, "retry after 3")
	if a.Parameters.RetryAfter != 3 {
		t.Errorf("retry_after %d", a.Parameters.RetryAfter)
	}
	sent := 3
	for range 30 {
		now = now.Add(time.Second)
		if send().OK {
			sent++
		}
	}
	if sent != 20 {
		t.Errorf("%d posts in half a minute, want 20 in a minute", sent)
	}
}

// A photo arrives as the app sends it, a document as it was.
func TestFiles(t *testing.T) {
	s := start(t, Config{})
	group, li := s.Group("组"), s.User("李")
	original := blank(t, 1600, 1200)
	li.SendPhoto(group, original, "")
	li.SendDocument(group, "a.jpg", "image/jpeg", original, "")
	a := call(t, s, "getUpdates")
	var updates []wireUpdate
	if err := json.Unmarshal(a.Result, &updates); err != nil {
		t.Fatal(err)
	}
	var widths []int
	for _, p := range updates[1].Message.Photo {
		widths = append(widths, p.Width)
	}
	if want := []int{90, 320, 800, 1280}; !reflect.DeepEqual(widths, want) {
		t.Errorf("sizes %v, want %v", widths, want)
	}
	if got := download(t, s, updates[2].Message.Document.FileID); string(got) != string(original) {
		t.Errorf("the document changed: %d of %d bytes", len(got), len(original))
	}
}

func download(t *testing.T, s *Server, id string) []byte {
	t.Helper()
	var f wireFile
	if err := json.Unmarshal(call(t, s, "getFile", "file_id", id).Result, &f); err != nil {
		t.Fatal(err)
	}
	resp, err := http.Get(s.URL() + "/file/bot" + s.Token() + "/" + f.Path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	content, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestDiscussionGetsCopies(t *testing.T) {
	s := start(t, Config{})
	channel, group := s.Channel("频道"), s.Supergroup("讨论")
	channel.Link(group)
	channel.Publish("通知", nil)
	got, _ := polled(t, s)
	if want := []string{"member", "member", "say:通知"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestEntitiesCountUTF16(t *testing.T) {
	got := entities("😀查 /status@Bot 12，写给@somebody 路/巷 a/b")
	want := []wireEntity{{"bot_command", 4, 11}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
