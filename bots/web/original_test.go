package web_test

import (
	"net/http"
	"strings"
	"testing"

	"snapgrid/intake"
	"snapgrid/storage/blob"
)

// An original is saved by staff who have the ticket, as it came; who did is written
// down, and so is who tried.
func TestOriginal(t *testing.T) {
	h := open(t)
	n, key := h.ticket("坑", nil)
	officer, stranger := h.login(grid), h.login(abroad)
	ask := func(b *browser) answer {
		return b.post("/desk/photos/1/original", fill(t, b.get("/report"), "/report"))
	}
	got := ask(officer)
	want := string(jpegOf(t, "坑"))
	if got.status != http.StatusOK || got.body != want {
		t.Fatalf("status %d, %d bytes, want %d", got.status, len(got.body), len(want))
	}
	for name, value := range map[string]string{
		"Content-Type": "application/octet-stream", "Content-Disposition": `attachment; filename="ticket-1-photo-1.jpg"`,
		"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff",
	} {
		if got.header.Get(name) != value {
			t.Errorf("%s: %s", name, got.header.Get(name))
		}
	}
	if page := officer.get("/desk/tickets/1").body; !strings.Contains(page, `action="/desk/photos/1/original"`) {
		t.Error("the page of the ticket does not lead to the original")
	}
	if page := stranger.get("/desk/tickets/1").body; strings.Contains(page, "/desk/photos/") {
		t.Error("the page of the ticket leads a stranger to the original")
	}
	ask(stranger)
	looks, err := h.store.Disclosures(t.Context(), 10)
	if err != nil || len(looks) != 1 || looks[0].Ticket != n || looks[0].Photo != 1 || !looks[0].At.Equal(start) {
		t.Errorf("looks %+v, %v", looks, err)
	}
	refusals, err := h.store.Refusals(t.Context(), 10)
	if err != nil || len(refusals) != 1 || refusals[0].What != "see" || refusals[0].Name != "外人" || refusals[0].Ticket != n {
		t.Errorf("refusals %+v, %v", refusals, err)
	}
	if page := h.login(admin).get("/desk/audit?kind=disclosure").body; !strings.Contains(page, `auto">周斌`) || strings.Contains(page, `auto">外人`) {
		t.Errorf("the page of looks is\n%s", page)
	}
	if err := h.blobs.Delete(t.Context(), blob.Original(key)); err != nil {
		t.Fatal(err)
	}
	if gone := ask(officer); gone.status != http.StatusGone || !strings.Contains(gone.body, "已按规定期限删除") {
		t.Errorf("after its term the original answers %d\n%s", gone.status, gone.body)
	}
}

// What was found is for the staff who have the ticket.
func TestDoubtsAreForStaff(t *testing.T) {
	h := open(t)
	n, _ := h.ticket("坑", nil)
	for _, f := range []intake.Finding{
		{Kind: intake.FindingKnown, Other: 77}, {Kind: intake.FindingFar, Metres: 321.4}, {Kind: intake.FindingBlack},
	} {
		f.Ticket, f.Photo, f.At = n, 1, start
		if _, err := h.store.PutFinding(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	said := []string{"可能是同一件", `href="/desk/tickets/77"`, "约 321 米", "几乎全黑"}
	page := h.login(grid).get("/desk/tickets/1").body
	others := h.login(abroad).get("/desk/tickets/1").body + h.get("/tickets/1").body + h.get("/open311/v2/requests/1.json?extensions=true").body
	for _, words := range said {
		if !strings.Contains(page, words) {
			t.Errorf("%q is not on the page:\n%s", words, page)
		}
		if strings.Contains(others, words) {
			t.Errorf("others can read %q", words)
		}
	}
}
