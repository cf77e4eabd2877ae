// Package dispatch names who is responsible for a matter: the unit, and the
// officer of the unit who is on duty.
//
// # The way of a matter
//
// A [Plan] holds a tree of routes. A matter goes down the tree: of the routes
// side by side it takes the first that matches, then of that one's own routes
// the first that matches, and so on; it never turns back. What a route does not
// say – the unit, the officer – is as the route above it says. Where no route
// names a unit the list of classes of each unit decides, the longest entry
// first. Where nobody answers even there the tree has a hole: the matter is the
// street's to dispatch by hand.
//
// Who of the unit acts is the officer of the route or else, by the [Roster], the
// one on duty; who is on leave is stood in for.
//
// Choosing is pure arithmetic on a few values: the same matter always goes the
// same way, and [Choice.Way] tells it in words. [Plan.Survey] says what is wrong
// with a plan before anything is chosen by it.
package dispatch

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"snapgrid/intake"
)

// Street is what stands in place of a unit's code where the street shall decide.
const Street = "street"

// Matter is what a way is chosen by.
type Matter struct {
	Category string // code; "" if no class fits
	Severity intake.Severity
	Cells    []string // codes of the cell and of all that contain it; empty if the place is not known
	At       time.Time
}

// Plan is who answers for what, and when.
type Plan struct {
	Units  []intake.Unit
	Routes []Route
	Roster Roster
	Zone   *time.Location // of the hours and days of routes and roster; nil is UTC
}

// Router chooses by a plan. It never changes once made.
type Router struct{ plan Plan }

// Router makes a router that follows the plan. Without routes the classes that units list
// decide.
func (p Plan) Router() *Router {
	if p.Zone == nil {
		p.Zone = time.UTC
	}
	return &Router{p}
}

// Choice is who was chosen, and why.
type Choice struct {
	Unit    intake.Unit // zero: nobody answers, or the street shall decide
	Officer string      // name of the officer who is to act; "" if it is nobody by name
	Hole    bool        // nobody answers, and nobody wanted it so
	Way     []string    // each step in words, for staff
}

// Choose finds who answers for a matter.
func (r *Router) Choose(m Matter) Choice {
	m.At = m.At.In(r.plan.Zone)
	var c Choice
	unit, officer := "", ""
	descend(r.plan.Routes, m, func(route *Route) {
		c.Way = append(c.Way, route.words())
		if route.Unit != "" {
			unit, officer = route.Unit, ""
		}
		if route.Officer != "" {
			officer = route.Officer
		}
	})
	switch unit {
	case Street:
		c.Way = append(c.Way, "the street decides")
		return c
	case "":
		c.chooseByClass(r.plan.Units, m.Category)
	default:
		c.Unit, _ = r.Unit(unit)
		c.Way = append(c.Way, "unit "+unit+" "+c.Unit.Name)
	}
	if c.Unit.Code != "" {
		c.chooseOfficer(r.plan.Roster, officer, m.At)
	}
	return c
}

// chooseByClass takes the unit whose list names the class most exactly; the
// first of equals wins.
func (c *Choice) chooseByClass(units []intake.Unit, category string) {
	longest := 0
	for _, u := range units {
		if length, answers := u.AnswersFor(category); answers && category != "" && length > longest {
			c.Unit, longest = u, length
		}
	}
	if c.Unit.Code == "" {
		c.Hole = true
		c.Way = append(c.Way, "nobody: no route names a unit, and no unit lists "+named(category)+"; the street decides")
		return
	}
	c.Way = append(c.Way, fmt.Sprintf("unit %s %s, which lists %s", c.Unit.Code, c.Unit.Name, category[:longest]))
}

func named(category string) string {
	if category == "" {
		return "what has no class"
	}
	return category
}

// chooseOfficer takes the officer of the route or, where there is none or they are
// away, who is on duty.
func (c *Choice) chooseOfficer(roster Roster, wanted string, at time.Time) {
	if wanted != "" {
		turn := roster.Present(wanted, at)
		c.Officer, c.Way = turn.Officer, append(c.Way, turn.Why)
	}
	if c.Officer != "" {
		return
	}
	if turn := roster.OnDuty(c.Unit.Code, at); turn.Why != "" {
		c.Officer, c.Way = turn.Officer, append(c.Way, turn.Why)
	}
}

// Unit finds a unit by its code.
func (r *Router) Unit(code string) (intake.Unit, bool) {
	for _, u := range r.plan.Units {
		if u.Code == code {
			return u, true
		}
	}
	return intake.Unit{}, false
}

// Find finds the unit that people mean: by its code, its name, or a part of its
// name that no other unit has (城管 for 区城管局).
func (r *Router) Find(name string) (unit intake.Unit, ok bool) {
	if name == "" {
		return intake.Unit{}, false
	}
	found := 0
	for _, u := range r.plan.Units {
		if strings.EqualFold(u.Code, name) || u.Name == name {
			return u, true
		}
		if strings.Contains(u.Name, name) {
			unit, found = u, found+1
		}
	}
	return unit, found == 1
}

// Named reports whether words name a unit: by its code, its name, or a part of the
// name that no other unit has and that tells what it is: 城管 of 区城管局.
func (r *Router) Named(u intake.Unit, words string) bool {
	words = strings.ToLower(words)
	if strings.Contains(words, strings.ToLower(u.Code)) || strings.Contains(words, strings.ToLower(u.Name)) {
		return true
	}
	name := []rune(u.Name)
	for i := 0; i+2 <= len(name); i++ {
		part := string(name[i : i+2])
		if !common[part] && strings.Contains(words, part) && r.onlyIn(part, u.Code) {
			return true
		}
	}
	return false
}

// common are parts of names that tell nothing of a unit.
var common = map[string]bool{
	"单位": true, "公司": true, "中心": true, "集团": true, "部门": true, "街道": true, "社区": true, "管理": true, "大队": true, "共建": true,
}

// onlyIn reports whether no other unit has the part in its name.
func (r *Router) onlyIn(part, code string) bool {
	for _, u := range r.plan.Units {
		if u.Code != code && strings.Contains(u.Name, part) {
			return false
		}
	}
	return true
}

// Tells reports whether a chat is one in which a unit is told.
func (r *Router) Tells(chat intake.ChatRef) bool {
	return slices.ContainsFunc(r.plan.Units, func(u intake.Unit) bool { return slices.Contains(u.Chats, chat) })
}

// OnDuty says who of a unit is on duty at a moment.
func (r *Router) OnDuty(unit string, at time.Time) Turn {
	return r.plan.Roster.OnDuty(unit, at.In(r.plan.Zone))
}

// Zone is the zone of the hours and days of the plan.
func (r *Router) Zone() *time.Location { return r.plan.Zone }

// Units lists all units in the order of the configuration.
func (r *Router) Units() []intake.Unit { return r.plan.Units }
