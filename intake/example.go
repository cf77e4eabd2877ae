package intake

import "time"

// Example is a statement with the staff's word on it: what triage can learn from.
type Example struct {
	ID      int64 // rising; a later word on the same statement has a new one
	At      time.Time
	Officer int64  // who said it; 0 if nobody objected when the ticket was resolved
	Ticket  int64  // what it is about: a ticket …
	Message int64  // … or a message without one
	Words   string // masked
	Photos  int
	Chat    ChatKind
	Said    Verdict // of triage; without confidence and reason
	Right   Verdict // of staff; without confidence and reason
}

// Learned is a trained model as it is kept. What its bytes mean is known to who
// made it.
type Learned struct {
	Version int64 // the ID of the newest example that it was trained on
	At      time.Time
	Data    []byte
}
