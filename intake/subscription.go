package intake

import "time"

// Subscription is somebody's wish to be told in private how a ticket ends.
type Subscription struct {
	Ticket  int64
	Channel Channel
	Sender  string // the channel's ID of the person
	At      time.Time
}
