package intake

import "time"

// Guest is a handler without an account (访客办理人), such as a property company or
// a 后盾单位: whoever has the link may see one ticket, answer, and show the repair
// in the name of a unit, and may do nothing else.
type Guest struct {
	ID      int64
	Ticket  int64
	Unit    string // code of the unit that the guest acts for
	By      int64  // number of the officer who made the link
	At      time.Time
	Until   time.Time // the link is good until then
	EndedAt time.Time // when staff took it back; zero if they did not
}

// GuestState says whether a link is good.
type GuestState string

// The states of a link.
const (
	GuestGood    GuestState = "good"
	GuestExpired GuestState = "expired"
	GuestRevoked GuestState = "revoked"
)

// State is whether the link is good at a time.
func (g Guest) State(now time.Time) GuestState {
	switch {
	case !g.EndedAt.IsZero():
		return GuestRevoked
	case !now.Before(g.Until):
		return GuestExpired
	}
	return GuestGood
}
