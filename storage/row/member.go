package row

import "snapgrid/intake"

// MemberColumns are the columns of [Member].
const MemberColumns = `chat_id, guest, sender, name, officer, at`

// Member scans [MemberColumns].
func Member(r Scanner) (intake.Member, error) {
	var m intake.Member
	err := r.Scan(&m.ChatID, &m.Guest, &m.Sender, &m.Name, &m.Officer, Time(&m.At))
	return m, err
}
