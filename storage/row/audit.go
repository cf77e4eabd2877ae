package row

import "snapgrid/intake"

// AuditEntry scans kind, id, at, officer, subject, name, channel, sender, chat_id,
// ticket, photo, alias, what, words, office.
func AuditEntry(r Scanner) (intake.AuditEntry, error) {
	var e intake.AuditEntry
	var office []officeForm
	err := r.Scan(&e.Kind, &e.ID, Time(&e.At), &e.Officer, &e.Subject, &e.Name, &e.Channel, &e.Sender, &e.ChatID,
		&e.Ticket, &e.Photo, &e.Alias, &e.What, &e.Words, fromJSON(&office))
	for _, f := range office {
		e.Office = intake.Office(f)
	}
	return e, err
}
