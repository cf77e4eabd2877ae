package row

import "snapgrid/intake"

// OfficerColumns are the columns of [Officer], of officers o joined with one of
// their identities i, if they have any.
const OfficerColumns = `o.id, coalesce(i.channel, ''), coalesce(i.sender, ''), o.name, o.role, o.cells, o.unit, o.listed, o.also, o.left_at`

// Officer scans [OfficerColumns].
func Officer(r Scanner) (intake.Officer, error) {
	var o intake.Officer
	var also []officeForm
	err := r.Scan(&o.ID, &o.Channel, &o.Sender, &o.Name, &o.Role, words(&o.Cells), &o.Unit, &o.Listed, fromJSON(&also), Time(&o.Left))
	o.Also = offices(also)
	return o, err
}

// OnChannel is an officer's number and a channel.
type OnChannel struct {
	Officer int64
	Channel intake.Channel
}

// OfficerChannel scans officer, channel.
func OfficerChannel(r Scanner) (OnChannel, error) {
	var c OnChannel
	err := r.Scan(&c.Officer, &c.Channel)
	return c, err
}

// WithRole is the condition that officers o have role $1 in one of their offices.
const WithRole = `(o.role = $1 or o.also like '%"role":"' || $1 || '"%')`

type officeForm struct {
	Role   intake.Role `json:"role,omitempty"`
	Cells  []string    `json:"cells,omitempty"`
	Unit   string      `json:"unit,omitempty"`
	Listed bool        `json:"listed,omitempty"`
}

func offices(forms []officeForm) []intake.Office {
	var all []intake.Office
	for _, f := range forms {
		all = append(all, intake.Office(f))
	}
	return all
}

func officeForms(offices []intake.Office) []officeForm {
	all := []officeForm{}
	for _, o := range offices {
		all = append(all, officeForm(o))
	}
	return all
}

// OfficesJSON are offices as JSON text.
func OfficesJSON(offices []intake.Office) string { return JSON(officeForms(offices)) }

// officerForm is an officer in a claim or a session.
type officerForm struct {
	ID      int64          `json:"id,omitempty"`
	Channel intake.Channel `json:"channel,omitempty"`
	Sender  string         `json:"sender,omitempty"`
	Name    string         `json:"name,omitempty"`
	Role    intake.Role    `json:"role,omitempty"`
	Cells   []string       `json:"cells,omitempty"`
	Unit    string         `json:"unit,omitempty"`
	Listed  bool           `json:"listed,omitempty"`
	Also    []officeForm   `json:"also,omitempty"`
}

func (f officerForm) officer() intake.Officer {
	return intake.Officer{
		ID: f.ID, Channel: f.Channel, Sender: f.Sender, Name: f.Name, Role: f.Role, Cells: f.Cells, Unit: f.Unit,
		Listed: f.Listed, Also: offices(f.Also),
	}
}

// OfficerJSON is an officer as JSON text.
func OfficerJSON(o intake.Officer) string {
	return JSON(officerForm{o.ID, o.Channel, o.Sender, o.Name, o.Role, o.Cells, o.Unit, o.Listed, officeForms(o.Also)})
}
