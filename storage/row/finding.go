package row

import "snapgrid/intake"

// FindingColumns are the columns of [Finding].
const FindingColumns = `id, ticket, photo, kind, other_ticket, metres, at`

// Finding scans [FindingColumns].
func Finding(r Scanner) (intake.Finding, error) {
	var f intake.Finding
	err := r.Scan(&f.ID, &f.Ticket, &f.Photo, &f.Kind, &f.Other, &f.Metres, Time(&f.At))
	return f, err
}
