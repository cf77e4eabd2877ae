package intake

// Ending is how a ticket ended. Only the first of them means that the trouble is
// gone: a ticket that is closed is not said to be fixed.
type Ending string

// The endings; the empty one is that of a ticket which goes on.
const (
	EndingSolved    Ending = "solved"
	EndingExplained Ending = "explained" // true, and can not be solved: the reporter was told why
	EndingRefused   Ending = "refused"   // not for us: the reporter was told why, and where to go instead
	EndingMoved     Ending = "moved"     // another body has it now
	EndingDuplicate Ending = "duplicate" // goes on under another number
)

// Endings lists all endings.
func Endings() []Ending {
	return []Ending{EndingSolved, EndingExplained, EndingRefused, EndingMoved, EndingDuplicate}
}

// Status is the status that an ending leads to.
func (e Ending) Status() Status {
	switch e {
	case EndingSolved:
		return StatusResolved
	case EndingExplained, EndingMoved:
		return StatusClosed
	case EndingRefused:
		return StatusRejected
	case EndingDuplicate:
		return StatusMerged
	}
	return ""
}
