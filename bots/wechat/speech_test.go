package wechat

import (
	"strings"
	"testing"
	"time"

	"snapgrid/bots/wechat/wechattest"
	"snapgrid/intake"
)

// spoken is a chat in which somebody said something.
func spoken(t *testing.T, change func(*rig)) (*rig, *wechattest.Chat, intake.ChatRef) {
	t.Helper()
	r := newRig(t)
	if change != nil {
		change(r)
	}
	group := r.service.Group("红辉社区居民群", "王敏")
	r.start()
	r.loggedIn()
	group.Say("王敏", "一")
	return r, group, r.said(1)[0].Chat
}

func heardTexts(group *wechattest.Chat) []string {
	var all []string
	for _, h := range group.Heard() {
		all = append(all, h.Text)
	}
	return all
}

// What may have arrived is said once more, marked as such and under the same
// number; then a person has to look.
func TestUnknownOutcomeIsNotRepeatedBlindly(t *testing.T) {
	r, group, chat := spoken(t, nil)
	r.service.Fail("webwxsendmsg", wechattest.Lost, 2)
	if err := r.post(chat, "#1 修好了"); intake.CodeOf(err) != intake.CodeUnknown {
		t.Fatalf("the first time: %v", err)
	}
	err := r.post(chat, "#1 修好了")
	if intake.CodeOf(err) != intake.CodeNever || !strings.Contains(err.Error(), "look into the group") {
		t.Fatalf("the second time: %v", err)
	}
	noSecrets(t, err.Error())
	if got := heardTexts(group); len(got) != 2 || got[0] != "#1 修好了" || got[1] != "（可能重复）#1 修好了" {
		t.Errorf("heard %q", got)
	}
	if heard := group.Heard(); heard[0].Mark != heard[1].Mark || len(heard[0].Mark) != 17 {
		t.Errorf("the attempts had the numbers %q and %q", heard[0].Mark, heard[1].Mark)
	}
}

func TestTheSameWordsAreVaried(t *testing.T) {
	r, group, chat := spoken(t, nil)
	for _, key := range []string{"a", "b", "c"} {
		if _, err := r.adapter.Post(t.Context(), intake.Delivery{Key: key, To: chat, Text: "谢谢您，辛苦了"}); err != nil {
			t.Fatal(err)
		}
	}
	seen := map[string]bool{}
	for i, text := range heardTexts(group) {
		if i > 0 && text == heardTexts(group)[i-1] {
			t.Errorf("%q twice in a row", text)
		}
		seen[text] = true
	}
	if !seen["谢谢您，辛苦了"] {
		t.Errorf("heard %v", seen)
	}
}

func TestGap(t *testing.T) {
	s := newSpeech(3)
	if gap := s.gap(3 * time.Second); gap > 0 {
		t.Errorf("the first word waits %v", gap)
	}
	for range 2 {
		s.spoke(nil)
	}
	if gap := s.gap(3 * time.Second); gap < 2*time.Second || gap > 5*time.Second {
		t.Errorf("after a word: %v, want 3 to 4.5 s", gap)
	}
	s.spoke(nil)
	if gap := s.gap(3 * time.Second); gap < 55*time.Second || gap > time.Minute {
		t.Errorf("after a minute's worth of words: %v", gap)
	}
}
