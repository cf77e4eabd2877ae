package postgres

import (
	"snapgrid/intake"
	"snapgrid/intake/search"
	"snapgrid/storage/row"
)

// Statements are those that find tickets, as a plan is made for them: among the newest,
// and among all.
func Statements(q search.Query) (recent, all string, recentArgs, args []any) {
	recent, recentArgs, _ = row.Seek(q, recently(q))
	all, args, _ = row.Seek(q, thoroughly())
	return "select t.n " + recent, "select t.n " + all, recentArgs, args
}

// Tickets is the statement that lists tickets.
func Tickets(f intake.Filter) (string, []any) { return row.Tickets(f, dialect) }

// Around and OfKin are the statements that find what is near.
const (
	Around = around
	OfKin  = ofKin
)
