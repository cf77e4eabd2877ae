// Package dispatch names the unit that is responsible for a matter.
package dispatch

import (
	"fmt"

	"snapgrid/intake"
)

// Router chooses units by the class of the trouble. It never changes once made.
type Router struct {
	units []intake.Unit
}

// New makes a router over the configured units.
func New(units []intake.Unit) *Router { return &Router{units: units} }

// Choice is the unit that was chosen, and why.
type Choice struct {
	Unit   intake.Unit
	Reason string // for staff: "E0401 is in E04 of chengguan"
}

// Route chooses the unit whose entry names the class most exactly; the first
// of equals wins. ok is false if nobody answers for the class: then it is the
// street's to decide.
func (r *Router) Route(category string) (c Choice, ok bool) {
	longest := 0
	for _, u := range r.units {
		length, answers := u.AnswersFor(category)
		if answers && category != "" && (!ok || length > longest) {
			c = Choice{Unit: u, Reason: fmt.Sprintf("%s is in %s of %s", category, category[:length], u.Code)}
			longest, ok = length, true
		}
	}
	return c, ok
}

// Unit finds a unit by its code.
func (r *Router) Unit(code string) (intake.Unit, bool) {
	for _, u := range r.units {
		if u.Code == code {
			return u, true
		}
	}
	return intake.Unit{}, false
}
