package wechat

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"snapgrid/bots/wechat/wechattest"
	"snapgrid/geotag"
	"snapgrid/intake"
)

func TestHearAndAnswer(t *testing.T) {
	r := newRig(t)
	group := r.service.Group("红辉社区居民群", "王敏", "李强")
	r.start()
	r.loggedIn()
	id := group.Say("王敏", "路口:\n左边井盖坏了 <b>&")

	m := r.said(1)[0]
	if m.Text != "路口:\n左边井盖坏了 <b>&" || m.ID != id || m.ChatTitle != "红辉社区居民群" || m.Private {
		t.Errorf("heard %+v", m)
	}
	if m.Sender.Name != "王敏" || m.Sender.ID != PersonID("王敏") {
		t.Errorf("sender %+v", m.Sender)
	}
	if err := r.post(m.Chat, "#1 收到"); err != nil {
		t.Fatal(err)
	}
	if heard := group.Heard(); len(heard) != 1 || heard[0].Text != "#1 收到" {
		t.Errorf("the group heard %+v", heard)
	}
	if len(r.codes) != 1 || !strings.HasPrefix(r.codes[0], codeURL) {
		t.Errorf("codes shown: %q", r.codes)
	}
}

func TestRestartNeedsNoCode(t *testing.T) {
	r := newRig(t)
	group := r.service.Group("红辉社区居民群", "王敏")
	r.start()
	r.loggedIn()
	group.Say("王敏", "一")
	chat := r.said(1)[0].Chat
	r.stop()
	for _, name := range []string{"session.json", "chats.json"} {
		if mode := fileMode(t, filepath.Join(r.state, name)); mode != 0o600 {
			t.Errorf("%s has mode %v", name, mode)
		}
	}
	group.Say("王敏", "二")
	for range 2 { // the library's own session file loses its cookies by the second time
		r.restart()
		r.loggedIn()
	}
	messages := r.said(2)
	if len(messages) != 2 || messages[1].Text != "二" || messages[1].Chat != chat {
		t.Errorf("heard %+v", messages)
	}
	if err := r.post(chat, "修好了", photo(80)); err != nil {
		t.Fatal(err)
	}
	if heard := group.Heard(); len(heard) != 2 || !bytes.Equal(heard[1].Picture, photo(80)) {
		t.Errorf("the group heard %d things", len(heard))
	}
	if n := r.service.Logins(); n != 1 {
		t.Errorf("%d logins, want 1", n)
	}
}

func TestNothingIsLostWhileTheDatabaseIsGone(t *testing.T) {
	r := newRig(t)
	group := r.service.Group("红辉社区居民群", "王敏")
	r.start()
	r.loggedIn()
	r.mu.Lock()
	r.refuse = 2*storeTries + 1
	r.mu.Unlock()
	group.Say("王敏", "一")
	group.Say("王敏", "二")
	seen := map[string]bool{}
	for _, m := range r.said(2) {
		seen[m.Text] = true
	}
	if !seen["一"] || !seen["二"] || r.service.Logins() != 1 {
		t.Errorf("heard %v after %d logins", seen, r.service.Logins())
	}
}

func TestPhotos(t *testing.T) {
	r := newRig(t)
	group := r.service.Group("红辉社区居民群", "王敏")
	r.service.Fail("webwxgetmsgimg", wechattest.Nothing, 1)
	r.start()
	r.loggedIn()
	group.SendPhoto("王敏", photo(10))
	group.SendFile("王敏", "IMG 1.JPG", photo(20))
	group.SendFile("王敏", "费用.xlsx", []byte("PK"))
	messages := r.said(2)
	one, two := messages[0].Media[0], messages[1].Media[0]
	if one.Key == "" || one.Ref != "" || one.Original || !bytes.Equal(r.photos[one.Key], photo(10)) {
		t.Errorf("the photo became %+v", one)
	}
	if two.Key == "" || !two.Original || two.Name != "IMG 1.JPG" || !bytes.Equal(r.photos[two.Key], photo(20)) {
		t.Errorf("the file became %+v", two)
	}
}

