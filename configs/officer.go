package configs

import "snapgrid/intake"

// Officer is an entry of staff. Without an id the officer is known by name: on
// WeChat by exactly one match among the members of the bound chats, elsewhere
// by a one-time code.
type Officer struct {
	Channel string   `yaml:"channel"`
	ID      string   `yaml:"id"`
	Name    string   `yaml:"name"`
	Role    string   `yaml:"role"`
	Cells   []string `yaml:"cells"`
	Unit    string   `yaml:"unit"`
	Also    []Office `yaml:"also"` // further offices of the same person
}

// Office is a further role of a person.
type Office struct {
	Role  string   `yaml:"role"`
	Cells []string `yaml:"cells"`
	Unit  string   `yaml:"unit"`
}

// Intake translates the entry.
func (o Officer) Intake() intake.Officer {
	officer := intake.Officer{
		Channel: intake.Channel(o.Channel), Sender: o.ID, Name: o.Name,
		Role: intake.Role(o.Role), Cells: o.Cells, Unit: o.Unit, Listed: true,
	}
	for _, also := range o.Also {
		officer.Also = append(officer.Also, intake.Office{Role: intake.Role(also.Role), Cells: also.Cells, Unit: also.Unit, Listed: true})
	}
	return officer
}

func (o Officer) check(at string, units map[string]bool, r *review) {
	r.channel(at+".channel", o.Channel)
	if o.ID == "" {
		r.require(at+".name", o.Name, "the id of the person on the channel, or a name")
	}
	Office{o.Role, o.Cells, o.Unit}.check(at, units, r)
	for i, also := range o.Also {
		also.check(item(at+".also", i), units, r)
	}
}

func (o Office) check(at string, units map[string]bool, r *review) {
	r.oneOf(at+".role", o.Role, roles()...)
	switch {
	case o.Unit != "" && !units[o.Unit]:
		r.add(at+".unit", "no unit has the code %q%s", o.Unit, Suggestion(o.Unit, keysOf(units)))
	case o.Unit == "" && o.Role == string(intake.RoleUnitOfficer):
		r.add(at+".unit", "want the code of the unit that a unit_officer works for")
	}
	for i, cell := range o.Cells {
		r.require(item(at+".cells", i), cell, "the code of a cell")
	}
}

func roles() []string {
	var all []string
	for _, role := range intake.StaffRoles() {
		all = append(all, string(role))
	}
	return all
}
