package telegram

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/intake"
)

const testSecret = "only-Telegram_knows"

// hooked makes an adapter in webhook mode, and the server on which it waits.
func hooked(t *testing.T, srv *telegramtest.Server, l *ledger) (*Adapter, string) {
	t.Helper()
	mux := http.NewServeMux()
	web := httptest.NewServer(mux)
	t.Cleanup(web.Close)
	a, err := New(Config{Token: srv.Token(), APIURL: srv.URL(), Mode: "webhook", WebhookSecret: testSecret},
		Options{PublicURL: web.URL + "/"})
	if err != nil {
		t.Fatal(err)
	}
	a.patience = patience{first: time.Millisecond, most: 20 * time.Millisecond}
	t.Cleanup(a.client.http.CloseIdleConnections)
	path, h := a.Hook(l.sink)
	mux.Handle(path, h)
	return a, web.URL + path
}

func TestWebhookHearsInOrder(t *testing.T) {
	srv := start(t, telegramtest.Config{RetryAfter: time.Millisecond})
	l := newLedger()
	l.refuse = func(batch int) error {
		if batch%4 == 2 {
			return errors.New("the database is gone")
		}
		return nil
	}
	a, _ := hooked(t, srv, l)
	srv.Plan(telegramtest.Fault{Method: "setWebhook", Times: 2, What: telegramtest.BadGateway},
		telegramtest.Fault{Method: "setWebhook", What: telegramtest.DropAfter})
	stop := run(t, a, l.sink)
	group, other, li := srv.Group("骑手一组"), srv.Group("骑手二组"), srv.User("李强")
	var want []string
	for i := range 20 {
		want = append(want, fmt.Sprintf("消息 %d", i))
		li.Say(group, want[i])
		li.Say(other, want[i])
	}
	eventually(t, "all delivered", func() bool { return srv.Waiting() == 0 && srv.Calls("setWebhook") == 4 })
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range []*telegramtest.Chat{group, other} {
		if got := texts(l.all, c.ID()); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v, want %v", c.Title(), got, want)
		}
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
}

func TestWebhookHearsPresses(t *testing.T) {
	srv := start(t, telegramtest.Config{RetryAfter: time.Millisecond})
	l := newLedger()
	a, _ := hooked(t, srv, l)
	run(t, a, l.sink)
	li := srv.User("李强")
	li.Say(li.Private(), "/start")
	l.until(t, hasText("/start"))
	if _, err := a.Post(t.Context(), intake.Delivery{To: chatRef(li.ID), Text: "好吗", Buttons: []intake.Button{{Label: "好", Data: "yes"}}}); err != nil {
		t.Fatal(err)
	}
	press, err := li.Press(li.Private().Heard()[0], "好")
	if err != nil {
		t.Fatal(err)
	}
	var heard intake.Press
	l.until(t, func(all []intake.Inbound) bool {
		for _, in := range all {
			if in.Press != nil {
				heard = *in.Press
			}
		}
		return heard.ID != ""
	})
	long := strings.Repeat("这一件已经有人签收了，", 30)
	if err := a.Toast(t.Context(), heard, long); err != nil {
		t.Fatal(err)
	}
	if text, alert := press.Toast(); !alert || utf8.RuneCountInString(text) > 200 || !strings.HasPrefix(long, strings.TrimSuffix(text, "…")) {
		t.Errorf("the presser was shown %q, %v", text, alert)
	}
}

