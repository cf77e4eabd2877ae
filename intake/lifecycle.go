package intake

import "slices"

// Status is a ticket's place in its life.
type Status string

// The statuses. docs/lifecycle.md has the picture.
const (
	StatusReported   Status = "reported"    // nobody has it yet
	StatusScreened   Status = "screened"    // the grid found it to be true; nobody has it yet
	StatusDispatched Status = "dispatched"  // a unit was told
	StatusAccepted   Status = "accepted"    // the unit signed for it
	StatusInProgress Status = "in_progress" // the unit works on it
	StatusWaiting    Status = "waiting"     // it can not go on before a day that is named: see Wait
	StatusResolved   Status = "resolved"    // staff say it is repaired; the reporter may object
	StatusVerified   Status = "verified"    // somebody else looked: it is repaired
	StatusReopened   Status = "reopened"    // the reporter objected, or staff took it up again
	StatusClosed     Status = "closed"      // it is over; how, says its Ending
	StatusRejected   Status = "rejected"    // not for us, with a reason
	StatusMerged     Status = "merged"      // goes on under another number
)

// ends are the statuses that end a ticket from wherever it is open.
var ends = []Status{StatusResolved, StatusClosed, StatusRejected, StatusMerged}

// nexts is the law: the changes of status that are allowed.
var nexts = map[Status][]Status{
	StatusReported:   append([]Status{StatusScreened, StatusDispatched, StatusAccepted, StatusInProgress, StatusWaiting}, ends...),
	StatusScreened:   append([]Status{StatusDispatched, StatusAccepted, StatusInProgress, StatusWaiting}, ends...),
	StatusDispatched: append([]Status{StatusReported, StatusDispatched, StatusAccepted, StatusInProgress, StatusWaiting}, ends...),
	StatusAccepted:   append([]Status{StatusReported, StatusDispatched, StatusInProgress, StatusWaiting}, ends...),
	StatusInProgress: append([]Status{StatusReported, StatusDispatched, StatusWaiting}, ends...),
	StatusWaiting:    append([]Status{StatusReported, StatusDispatched, StatusInProgress, StatusWaiting}, ends...),
	StatusResolved:   {StatusReopened, StatusVerified, StatusClosed},
	StatusVerified:   {StatusReopened, StatusClosed},
	StatusReopened:   append([]Status{StatusReported, StatusScreened, StatusDispatched, StatusAccepted, StatusInProgress, StatusWaiting}, ends...),
	StatusClosed:     {StatusReopened},
	StatusRejected:   {StatusReopened},
	StatusMerged:     {StatusReopened},
}

// Statuses lists all statuses in the order of a ticket's life.
func Statuses() []Status {
	return []Status{
		StatusReported, StatusScreened, StatusDispatched, StatusAccepted, StatusInProgress, StatusWaiting,
		StatusResolved, StatusVerified, StatusReopened, StatusClosed, StatusRejected, StatusMerged,
	}
}

// OpenStatuses lists those in which somebody still has to act.
func OpenStatuses() []Status {
	return slices.DeleteFunc(Statuses(), func(s Status) bool { return !s.Open() })
}

// CanBecome reports whether a ticket may go from s to next.
func (s Status) CanBecome(next Status) bool { return slices.Contains(nexts[s], next) }

// Open reports whether somebody still has to act.
func (s Status) Open() bool {
	switch s {
	case StatusReported, StatusScreened, StatusDispatched, StatusAccepted, StatusInProgress, StatusWaiting, StatusReopened:
		return true
	case StatusResolved, StatusVerified, StatusClosed, StatusRejected, StatusMerged:
		return false
	}
	return false
}

// Unassigned reports whether no unit has the ticket yet.
func (s Status) Unassigned() bool {
	return s == StatusReported || s == StatusScreened || s == StatusReopened
}
