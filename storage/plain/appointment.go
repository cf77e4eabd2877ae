package plain

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutAppointment writes the audit.
func (s Store) PutAppointment(ctx context.Context, a intake.Appointment) error {
	_, err := s.exec(ctx, `insert into appointments (at, giver, officer, name, what, office) values ($1, $2, $3, $4, $5, $6)`,
		a.At, a.By, a.Officer, a.Name, string(a.What), row.OfficesJSON([]intake.Office{a.Office}))
	return err
}
