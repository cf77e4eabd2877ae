package intake

import "time"

// Finding is something about a photo of a ticket that staff should look at. It is a
// hint and never a judgement: it changes nothing, and nobody but staff is told.
type Finding struct {
	ID     int64 // rising
	Ticket int64
	Photo  int64
	Kind   FindingKind
	Other  int64   // the ticket where the photo was seen before; 0 with other kinds
	Metres float64 // with FindingFar
	At     time.Time
}

// FindingKind says what was found.
type FindingKind string

// The kinds of findings: the first is about photos of a report, the others about
// photos of a repair.
const (
	FindingKnown     FindingKind = "known"     // the photo was seen on another ticket: the same matter?
	FindingUnchanged FindingKind = "unchanged" // it looks like a photo of the report
	FindingReused    FindingKind = "reused"    // it was seen on another ticket, or on a repair of this one that the reporter did not accept
	FindingEarly     FindingKind = "early"     // the camera says that it was taken before the report
	FindingFar       FindingKind = "far"       // the camera says that it was taken elsewhere
	FindingBlurred   FindingKind = "blurred"
	FindingBlack     FindingKind = "black"
)
