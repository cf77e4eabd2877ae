package row

import "snapgrid/intake"

// DoorColumns are the columns of [Door].
const DoorColumns = `code, chat_id, officer, at, ended_at`

// Door scans [DoorColumns].
func Door(r Scanner) (intake.Door, error) {
	var d intake.Door
	err := r.Scan(&d.Code, &d.ChatID, &d.Officer, Time(&d.At), Time(&d.EndedAt))
	return d, err
}
