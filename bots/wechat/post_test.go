package wechat

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"snapgrid/intake"
)

func TestSplit(t *testing.T) {
	long := strings.Repeat("井", 1000)
	tests := map[string]struct {
		text string
		want []int // runes of each part
	}{
		"nothing":         {" \n", nil},
		"short":           {"修好了", []int{3}},
		"at the limit":    {strings.Repeat("好", textLimit), []int{textLimit}},
		"one over":        {strings.Repeat("好", textLimit+1), []int{textLimit, 1}},
		"at the line end": {long + "\n" + long, []int{1000, 1000}},
		"no good line":    {"短\n" + long + long, []int{textLimit, 202}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			parts := split(test.text, textLimit)
			if len(parts) != len(test.want) {
				t.Fatalf("%d parts, want %d", len(parts), len(test.want))
			}
			for i, part := range parts {
				if n := utf8.RuneCountInString(part); n != test.want[i] {
					t.Errorf("part %d has %d runes, want %d", i, n, test.want[i])
				}
			}
		})
	}
}

func TestWhatWechatCannotDo(t *testing.T) {
	r := newRig(t)
	group := r.service.Group("红辉社区居民群", "王敏")
	r.start()
	r.loggedIn()
	group.Say("王敏", "一")
	chat := r.said(1)[0].Chat
	for name, d := range map[string]intake.Delivery{
		"reaction": {To: chat, ReplyTo: "1", Reaction: "👀"},
		"edit":     {To: chat, EditOf: "1", Text: "新的话"},
	} {
		if receipt, err := r.adapter.Post(context.Background(), d); err != nil || len(receipt.IDs) != 0 {
			t.Errorf("%s: %v, %v", name, receipt, err)
		}
	}
	d := intake.Delivery{To: chat, Text: "好了吗？回复“满意”或“不满意”", Buttons: []intake.Button{{Label: "满意", Data: "ok:1"}}}
	receipt, err := r.adapter.Post(context.Background(), d)
	if heard := group.Heard(); err != nil || len(heard) != 1 || heard[0].Text != d.Text || receipt.IDs[0] != heard[0].ID {
		t.Errorf("heard %v, receipt %v, %v", heard, receipt, err)
	}
	d = intake.Delivery{To: chat, Pictures: []intake.Picture{{JPEG: []byte("\x89PNG\r\n\x1a\n")}}}
	if _, err := r.adapter.Post(context.Background(), d); intake.CodeOf(err) != intake.CodeNever {
		t.Errorf("a picture that is no JPEG: %v", err)
	}
}

func TestLargePictureGoesInChunks(t *testing.T) {
	r := newRig(t)
	group := r.service.Group("红辉社区居民群", "王敏")
	r.start()
	r.loggedIn()
	group.Say("王敏", "一")
	large := append(photo(1), make([]byte, 1200<<10)...)
	if err := r.post(r.said(1)[0].Chat, "修好了", large); err != nil {
		t.Fatal(err)
	}
	if heard := group.Heard(); len(heard) != 2 || len(heard[1].Picture) != len(large) {
		t.Errorf("heard %d things", len(heard))
	}
	if n := r.service.Requests("webwxuploadmedia"); n != 3 {
		t.Errorf("%d chunks, want 3", n)
	}
}
