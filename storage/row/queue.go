package row

import (
	"time"

	"snapgrid/intake"
)

// JobTally scans kind, state, how many, and when the oldest is due, in seconds since
// 1970.
func JobTally(r Scanner) (intake.JobTally, error) {
	var t intake.JobTally
	var oldest int64
	err := r.Scan(&t.Kind, &t.State, &t.Jobs, &oldest)
	t.Oldest = time.Unix(oldest, 0).UTC()
	return t, err
}
