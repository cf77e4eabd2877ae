package intake

import "time"

// Mute holds back what somebody says, emergencies excepted. Staff go on seeing it.
type Mute struct {
	Channel Channel
	Sender  string // the channel's ID of the person
	Name    string // as the person was called then; for staff
	At      time.Time
	Until   time.Time // zero: until somebody lifts it
	Reason  string
	By      int64 // number of the officer; 0 if the program did it
}

// Allowance is how often something may happen within a period.
type Allowance struct {
	Name  string
	Limit int
}
