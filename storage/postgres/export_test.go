package postgres

import (
	"snapgrid/intake"
	"snapgrid/intake/search"
	"snapgrid/storage/row"
)

// Statements are those that find tickets, as a plan is made for them: among the newest,
// and among all.
func Statements(q search.Query) (newest, all string, newestArgs, args []any) {
	newest, newestArgs, _ = row.Seek(q, recently(q, recent*row.Limit(q.Limit)))
	all, args, _ = row.Seek(q, thoroughly())
	return "select t.n " + newest, "select t.n " + all, newestArgs, args
}

// Tickets is the statement that lists tickets.
func Tickets(f intake.Filter) (string, []any) { return row.Tickets(f, dialect) }

// Around and OfKin are the statements that find what is near.
const (
	Around = around
	OfKin  = ofKin
)

// Further is among how many of the newest it is looked next.
var Further = further