func TestPhotoThatComesLater(t *testing.T) {
	r := newRig(t)
	group := r.service.Group("红辉社区居民群", "王敏")
	r.service.Fail("webwxgetmsgimg", wechattest.Broken, 1000)
	r.start()
	r.loggedIn()
	group.SendPhoto("王敏", photo(10))
	m := r.said(1)[0].Media[0]
	if m.Key != "" || m.Ref == "" {
		t.Fatalf("the photo became %+v", m)
	}
	if _, err := r.adapter.Fetch(context.Background(), m); intake.CodeOf(err) != intake.CodeAgain {
		t.Errorf("fetching it now: %v", err)
	}
	r.service.Heal()
	body, err := r.adapter.Fetch(context.Background(), m)
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	var got bytes.Buffer
	if _, err := got.ReadFrom(body); err != nil || !bytes.Equal(got.Bytes(), photo(10)) {
		t.Errorf("got %d bytes, %v", got.Len(), err)
	}
	r.service.Logout(1101)
	r.wait("a second login", func() bool { return r.service.Logins() == 2 && r.loggedInNow() })
	if _, err := r.adapter.Fetch(context.Background(), m); intake.CodeOf(err) != intake.CodeNever {
		t.Errorf("fetching it in another session: %v", err)
	}
}

func TestLocation(t *testing.T) {
	r := newRig(t)
	group := r.service.Group("红辉社区居民群", "王敏")
	r.start()
	r.loggedIn()
	where := geotag.Point{Lat: 34.265312, Lon: 108.912345}
	shifted := geotag.GCJ02.FromWGS84(where)
	group.SendLocation("王敏", shifted.Lat, shifted.Lon, "莲湖区红辉路14号:东门")
	m := r.said(1)[0]
	if m.Pin == nil || m.Text != "" || m.Pin.Address != "莲湖区红辉路14号:东门" {
		t.Fatalf("heard %+v", m)
	}
	if m.Pin.Point.String() != where.String() {
		t.Errorf("the pin is at %v, want %v", m.Pin.Point, where)
	}
}

func TestQuotesFindTheirMessage(t *testing.T) {
	r := newRig(t)
	group := r.service.Group("红辉社区居民群", "王敏", "周斌")
	r.start()
	r.loggedIn()
	first := group.Say("王敏", "井盖坏了")
	r.said(1)
	group.Quote("周斌", "王敏", "井盖坏了", "已修复")
	group.QuoteID("周斌", first, "王敏", "井盖坏了", "done")
	group.Quote("周斌", "SnapGrid", "#12 收到", "处理完毕")
	messages := r.said(4)
	if m := messages[1]; m.Text != "已修复" || m.ReplyTo != first {
		t.Errorf("the quote in words became %q to %q", m.Text, m.ReplyTo)
	}
	if m := messages[2]; m.Text != "done" || m.ReplyTo != first {
		t.Errorf("the quote by number became %q to %q", m.Text, m.ReplyTo)
	}
	if m := messages[3]; m.Text != "#12 处理完毕" || m.ReplyTo != "" {
		t.Errorf("the quote of something older became %q to %q", m.Text, m.ReplyTo)
	}
}

func TestFixReachesTheGroupAfterANewLogin(t *testing.T) {
	r := newRig(t)
	group := r.service.Group("红辉社区居民群", "王敏", "李强")
	other := r.service.Group("骑手群", "王敏")
	r.start()
	r.loggedIn()
	group.Say("王敏", "井盖坏了")
	chat := r.said(1)[0].Chat
	r.service.Logout(1101)
	r.wait("a second login", func() bool { return r.service.Logins() == 2 && r.loggedInNow() })
	if err := r.post(chat, "#1 已修复", photo(200)); err != nil {
		t.Fatal(err)
	}
	heard := group.Heard()
	if len(heard) != 2 || heard[0].Text != "#1 已修复" || !bytes.Equal(heard[1].Picture, photo(200)) || len(other.Heard()) != 0 {
		t.Errorf("the group heard %d things, the other %d", len(heard), len(other.Heard()))
	}
	group.Say("李强", "谢谢")
	if m := r.said(2)[1]; m.Chat != chat {
		t.Errorf("the chat is now %v, was %v", m.Chat, chat)
	}
}

