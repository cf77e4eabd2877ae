package wechat

import (
	"context"
	"slices"
	"strings"
	"testing"

	"snapgrid/intake"
)

// What WeChat can not do is in the receipt, and nothing else is.
func TestShortfalls(t *testing.T) {
	r := newRig(t)
	group := r.service.Group("红辉社区居民群", "王敏")
	r.start()
	r.loggedIn()
	group.Say("王敏", "一")
	chat := r.said(1)[0].Chat
	shot := []intake.Picture{{Name: "a.jpg", JPEG: photo(1)}}
	choice := []intake.Button{{Label: "满意", Data: "ok:1"}}
	tests := map[string]struct {
		d    intake.Delivery
		want []intake.Shortfall
	}{
		"words":             {intake.Delivery{Text: "#1 收到"}, nil},
		"a photo":           {intake.Delivery{Pictures: shot}, nil},
		"words with photo":  {intake.Delivery{Text: "#1 修好了", Pictures: shot}, []intake.Shortfall{intake.ShortAlbum}},
		"buttons":           {intake.Delivery{Text: "#1 好了吗", Buttons: choice}, []intake.Shortfall{intake.ShortButtons}},
		"long words":        {intake.Delivery{Text: strings.Repeat("长", textLimit+1)}, []intake.Shortfall{intake.ShortLength}},
		"a reaction":        {intake.Delivery{ReplyTo: "1", Reaction: "👀"}, []intake.Shortfall{intake.ShortReaction}},
		"an edit of a card": {intake.Delivery{EditOf: "1", Text: "#1 办好了", Buttons: choice}, []intake.Shortfall{intake.ShortEdit}},
	}
	for name, test := range tests {
		test.d.To, test.d.Key = chat, name
		receipt, err := r.adapter.Post(context.Background(), test.d)
		if err != nil || !slices.Equal(receipt.Short, test.want) {
			t.Errorf("%s fell short in %q, want %q; %v", name, receipt.Short, test.want, err)
		}
	}
}
