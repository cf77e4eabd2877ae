package sqlite

import (
	"snapgrid/intake"
	"snapgrid/intake/search"
	"snapgrid/storage/row"
)

// Tickets is the statement that lists tickets.
func Tickets(f intake.Filter) (string, []any) { return row.Tickets(f, dialect) }

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
