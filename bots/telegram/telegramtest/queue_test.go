package telegramtest

import (
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strconv"
	"sync"
	"testing"
	"time"
)

func next(t *testing.T, id string, plus int64) string {
	t.Helper()
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return strconv.FormatInt(n+plus, 10)
}

func TestOffsets(t *testing.T) {
	s := start(t, Config{})
	group, li := s.Group("组"), s.User("李")
	for _, w := range []string{"一", "二", "三"} {
		li.Say(group, w)
	}
	all := []string{"member", "say:一", "say:二", "say:三"}
	got, last := polled(t, s)
	if !reflect.DeepEqual(got, all) {
		t.Errorf("head: %v", got)
	}
	if got, _ := polled(t, s, "offset", next(t, last, -1)); !reflect.DeepEqual(got, all[2:]) {
		t.Errorf("offset of the last but one: %v", got)
	}
	if got, _ := polled(t, s, "offset", next(t, last, 50)); !reflect.DeepEqual(got, all[2:]) {
		t.Errorf("offset from the future: %v, want what is not confirmed", got)
	}
	if got, _ := polled(t, s, "offset", "-1"); !reflect.DeepEqual(got, all[3:]) {
		t.Errorf("the last one: %v", got)
	}
	// The same offset at once: one update only.
	li.Say(group, "四")
	if got, _ := polled(t, s, "offset", "-1"); !reflect.DeepEqual(got, []string{"say:四"}) {
		t.Errorf("again at once: %v", got)
	}
	if n := s.Waiting(); n != 1 {
		t.Errorf("%d wait", n)
	}
}

func TestAllowedUpdatesStick(t *testing.T) {
	s := start(t, Config{})
	group, li := s.Supergroup("组"), s.User("李")
	group.Promote()
	m := li.Say(group, "一")
	li.React(group, m.ID, "", "👍")
	got, last := polled(t, s, "allowed_updates", `["message_reaction"]`)
	if want := []string{"member", "member", "say:一"}; !reflect.DeepEqual(got, want) {
		t.Errorf("by default: %v, want %v", got, want)
	}
	li.Say(group, "二")
	li.React(group, m.ID, "👍", "")
	if got, _ = polled(t, s, "offset", next(t, last, 1)); !reflect.DeepEqual(got, []string{"reaction"}) {
		t.Errorf("with a list of before: %v", got)
	}
}

func TestOnePollerOnly(t *testing.T) {
	s := start(t, Config{})
	first := make(chan answer, 1)
	var asked sync.WaitGroup
	asked.Go(func() { first <- call(t, s, "getUpdates", "timeout", "20") })
	for waiting := false; !waiting; time.Sleep(time.Millisecond) {
		s.mu.Lock()
		waiting = s.queue.poller != nil
		s.mu.Unlock()
	}
	asked.Go(func() { call(t, s, "getUpdates", "timeout", "20", "offset", "1") })
	refusedWith(t, <-first, 409, "terminated by other getUpdates request")
	if a := call(t, s, "setWebhook", "url", "http://127.0.0.1:1/"); !a.OK {
		t.Errorf("setWebhook: %+v", a)
	}
	asked.Wait()
	refusedWith(t, call(t, s, "getUpdates"), 409, "webhook is active")
	if a := call(t, s, "deleteWebhook"); !a.OK {
		t.Errorf("deleteWebhook: %+v", a)
	}
	if a := call(t, s, "getUpdates"); !a.OK {
		t.Errorf("after deleteWebhook: %+v", a)
	}
}

func TestWebhookRepeats(t *testing.T) {
	s := start(t, Config{RetryAfter: time.Millisecond})
	var mu sync.Mutex
	tries, secret := 0, ""
	bot := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		_, _ = io.Copy(io.Discard, r.Body)
		tries++
		secret = r.Header.Get("X-Telegram-Bot-Api-Secret-Token")
		if tries < 3 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	defer bot.Close()
	refusedWith(t, call(t, s, "setWebhook", "url", bot.URL, "secret_token", "a b"), 400, "unallowed characters")
	call(t, s, "setWebhook", "url", bot.URL, "secret_token", "abc")
	s.Group("组")
	for s.Waiting() > 0 {
		time.Sleep(time.Millisecond)
	}
	mu.Lock()
	defer mu.Unlock()
	if tries != 3 || secret != "abc" {
		t.Errorf("%d tries, secret %q", tries, secret)
	}
}

func TestPrivacy(t *testing.T) {
	s := start(t, Config{Privacy: true})
	group, li := s.Group("组"), s.User("李")
	li.Say(group, "井盖坏了")
	li.Say(group, "/help")
	li.Say(group, "/help@OtherBot")
	li.Say(group, "@"+s.Username()+" 你好")
	call(t, s, "sendMessage", "chat_id", strconv.FormatInt(group.ID(), 10), "text", "在")
	li.Say(group, "好", ReplyTo(group.Heard()[0].ID))
	got, _ := polled(t, s)
	want := []string{"member", "say:/help", "say:@" + s.Username() + " 你好", "say:好"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("heard %v, want %v", got, want)
	}
}
