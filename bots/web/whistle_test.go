package web_test

import (
	"strings"
	"testing"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// Who blew a whistle on a page reads there what came of it; others read it among what
// was said.
func TestNewsOfWhistle(t *testing.T) {
	h := open(t)
	n, _ := h.ticket("占道反复", nil)
	b, other := h.login(admin), h.login(grid)
	officers, err := h.store.Officers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	whistler := officers[0]
	if _, err := h.store.OpenWhistle(t.Context(), intake.Whistle{
		Ticket: n, Kind: "progress", Status: intake.WhistleBlown, By: whistler.ID, DraftedAt: start,
		Parts: []intake.WhistlePart{{Position: 1, Unit: "chengguan", Status: intake.PartCalled}},
	}); err != nil {
		t.Fatal(err)
	}
	alone, err := h.store.PutChat(t.Context(), intake.Chat{Ref: page.DeskChat(whistler), Kind: intake.ChatPrivate})
	if err != nil {
		t.Fatal(err)
	}
	for key, words := range map[string]string{intake.WhistleKey(1, 0, "report"): "都到场了，请确认", intake.WhistleKey(2, 0, "report"): "另一声哨的事"} {
		if _, err := h.store.PutPost(t.Context(), intake.Post{Key: key, ChatID: alone.ID, Ticket: n, Kind: intake.PostNews, Text: words, CreatedAt: start}); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		b    *browser
		mine bool
	}{{b, whistler.Name == admin.Name}, {other, whistler.Name == grid.Name}} {
		got := tt.b.get("/desk/whistles/1").body
		if !strings.Contains(got, "都到场了") || strings.Contains(got, "另一声哨") || strings.Contains(got, "告诉您的") != tt.mine {
			t.Errorf("mine is %v, and the page shows\n%s", tt.mine, got)
		}
	}
}
