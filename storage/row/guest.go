package row

import "snapgrid/intake"

// GuestColumns are the columns of [Guest].
const GuestColumns = `id, ticket, unit, officer, at, until, ended_at`

// Guest scans [GuestColumns].
func Guest(r Scanner) (intake.Guest, error) {
	var g intake.Guest
	err := r.Scan(&g.ID, &g.Ticket, &g.Unit, &g.By, Time(&g.At), Time(&g.Until), Time(&g.EndedAt))
	return g, err
}
