package intake

import (
	"slices"
	"time"
)

// Role says what a person may do.
type Role string

// The roles. Who is not on the staff is a rider or a resident, by the chat in which
// they talk to us.
const (
	RoleResident    Role = "resident"
	RoleRider       Role = "rider"
	RoleGridOfficer Role = "grid_officer" // looks after some cells
	RoleUnitOfficer Role = "unit_officer" // works for one unit
	RoleStreet      Role = "street"       // answers for everything in the street
	RoleAdmin       Role = "admin"
)

// StaffRoles lists the roles that an officer can have.
func StaffRoles() []Role {
	return []Role{RoleGridOfficer, RoleUnitOfficer, RoleStreet, RoleAdmin}
}

// RoleIn is the role of who is not on the staff, by the kind of the chat.
func RoleIn(kind ChatKind) Role {
	if kind == ChatRiders {
		return RoleRider
	}
	return RoleResident
}

// Office is a role within a scope.
type Office struct {
	Role  Role
	Cells []string // of a grid officer; empty means all
	Unit  string   // of a unit officer
	// Listed is set for an office that the configuration gives: it ends when the
	// configuration names it no more.
	Listed bool
}

// Covers reports whether a ticket of unit, in a cell whose path (the cell and all
// that contain it) is given, is within the scope of the office.
func (o Office) Covers(unit string, path []string) bool {
	switch o.Role {
	case RoleAdmin, RoleStreet:
		return true
	case RoleUnitOfficer:
		return o.Unit == unit
	case RoleGridOfficer:
		return len(o.Cells) == 0 || slices.ContainsFunc(path, func(cell string) bool { return slices.Contains(o.Cells, cell) })
	case RoleResident, RoleRider:
	}
	return false
}

// Equal reports whether two offices are the same, whoever gave them.
func (o Office) Equal(other Office) bool {
	return o.Role == other.Role && o.Unit == other.Unit && slices.Equal(o.Cells, other.Cells)
}

// Officer is a person on the staff, known on one channel.
type Officer struct {
	ID      int64
	Channel Channel
	Sender  string // the channel's ID of the person
	Name    string
	Role    Role
	Cells   []string  // of a grid officer; empty means all
	Unit    string    // of a unit officer
	Listed  bool      // the configuration gives this office
	Also    []Office  // further offices of the same person
	Left    time.Time // when they left the staff; zero while they are on it
}

// Offices lists all offices of an officer, none of one who left.
func (o Officer) Offices() []Office {
	if o.ID == 0 || !o.Left.IsZero() {
		return nil
	}
	return append([]Office{o.first()}, o.Also...)
}

func (o Officer) first() Office { return Office{o.Role, o.Cells, o.Unit, o.Listed} }

// Give adds an office, once.
func (o *Officer) Give(office Office) {
	if !o.first().Equal(office) && !slices.ContainsFunc(o.Also, office.Equal) {
		o.Also = append(o.Also, office)
	}
}

// Unlisted is the officer without the offices that the configuration gave; ok is
// false if none is left.
func (o Officer) Unlisted() (rest Officer, ok bool) {
	offices := slices.DeleteFunc(o.Offices(), func(office Office) bool { return office.Listed })
	if len(offices) == 0 {
		return o, false
	}
	o.Role, o.Cells, o.Unit, o.Listed = offices[0].Role, offices[0].Cells, offices[0].Unit, false
	o.Also = offices[1:]
	return o, true
}

// For is the officer as they act on a ticket of unit: in the name of that one if
// they work for it, else of the first that they work for.
func (o Officer) For(unit string) Officer {
	found := ""
	for _, office := range o.Offices() {
		if found == "" || office.Unit == unit {
			found = office.Unit
		}
	}
	o.Unit = found
	return o
}
