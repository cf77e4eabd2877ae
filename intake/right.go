package intake

import "slices"

// Right is something that not everybody may do.
type Right string

// The rights on a ticket. They hold within the scope of an officer: the cells or
// the unit that they answer for.
const (
	RightSee      Right = "see"      // words and photos as they were sent, and what is known of the matter
	RightScreen   Right = "screen"   // say whether it is true, correct class, place and severity, split it
	RightDispatch Right = "dispatch" // give it to a unit
	RightWork     Right = "work"     // sign for it, start, wait, send back, resolve
	RightVerify   Right = "verify"   // say that a repair is one
	RightEnd      Right = "end"      // explain, refuse, move to another body, take up again
	RightMerge    Right = "merge"    // make two tickets one, and undo it
	RightWhistle  Right = "whistle"  // draft a whistle
	RightRise     Right = "rise"     // carry it to the next tier, offer it as an order
)

// The rights that are not about one ticket.
const (
	RightApprove Right = "approve" // let a whistle be blown
	RightMute    Right = "mute"    // decide whom we do not answer
	RightPeople  Right = "people"  // make codes for staff and chats
	RightReveal  Right = "reveal"  // learn who stands behind an alias
)

// rights says what each role may do.
var rights = map[Role][]Right{
	RoleGridOfficer: {RightSee, RightScreen, RightDispatch, RightWork, RightVerify, RightMerge, RightWhistle, RightRise},
	RoleUnitOfficer: {RightSee, RightScreen, RightWork, RightWhistle},
	RoleStreet: {
		RightSee, RightScreen, RightDispatch, RightWork, RightVerify, RightEnd, RightMerge, RightWhistle, RightRise,
		RightApprove, RightMute,
	},
	RoleAdmin: {
		RightSee, RightScreen, RightDispatch, RightWork, RightVerify, RightEnd, RightMerge, RightWhistle, RightRise,
		RightApprove, RightMute, RightPeople, RightReveal,
	},
}

// Has reports whether the officer's role has a right, wherever.
func (o Officer) Has(r Right) bool { return o.ID != 0 && slices.Contains(rights[o.Role], r) }

// May reports whether the officer has a right on a ticket of unit in a cell whose
// path (the cell and all that contain it) is given.
func (o Officer) May(r Right, unit string, path []string) bool {
	return o.Has(r) && o.covers(unit, path)
}

// covers reports whether a ticket is within the officer's scope.
func (o Officer) covers(unit string, path []string) bool {
	switch o.Role {
	case RoleAdmin, RoleStreet:
		return true
	case RoleUnitOfficer:
		return o.Unit == unit
	case RoleGridOfficer:
		return len(o.Cells) == 0 || slices.ContainsFunc(path, func(cell string) bool { return slices.Contains(o.Cells, cell) })
	}
	return false
}
