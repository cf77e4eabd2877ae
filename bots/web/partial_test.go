package web_test

import (
	"strings"
	"testing"

	"snapgrid/intake"
)

// Why a part of a photo is grey is told on the page of its ticket and among what
// waits for a decision.
func TestPartialPhoto(t *testing.T) {
	const sentence = "照片没传完整，灰色的部分看不到"
	h := open(t)
	h.ticket("坑", nil)
	b := h.login(admin)
	if page := b.get("/desk/tickets/1").body; strings.Contains(page, sentence) {
		t.Error("a whole photo is called torn")
	}
	heard, err := h.store.PutMessages(t.Context(), []intake.Message{{
		Chat: intake.ChatRef{Channel: "telegram", ID: "-100"}, ID: "torn", Sender: intake.Sender{ID: "g"}, SentAt: start,
		Text: "这是什么", Media: []intake.Media{{Key: "torn", Type: "image/jpeg"}},
	}}, start)
	if err != nil {
		t.Fatal(err)
	}
	unsure := intake.Outcome{State: intake.MessageUnsure, Verdict: intake.Verdict{Kind: intake.IsUnsure}}
	if err := h.store.TakeMessages(t.Context(), []int64{heard[0].Number}, unsure); err != nil {
		t.Fatal(err)
	}
	for _, id := range []int64{1, heard[0].Photos[0].ID} {
		photo, err := h.store.Photo(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		photo.State, photo.Reason = intake.PhotoReady, intake.Partial
		if err := h.store.SavePhoto(t.Context(), photo); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{"/desk/tickets/1", "/desk/inbox"} {
		if page := b.get(path).body; !strings.Contains(page, sentence) {
			t.Errorf("%s does not say why a part of the photo is grey:\n%s", path, page)
		}
	}
}