func TestTwoGroupsOfOneTitleWait(t *testing.T) {
	r := newRig(t)
	one := r.service.Group("骑手群", "王敏", "甲")
	two := r.service.Group("骑手群", "李强", "乙")
	r.start()
	r.loggedIn()
	one.Say("王敏", "一")
	two.Say("李强", "二")
	messages := r.said(2)
	if messages[0].Chat == messages[1].Chat {
		t.Fatal("two groups became one chat")
	}
	if err := r.post(messages[1].Chat, "在同一次登录里是准的"); err != nil || len(two.Heard()) != 1 || len(one.Heard()) != 0 {
		t.Fatalf("within the login: %v, %d and %d heard", err, len(one.Heard()), len(two.Heard()))
	}
	r.service.Logout(1102)
	r.wait("a second login", func() bool { return r.service.Logins() == 2 && r.loggedInNow() })
	err := r.post(messages[0].Chat, "修好了")
	if intake.CodeOf(err) != intake.CodeUnavailable || !strings.Contains(err.Error(), "binding") {
		t.Errorf("after the login: %v", err)
	}
	if len(one.Heard()) != 0 || len(two.Heard()) != 1 {
		t.Errorf("%d and %d heard", len(one.Heard()), len(two.Heard()))
	}
	if waiting := r.adapter.Pairing().Waiting; len(waiting) != 2 {
		t.Errorf("waiting: %+v", waiting)
	}
}

func TestPlainNumbersTellTwinsApart(t *testing.T) {
	r := newRig(t)
	r.service.TellPlainIDs(true)
	one := r.service.Group("骑手群", "王敏", "甲")
	two := r.service.Group("骑手群", "李强", "乙")
	r.start()
	r.loggedIn()
	one.Say("王敏", "一")
	two.Say("李强", "二")
	messages := r.said(2)
	r.service.Logout(1102)
	r.wait("a second login that knows the groups", func() bool {
		h := r.adapter.Pairing()
		return r.service.Logins() == 2 && !h.LoggedIn.IsZero() && len(h.Waiting) == 0
	})
	for _, m := range messages {
		if err := r.post(m.Chat, m.Text); err != nil {
			t.Error(err)
		}
	}
	if a, b := one.Heard(), two.Heard(); len(a) != 1 || len(b) != 1 || a[0].Text != "一" || b[0].Text != "二" {
		t.Errorf("heard %v and %v", a, b)
	}
}

func TestConfiguredGroupIsFoundBeforeAnybodySpeaks(t *testing.T) {
	r := newRig(t)
	group := r.service.Group("街道办", "周斌")
	r.start()
	known, err := r.adapter.Ref("街道办")
	if err != nil {
		t.Fatal(err)
	}
	unknown, err := r.adapter.Ref("没有的群")
	if err != nil {
		t.Fatal(err)
	}
	r.restart()
	r.loggedIn()
	if err := r.post(known, "派单 #1"); err != nil || len(group.Heard()) != 1 {
		t.Errorf("the group heard %v, %v", group.Heard(), err)
	}
	if err := r.post(unknown, "派单 #2"); intake.CodeOf(err) != intake.CodeUnavailable {
		t.Errorf("a group that is not there: %v", err)
	}
	group.Say("周斌", "收到")
	if m := r.said(1)[0]; m.Chat != known {
		t.Errorf("the chat is %v, reserved was %v", m.Chat, known)
	}
}

func TestBadAnswersDoNoHarm(t *testing.T) {
	faults := map[string]struct {
		operation string
		kind      wechattest.Fault
	}{
		"no sync key":      {"webwxsync", wechattest.NoSyncKey},
		"empty":            {"webwxsync", wechattest.Nothing},
		"a page":           {"webwxsync", wechattest.Broken},
		"cut off":          {"webwxsync", wechattest.Lost},
		"poll refused":     {"synccheck", wechattest.Refused},
		"poll a page":      {"synccheck", wechattest.Broken},
		"members a page":   {"webwxbatchgetcontact", wechattest.Broken},
		"contacts nothing": {"webwxgetcontact", wechattest.Nothing},
		"init nothing":     {"webwxinit", wechattest.Nothing},
	}
	for name, f := range faults {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			group := r.service.Group("红辉社区居民群", "王敏")
			r.service.Fail(f.operation, f.kind, 3)
			r.start()
			r.loggedIn()
			group.Say("王敏", "井盖坏了")
			if m := r.said(1)[0]; m.Text != "井盖坏了" {
				t.Errorf("heard %+v", m)
			}
			noSecrets(t, r.log.String())
		})
	}
}

// noSecrets fails if any of the session's keys is in the text.
func noSecrets(t *testing.T, text string) {
	t.Helper()
	for _, key := range []string{"skey", "sid_", "pass_", "data_", "auth_", "pass_ticket", "@@"} {
		if strings.Contains(text, key) {
			t.Errorf("%q is in: %s", key, text)
		}
	}
}

