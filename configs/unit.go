package configs

import "snapgrid/intake"

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

func (u Unit) check(at string, r *review) {
	r.require(at+".code", u.Code, "a short code of the unit, such as chengguan")
	r.require(at+".name", u.Name, "the name of the unit")
	for i, prefix := range u.Categories {
		r.require(item(at+".categories", i), prefix, "a code such as E0401 or the beginning of one")
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
