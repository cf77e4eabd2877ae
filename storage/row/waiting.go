package row

import "snapgrid/intake"

// Waiting scans the counts of unsure and held messages, undeliverable posts and
// drafted whistles.
func Waiting(r Scanner) (intake.Waiting, error) {
	var w intake.Waiting
	err := r.Scan(&w.Unsure, &w.Held, &w.Undelivered, &w.Drafts)
	return w, err
}

// Backlog scans the number of a chat, how many posts wait there, and since when.
func Backlog(r Scanner) (intake.Backlog, error) {
	var b intake.Backlog
	err := r.Scan(&b.ChatID, &b.Posts, Time(&b.Since))
	return b, err
}

// Lease scans name, holder, expires.
func Lease(r Scanner) (intake.Lease, error) {
	var l intake.Lease
	err := r.Scan(&l.Name, &l.Holder, Time(&l.Expires))
	return l, err
}
