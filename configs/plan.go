package configs

import (
	"errors"
	"fmt"
	"reflect"

	"snapgrid/intake/dispatch"
)

// Plan reads the routing tree and the roster that the configuration names. What
// is wrong in the files is told as [Faults]. Whether what they name exists, and
// whether every route can be taken, is known only with the cells: see
// [dispatch.Plan.Survey].
func (c Config) Plan() (dispatch.Plan, error) {
	var faults Faults
	var tree struct {
		Routes []Route `yaml:"routes"`
	}
	var turns struct {
		Roster []Duty  `yaml:"roster"`
		Leave  []Leave `yaml:"leave"`
	}
	routes, roster := c.table(c.Routes, &tree, &faults), c.table(c.Roster, &turns, &faults)
	plan := dispatch.Plan{Routes: translate("routes", tree.Routes, routes)}
	for _, u := range c.Units {
		plan.Units = append(plan.Units, u.Intake())
	}
	for i, d := range turns.Roster {
		plan.Roster.Duties = append(plan.Roster.Duties, d.duty(item("roster", i), roster))
	}
	for i, l := range turns.Leave {
		plan.Roster.Leaves = append(plan.Roster.Leaves, l.leave(item("leave", i), roster))
	}
	routes.faults.sort()
	roster.faults.sort()
	if faults = append(append(faults, routes.faults...), roster.faults...); len(faults) > 0 {
		return dispatch.Plan{}, faults
	}
	zone, err := c.Zone()
	plan.Zone = zone
	return plan, err
}

// table reads a file of its own as strictly as the configuration. Without a path
// there is nothing in it. The reader knows the faults, and the place of each key.
func (c Config) table(path string, into any, faults *Faults) *reader {
	r := newReader(path)
	if path == "" {
		return r
	}
	text, err := ReadData(path)
	if err != nil {
		*faults = append(*faults, Fault{File: path, Text: "cannot be read: " + reason(err)})
		return r
	}
	if root, ok := r.parse(text); ok && root != nil {
		r.fillStruct("", root, reflect.ValueOf(into).Elem())
	}
	return r
}

// place is where a key of a table was written.
func (r *reader) place(key string) string {
	f := r.origin.fault(key, "")
	return fmt.Sprintf("%s:%d", f.File, f.Line)
}

// wrong adds a fault about a key of a table, at the place of the key.
func (r *reader) wrong(key string, err error) {
	f := r.origin.fault(key, key+": "+err.Error())
	r.faults = append(r.faults, f)
}

// checkPlan adds what is wrong with the files of routes and roster.
func (c Config) checkPlan(r *review) {
	_, err := c.Plan()
	faults := Faults(nil)
	if err == nil || !errors.As(err, &faults) {
		return
	}
	for _, f := range faults {
		key := "routes"
		if f.File == c.Roster {
			key = "roster"
		}
		r.add(key, "%s", f)
	}
}
