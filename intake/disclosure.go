package intake

import "time"

// Disclosure is an entry of the audit: staff looked at words as they were typed,
// before personal numbers were masked.
type Disclosure struct {
	At      time.Time
	Officer int64
	Ticket  int64 // whose words; 0 if they were of a message without a ticket
	Message int64 // our own number of that message; 0 if they were of a ticket
}
