package desk

import (
	"slices"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// screened reports whether the grid found a ticket to be true since it was opened,
// or opened again.
func screened(events []intake.Event) bool {
	for _, e := range slices.Backward(events) {
		switch e.Kind {
		case intake.EventScreened:
			return true
		case intake.EventReopened:
			return false
		}
	}
	return false
}

// givenBack lists which units sent a ticket back, and why, one after the other.
func givenBack(events []intake.Event) []notice.GivenBack {
	var all []notice.GivenBack
	for _, e := range events {
		if e.Kind == intake.EventReturned && e.Actor.Unit != "" {
			all = append(all, notice.GivenBack{Unit: e.Actor.Unit, Reason: e.Text})
		}
	}
	return all
}

// firstSigned is the unit that signed for a ticket first (首接); "" if none did.
func firstSigned(events []intake.Event) string {
	for _, e := range events {
		if (e.Kind == intake.EventAccepted || e.Kind == intake.EventStarted) && e.Actor.Unit != "" {
			return e.Actor.Unit
		}
	}
	return ""
}
