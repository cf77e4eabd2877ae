package intake_test

import (
	"slices"
	"testing"
	"time"

	"snapgrid/intake"
)

// What is within the scope of an officer is what they have the right on.
func TestScopeIsWhatTheyMay(t *testing.T) {
	path := map[string][]string{"a": {"d", "a"}, "b": {"d", "b"}, "": nil}
	under := func(cell string) []string {
		var all []string
		for code, above := range path {
			if slices.Contains(above, cell) {
				all = append(all, code)
			}
		}
		return append(all, cell)
	}
	grid := func(cells ...string) intake.Officer {
		return intake.Officer{ID: 1, Role: intake.RoleGridOfficer, Cells: cells}
	}
	unit := intake.Officer{ID: 1, Role: intake.RoleUnitOfficer, Unit: "u"}
	both := unit
	both.Also = []intake.Office{{Role: intake.RoleGridOfficer, Cells: []string{"b"}}}
	left := both
	left.Left = time.Now()
	for _, o := range []intake.Officer{
		{}, {ID: 1, Role: intake.RoleAdmin}, {ID: 1, Role: intake.RoleStreet}, grid(), grid("a"), grid("d"), grid("a", "b"), unit, both, left,
		{ID: 1, Role: intake.RoleRider},
	} {
		scope := o.Scope(intake.RightSee, under)
		for cell, above := range path {
			for _, of := range []string{"", "u", "v"} {
				if got, want := scope.Covers(of, cell), o.May(intake.RightSee, of, above); got != want {
					t.Errorf("%+v: covers %q of %q: %v, may see it: %v", o, cell, of, got, want)
				}
			}
		}
	}
}
