package wechat

import (
	"testing"
	"time"
)

// After a logout the phone is asked to confirm, which needs no code.
func TestPhoneConfirms(t *testing.T) {
	r := newRig(t)
	r.service.Push(true)
	group := r.service.Group("红辉社区居民群", "王敏", "李强")
	r.start()
	r.loggedIn()
	group.Say("王敏", "井盖坏了")
	chat := r.said(1)[0].Chat
	for round := range 2 {
		r.service.Logout(1101)
		r.wait("another login", func() bool { return r.service.Logins() == round+2 && r.loggedInNow() })
	}
	if err := r.post(chat, "#1 已修复", photo(200)); err != nil {
		t.Fatal(err)
	}
	if len(group.Heard()) != 2 {
		t.Errorf("the group heard %d things", len(group.Heard()))
	}
	if len(r.codes) != 1 {
		t.Errorf("%d codes were shown, want only the first", len(r.codes))
	}
	group.Say("李强", "谢谢")
	if all := r.said(2); len(all) != 2 || all[1].Chat != chat {
		t.Errorf("heard %+v", all)
	}
}

// A phone that is asked in vain is asked once; then there is a code to scan.
func TestPhoneDoesNotConfirm(t *testing.T) {
	r := newRig(t)
	r.confirm = 2 * time.Second
	r.service.Push(false)
	r.start()
	r.loggedIn()
	r.service.Sleep(true)
	r.service.Logout(1102)
	r.wait("the phone to be asked", func() bool {
		works, note := r.adapter.Probe()
		return !works && note == "waits for its phone to confirm the login"
	})
	r.wait("a code", func() bool { return len(r.codes) == 2 })
	if n := r.service.Requests("webwxpushloginurl"); n != 1 {
		t.Errorf("the phone was asked %d times", n)
	}
	r.service.Sleep(false)
	r.loggedIn()
}
