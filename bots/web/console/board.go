package console

import (
	"net/http"
	"slices"
	"time"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// column is the tickets of one status.
type column struct {
	Status  intake.Status
	Tickets []card
	More    int64 // number for the next page of this status; 0 if there is none
}

// card is a ticket on the board.
type card struct {
	intake.Ticket
	Light Light
	Mine  bool // the visitor may handle it
}

type boardView struct {
	Columns []column
	Only    intake.Status // the one status that is shown; "" shows all that are open
	All     []intake.Status
}

const onBoard = 50

// board shows the tickets by status, the most pressing first.
func (c *Console) board(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	view := boardView{Only: intake.Status(r.URL.Query().Get("status")), All: intake.Statuses()}
	statuses := []intake.Status{
		intake.StatusReopened, intake.StatusReported, intake.StatusScreened, intake.StatusDispatched, intake.StatusAccepted,
		intake.StatusInProgress, intake.StatusWaiting, intake.StatusResolved,
	}
	switch {
	case slices.Contains(view.All, view.Only):
		statuses = []intake.Status{view.Only}
	case view.Only != "":
		return page.NotFound()
	}
	for _, status := range statuses {
		tickets, err := c.store.ListTickets(r.Context(), intake.Filter{
			Statuses: []intake.Status{status}, Before: after(r), Limit: onBoard,
		})
		if err != nil {
			return err
		}
		view.Columns = append(view.Columns, c.column(v.Officer, status, tickets))
	}
	c.show(w, r, v, http.StatusOK, "board", "工作台", view)
	return nil
}

func (c *Console) column(o intake.Officer, status intake.Status, tickets []intake.Ticket) column {
	col := column{Status: status}
	if len(tickets) == onBoard {
		col.More = tickets[onBoard-1].N
	}
	for _, t := range tickets {
		col.Tickets = append(col.Tickets, card{Ticket: t, Light: LightOf(t, c.pages.Now()), Mine: c.desk.May(o, intake.RightWork, t)})
	}
	slices.SortStableFunc(col.Tickets, func(a, b card) int {
		if a.Light != b.Light {
			return b.Light.rank() - a.Light.rank()
		}
		return a.DueAt.Compare(b.DueAt)
	})
	return col
}

// Light says how much of the promised time is left.
type Light string

// The lights.
const (
	Green  Light = "green"  // in time
	Yellow Light = "yellow" // less than a quarter of the time is left
	Red    Light = "red"    // overdue
	Dark   Light = "dark"   // nobody has to act any more, or nothing was promised
)

// LightOf computes a ticket's light.
func LightOf(t intake.Ticket, now time.Time) Light {
	switch {
	case !t.Status.Open() || t.DueAt.IsZero():
		return Dark
	case !now.Before(t.DueAt):
		return Red
	case t.DueAt.Sub(now) < t.DueAt.Sub(t.OpenedAt)/4:
		return Yellow
	}
	return Green
}

func (l Light) rank() int { return slices.Index([]Light{Dark, Green, Yellow, Red}, l) }
