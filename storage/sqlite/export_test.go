package sqlite

import (
	"snapgrid/intake/search"
	"snapgrid/storage/row"
)

// Around and OfKin are the statements that find what is near.
const (
	Around = around
	OfKin  = ofKin
)

// Statement is the one that finds tickets.
func Statement(q search.Query) (string, []any) {
	tail, args, _ := row.Seek(q, seeker)
	return "select t.n " + tail, args
}
