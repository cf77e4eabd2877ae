package intake

import "time"

// Appointment is an entry of the audit: somebody changed who is on the staff, or
// with which rights.
type Appointment struct {
	At      time.Time
	By      int64 // number of the officer who did it; 0: the person themselves, by a code
	Officer int64 // number of the officer whom it is about; 0 for an invitation
	Name    string
	What    AppointmentKind
	Office  Office // of all but a dismissal
}

// AppointmentKind says what was changed.
type AppointmentKind string

// The kinds of appointments.
const (
	Invited   AppointmentKind = "invited"   // a code was made
	Joined    AppointmentKind = "joined"    // somebody used it
	Dismissed AppointmentKind = "dismissed" // off the staff
	Given     AppointmentKind = "given"     // one more office
	Taken     AppointmentKind = "taken"     // an office less
)
