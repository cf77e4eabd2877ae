package webhook

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
)

// house is the database, the other program, and the clock.
type house struct {
	webhooks []intake.Webhook
	calls    []intake.WebhookCall
	tickets  map[int64]intake.Ticket
	events   map[int64]intake.Event
	owed     []intake.Owed

	status  int // that the other program answers
	err     error
	sent    []map[string]string // headers
	bodies  []string
	alarms  int
	refused bool
	now     time.Time
}

func newHouse() (*house, *Room) {
	h := &house{
		tickets: map[int64]intake.Ticket{
			1: {N: 1, Status: intake.StatusReported, Masked: "井盖没了", Words: "井盖没了 陕A12345", OpenedAt: start, ChangeAt: start},
			2: {N: 2, Status: intake.StatusRejected, Masked: "骂人", Words: "骂人"},
		},
		events: map[int64]intake.Event{
			10: {ID: 10, Ticket: 1, At: start, Kind: intake.EventOpened, Status: intake.StatusReported, Text: "井盖没了"},
			11: {ID: 11, Ticket: 2, At: start, Kind: intake.EventOpened, Status: intake.StatusReported, Text: "骂人"},
		},
		status: 200, now: start,
	}
	return h, New(Needs{
		Store: h, Guard: h, Sender: h, Alarm: func(context.Context, intake.Webhook) error { h.alarms++; return nil },
		Pages: func() string { return "https://city.example" }, Now: func() time.Time { return h.now },
	})
}

var start = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)

var errNotFound = &intake.Error{Code: intake.CodeNotFound, Message: "not found"}

func (h *house) InTx(ctx context.Context, f func(ctx context.Context) error) error { return f(ctx) }

func (h *house) Enqueue(_ context.Context, owed ...intake.Owed) error {
	h.owed = append(h.owed, owed...)
	return nil
}

func (h *house) Ticket(_ context.Context, n int64) (intake.Ticket, error) { return h.tickets[n], nil }

func (h *house) Event(_ context.Context, id int64) (intake.Event, error) { return h.events[id], nil }

func (h *house) PutWebhook(_ context.Context, w intake.Webhook) (int64, error) {
	w.ID = int64(len(h.webhooks) + 1)
	h.webhooks = append(h.webhooks, w)
	return w.ID, nil
}

func (h *house) SaveWebhook(_ context.Context, w intake.Webhook) error {
	h.webhooks[w.ID-1] = w
	return nil
}

func (h *house) Webhook(_ context.Context, id int64) (intake.Webhook, error) {
	if id < 1 || id > int64(len(h.webhooks)) {
		return intake.Webhook{}, errNotFound
	}
	return h.webhooks[id-1], nil
}

func (h *house) Webhooks(context.Context) ([]intake.Webhook, error) {
	return slices.DeleteFunc(slices.Clone(h.webhooks), func(w intake.Webhook) bool { return w.State == intake.WebhookGone }), nil
}

func (h *house) PutWebhookCall(_ context.Context, c intake.WebhookCall) (int64, error) {
	if slices.ContainsFunc(h.calls, func(k intake.WebhookCall) bool { return k.Webhook == c.Webhook && k.Event == c.Event }) {
		return 0, nil
	}
	c.ID = int64(len(h.calls) + 1)
	h.calls = append(h.calls, c)
	return c.ID, nil
}

func (h *house) SaveWebhookCall(_ context.Context, c intake.WebhookCall) error {
	h.calls[c.ID-1] = c
	return nil
}

func (h *house) WebhookCall(_ context.Context, id int64) (intake.WebhookCall, error) {
	if id < 1 || id > int64(len(h.calls)) {
		return intake.WebhookCall{}, errNotFound
	}
	return h.calls[id-1], nil
}

func (h *house) WebhookCalls(context.Context, int64, int64, int) ([]intake.WebhookCall, error) {
	return h.calls, nil
}

func (h *house) ForgetWebhookCalls(context.Context, time.Time) error { return nil }

func (h *house) Require(context.Context, intake.Officer, intake.Right) error {
	if h.refused {
		return &intake.Error{Code: intake.CodeForbidden, Message: "not yours"}
	}
	return nil
}

func (h *house) Check(address string) error {
	if strings.HasPrefix(address, "https://") {
		return nil
	}
	return &intake.Error{Code: intake.CodeNever, Message: "not asked"}
}

