package row

import "snapgrid/intake"

// MuteColumns are the columns of [Mute].
const MuteColumns = `channel, sender, name, at, until, reason, officer`

// Mute scans [MuteColumns].
func Mute(r Scanner) (intake.Mute, error) {
	var m intake.Mute
	err := r.Scan(&m.Channel, &m.Sender, &m.Name, Time(&m.At), Time(&m.Until), &m.Reason, &m.By)
	return m, err
}
