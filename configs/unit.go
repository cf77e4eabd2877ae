package configs

import (
	"slices"
	"strings"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// classes reads the table of classes that the configuration names.
func (c Config) classes() (intake.Categories, error) {
	table, err := ReadData(c.Categories)
	if err != nil {
		return nil, err
	}
	return triage.ParseCategories(table)
}

// Unit is an entry of units: a department, a property company or a co-building
// unit.
type Unit struct {
	Code       string   `yaml:"code"`
	Name       string   `yaml:"name"`
	Categories []string `yaml:"categories"` // codes or their beginnings
	Chats      []string `yaml:"chats"`      // CHANNEL/ID
}

// Intake translates the entry. The chats are in the form that
// [Config.Validate] checks; others are left out.
func (u Unit) Intake() intake.Unit {
	unit := intake.Unit{Code: u.Code, Name: u.Name, Categories: u.Categories}
	for _, chat := range u.Chats {
		if ref, err := intake.ParseChatRef(chat); err == nil {
			unit.Chats = append(unit.Chats, ref)
		}
	}
	return unit
}

func (u Unit) check(at string, known intake.Categories, r *review) {
	r.require(at+".code", u.Code, "a short code of the unit, such as chengguan")
	r.require(at+".name", u.Name, "the name of the unit")
	for i, prefix := range u.Categories {
		begins := func(c intake.Category) bool { return strings.HasPrefix(c.Code, prefix) }
		if prefix == "" || !slices.ContainsFunc(known, begins) {
			r.add(item(at+".categories", i), "want a code such as E0401, or the beginning of one; no class begins with %q", prefix)
		}
	}
	for i, chat := range u.Chats {
		ref, err := intake.ParseChatRef(chat)
		if err != nil {
			r.add(item(at+".chats", i), "%s", err)
			continue
		}
		r.channel(item(at+".chats", i), string(ref.Channel))
	}
}
