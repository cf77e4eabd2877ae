package intake

import (
	"slices"
	"time"
)

// Webhook is another program that wants to be told of events.
type Webhook struct {
	ID     int64
	Name   string // for people
	URL    string
	Events []EventKind // empty: all
	Scope  WebhookScope
	Secret string // signs what is told
	State  WebhookState
	MadeBy int64
	MadeAt time.Time
	// FailingSince is since when nothing came through; zero if the last call did.
	FailingSince time.Time
}

// Wants reports whether the webhook is told of a kind of events.
func (w Webhook) Wants(k EventKind) bool {
	return w.State == WebhookOn && (len(w.Events) == 0 || slices.Contains(w.Events, k))
}

// WebhookScope says how much is told.
type WebhookScope string

// The scopes of webhooks.
const (
	WebhookPublic WebhookScope = "public" // what everybody may see
	WebhookStaff  WebhookScope = "staff"  // with the words for staff
)

// WebhookState says whether a webhook is told.
type WebhookState string

// The states of a webhook.
const (
	WebhookOn     WebhookState = "on"
	WebhookOff    WebhookState = "off"    // by staff
	WebhookFailed WebhookState = "failed" // by us: it did not answer for too long
	WebhookGone   WebhookState = "gone"   // taken away; its calls are kept for a while
)

// WebhookCall is one event told to one webhook.
type WebhookCall struct {
	ID       int64
	Webhook  int64
	Event    int64
	Ticket   int64
	Kind     EventKind
	Body     string // the same at every attempt
	State    WebhookCallState
	Attempts int
	MadeAt   time.Time
	DueAt    time.Time // of the next attempt
	TriedAt  time.Time
	Status   int    // of the last answer; 0 if there was none
	Answer   string // how it began
	Failure  string // why it failed, for staff
}

// WebhookCallState says how far a call has come.
type WebhookCallState string

// The states of a call.
const (
	CallWaiting WebhookCallState = "waiting"
	CallDone    WebhookCallState = "done"
	CallDead    WebhookCallState = "dead" // given up: staff may call again
)
