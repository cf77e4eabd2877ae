package wecom

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"snapgrid/bots/wecom/wecomtest"
	"snapgrid/intake"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// rig is an adapter beside the double.
type rig struct {
	*testing.T
	service *wecomtest.Service
	adapter *Adapter
	hook    *httptest.Server
	now     time.Time

	mu     sync.Mutex
	heard  []intake.Inbound
	broken error
}

func newRig(t *testing.T) *rig {
	t.Helper()
	r := &rig{T: t, service: wecomtest.Start(), now: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)}
	t.Cleanup(r.service.Close)
	var err error
	r.adapter, err = New(Config{Endpoint: r.service.URL(), Token: r.service.Token, EncodingAESKey: r.service.Key, Robots: []string{"group1 " + r.service.Robot("secret-one")}},
		Options{PublicURL: "http://pages", Now: func() time.Time { return r.now }})
	if err != nil {
		t.Fatal(err)
	}
	path, handler := r.adapter.Hook(r.sink)
	mux := http.NewServeMux()
	mux.Handle(path, handler)
	r.hook = httptest.NewServer(mux)
	t.Cleanup(func() {
		r.hook.Close()
		r.adapter.client.CloseIdleConnections()
		http.DefaultClient.CloseIdleConnections()
	})
	return r
}

func (r *rig) sink(_ context.Context, batch []intake.Inbound) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.broken == nil {
		r.heard = append(r.heard, batch...)
	}
	return r.broken
}

// call lets the service call, and wants a status.
func (r *rig) call(m wecomtest.Message, want int) {
	r.Helper()
	status, err := r.service.Call(r.Context(), r.hook.URL+hookPath, m)
	if err != nil || status != want {
		r.Fatalf("the call was answered %d, %v, want %d", status, err, want)
	}
}

func (r *rig) last() intake.Inbound {
	r.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.heard) == 0 {
		r.Fatal("nothing was heard")
	}
	return r.heard[len(r.heard)-1]
}

func group(id string) intake.ChatRef { return intake.ChatRef{Channel: Channel, ID: id} }

func (r *rig) post(d intake.Delivery) error {
	_, err := r.adapter.Post(r.Context(), d)
	return err
}

func TestMessages(t *testing.T) {
	r := newRig(t)
	jpeg := []byte("\xff\xd8\xff picture")
	s := r.service
	tests := []struct {
		name    string
		call    wecomtest.Message
		want    string
		private bool
		photos  int
	}{
		{"words", s.Text("group1", "zhang", "@网格助手 书院路66号路面塌了"), "书院路66号路面塌了", false, 0},
		{"alone", s.Text("", "zhang", "@谁 都行"), "@谁 都行", true, 0},
		{"words and picture", s.Mixed("group1", "zhang", "@网格助手 已修复", jpeg, jpeg), "已修复", false, 2},
		{"picture", s.Image("", "zhang", jpeg), "", true, 1},
		{"quote", s.Text("group1", "zhang", "@网格助手 已修复").Quoting("王敏：“塌了”\n#12 收到：路面塌陷"), "#12 已修复", false, 0},
		{"quote of two", s.Text("group1", "zhang", "@网格助手 已修复").Quoting("#12 #13"), "已修复", false, 0},
		{"own number wins", s.Text("group1", "zhang", "@网格助手 #7 已修复").Quoting("#12 收到"), "#7 已修复", false, 0},
		{"no mention", s.Text("group1", "zhang", "路灯不亮"), "路灯不亮", false, 0},
	}
	for _, tt := range tests {
		r.call(tt.call, http.StatusOK)
		m := r.last().Said
		if m == nil || m.Text != tt.want || m.Private != tt.private || len(m.Media) != tt.photos || m.Sender.ID != "zhang" || m.ID != tt.call["msgid"] {
			t.Errorf("%s: heard %+v", tt.name, m)
			continue
		}
		if want := map[bool]string{false: "group1", true: "single/zhang"}[tt.private]; m.Chat != group(want) {
			t.Errorf("%s: in the chat %v", tt.name, m.Chat)
		}
		for _, media := range m.Media {
			body, err := r.adapter.Fetch(t.Context(), media)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := io.ReadAll(body); err != nil || string(got) != string(jpeg) {
				t.Errorf("%s: the picture is %q, %v", tt.name, got, err)
			}
		}
	}
}

func TestPicturesThatAreGone(t *testing.T) {
	r := newRig(t)
	r.call(r.service.Image("", "zhang", []byte("x")), http.StatusOK)
	media := r.last().Said.Media[0]
	r.service.Forget()
	for _, ref := range []string{media.Ref, "ftp://x/y", "", "file:///etc/passwd"} {
		if _, err := r.adapter.Fetch(t.Context(), intake.Media{Ref: ref}); intake.CodeOf(err) != intake.CodeNever {
			t.Errorf("%q: %v", ref, err)
		}
	}
}

