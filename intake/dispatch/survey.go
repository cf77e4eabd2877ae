package dispatch

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"snapgrid/intake"
)

// Known is what a plan may name.
type Known struct {
	Officers   []intake.Officer
	Categories intake.Categories
	Cells      []string                                 // codes of all areas
	Path       func(cell string) []string               // an area and all that contain it
	Suggest    func(word string, known []string) string // the end of a sentence that refuses a word
}

// Survey looks over a plan. The error joins all that is wrong with it: names of
// nothing, and routes that nothing can ever take, since a route before them
// takes it all or their conditions exclude each other. A hole is only reported:
// what falls into it is the street's.
func (p Plan) Survey(known Known) ([]Hole, error) {
	s := surveyor{Known: known, plan: p}
	s.checkRoutes(p.Routes, "", "")
	s.checkRoster()
	var holes []Hole
	if len(s.faults) == 0 { // a route that names nothing is not reached either
		holes = s.walk()
	}
	return holes, errors.Join(s.faults...)
}

// surveyor collects what is wrong.
type surveyor struct {
	Known
	plan   Plan
	faults []error
}

func (s *surveyor) fault(place, format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if place != "" {
		text = place + ": " + text
	}
	s.faults = append(s.faults, errors.New(text))
}

// checkRoutes checks what routes name. unit is what the routes above say.
func (s *surveyor) checkRoutes(routes []Route, above, unit string) {
	for _, r := range routes {
		name, unit := r.named(above), unit
		for _, code := range r.Categories {
			if !s.hasClass(code) {
				s.fault(r.Place, "route %s: no class begins with %q%s", name, code, s.Suggest(code, s.classes()))
			}
		}
		for _, cell := range r.Cells {
			if !slices.Contains(s.Cells, cell) {
				s.fault(r.Place, "route %s: no cell has the code %q%s", name, cell, s.Suggest(cell, s.Cells))
			}
		}
		if r.Unit != "" {
			unit = r.Unit
		}
		s.checkUnit(r.Place, "route "+name, r.Unit)
		switch {
		case r.Officer == "":
		case unit == "" || unit == Street:
			s.fault(r.Place, "route %s: names the officer %s, but no unit", name, r.Officer)
		default:
			s.checkOfficer(r.Place, "route "+name, r.Officer, unit)
		}
		s.checkRoutes(r.Routes, name, unit)
	}
}

// named is the name of a route behind that of the route above; without a name
// it is known by what it asks for.
func (r Route) named(above string) string {
	name := r.Name
	if name == "" {
		name = r.conditions()
	}
	if above == "" {
		return name
	}
	return above + " › " + name
}

func (s *surveyor) hasClass(prefix string) bool {
	return prefix != "" && slices.ContainsFunc(s.Categories, func(c intake.Category) bool { return strings.HasPrefix(c.Code, prefix) })
}

func (s *surveyor) classes() []string {
	codes := make([]string, len(s.Categories))
	for i, c := range s.Categories {
		codes[i] = c.Code
	}
	return codes
}

func (s *surveyor) checkUnit(place, what, code string) {
	units := []string{Street}
	for _, u := range s.plan.Units {
		units = append(units, u.Code)
	}
	if code != "" && !slices.Contains(units, code) {
		s.fault(place, "%s: no unit has the code %q%s", what, code, s.Suggest(code, units))
	}
}

// checkOfficer checks that a person is on the staff, and not of another unit.
// The same name may be there once for each channel.
func (s *surveyor) checkOfficer(place, what, name, unit string) {
	var names []string
	elsewhere := ""
	for _, o := range s.Officers {
		names = append(names, o.Name)
		switch {
		case o.Name != name:
		case o.Role == intake.RoleUnitOfficer && o.Unit != unit && unit != "":
			elsewhere = o.Unit
		default:
			return
		}
	}
	if elsewhere != "" {
		s.fault(place, "%s: %s works for %s, not for %s", what, name, elsewhere, unit)
		return
	}
	s.fault(place, "%s: nobody on the staff is called %q%s", what, name, s.Suggest(name, names))
}

func (s *surveyor) checkRoster() {
	for _, d := range s.plan.Roster.Duties {
		what := "duty of " + d.Officer
		s.checkUnit(d.Place, what, d.Unit)
		s.checkOfficer(d.Place, what, d.Officer, d.Unit)
	}
	for _, l := range s.plan.Roster.Leaves {
		what := "leave of " + l.Officer
		s.checkOfficer(l.Place, what, l.Officer, "")
		if l.StandIn != "" {
			s.checkOfficer(l.Place, what, l.StandIn, "")
		}
		if l.StandIn == l.Officer {
			s.fault(l.Place, "%s: nobody can stand in for themselves", what)
		}
	}
}
