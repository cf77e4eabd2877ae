package notice

import "snapgrid/intake"

// The sentences about people and what they may do.
const (
	NotYours    Sentence = "notyours"
	Privately   Sentence = "privately"
	Invitation  Sentence = "invitation"
	BadInvite   Sentence = "badinvite"
	WhichPerson Sentence = "whichperson"
	Dismissed   Sentence = "dismissed"
	LastAdmin   Sentence = "lastadmin"
)

// personView is one of the staff.
type personView struct {
	ID   int64
	Name string
	Role string
}

var roleNames = map[intake.Role]wording{
	intake.RoleResident:    {"居民", "resident"},
	intake.RoleRider:       {"骑手", "rider"},
	intake.RoleGridOfficer: {"网格员", "grid officer"},
	intake.RoleUnitOfficer: {"单位人员", "unit officer"},
	intake.RoleStreet:      {"街道工作人员", "street officer"},
	intake.RoleAdmin:       {"管理员", "administrator"},
}

func peopleView(lang string, people []intake.Officer) []personView {
	var all []personView
	for _, o := range people {
		all = append(all, personView{o.ID, o.Name, roleNames[o.Role].in(lang)})
	}
	return all
}