func TestCallsThatAreNone(t *testing.T) {
	r := newRig(t)
	good := r.service.Seal([]byte(`{"msgid":"1"}`))
	post := func(query, body string) int {
		resp, err := http.Post(r.hook.URL+hookPath+"?"+query, "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		return resp.StatusCode
	}
	signed := r.service.Sign(good).Encode()
	for name, tt := range map[string]struct {
		query, body string
		want        int
	}{
		"wrong signature":  {strings.Replace(signed, "msg_signature=", "msg_signature=0", 1), `{"encrypt":"` + good + `"}`, 403},
		"other words":      {signed, `{"encrypt":"` + r.service.Seal([]byte(`{}`)) + `"}`, 403},
		"no seal":          {r.service.Sign("AAAA").Encode(), `{"encrypt":"AAAA"}`, 403},
		"empty":            {r.service.Sign("").Encode(), `{"encrypt":""}`, 403},
		"no JSON":          {signed, `<xml>`, 400},
		"too large":        {signed, `{"encrypt":"` + strings.Repeat("A", maxCall) + `"}`, 400},
		"an unread letter": {signed, `{"encrypt":"` + good + `"}`, 200},
	} {
		if got := post(tt.query, tt.body); got != tt.want {
			t.Errorf("%s: answered %d, want %d", name, got, tt.want)
		}
	}
	if in := r.last(); in.Dead == nil || len(r.heard) != 1 {
		t.Errorf("heard %+v, want one dead letter", r.heard)
	}
	r.call(wecomtest.Message{"msgtype": "event", "msgid": "9", "from": map[string]string{"userid": "z"}}, 200)
	if len(r.heard) != 1 {
		t.Error("an event was handed in")
	}
}

func TestAddressIsProved(t *testing.T) {
	r := newRig(t)
	sealed := r.service.Seal([]byte("5732904718"))
	q := r.service.Sign(sealed)
	q.Set("echostr", sealed)
	get := func(q url.Values) (int, string) {
		resp, err := http.Get(r.hook.URL + hookPath + "?" + q.Encode())
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, string(body)
	}
	if status, body := get(q); status != 200 || body != "5732904718" {
		t.Errorf("answered %d %q", status, body)
	}
	q.Set("nonce", "1")
	if status, _ := get(q); status != 403 {
		t.Errorf("a wrong signature was answered %d", status)
	}
}

func TestNothingIsLostWhileTheDatabaseIsGone(t *testing.T) {
	r := newRig(t)
	m := r.service.Text("group1", "zhang", "@助手 路灯不亮")
	r.broken = errors.New("gone")
	r.call(m, http.StatusServiceUnavailable)
	r.broken = nil
	r.call(m, http.StatusOK)
	if r.last().Said.Text != "路灯不亮" || len(r.heard) != 1 {
		t.Errorf("heard %+v", r.heard)
	}
}

// The first answer goes to the message's own address, the rest to the robot.
func TestAnswers(t *testing.T) {
	r := newRig(t)
	m := r.service.Text("group1", "zhang", "@助手 路灯不亮")
	r.call(m, http.StatusOK)
	id := m["msgid"].(string)
	jpeg := []byte("\xff\xd8\xff fix")
	d := intake.Delivery{Key: "ack", To: group("group1"), ReplyTo: id, Text: "#1 收到"}
	if err := r.post(d); err != nil {
		t.Fatal(err)
	}
	d = intake.Delivery{Key: "done", To: group("group1"), ReplyTo: id, Text: "#1 修好了", Pictures: []intake.Picture{{Name: "renditions/a_1280.jpg", JPEG: jpeg}}}
	if err := r.post(d); err != nil {
		t.Fatal(err)
	}
	if got := r.service.Heard("group1"); len(got) != 1 || got[0].Text != "#1 收到" || !got[0].Answer {
		t.Errorf("answered %+v", got)
	}
	if got := r.service.Heard("secret-one"); len(got) != 2 || got[0].Text != "#1 修好了" || string(got[1].Picture) != string(jpeg) {
		t.Errorf("the robot said %+v", got)
	}
}

// Without a robot a picture becomes a link, and after the hour there is nothing.
func TestAnswersWithoutARobot(t *testing.T) {
	r := newRig(t)
	m := r.service.Text("", "zhang", "路灯不亮")
	r.call(m, http.StatusOK)
	d := intake.Delivery{Key: "done", To: group("single/zhang"), Private: true, Text: "#1 修好了", Pictures: []intake.Picture{{Name: "renditions/a_1280.jpg", JPEG: []byte("x")}}}
	if err := r.post(d); err != nil {
		t.Fatal(err)
	}
	if got := r.service.Heard("single"); len(got) != 1 || got[0].Text != "#1 修好了\nhttp://pages/photos/a_1280.jpg" {
		t.Errorf("said %+v", got)
	}
	if err := r.post(d); intake.CodeOf(err) != intake.CodeNever {
		t.Errorf("a second answer: %v", err)
	}
	r.call(r.service.Text("group2", "zhang", "@助手 路灯不亮"), http.StatusOK)
	r.now = r.now.Add(2 * time.Hour)
	if err := r.post(intake.Delivery{Key: "late", To: group("group2"), Text: "#2 收到"}); intake.CodeOf(err) != intake.CodeUnavailable {
		t.Errorf("after the hour: %v", err)
	}
}

func TestRobotFaults(t *testing.T) {
	tests := map[wecomtest.Fault]intake.Code{
		wecomtest.TooFast: intake.CodeAgain, wecomtest.Removed: intake.CodeUnavailable, wecomtest.Bad: intake.CodeNever,
		wecomtest.Page: intake.CodeUnknown, wecomtest.Lost: intake.CodeUnknown,
	}
	for fault, want := range tests {
		r := newRig(t)
		r.service.Fail(fault)
		err := r.post(intake.Delivery{Key: "k", To: group("group1"), Text: "#1 修好了"})
		if intake.CodeOf(err) != want {
			t.Errorf("%s: %v, want %s", fault, err, want)
		}
		if err != nil && (strings.Contains(err.Error(), "secret-one") || strings.Contains(err.Error(), r.service.Key)) {
			t.Errorf("%s: the error tells a secret: %v", fault, err)
		}
	}
}

func TestRetryGoesOnWhereItStopped(t *testing.T) {
	r := newRig(t)
	d := intake.Delivery{Key: "k", To: group("group1"), Text: strings.Repeat("路", 1000), Pictures: []intake.Picture{{JPEG: []byte("\xff\xd8\xff")}}}
	r.service.Fail("", wecomtest.TooFast)
	if err := r.post(d); intake.CodeOf(err) != intake.CodeAgain {
		t.Fatal(err)
	}
	if err := r.post(d); err != nil {
		t.Fatal(err)
	}
	got := r.service.Heard("secret-one")
	text := ""
	for _, h := range got {
		text += h.Text
	}
	if len(got) != 3 || text != d.Text || got[2].Picture == nil {
		t.Errorf("the group heard %d things", len(got))
	}
}

func TestConfig(t *testing.T) {
	key := strings.Repeat("a", 42) + "Q"
	robot := "g https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k"
	tests := []struct {
		c    Config
		want string
	}{
		{Config{Enabled: true, Robots: []string{robot}}, ""},
		{Config{Enabled: true, Token: "t", EncodingAESKey: key}, ""},
		{Config{}, ""},
		{Config{Enabled: true}, "robots: want"},
		{Config{Enabled: true, Token: "t"}, "callback_token: want it together"},
		{Config{Enabled: true, Token: "t", EncodingAESKey: "short"}, "encoding_aes_key: want the 43"},
		{Config{Enabled: true, Robots: []string{"https://x/?key=secret"}}, "entry 1"},
		{Config{Enabled: true, Robots: []string{robot, robot}}, "two robots"},
	}
	for _, tt := range tests {
		err := tt.c.Validate()
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%+v: %v, want %q", tt.c, err, tt.want)
		}
		if err != nil && strings.Contains(err.Error(), "secret") && !strings.Contains(err.Error(), "want") {
			t.Errorf("the fault tells a secret: %v", err)
		}
	}
}

