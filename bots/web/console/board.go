package console

import (
	"net/http"
	"slices"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
	"snapgrid/intake/sla"
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
	Light sla.Light
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
		col.Tickets = append(col.Tickets, card{Ticket: t, Light: c.desk.Light(t), Mine: c.desk.May(o, intake.RightWork, t)})
	}
	slices.SortStableFunc(col.Tickets, func(a, b card) int {
		if a.Light != b.Light {
			return b.Light.Rank() - a.Light.Rank()
		}
		return a.DueAt.Compare(b.DueAt)
	})
	return col
}
