package row

import "time"

// Numbered is a row's number, and when it came.
type Numbered struct {
	Number int64
	At     time.Time
}

// Dated scans a number and a time.
func Dated(r Scanner) (Numbered, error) {
	var n Numbered
	err := r.Scan(&n.Number, Time(&n.At))
	return n, err
}
