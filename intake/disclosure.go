package intake

import "time"

// Disclosure is an entry of the audit: staff looked at words as they were typed,
// before personal numbers were masked, at a photo as it was sent, with place and
// time, or at the name of who reported it.
type Disclosure struct {
	At      time.Time
	Officer int64
	Ticket  int64 // whose words or photo; 0 if they were words of a message without a ticket
	Message int64 // our own number of that message; 0 otherwise
	Photo   int64 // the photo; 0 if it was words
	Alias   int64 // number of the rider whose name it was; 0 if it was no name
}
