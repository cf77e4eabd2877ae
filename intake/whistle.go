package intake

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"snapgrid/geotag"
)

// Whistle is the call of the street to one or several units to come and settle a
// matter (吹哨报到). It is an object of its own beside its ticket, and is counted
// apart from tickets. The room intake/whistle has its law.
type Whistle struct {
	N      int64 // 哨号: rising, never reused
	Ticket int64
	Kind   string // code of a configured kind, such as "progress"
	Status WhistleStatus
	Reason string // why it is blown, masked
	// Urgent says that it was blown before anybody approved it: life or property
	// is in danger. Approver is zero until somebody did so afterwards.
	Urgent      bool
	By          int64 // number of the officer who drafted it: the whistler
	Approver    int64 // number of the officer who approved it, or turned it down; 0 if nobody yet
	ChatID      int64 // where it was drafted, and where its whistler is answered
	Topic       string
	MessageID   string // what an answer replies to; "" if it was not a message
	DraftedAt   time.Time
	ApprovedAt  time.Time
	BlownAt     time.Time
	DoneAt      time.Time // when the last of its units was done
	ConfirmedAt time.Time
	RatedAt     time.Time
	Rating      WhistleRating
	LookAt      time.Time // when the next promise of a unit has to be looked at; zero: never
	Parts       []WhistlePart
}

// WhistleStatus is a whistle's place in its life.
type WhistleStatus string

// The statuses of a whistle. While units are at work it follows from theirs.
const (
	WhistleDrafted   WhistleStatus = "drafted"  // waits for approval
	WhistleApproved  WhistleStatus = "approved" // may be blown
	WhistleBlown     WhistleStatus = "blown"    // its units were called
	WhistleSigned    WhistleStatus = "signed"
	WhistleContacted WhistleStatus = "contacted"
	WhistleArrived   WhistleStatus = "arrived"
	WhistleDone      WhistleStatus = "done"
	WhistleConfirmed WhistleStatus = "confirmed" // by the whistler
	WhistleRated     WhistleStatus = "rated"
	WhistleRefused   WhistleStatus = "refused" // every unit says that it is not theirs: with the street
	WhistleCancelled WhistleStatus = "cancelled"
)

// WhistleStatuses lists all statuses in the order of a whistle's life.
func WhistleStatuses() []WhistleStatus {
	return []WhistleStatus{
		WhistleDrafted, WhistleApproved, WhistleBlown, WhistleSigned, WhistleContacted, WhistleArrived,
		WhistleDone, WhistleConfirmed, WhistleRated, WhistleRefused, WhistleCancelled,
	}
}

// WhistlePart is what one of the called units owes, with its own state, clocks
// and proof.
type WhistlePart struct {
	Position    int    // within the whistle, from 1
	Unit        string // code
	Status      PartStatus
	Officer     int64     // number of the officer who changed it last; 0 if nobody did
	Reason      string    // why the unit says that it is not theirs, masked
	Outcome     string    // what was done, masked
	SignBy      time.Time // its clocks; zero: no promise
	ContactBy   time.Time
	ArriveBy    time.Time
	DoneBy      time.Time
	CalledAt    time.Time
	SignedAt    time.Time
	ContactedAt time.Time
	ArrivedAt   time.Time
	DoneAt      time.Time
	Proofs      []WhistleProof // oldest first
}

// PartStatus is how far a called unit has come.
type PartStatus string

// The states of a part.
const (
	PartCalled    PartStatus = "called"
	PartSigned    PartStatus = "signed"    // 签到: the unit has it
	PartContacted PartStatus = "contacted" // it spoke with who whistled
	PartArrived   PartStatus = "arrived"   // it is there, which a photo or a position shows
	PartDone      PartStatus = "done"
	PartRefused   PartStatus = "refused"  // the unit says that it is not theirs: the street decides
	PartReleased  PartStatus = "released" // the street let it off
)

// PartStatuses lists all states of a part.
func PartStatuses() []PartStatus {
	return []PartStatus{PartCalled, PartSigned, PartContacted, PartArrived, PartDone, PartRefused, PartReleased}
}

// WhistleProof shows that a unit was there: a message with a photo, or with a
// position.
type WhistleProof struct {
	Message int64 // our own number of the message
	At      time.Time
	Point   *geotag.Point // nil: it is a photo
}

// WhistleRating is the whistler's word on how a whistle was answered.
type WhistleRating string