func TestOutageIsQuiet(t *testing.T) {
	r := newRig(t)
	group := r.service.Group("红辉社区居民群", "王敏")
	r.start()
	r.loggedIn()
	r.service.Fail("synccheck", wechattest.Refused, 1<<30)
	group.Say("王敏", "这句话结束正在等的一次")
	r.wait("the first failure", func() bool { return r.adapter.Pairing().Failure != "" })
	before := r.service.Requests("synccheck")
	r.wait("some more tries", func() bool { return r.service.Requests("synccheck") >= before+5 })
	group.Say("王敏", "二")
	r.service.Heal()
	r.said(2)
	noSecrets(t, r.log.String()+r.adapter.Pairing().Failure)
}

// The service answers that there is news, and does not hand it out: the pauses
// grow all the same.
func TestHalfAnOutageIsQuiet(t *testing.T) {
	r := newRig(t)
	group := r.service.Group("红辉社区居民群", "王敏")
	r.start()
	r.loggedIn()
	r.service.Fail("webwxsync", wechattest.NoSyncKey, 1<<30)
	group.Say("王敏", "一")
	r.wait("some tries", func() bool { return r.service.Requests("webwxsync") >= 7 })
	longest := 0.0
	for line := range strings.Lines(r.log.String()) {
		var entry struct{ Wait float64 }
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Fatal(err)
		}
		longest = max(longest, entry.Wait)
	}
	if most := float64(r.adapter.timing.patient.Milliseconds()); longest < most {
		t.Errorf("the longest pause was %.0f ms, want %.0f", longest, most)
	}
	r.service.Heal()
	r.said(1)
	r.wait("the failure to be forgotten", func() bool { return r.adapter.Pairing().Failure == "" })
}

func TestPausesOfAnOutage(t *testing.T) {
	wait := backoff{least: defaultTiming().pulse, most: defaultTiming().patient}
	tries, passed := 0, time.Duration(0)
	for passed < time.Hour {
		pause := wait.next()
		if pause < time.Second || pause > 150*time.Second {
			t.Fatalf("a pause of %v", pause)
		}
		passed += pause
		tries++
	}
	if tries > 40 {
		t.Errorf("%d tries in an hour", tries)
	}
}

func TestSendingFaults(t *testing.T) {
	tests := map[string]struct {
		operation string
		kind      wechattest.Fault
		want      intake.Code
		said      int
	}{
		"answer lost":   {"webwxsendmsg", wechattest.Lost, intake.CodeUnknown, 1},
		"a page":        {"webwxsendmsg", wechattest.Broken, intake.CodeUnknown, 0},
		"too often":     {"webwxsendmsg", wechattest.TooOften, intake.CodeAgain, 0},
		"upload broken": {"webwxuploadmedia", wechattest.Broken, intake.CodeAgain, 1},
		"picture lost":  {"webwxsendmsgimg", wechattest.Lost, intake.CodeUnknown, 2},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			group := r.service.Group("红辉社区居民群", "王敏")
			r.start()
			r.loggedIn()
			group.Say("王敏", "一")
			chat := r.said(1)[0].Chat
			r.service.Fail(test.operation, test.kind, 1)
			err := r.post(chat, "修好了", photo(90))
			if got := intake.CodeOf(err); got != test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
			if n := r.service.Requests(test.operation); n != 1 {
				t.Errorf("%d requests, want 1", n)
			}
			if n := len(group.Heard()); n != test.said {
				t.Errorf("the group heard %d things, want %d", n, test.said)
			}
			noSecrets(t, err.Error())
		})
	}
}

func TestRetryGoesOnWhereItStopped(t *testing.T) {
	r := newRig(t)
	group := r.service.Group("红辉社区居民群", "王敏")
	r.start()
	r.loggedIn()
	group.Say("王敏", "一")
	chat := r.said(1)[0].Chat
	r.service.Fail("webwxuploadmedia", wechattest.Refused, 1)
	if err := r.post(chat, "修好了", photo(90)); err == nil {
		t.Fatal("no error")
	}
	if err := r.post(chat, "修好了", photo(90)); err != nil {
		t.Fatal(err)
	}
	if n := len(group.Heard()); n != 2 {
		t.Errorf("the group heard %d things, want 2", n)
	}
}

