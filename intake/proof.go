package intake

import "time"

// Proof is what we attest about a rider's stop: that somebody stood there from
// one time to another and reported what they saw. It names nobody.
type Proof struct {
	Code    string // signs all the rest; who has it can look the rest up
	Ticket  int64
	Alias   int64  // number of the reporter's [Alias]; 0 if they have none
	Cell    string // code of the area; "" if it is not known
	Stopped time.Time
	Done    time.Time // when the report was complete
}

// Took is how long the stop was, in whole minutes, at least one.
func (p Proof) Took() time.Duration {
	return max((p.Done.Sub(p.Stopped) + time.Minute - 1).Truncate(time.Minute), time.Minute)
}
