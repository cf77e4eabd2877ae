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

func TestHours(t *testing.T) {
	at := func(clock string) time.Time {
		now, err := time.Parse("15:04", clock)
		if err != nil {
			t.Fatal(err)
		}
		return now
	}
	tests := []struct {
		hours   string
		in, out []string
	}{
		{"22:30-07:00", []string{"22:30", "23:59", "00:00", "06:59"}, []string{"07:00", "12:00", "22:29"}},
		{"12:00-14:00", []string{"12:00", "13:59"}, []string{"11:59", "14:00", "00:00"}},
		{" 9:00 - 9:30 ", []string{"09:15"}, []string{"09:30"}},
		{"", nil, []string{"00:00", "12:00"}},
	}
	for _, tt := range tests {
		h, err := parseHours(tt.hours)
		if err != nil {
			t.Errorf("%q: %v", tt.hours, err)
		}
		for _, clock := range tt.in {
			if !h.include(at(clock)) {
				t.Errorf("%s is not within %q", clock, tt.hours)
			}
		}
		for _, clock := range tt.out {
			if h.include(at(clock)) {
				t.Errorf("%s is within %q", clock, tt.hours)
			}
		}
	}
	for _, bad := range []string{"22:30", "22:30-25:00", "a-b", "07:00-07:00", "22:30–07:00"} {
		if _, err := parseHours(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

// At night a silent group is left alone, except with an alarm; one that talks
// gets its answers.
func TestQuietHours(t *testing.T) {
	night := time.Date(2026, 11, 22, 23, 0, 0, 0, time.UTC)
	r, group, chat := spoken(t, func(r *rig) {
		r.quiet, r.now = "22:30-07:00", func() time.Time { return night }
	})
	if err := r.post(chat, "#1 收到"); err != nil {
		t.Fatalf("a group that talks: %v", err)
	}
	r.adapter.ears.hear(chat.ID, night.Add(-awake))
	err := r.post(chat, "#1 修好了")
	if intake.CodeOf(err) != intake.CodeUnavailable || !strings.Contains(err.Error(), "22:30-07:00") {
		t.Fatalf("a group that sleeps: %v", err)
	}
	alarm := intake.Delivery{Key: "alarm", Kind: intake.PostAlarm, To: chat, Text: "紧急"}
	if _, err := r.adapter.Post(t.Context(), alarm); err != nil {
		t.Fatalf("an alarm: %v", err)
	}
	if got := heardTexts(group); len(got) != 2 || got[1] != "紧急" {
		t.Errorf("heard %q", got)
	}
}