func TestRestAfterTooOften(t *testing.T) {
	r := newRig(t)
	group := r.service.Group("红辉社区居民群", "王敏")
	r.start()
	r.loggedIn()
	group.Say("王敏", "一")
	chat := r.said(1)[0].Chat
	r.service.Fail("webwxsendmsg", wechattest.TooOften, 1)
	for range 2 {
		err := r.post(chat, "修好了")
		var e *intake.Error
		if !errors.As(err, &e) || e.Code != intake.CodeAgain || e.RetryAfter < restTime-time.Minute {
			t.Errorf("got %v", err)
		}
	}
	if n := r.service.Requests("webwxsendmsg"); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

func TestNobodyScans(t *testing.T) {
	r := newRig(t)
	r.service.Sleep(true)
	r.start()
	r.wait("a code", func() bool { return len(r.codes) == 1 })
	if err := r.post(intake.ChatRef{Channel: Channel, ID: "x"}, "hi"); intake.CodeOf(err) != intake.CodeUnavailable {
		t.Errorf("posting: %v", err)
	}
	if h := r.adapter.Pairing(); !h.LoggedIn.IsZero() || h.Code == "" {
		t.Errorf("health %+v", h)
	}
	r.service.Sleep(false)
	r.loggedIn()
	if h := r.adapter.Pairing(); h.Code != "" {
		t.Errorf("the code is still shown: %+v", h)
	}
}

func TestOwnWordsAndNoticesAreNotHeard(t *testing.T) {
	r := newRig(t)
	r.service.TellPlainIDs(true)
	group := r.service.Group("红辉社区居民群", "王敏")
	r.start()
	r.loggedIn()
	group.SayOurselves("我自己")
	group.SendKind("王敏", 47, "<msg/>")
	group.SendKind("王敏", 34, "<msg/>")
	group.Say("王敏", "一")
	r.said(1)
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.heard) != 2 || r.heard[0].Dead == nil || r.heard[1].Said == nil {
		t.Errorf("heard %+v", r.heard)
	}
}

func TestGroupsLive(t *testing.T) {
	r := newRig(t)
	r.staff = []string{"周斌"}
	group := r.service.Group("旧名", "王敏", "周斌")
	unsaved := r.service.Group("没保存的群", "李强")
	unsaved.Unsave()
	friend := r.service.Friend("zb", "周工")
	group.Card("王敏", "王主任")
	r.start()
	r.loggedIn()
	group.Rename("王敏", "新名")
	group.Join("周斌#2", "王敏")
	id := group.Say("周斌", "我是周斌")
	group.Recall("周斌", id)
	group.Say("王敏", "一")
	unsaved.Say("李强", "二")
	friend.Say("zb", "三")
	messages := r.said(4)
	if m := messages[0]; m.ChatTitle != "新名" || m.Sender.ID == PersonID("周斌") || m.Sender.Name != "周斌" {
		t.Errorf("of two people of one name one was known: %+v", m)
	}
	if m := messages[1]; m.Sender.Name != "王主任" || m.Sender.ID != PersonID("王主任") {
		t.Errorf("the card became %+v", m.Sender)
	}
	if m := messages[2]; m.ChatTitle != "没保存的群" || m.Sender.Name != "李强" {
		t.Errorf("the group that is not saved became %+v", m)
	}
	if m := messages[3]; !m.Private || m.Sender.Name != "周工" {
		t.Errorf("the friend became %+v", m)
	}
	if err := r.post(messages[3].Chat, "好"); err != nil || len(friend.Heard()) != 1 {
		t.Errorf("the friend heard %v, %v", friend.Heard(), err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	recalls := 0
	for _, in := range r.heard {
		if in.Edited != nil && in.Edited.ID == id && in.Edited.Text == "" {
			recalls++
		}
	}
	if recalls != 1 {
		t.Errorf("%d recalls", recalls)
	}
}

func TestCheck(t *testing.T) {
	r := newRig(t)
	r.service.Group("红辉社区居民群", "王敏")
	r.start()
	r.loggedIn()
	group := r.service.Group("x", "y")
	group.Say("y", "一")
	r.said(1)
	r.stop()
	says, err := r.adapter.Check(context.Background())
	if err != nil || !strings.Contains(says, "logged in") {
		t.Errorf("with a session: %q, %v", says, err)
	}
	r.service.Logout(1102)
	if _, err := r.adapter.Check(context.Background()); err == nil {
		t.Error("no error for a session that is over")
	}
	r.state = t.TempDir()
	r.service.Sleep(true)
	r.start()
	r.stop()
	if says, err := r.adapter.Check(context.Background()); err != nil || !strings.Contains(says, "nobody is logged in") {
		t.Errorf("without a session: %q, %v", says, err)
	}
}
