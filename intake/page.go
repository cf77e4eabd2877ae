package intake

import "time"

// Filter chooses tickets for a list, newest first. Zero fields do not filter.
type Filter struct {
	Numbers    []int64 // overrides all others
	Categories []string
	Statuses   []Status
	Cells      []string // codes of the cells themselves, without what they contain
	Unit       string
	Sender     string // reported by this person …
	Channel    Channel
	From, To   time.Time // on OpenedAt, From inclusive, To exclusive
	ChangedIn  [2]time.Time
	Box        Box    // those with a point in it …
	Near       Circle // … and within it
	Before     int64  // only numbers below it: the next page
	Oldest     bool   // oldest first …
	After      int64  // … and only numbers above it: the next page of that order
	Skip       int    // so many of the first are left out
	Limit      int    // at most 1000; 0 means 50
}

// EventFilter chooses events of all tickets, oldest first.
type EventFilter struct {
	From, To time.Time   // From inclusive, To exclusive; zero does not filter
	Kinds    []EventKind // empty does not filter
	Skip     int
	Limit    int // at most 1000
}

// Line is one entry of a chat as a page shows it: somebody's message, or a post
// of ours.
type Line struct {
	Seq     int64 // rises with every entry and every change of an entry of any chat
	ID      string
	ReplyTo string
	Topic   string
	Ours    bool
	Sender  Sender
	At      time.Time
	Text    string
	Photos  []string // names of renditions in storage/blob, largest size
	Buttons []Button
	Ticket  int64
	React   string // the emoji we put on it
}
