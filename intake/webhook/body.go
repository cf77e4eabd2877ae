package webhook

import (
	"encoding/json"
	"fmt"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/outline"
)

// message is what is told: the form of the Standard Webhooks.
type message struct {
	Type      string    `json:"type"` // "ticket.resolved"
	Timestamp time.Time `json:"timestamp"`
	Data      data      `json:"data"`
}

type data struct {
	Event  *outline.Event  `json:"event,omitempty"`
	Ticket *outline.Ticket `json:"ticket,omitempty"`
	URL    string          `json:"url,omitempty"` // of the ticket's public page
}

// bodyOf says to a webhook what happened to a ticket, which is told as it is now.
func bodyOf(w intake.Webhook, t intake.Ticket, e intake.Event, pages string) (string, error) {
	ticket, event := outline.OfTicket(t, w.Scope == intake.WebhookStaff), outline.OfEvent(t, e)
	return encode(message{
		Type: "ticket." + string(e.Kind), Timestamp: e.At,
		Data: data{&event, &ticket, fmt.Sprintf("%s/tickets/%d", pages, t.N)},
	})
}

// Ping is the kind of the call that only tries a webhook.
const Ping intake.EventKind = "ping"

func encode(m message) (string, error) {
	b, err := json.Marshal(m)
	if err != nil {
		return "", fmt.Errorf("write the body of a call: %w", err)
	}
	return string(b), nil
}
