package row

import (
	"strings"

	"snapgrid/intake"
)

// OpenStatuses are the statuses in which somebody has to act, as a list in SQL. Indexes
// of tickets that are open name the same list, and are used where the words agree.
var OpenStatuses = openStatuses()

func openStatuses() string {
	var list []string
	for _, s := range intake.OpenStatuses() {
		list = append(list, "'"+string(s)+"'")
	}
	return strings.Join(list, ", ")
}
