package intake

import (
	"time"

	"snapgrid/geotag"
)

// Ticket is what is done about one matter, however many people reported it.
type Ticket struct {
	N        int64 // "#N": rising, never reused
	Status   Status
	Severity Severity
	Category string // code; "" if none fits
	Words    string // the report, masked but for number plates; for staff only
	Masked   string // the same, masked; may be published
	Reason   string // why triage took it for a report
	Fix      geotag.Fix
	Unit     string // code of the responsible unit; "" if nobody answers for it
	Officer  int64  // who in the unit has it; 0: nobody in particular
	Returns  int    // how often units sent it back
	Frozen   bool   // sent back too often: only the street gives it to a unit now
	Tier     Tier
	RiseAt   time.Time // when it rises to the next tier by itself; zero: never
	Channel  Channel   // of the first report
	OpenedAt time.Time
	ChangeAt time.Time // of the last event
	DueAt    time.Time // promised to the reporter
	Clocks   Clocks
	Wait     Wait
	FollowAt time.Time // when its reporters hear of it again though nothing happened; zero: never
	// DoneAt is when it was resolved, rejected or merged; zero while open.
	DoneAt     time.Time
	Ending     Ending
	Outcome    string // what was done, in the officer's words, masked
	DoneBy     string // code of the unit that resolved it
	MergedInto int64  // the ticket that goes on; 0 if not merged
	Rating     Rating
	Voices     int // how many people reported it, or said that they meet it too
}

// Under is a merged ticket as its own reporters see it while it goes on as head:
// their number, words and place, the state and the promises of head. What others
// said is not in it.
func (t Ticket) Under(head Ticket) Ticket {
	t.Status, t.Severity, t.Unit, t.Wait = head.Status, head.Severity, head.Unit, head.Wait
	t.DueAt, t.DoneAt, t.DoneBy = head.DueAt, head.DoneAt, head.DoneBy
	t.Ending, t.Outcome, t.Rating, t.Voices = head.Ending, head.Outcome, head.Rating, head.Voices
	return t
}

// Suspect is an open ticket that may be about the same matter as another.
type Suspect struct {
	N        int64
	OpenedAt time.Time
	Metres   float64 // between the two; infinite if one has no point
	Photo    bool    // a photo was seen on both
	Surely   bool    // nothing is left to doubt
}

// Rating is the reporter's word on the repair.
type Rating string

// The ratings; the empty one means not rated.
const (
	Satisfied    Rating = "satisfied"    // 满意: it is solved, and well
	Fair         Rating = "fair"         // 还行: it is solved
	Dissatisfied Rating = "dissatisfied" // 不满意, 没修好: it is not
)

// Origin is one statement that led to a ticket: whom to answer, and where.
type Origin struct {
	Ticket    int64
	ChatID    int64
	Topic     string
	MessageID string // the channel's number of the message to quote; "" if it is void since the chat moved
	Sender    Sender
	At        time.Time
}

// ByDoor reports whether nobody said it in that chat: who reported came by its [Door].
func (o Origin) ByDoor() bool { return o.MessageID == "" && o.Sender.ID == "" }

// Part says what a message, and the photos in it, are to its ticket.
type Part string

// The parts.
const (
	PartReport Part = "report" // how it is
	PartFix    Part = "fix"    // how it was repaired
	PartNote   Part = "note"   // said in between
)