func (h *house) Send(_ context.Context, _ string, header map[string]string, body []byte) (int, string, error) {
	h.sent, h.bodies = append(h.sent, header), append(h.bodies, string(body))
	if h.err != nil {
		return 0, "", h.err
	}
	return h.status, strings.Repeat("é", MaxAnswer), nil
}

// work works what is owed, as its time comes, until nothing is left.
func (h *house) work(t *testing.T, r *Room) {
	t.Helper()
	for len(h.owed) > 0 {
		next := h.owed[0]
		h.owed = h.owed[1:]
		if next.At.After(h.now) {
			h.now = next.At
		}
		var err error
		switch job := next.Job.(type) {
		case intake.TellWebhooks:
			err = r.Tell(t.Context(), job)
		case intake.CallWebhook:
			err = r.Call(t.Context(), job)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func add(t *testing.T, r *Room, w intake.Webhook) intake.Webhook {
	t.Helper()
	w.Name, w.URL = "大屏", "https://away.example/hook"
	if w.Scope == "" {
		w.Scope = intake.WebhookPublic
	}
	w, err := r.Add(t.Context(), intake.Officer{ID: 3}, w)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// The example of the Standard Webhooks.
func TestSign(t *testing.T) {
	t.Parallel()
	at := time.Unix(1614265330, 0)
	got := Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", at, []byte(`{"test": 2432232314}`))
	if got != "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" {
		t.Errorf("signed %s", got)
	}
}

func TestTelling(t *testing.T) {
	t.Parallel()
	h, r := newHouse()
	if err := r.Happened(t.Context(), h.events[10]); err != nil || len(h.owed) != 0 {
		t.Fatalf("nobody wants to hear: %v, %v", h.owed, err)
	}
	public, staff := add(t, r, intake.Webhook{}), add(t, r, intake.Webhook{Scope: intake.WebhookStaff, Events: []intake.EventKind{intake.EventOpened}})
	add(t, r, intake.Webhook{Events: []intake.EventKind{intake.EventClosed}})
	for _, id := range []int64{10, 11} {
		if err := r.Happened(t.Context(), h.events[id]); err != nil {
			t.Fatal(err)
		}
		h.owed = append(h.owed, h.owed[0]) // jobs may run twice
		h.work(t, r)
	}
	if len(h.calls) != 4 || len(h.sent) != 4 {
		t.Fatalf("%d calls, %d sent", len(h.calls), len(h.sent))
	}
	for i, secret := range []string{public.Secret, staff.Secret} {
		head := h.sent[i]
		if want := Sign(secret, head["webhook-id"], start, []byte(h.bodies[i])); head["webhook-signature"] != want || head["webhook-timestamp"] != "1772712000" {
			t.Errorf("headers %v, want %s", head, want)
		}
	}
	var first struct {
		Type string
		Data struct {
			URL    string
			Ticket struct{ Number int64 }
		}
	}
	if err := json.Unmarshal([]byte(h.bodies[0]), &first); err != nil || first.Type != "ticket.opened" || first.Data.Ticket.Number != 1 || first.Data.URL != "https://city.example/tickets/1" {
		t.Errorf("told %s, %v", h.bodies[0], err)
	}
	if strings.Contains(h.bodies[0], "陕A12345") || !strings.Contains(h.bodies[1], "陕A12345") {
		t.Errorf("words for staff: %s\n%s", h.bodies[0], h.bodies[1])
	}
	if strings.Contains(h.bodies[2], "骂人") {
		t.Errorf("what was rejected is told: %s", h.bodies[2])
	}
	if c := h.calls[0]; c.State != intake.CallDone || c.Status != 200 || len(c.Answer) > MaxAnswer || c.Attempts != 1 {
		t.Errorf("the call is %+v", c)
	}
}

// One that does not answer is tried for a day under the same id, then switched off.
func TestFailing(t *testing.T) {
	t.Parallel()
	h, r := newHouse()
	add(t, r, intake.Webhook{})
	h.status = 500
	if err := r.Happened(t.Context(), h.events[10]); err != nil {
		t.Fatal(err)
	}
	h.work(t, r)
	c, w := h.calls[0], h.webhooks[0]
	if c.State != intake.CallDead || c.Attempts != len(pauses)+1 || c.Failure != "it answered 500" || w.State != intake.WebhookFailed || h.alarms != 1 {
		t.Errorf("call %+v, webhook %+v, %d alarms", c, w, h.alarms)
	}
	if took := h.now.Sub(start); took < longFailure || took > 25*time.Hour {
		t.Errorf("it was tried for %s", took)
	}
	for i, head := range h.sent {
		if head["webhook-id"] != "msg_1" || h.bodies[i] != h.bodies[0] {
			t.Errorf("attempt %d: %v", i+1, head)
		}
	}
	if err := r.Again(t.Context(), intake.Officer{}, 1); intake.CodeOf(err) != intake.CodeConflict {
		t.Errorf("a webhook that is off was called again: %v", err)
	}
	h.status = 204
	for _, err := range []error{r.Switch(t.Context(), intake.Officer{}, 1, intake.WebhookOn), r.Again(t.Context(), intake.Officer{}, 1)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	h.work(t, r)
	if h.calls[0].State != intake.CallDone || !h.webhooks[0].FailingSince.IsZero() {
		t.Errorf("called again: %+v, %+v", h.calls[0], h.webhooks[0])
	}
}

func TestOneAttempt(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		status int
		err    error
		call   intake.WebhookCallState
		hook   intake.WebhookState
	}{
		"a redirect is a failure":       {307, nil, intake.CallWaiting, intake.WebhookOn},
		"no answer":                     {0, errors.New("timeout"), intake.CallWaiting, intake.WebhookOn},
		"an address that turned bad":    {0, &intake.Error{Code: intake.CodeNever, Message: "not a public one"}, intake.CallDead, intake.WebhookOn},
		"gone for good is switched off": {410, nil, intake.CallDead, intake.WebhookFailed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, r := newHouse()
			add(t, r, intake.Webhook{})
			h.status, h.err = tt.status, tt.err
			if err := r.Try(t.Context(), intake.Officer{}, 1); err != nil {
				t.Fatal(err)
			}
			if err := r.Call(t.Context(), intake.CallWebhook{Call: 1}); err != nil {
				t.Fatal(err)
			}
			if h.calls[0].State != tt.call || h.webhooks[0].State != tt.hook || h.calls[0].Failure == "" {
				t.Errorf("call %+v, webhook %+v", h.calls[0], h.webhooks[0])
			}
			before := len(h.sent)
			if err := r.Call(t.Context(), intake.CallWebhook{Call: 1}); err != nil || len(h.sent) != before {
				t.Errorf("it was called again before its time: %v", err)
			}
		})
	}
}

func TestManage(t *testing.T) {
	t.Parallel()
	h, r := newHouse()
	good := intake.Webhook{Name: "a", URL: "https://away.example/", Scope: intake.WebhookPublic}
	for _, spoil := range []func(w *intake.Webhook){
		func(w *intake.Webhook) { w.Name = " " }, func(w *intake.Webhook) { w.URL = "http://10.0.0.1/" }, func(w *intake.Webhook) { w.Scope = "all" },
		func(w *intake.Webhook) { w.Events = []intake.EventKind{intake.EventOpened, "opend"} },
	} {
		w := good
		spoil(&w)
		if _, err := r.Add(t.Context(), intake.Officer{}, w); intake.CodeOf(err) != intake.CodeInvalid {
			t.Errorf("%+v: %v", w, err)
		}
	}
	add(t, r, good)
	if all, err := r.List(t.Context(), intake.Officer{}); err != nil || len(all) != 1 || all[0].Secret != "" || h.webhooks[0].Secret == "" {
		t.Errorf("listed %+v, %v", all, err)
	}
	if err := r.Switch(t.Context(), intake.Officer{}, 1, intake.WebhookGone); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Calls(t.Context(), intake.Officer{}, 1, 0, 9); intake.CodeOf(err) != intake.CodeNotFound {
		t.Errorf("calls of one that was taken away: %v", err)
	}
	h.refused = true
	_, added := r.Add(t.Context(), intake.Officer{}, good)
	_, listed := r.List(t.Context(), intake.Officer{})
	_, calls := r.Calls(t.Context(), intake.Officer{}, 1, 0, 9)
	for _, err := range []error{added, listed, calls, r.Switch(t.Context(), intake.Officer{}, 1, intake.WebhookOn), r.Again(t.Context(), intake.Officer{}, 1), r.Try(t.Context(), intake.Officer{}, 1)} {
		if intake.CodeOf(err) != intake.CodeForbidden {
			t.Errorf("without the right: %v", err)
		}
	}
}
