package dispatch

import (
	"slices"
	"strings"

	"snapgrid/intake"
)

// Route is a branch of the tree: what it is about, who answers there, and the
// branches that grow from it. A list that is empty does not limit it.
type Route struct {
	Name       string   // for people
	Categories []string // codes or their beginnings
	Cells      []string // codes of areas; what lies in one of them matches
	Severities []intake.Severity
	When       When
	Unit       string // code, or [Street]; "" is as the branch above says
	Officer    string // name; "" is whoever of the unit is on duty
	Routes     []Route
	Place      string // where it was written: "configs/routes.yaml:12"
}

// matches reports whether a matter takes this branch. m.At is in the zone of the
// plan.
func (r Route) matches(m Matter) bool {
	return r.hasCategory(m.Category) && r.hasCell(m.Cells) &&
		(len(r.Severities) == 0 || slices.Contains(r.Severities, m.Severity)) && r.When.Holds(m.At)
}

func (r Route) hasCategory(code string) bool {
	return len(r.Categories) == 0 ||
		code != "" && slices.ContainsFunc(r.Categories, func(prefix string) bool { return strings.HasPrefix(code, prefix) })
}

func (r Route) hasCell(path []string) bool {
	return len(r.Cells) == 0 || slices.ContainsFunc(path, func(cell string) bool { return slices.Contains(r.Cells, cell) })
}

// descend goes the way of a matter and shows each route on it.
func descend(routes []Route, m Matter, visit func(*Route)) {
	for i := range routes {
		if routes[i].matches(m) {
			visit(&routes[i])
			descend(routes[i].Routes, m, visit)
			return
		}
	}
}

// words tells which branch it is and what it asks for.
func (r Route) words() string {
	conditions := r.conditions()
	if r.Name == "" {
		return "route " + conditions
	}
	return "route " + r.Name + " (" + conditions + ")"
}

func (r Route) conditions() string {
	var parts []string
	add := func(what string, values []string) {
		if len(values) > 0 {
			parts = append(parts, what+" "+strings.Join(values, ", "))
		}
	}
	add("class", r.Categories)
	add("in", r.Cells)
	severities := make([]string, len(r.Severities))
	for i, s := range r.Severities {
		severities[i] = string(s)
	}
	add("severity", severities)
	if when := r.When.String(); when != "" {
		parts = append(parts, when)
	}
	if len(parts) == 0 {
		return "everything"
	}
	return strings.Join(parts, "; ")
}