// The ratings, as the 12345 lines count them; the empty one means not rated.
const (
	RatedGood WhistleRating = "satisfied"    // 满意
	RatedFair WhistleRating = "fair"         // 基本满意
	RatedPoor WhistleRating = "dissatisfied" // 不满意
)

// WhistleEvent is one entry of a whistle's history. Events are only ever added,
// in the transaction of the change that they tell of.
type WhistleEvent struct {
	ID      int64 // rising
	Whistle int64
	Part    int // position of the part that it is about; 0: the whole whistle
	At      time.Time
	Step    WhistleStep
	Status  WhistleStatus // of the whistle after the event
	Actor   Actor
	Text    string // masked
}

// WhistleStep is what somebody does with a whistle. Its text is also the word in
// buttons.
type WhistleStep string

// The steps.
const (
	StepDraft   WhistleStep = "draft"
	StepApprove WhistleStep = "approve"
	StepBlow    WhistleStep = "blow"
	StepCancel  WhistleStep = "cancel"
	StepSign    WhistleStep = "sign"
	StepContact WhistleStep = "contact"
	StepArrive  WhistleStep = "arrive"
	StepDone    WhistleStep = "done"
	StepRefuse  WhistleStep = "refuse"
	StepInsist  WhistleStep = "insist"  // the street calls a unit that refused once more
	StepRelease WhistleStep = "release" // the street lets a unit off
	StepConfirm WhistleStep = "confirm"
	StepRedo    WhistleStep = "redo" // the whistler does not confirm: the units go on
	StepGood    WhistleStep = "good"
	StepFair    WhistleStep = "fair"
	StepPoor    WhistleStep = "poor"
)

// WhistleSteps lists all steps.
func WhistleSteps() []WhistleStep {
	return []WhistleStep{
		StepDraft, StepApprove, StepBlow, StepCancel, StepSign, StepContact, StepArrive, StepDone,
		StepRefuse, StepInsist, StepRelease, StepConfirm, StepRedo, StepGood, StepFair, StepPoor,
	}
}

// ReportWhistle tells who whistled that all units are done, with their photos. It
// waits until those are developed, but not for ever.
type ReportWhistle struct {
	Whistle int64 `json:"whistle"`
	Event   int64 `json:"event"`
}

// Kind names the job in the queue.
func (ReportWhistle) Kind() string { return "report_whistle" }

// WhistleRate is how often a cell needed a whistle (哨率): the whistles blown for
// its tickets, and its tickets, of the same time.
type WhistleRate struct {
	Cell     string // "" for tickets without one
	Whistles int
	Tickets  int
}

// WhistleKey names a post about a whistle, or about the part at a position of
// it: whoever answers the post speaks of that.
func WhistleKey(n int64, part int, about string) string {
	return fmt.Sprintf("whistle/%d/%d/%s", n, part, about)
}

// ParseWhistleKey reads what [WhistleKey] made.
func ParseWhistleKey(key string) (n int64, part int, about string, ok bool) {
	fields := strings.SplitN(key, "/", 4)
	if len(fields) != 4 || fields[0] != "whistle" {
		return 0, 0, "", false
	}
	n, numberErr := strconv.ParseInt(fields[1], 10, 64)
	part, partErr := strconv.Atoi(fields[2])
	if numberErr != nil || partErr != nil || n <= 0 || part < 0 {
		return 0, 0, "", false
	}
	return n, part, fields[3], true
}

// WhistlePress makes the data of a button about a whistle, or about the part at a
// position of it: "whistle-sign:3/2". A button says all by itself: whoever is quick
// presses it before it is noted under which post it stands.
func WhistlePress(step WhistleStep, n int64, part int) string {
	return fmt.Sprintf("whistle-%s:%d/%d", step, n, part)
}

// ParseWhistlePress reads what [WhistlePress] made. The data comes from a client:
// anything else is refused.
func ParseWhistlePress(data string) (step WhistleStep, n int64, part int, ok bool) {
	for _, s := range WhistleSteps() {
		numbers, found := strings.CutPrefix(data, "whistle-"+string(s)+":")
		if !found {
			continue
		}
		first, second, _ := strings.Cut(numbers, "/")
		n, numberErr := strconv.ParseInt(first, 10, 64)
		part, partErr := strconv.Atoi(second)
		return s, n, part, numberErr == nil && partErr == nil && n > 0 && part >= 0 && WhistlePress(s, n, part) == data
	}
	return "", 0, 0, false
}
