// Package dispatch names the unit that is responsible for a matter.
package dispatch

import (
	"fmt"
	"strings"

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

// Find finds the unit that people mean: by its code, its name, or a part of its
// name that no other unit has (城管 for 区城管局).
func (r *Router) Find(name string) (unit intake.Unit, ok bool) {
	if name == "" {
		return intake.Unit{}, false
	}
	found := 0
	for _, u := range r.units {
		if strings.EqualFold(u.Code, name) || u.Name == name {
			return u, true
		}
		if strings.Contains(u.Name, name) {
			unit, found = u, found+1
		}
	}
	return unit, found == 1
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
