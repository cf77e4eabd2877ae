package intake

import "slices"

// Right is something that not everybody may do.
type Right string

// The rights of everybody who talks to us.
const (
	RightReport    Right = "report"    // have a ticket opened
	RightAdd       Right = "add"       // say more about a ticket
	RightStatus    Right = "status"    // ask how it stands
	RightUrge      Right = "urge"      // ask to make haste
	RightSecond    Right = "second"    // say that they meet the same trouble (+1)
	RightSubscribe Right = "subscribe" // be told what becomes of it
	RightRate      Right = "rate"      // say whether it is repaired; of what they reported themselves
)

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
	RightApprove  Right = "approve"  // let a whistle be blown
	RightMute     Right = "mute"     // decide whom we do not answer
	RightUnfreeze Right = "unfreeze" // give a ticket to a unit that units sent back from one to the next
	RightLead     Right = "lead"     // see the outbox, the chats, the channels and the audit, and mend them
	RightPeople   Right = "people"   // take people on the staff and off it
	RightReveal   Right = "reveal"   // learn who stands behind an alias
)

// everybody lists the rights that every role has.
var everybody = []Right{RightReport, RightAdd, RightStatus, RightUrge, RightSecond, RightSubscribe, RightRate}

// rights says what the roles of staff may do besides.
var rights = map[Role][]Right{
	RoleGridOfficer: {RightSee, RightScreen, RightDispatch, RightWork, RightVerify, RightMerge, RightWhistle, RightRise},
	RoleUnitOfficer: {RightSee, RightScreen, RightWork, RightMerge, RightWhistle},
	RoleStreet: {
		RightSee, RightScreen, RightDispatch, RightWork, RightVerify, RightEnd, RightMerge, RightWhistle, RightRise,
		RightApprove, RightMute, RightUnfreeze, RightLead,
	},
	RoleAdmin: {
		RightSee, RightScreen, RightDispatch, RightWork, RightVerify, RightEnd, RightMerge, RightWhistle, RightRise,
		RightApprove, RightMute, RightUnfreeze, RightLead, RightPeople, RightReveal,
	},
}

// Rights lists all rights.
func Rights() []Right { return append(slices.Clone(everybody), rights[RoleAdmin]...) }

// Has reports whether a role has a right.
func (r Role) Has(right Right) bool {
	return slices.Contains(everybody, right) || slices.Contains(rights[r], right)
}

// Reach is how far a right goes.
type Reach string

// The reaches.
const (
	ReachAll   Reach = "all"   // every ticket, or none at all
	ReachScope Reach = "scope" // tickets within the scope of an office
	ReachOwn   Reach = "own"   // tickets that the person reported
)

// Reach tells how far a right goes, for those who have it.
func (r Right) Reach() Reach {
	switch {
	case r == RightRate:
		return ReachOwn
	case slices.Contains(everybody, r), r == RightApprove, r == RightMute, r == RightLead, r == RightPeople, r == RightReveal:
		return ReachAll
	}
	return ReachScope
}

// Has reports whether the officer has a right in one of their offices, wherever.
func (o Officer) Has(r Right) bool {
	return slices.ContainsFunc(o.Offices(), func(office Office) bool { return office.Role.Has(r) })
}

// May reports whether the officer has a right on a ticket of unit in a cell whose
// path (the cell and all that contain it) is given. Whether a ticket is their own
// is not asked here.
func (o Officer) May(r Right, unit string, path []string) bool {
	return slices.ContainsFunc(o.Offices(), func(office Office) bool {
		return office.Role.Has(r) && (r.Reach() != ReachScope || office.Covers(unit, path))
	})
}
