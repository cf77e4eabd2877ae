package row

import "snapgrid/intake"

// OfficerColumns are the columns of [Officer], of officers o joined with one of
// their identities i, if they have any.
const OfficerColumns = `o.id, coalesce(i.channel, ''), coalesce(i.sender, ''), o.name, o.role, o.cells, o.unit`

// Officer scans [OfficerColumns].
func Officer(r Scanner) (intake.Officer, error) {
	var o intake.Officer
	err := r.Scan(&o.ID, &o.Channel, &o.Sender, &o.Name, &o.Role, words(&o.Cells), &o.Unit)
	return o, err
}

type officerForm struct {
	ID      int64          `json:"id,omitempty"`
	Channel intake.Channel `json:"channel,omitempty"`
	Sender  string         `json:"sender,omitempty"`
	Name    string         `json:"name,omitempty"`
	Role    intake.Role    `json:"role,omitempty"`
	Cells   []string       `json:"cells,omitempty"`
	Unit    string         `json:"unit,omitempty"`
}

// OfficerJSON is an officer as JSON text.
func OfficerJSON(o intake.Officer) string { return JSON(officerForm(o)) }