// A call names addresses; none inside our own network is asked.
func TestOutwardRefusesInside(t *testing.T) {
	for address, ok := range map[string]bool{
		"127.0.0.1:80": false, "10.1.2.3:80": false, "[::1]:80": false, "169.254.169.254:80": false, "192.168.0.1:443": false,
		"[::ffff:10.0.0.1]:80": false, "100.64.1.1:80": false, "0.0.0.0:80": false, "8.8.8.8:443": true, "[2400:3200::1]:443": true,
	} {
		if err := refuseInside("tcp", address, nil); (err == nil) != ok {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func FuzzCall(f *testing.F) {
	f.Add([]byte(`{"msgid":"1","chattype":"group","chatid":"g","from":{"userid":"u"},"msgtype":"text","text":{"content":"@a #1"},"quote":{"msgtype":"text","text":{"content":"#2"}}}`))
	f.Add([]byte(`{"msgtype":"mixed","mixed":{"msg_item":[null,{"msgtype":"image","image":{}}]}}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		in, _, ok := normalize(raw, time.Unix(0, 0))
		if ok && (in.Said == nil) == (in.Dead == nil) {
			t.Errorf("%q became %+v", raw, in)
		}
	})
}

func FuzzOpen(f *testing.F) {
	b := box{"token", []byte("0123456789abcdef0123456789abcdef")}
	f.Add("fb2IJy+yWTdpKjuBAEdBdcG8gYT5UQvnegRMEn5eykc=") // "words"
	f.Add("AAAA")
	f.Fuzz(func(_ *testing.T, sealed string) {
		_, _ = b.open(sealed) // must not break, whatever comes
	})
}
