package intake

import "slices"

// Status is a ticket's place in its life.
type Status string

// The statuses. docs/lifecycle.md has the picture.
const (
	StatusReported   Status = "reported"    // nobody has it yet
	StatusDispatched Status = "dispatched"  // a unit was told
	StatusInProgress Status = "in_progress" // the unit took it
	StatusResolved   Status = "resolved"    // staff say it is repaired; the reporter may object
	StatusReopened   Status = "reopened"    // the reporter objected
	StatusClosed     Status = "closed"      // repaired, and nobody objected
	StatusRejected   Status = "rejected"    // not for us, with a reason
	StatusMerged     Status = "merged"      // goes on under another number
)

// nexts is the law: the changes of status that are allowed.
var nexts = map[Status][]Status{
	StatusReported:   {StatusDispatched, StatusInProgress, StatusResolved, StatusRejected, StatusMerged},
	StatusDispatched: {StatusReported, StatusDispatched, StatusInProgress, StatusResolved, StatusRejected, StatusMerged},
	StatusInProgress: {StatusReported, StatusDispatched, StatusResolved, StatusRejected, StatusMerged},
	StatusResolved:   {StatusReopened, StatusClosed},
	StatusReopened:   {StatusReported, StatusDispatched, StatusInProgress, StatusResolved, StatusRejected, StatusMerged},
	StatusClosed:     {StatusReopened},
	StatusRejected:   {StatusReopened},
	StatusMerged:     {},
}

// Statuses lists all statuses in the order of a ticket's life.
func Statuses() []Status {
	return []Status{
		StatusReported, StatusDispatched, StatusInProgress, StatusResolved,
		StatusReopened, StatusClosed, StatusRejected, StatusMerged,
	}
}

// CanBecome reports whether a ticket may go from s to next.
func (s Status) CanBecome(next Status) bool { return slices.Contains(nexts[s], next) }

// Open reports whether somebody still has to act.
func (s Status) Open() bool {
	switch s {
	case StatusReported, StatusDispatched, StatusInProgress, StatusReopened:
		return true
	case StatusResolved, StatusClosed, StatusRejected, StatusMerged:
		return false
	}
	return false
}
