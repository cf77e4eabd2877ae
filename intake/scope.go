package intake

import "slices"

// Scope is which tickets somebody may see. The zero Scope is none.
type Scope struct {
	All   bool
	Units []string // codes
	Cells []string // codes, of the cells themselves
}

// Scope is where an officer has a right. under lists a cell and all that it
// contains.
func (o Officer) Scope(r Right, under func(cell string) []string) Scope {
	var s Scope
	for _, office := range o.Offices() {
		switch {
		case !office.Role.Has(r):
		case office.Role == RoleUnitOfficer:
			s.Units = append(s.Units, office.Unit)
		case office.Role == RoleGridOfficer && len(office.Cells) > 0:
			for _, cell := range office.Cells {
				s.Cells = append(s.Cells, under(cell)...)
			}
		default:
			s.All = true
		}
	}
	slices.Sort(s.Cells)
	s.Cells = slices.Compact(s.Cells)
	return s
}

// Covers reports whether a ticket of a unit, in a cell, is within the scope.
func (s Scope) Covers(unit, cell string) bool {
	return s.All || slices.Contains(s.Units, unit) || slices.Contains(s.Cells, cell)
}
