package intake

import "strings"

// Unit is a department, a property company or a co-building unit that can be
// made responsible for a ticket.
type Unit struct {
	Code       string
	Name       string
	Categories []string  // codes or their beginnings: "E04" answers for E0401
	Chats      []ChatRef // where its people are told
}

// AnswersFor reports whether the unit takes tickets of the class, and how many
// characters of the code its entry names: the longer, the more specific.
func (u Unit) AnswersFor(category string) (length int, ok bool) {
	for _, prefix := range u.Categories {
		if strings.HasPrefix(category, prefix) && len(prefix) >= length {
			length, ok = len(prefix), true
		}
	}
	return length, ok
}

// Role says what an officer may do.
type Role string

// The roles.
const (
	RoleGridOfficer Role = "grid_officer" // looks after some cells
	RoleUnitOfficer Role = "unit_officer" // works for one unit
	RoleStreet      Role = "street"       // answers for everything in the street
	RoleAdmin       Role = "admin"
)

// Officer is a person on the staff, known on one channel.
type Officer struct {
	ID      int64
	Channel Channel
	Sender  string // the channel's ID of the person
	Name    string
	Role    Role
	Cells   []string // of a grid officer; empty means all
	Unit    string   // of a unit officer
}
