package web_test

import (
	"bufio"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"snapgrid/bots/web/console"
	"snapgrid/intake"
)

// One deed for several tickets says of each what became of it, and the acts of a form
// that is sent twice have the same keys.
func TestDeskBulk(t *testing.T) {
	h := open(t)
	h.ticket("坑", nil)
	h.ticket("灯", func(t *intake.Ticket) { t.Fix.Cell = "elsewhere" })
	b := h.login(grid)
	fields := fill(t, b.get("/desk"), "/desk/bulk")
	fields["n"], fields["deed"], fields["unit"] = []string{"1", "2", "1"}, []string{"dispatch"}, []string{"chengguan"}
	for range 2 {
		got := b.post("/desk/bulk", fields)
		if got.status != http.StatusOK || !strings.Contains(got.body, "选了 2 件，办成 1 件") || !strings.Contains(got.body, "这件事不归您办") {
			t.Fatalf("%d\n%s", got.status, got.body)
		}
	}
	acts := h.desk.acts
	if len(acts) != 2 || acts[0].Key != acts[1].Key || acts[0].Deed != console.Dispatch || acts[0].Words != "chengguan" || acts[0].Ticket != 1 {
		t.Errorf("the desk was asked for %+v", acts)
	}
	for _, wrong := range []url.Values{{"n": {"x"}}, {"n": {"1"}, "deed": {"odd"}}, {"n": {"1"}, "deed": {"refuse"}}} {
		wrong["token"] = fields["token"]
		if got := b.post("/desk/bulk", wrong); got.status != http.StatusBadRequest && got.status != http.StatusNotFound {
			t.Errorf("%v answered %d", wrong, got.status)
		}
	}
}

// Several tickets are dealt with by the deeds of the form and by no other, whoever makes
// one up.
func TestDeskBulkDeeds(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.ticket("坑", nil)
	b := h.login(admin)
	page := b.get("/desk")
	form := fill(t, page, "/desk/bulk")
	form["n"], form["words"], form["unit"], form["category"], form["day"], form["other"] = []string{"1"}, []string{"原因"}, []string{"chengguan"}, []string{"E0401"}, []string{"2099-01-01"}, []string{"1"}
	_, inside, _ := strings.Cut(page.body, `<form id="bulk"`)
	inside, _, _ = strings.Cut(inside, "</form>")
	offered := 0
	for _, deed := range []console.Deed{
		console.Screen, console.Accept, console.Begin, console.Resume, console.Hold, console.Register, console.Resolve, console.Verify,
		console.Explain, console.Reject, console.Refuse, console.Move, console.Dispatch, console.Split, console.Class, console.Untrue,
		console.Merge, console.Unmerge, console.Rise, console.Lower, console.Offer, console.Withdraw, console.Invite, console.Uninvite,
	} {
		want := http.StatusBadRequest
		if strings.Contains(inside, `value="`+string(deed)+`"`) {
			offered, want = offered+1, http.StatusOK
		}
		before := len(h.desk.acts)
		form["deed"] = []string{string(deed)}
		if got := b.post("/desk/bulk", form); got.status != want || (len(h.desk.acts) != before) != (want == http.StatusOK) {
			t.Errorf("%s answered %d, and the desk was asked %d times", deed, got.status, len(h.desk.acts)-before)
		}
	}
	if offered != 8 {
		t.Errorf("the form offers %d deeds", offered)
	}
}

// A stream tells of the tickets within the scope of its officer only, and goes on
// where the browser was.
func TestDeskLive(t *testing.T) {
	h := open(t)
	h.ticket("坑", nil)
	near, far := h.stream(h.login(grid), "1"), h.stream(h.login(abroad), "1")
	back := h.stream(h.login(admin), "0") // knows of nothing yet: may have missed everything
	h.expect(back, `"tickets":null`)
	h.ticket("灯", nil)
	h.ticket("水", func(t *intake.Ticket) { t.Unit = "elsewhere"; t.Fix.Cell = "x" })
	h.expect(near, `"tickets":[2]`)
	h.expect(far, `"tickets":[3]`)
}

// stream opens the stream of changes after an event and returns its data.
func (h *house) stream(b *browser, after string) <-chan string {
	h.t.Helper()
	req, err := http.NewRequestWithContext(h.t.Context(), http.MethodGet, h.http.URL+"/desk/live?after="+after, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	req.Header.Set("Accept", "text/event-stream")
	res, err := b.client.Do(req)
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = res.Body.Close() })
	data := make(chan string, 16)
	lines := bufio.NewScanner(res.Body)
	for lines.Scan() && !strings.HasPrefix(lines.Text(), "retry") { // it listens
	}
	go func() {
		defer close(data)
		for lines.Scan() {
			if text, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				data <- text
			}
		}
	}()
	return data
}

func (h *house) expect(data <-chan string, want string) {
	h.t.Helper()
	select {
	case got := <-data:
		if !strings.Contains(got, want) {
			h.t.Errorf("the stream says %s, want %s", got, want)
		}
	case <-time.After(30 * time.Second):
		h.t.Errorf("the stream never said %s", want)
	}
}
