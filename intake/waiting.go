package intake

import "time"

// Waiting is how much waits for staff. Each is counted up to [WaitingMost].
type Waiting struct {
	Unsure      int // messages that triage could not decide
	Held        int // messages that were held back
	Undelivered int // posts that could not be said
	Drafts      int // whistles that wait for approval
}

// WaitingMost is as far as anybody has to count.
const WaitingMost = 100

// Backlog is what waits to be said in a chat.
type Backlog struct {
	ChatID int64
	Posts  int
	Since  time.Time // when the oldest of them was written
}

// DeadFilter chooses posts that could not be delivered, the newest first; zero
// fields do not filter.
type DeadFilter struct {
	ChatID int64
	Before int64 // only IDs below it: the next page
	Limit  int
}

// WhistleFilter chooses whistles, the newest first; zero fields do not filter.
type WhistleFilter struct {
	Statuses []WhistleStatus
	Before   int64 // only numbers below it: the next page
	Limit    int
}

// Lease is who may do now what only one node may do.
type Lease struct {
	Name    string
	Holder  string
	Expires time.Time
}
