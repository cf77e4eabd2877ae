package intake

import (
	"strings"
	"time"

	"snapgrid/geotag"
)

// Heard is a message as the database keeps it.
type Heard struct {
	Message
	Number     int64 // our own number of the message, rising in the order of receipt
	ChatID     int64
	ReceivedAt time.Time
	State      MessageState
	Ticket     int64 // the ticket it belongs to; 0 if none
	Part       Part  // what it is to its ticket
	Verdict    Verdict
	Photos     []Photo
	// Hidden is set while Text holds marks in place of personal numbers. The
	// words as typed are kept apart, for a while.
	Hidden bool
}

// MessageState says what became of a message.
type MessageState string

// The states of a message. Open becomes exactly one of the others.
const (
	MessageOpen    MessageState = "open"    // not read yet
	MessageTicket  MessageState = "ticket"  // belongs to a ticket
	MessageChatter MessageState = "chatter" // not for us
	MessageUnsure  MessageState = "unsure"  // waits in the staff's inbox
	MessageCommand MessageState = "command" // was answered
	MessageHeld    MessageState = "held"    // held back: a mute, or too much at once; staff see it
)

// Report is a burst of messages of one sender read as one statement.
type Report struct {
	Chat     Chat
	Sender   Sender
	Messages []Heard // at least one, oldest first
	Verdict  Verdict
	Fix      geotag.Fix // zero Source if nothing is known
	Twin     int64      // the ticket that is surely about the same matter; 0 if none is known
}

// First returns the message that answers will quote: the first one with words
// or a photo, since that is what its sender will recognise.
func (r Report) First() Heard {
	for _, m := range r.Messages {
		if m.Text != "" || len(m.Photos) > 0 {
			return m
		}
	}
	return r.Messages[0]
}

// Words joins the words of the messages, a line each.
func (r Report) Words() string {
	var words []string
	for _, m := range r.Messages {
		if m.Text != "" {
			words = append(words, m.Text)
		}
	}
	return strings.Join(words, "\n")
}

// Photos lists the photos of the messages in order.
func (r Report) Photos() []Photo {
	var photos []Photo
	for _, m := range r.Messages {
		photos = append(photos, m.Photos...)
	}
	return photos
}

// Verdict is what triage thinks of a statement, and why.
type Verdict struct {
	Kind       VerdictKind
	Confidence float64 // 0 … 1
	Reason     string  // for staff: "matched: 塌陷"
	Category   string  // code such as "E0401"; "" if none fits
	Severity   Severity
}

// VerdictKind says whether a statement is a report.
type VerdictKind string

// What a statement can be.
const (
	IsReport  VerdictKind = "report"
	IsChatter VerdictKind = "chatter"
	IsUnsure  VerdictKind = "unsure"
)

// Severity says how soon somebody has to act.
type Severity string

// The severities, mildest first.
const (
	Ordinary  Severity = "ordinary"
	Urgent    Severity = "urgent"
	Emergency Severity = "emergency"
)

// Numbers lists our own numbers of messages.
func Numbers(messages []Heard) []int64 {
	ns := make([]int64, len(messages))
	for i, m := range messages {
		ns[i] = m.Number
	}
	return ns
}
