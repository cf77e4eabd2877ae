package row

import (
	"slices"

	"snapgrid/intake"
)

// MuteColumns are the columns of [Mute].
const MuteColumns = `channel, sender, name, at, until, reason, officer`

// Mute scans [MuteColumns].
func Mute(r Scanner) (intake.Mute, error) {
	var m intake.Mute
	err := r.Scan(&m.Channel, &m.Sender, &m.Name, Time(&m.At), Time(&m.Until), &m.Reason, &m.By)
	return m, err
}

// UsedUp names the allowances of which more was used than there is: each once, in the
// order of the list. Used goes by names as they are kept.
func UsedUp(allowances []intake.Allowance, used map[string]int) (over []string) {
	for _, a := range allowances {
		if used[Text(a.Name)] > a.Limit && !slices.Contains(over, a.Name) {
			over = append(over, a.Name)
		}
	}
	return over
}
