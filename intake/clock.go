package intake

import "time"

// Clocks are the promises of a ticket beside the one to solve it, which is
// [Ticket.DueAt]. A zero time is a promise that nobody made.
type Clocks struct {
	Since       time.Time // from when on the promise to solve it counts
	SignBy      time.Time // the unit says that it has it
	ContactBy   time.Time // the reporter hears from whoever has it
	VerifyBy    time.Time // somebody looks whether it is repaired
	SignedAt    time.Time
	ContactedAt time.Time
	PausedAt    time.Time // since when the clocks stand still; zero while they run
	Rung        int       // which rungs of the ladder were climbed, as bits; see package sla
	LookAt      time.Time // when something has to be said or done about them; zero: never
	YellowAt    time.Time // when the light of the ticket turns yellow; zero: no clock runs …
	RedAt       time.Time // … and red
}
