package intake

import "time"

// Event is one entry of a ticket's history. Events are only ever added, in the
// transaction of the change that they tell of.
type Event struct {
	ID     int64 // rising
	Ticket int64
	At     time.Time
	Kind   EventKind
	Status Status // of the ticket after the event
	Actor  Actor
	Text   string // for the public timeline: masked, and without names of residents
}

// EventKind says what happened.
type EventKind string

// The kinds of events.
const (
	EventOpened     EventKind = "opened"
	EventJoined     EventKind = "joined"  // one more report of the same matter, or more of the first
	EventLocated    EventKind = "located" // a better position became known
	EventDispatched EventKind = "dispatched"
	EventScreened   EventKind = "screened" // the grid found it to be true
	EventAccepted   EventKind = "accepted"
	EventStarted    EventKind = "started"
	EventWaiting    EventKind = "waiting" // what for, and until when, in Text
	EventResumed    EventKind = "resumed"
	EventReturned   EventKind = "returned" // the unit says it is not theirs
	EventReminded   EventKind = "reminded" // a promise is soon due
	EventUrged      EventKind = "urged"    // a promise was not kept
	EventEscalated  EventKind = "escalated"
	EventResolved   EventKind = "resolved"
	EventVerified   EventKind = "verified"
	EventExplained  EventKind = "explained"
	EventMoved      EventKind = "moved"
	EventUntrue     EventKind = "untrue" // the grid looked, and it is not so
	EventRated      EventKind = "rated"
	EventObjected   EventKind = "objected" // to a refusal, which stays
	EventFollowed   EventKind = "followed" // the reporters were told how it stands
	EventReopened   EventKind = "reopened"
	EventClosed     EventKind = "closed"
	EventRejected   EventKind = "rejected"
	EventMerged     EventKind = "merged"
	EventUnmerged   EventKind = "unmerged"      // two tickets that were one are two again
	EventVoiced     EventKind = "voiced"        // somebody else meets with it, too
	EventSplit      EventKind = "split"         // another trouble in it got a ticket of its own
	EventRaised     EventKind = "raised"        // to the tier in Text, by itself or by staff
	EventLowered    EventKind = "lowered"       // to the tier in Text
	EventOffered    EventKind = "offered"       // held out as an order, to the units in Text
	EventTaken      EventKind = "taken"         // by the unit in Text
	EventUnoffered  EventKind = "unoffered"     // the order was withdrawn, or ran out
	EventInvited    EventKind = "invited"       // a handler without an account, of the unit in Text
	EventUninvited  EventKind = "uninvited"     // the link was taken back
	EventGuest      EventKind = "answered"      // such a handler said something
	EventReclassed  EventKind = "reclassed"     // staff corrected its class or severity
	EventWhistled   EventKind = "whistled"      // units were called to it
	EventAttended   EventKind = "attended"      // a called unit is on the spot
	EventAnswered   EventKind = "whistle_done"  // all called units are done
	EventUnpostable EventKind = "undeliverable" // an answer could not be delivered
)

// EventKinds lists them.
func EventKinds() []EventKind {
	return []EventKind{
		EventOpened, EventJoined, EventLocated, EventDispatched, EventScreened, EventAccepted, EventStarted, EventWaiting,
		EventResumed, EventReturned, EventReminded, EventUrged, EventEscalated, EventResolved, EventVerified,
		EventExplained, EventMoved, EventUntrue, EventRated, EventObjected, EventFollowed, EventReopened, EventClosed,
		EventRejected, EventMerged, EventUnmerged, EventVoiced, EventSplit, EventRaised, EventLowered, EventOffered,
		EventTaken, EventUnoffered, EventInvited, EventUninvited, EventGuest, EventReclassed, EventWhistled, EventAttended,
		EventAnswered, EventUnpostable,
	}
}

// Actor is who made a change: an officer, a reporter or the program itself.
type Actor struct {
	Kind    ActorKind
	Officer int64  // number of the officer, if one
	Unit    string // code of the officer's unit, if one
	Sender  string // the channel's ID of a reporter; never published
}

// ActorKind sorts actors.
type ActorKind string

// The kinds of actors.
const (
	ActorProgram  ActorKind = "program"
	ActorReporter ActorKind = "reporter"
	ActorOfficer  ActorKind = "officer"
	ActorGuest    ActorKind = "guest" // a handler without an account, for a unit
)

// Refusal is an entry of the audit: somebody tried what they may not do.
type Refusal struct {
	At      time.Time
	ChatID  int64   // 0 on a page
	Channel Channel // on which the sender is known
	Sender  string
	Officer int64  // number of the officer, if one
	Name    string // as the person was called then; for staff
	Ticket  int64  // 0 if it was about none
	What    string // the command or the right, without personal words
	Why     Code
}