func TestWebhookDoor(t *testing.T) {
	srv := start(t, telegramtest.Config{})
	const good = `{"update_id":7,"message":{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5,"first_name":"李"},"text":"井盖"}}`
	cases := []struct {
		name, method, secret, body string
		sinkFails                  bool
		status, kept               int
		dead                       string // key
	}{
		{name: "a message", method: "POST", secret: testSecret, body: good, status: 200, kept: 1},
		{name: "not POST", method: "GET", secret: testSecret, status: 405},
		{name: "no secret", method: "POST", body: good, status: 401},
		{name: "wrong secret", method: "POST", secret: testSecret + "x", body: good, status: 401},
		{name: "sink fails", method: "POST", secret: testSecret, body: good, sinkFails: true, status: 503},
		{name: "not JSON", method: "POST", secret: testSecret, body: `{"update_id":7`, status: 200, kept: 1, dead: "sha256:"},
		{name: "nothing", method: "POST", secret: testSecret, body: ``, status: 200, kept: 1, dead: "sha256:"},
		{name: "no number", method: "POST", secret: testSecret, body: `{"message":{}}`, status: 200, kept: 1, dead: "sha256:"},
		{name: "wrong types", method: "POST", secret: testSecret, body: `{"update_id":8,"message":[1]}`, status: 200, kept: 1, dead: "8"},
		{name: "poison while the sink fails", method: "POST", secret: testSecret, body: `{"update_id":8,"message":[1]}`, sinkFails: true, status: 503},
		{name: "too big", method: "POST", secret: testSecret, body: `{"update_id":9,"x":"` + strings.Repeat("a", maxUpdate) + `"}`, status: 200, kept: 1, dead: "sha256:"},
		{name: "deep", method: "POST", secret: testSecret, body: `{"update_id":9,"x":` + strings.Repeat("[", 11_000) + strings.Repeat("]", 11_000) + `}`, status: 200, kept: 1, dead: "sha256:"},
		{name: "nothing to us", method: "POST", secret: testSecret, body: `{"update_id":9,"poll":{"id":"1"}}`, status: 200},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l := newLedger()
			if c.sinkFails {
				l.refuse = func(int) error { return errors.New("the database is gone") }
			}
			a, _ := hooked(t, srv, l)
			_, h := a.Hook(l.sink)
			r := httptest.NewRequest(c.method, hookPath, strings.NewReader(c.body))
			if c.secret != "" {
				r.Header.Set("X-Telegram-Bot-Api-Secret-Token", c.secret)
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != c.status || len(l.all) != c.kept {
				t.Fatalf("status %d, kept %d; want %d, %d", w.Code, len(l.all), c.status, c.kept)
			}
			if c.kept == 1 {
				d := l.all[0].Dead
				if (d != nil) != (c.dead != "") || (d != nil && !strings.HasPrefix(d.Key, c.dead)) {
					t.Errorf("dead letter %+v, want key %q", d, c.dead)
				}
				if d != nil && len(d.Raw) > keptOfBig {
					t.Errorf("kept %d bytes", len(d.Raw))
				}
			}
		})
	}
}

func TestWebhookSaysWhatIsWrong(t *testing.T) {
	srv := start(t, telegramtest.Config{})
	a, _ := hooked(t, srv, newLedger())
	srv.Plan(telegramtest.Fault{
		Method: "setWebhook", What: telegramtest.Refuse, Code: 400,
		Description: "Bad Request: bad webhook: HTTPS url must be provided for webhook",
	})
	err := a.Run(t.Context(), newLedger().sink)
	codeIs(t, err, intake.CodeNever)
	if !strings.Contains(err.Error(), "HTTPS url must be provided") {
		t.Errorf("%q hides what Telegram says", err)
	}
	if a.Lease() != "" {
		t.Errorf("lease %q in webhook mode", a.Lease())
	}
}

func TestNewSaysWhatIsMissing(t *testing.T) {
	_, err := New(Config{Token: "1:a", APIURL: "http://x", Mode: "webhook", WebhookSecret: "s"}, Options{})
	if err == nil || !strings.Contains(err.Error(), "public_url") {
		t.Errorf("webhook without address: %v", err)
	}
	if _, err = New(Config{Token: "secret", APIURL: "http://x", Mode: "polling"}, Options{}); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("malformed token: %v", err)
	}
	a, err := New(Config{Token: "77:a", APIURL: "http://x", Mode: "polling"}, Options{})
	if err != nil || a.Lease() != "telegram/77" {
		t.Errorf("lease %v, %v", a, err)
	}
	if _, h := a.Hook(newLedger().sink); h == nil {
		t.Error("no handler in polling mode")
	}
}
