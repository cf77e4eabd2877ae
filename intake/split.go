package intake

import "snapgrid/geotag"

// Split is a proposal to make two tickets of one, because its words tell of two
// troubles in two places. Staff decide.
type Split struct {
	Ticket        int64
	First, Second Half
	Became        int64 // the ticket that the second half became; 0 while it is a proposal
}

// Half is one of the troubles of a [Split].
type Half struct {
	Words    string // for staff
	Masked   string // may be published
	Category string
	Severity Severity
	Fix      geotag.Fix // zero Source if no place is known
}
