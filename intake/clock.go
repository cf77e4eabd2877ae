package intake

import "time"

// Clocks are the promises of a ticket beside the one to solve it, which is
// [Ticket.DueAt]. A zero time is a promise that nobody made.
type Clocks struct {
	SignBy      time.Time // the unit says that it has it
	ContactBy   time.Time // the reporter hears from whoever has it
	VerifyBy    time.Time // somebody looks whether it is repaired
	SignedAt    time.Time
	ContactedAt time.Time
	PausedAt    time.Time // since when the clocks stand still; zero while they run
	Rung        int       // how far it was carried up the ladder: 0 nobody was reminded yet
	LookAt      time.Time // when the next promise has to be looked at; zero: never
}
