package telegram

import (
	"slices"
	"strings"
	"testing"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/intake"
)

// What Telegram can not do is in the receipt, and nothing else is.
func TestShortfalls(t *testing.T) {
	srv := start(t, telegramtest.Config{})
	a := adapter(t, srv)
	group, li := srv.Supergroup("骑手一组"), srv.User("李强")
	report := li.Say(group, "井盖坏了").String()
	ours := post(t, a, intake.Delivery{To: chatRef(group.ID()), Text: "#1"})[0]
	shot := []intake.Picture{{Name: "a.jpg", JPEG: testJPEG(t, 40, 30)}}
	done := []intake.Button{{Label: "完成", Data: "done:1"}}
	long := strings.Repeat("井", 4097)
	tests := map[string]struct {
		d    intake.Delivery
		want []intake.Shortfall
	}{
		"an answer with a photo and buttons": {intake.Delivery{ReplyTo: report, Text: "#1", Pictures: shot, Buttons: done}, nil},
		"an album":                           {intake.Delivery{Text: "#1", Pictures: append(shot, shot...)}, nil},
		"an answer to nothing":               {intake.Delivery{ReplyTo: "999", Text: "#1"}, []intake.Shortfall{intake.ShortQuote}},
		"long words":                         {intake.Delivery{ReplyTo: report, Text: long}, []intake.Shortfall{intake.ShortLength}},
		"a long caption":                     {intake.Delivery{Text: long[:3*1025], Pictures: shot}, []intake.Shortfall{intake.ShortAlbum}},
		"an album with buttons":              {intake.Delivery{Text: "#1", Pictures: append(shot, shot...), Buttons: done}, []intake.Shortfall{intake.ShortAlbum}},
		"an edit":                            {intake.Delivery{EditOf: ours, Text: "#1 再次"}, nil},
		"a long edit":                        {intake.Delivery{EditOf: ours, Text: long}, []intake.Shortfall{intake.ShortCut}},
		"a reaction":                         {intake.Delivery{ReplyTo: report, Reaction: "👀"}, nil},
		"a reaction that is not allowed":     {intake.Delivery{ReplyTo: report, Reaction: "✅"}, []intake.Shortfall{intake.ShortReaction}},
	}
	for name, test := range tests {
		test.d.To = chatRef(group.ID())
		receipt, err := a.Post(t.Context(), test.d)
		if err != nil || !slices.Equal(receipt.Short, test.want) {
			t.Errorf("%s fell short in %q, want %q; %v", name, receipt.Short, test.want, err)
		}
	}
	srv.Plan(telegramtest.Fault{Method: "sendPhoto", What: telegramtest.Refuse, Code: 400, Description: "Bad Request: not enough rights to send photos to the chat"})
	receipt, err := a.Post(t.Context(), intake.Delivery{To: chatRef(group.ID()), Text: "#1", Pictures: shot})
	if err != nil || !slices.Equal(receipt.Short, []intake.Shortfall{intake.ShortPhoto}) {
		t.Errorf("a refused photo fell short in %q; %v", receipt.Short, err)
	}
}
