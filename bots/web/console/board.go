package console

import (
	"context"
	"crypto/rand"
	"net/http"
	"slices"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
	"snapgrid/intake/search"
	"snapgrid/intake/sla"
)

// column is a part of the tickets: those of one status, or of one light.
type column struct {
	Status  intake.Status
	Light   sla.Light
	Tickets []card
	Whole   string // address of the column alone
	More    string // address of its next page; "" if there is none
}

// Key names the column on its page.
func (c column) Key() string { return string(c.Status) + string(c.Light) }

// card is a ticket in a list. It is not embedded: templates, which look fields up by
// name, would look through all of them for each.
type card struct {
	Ticket intake.Ticket
	Light  sla.Light
	Mine   bool // the visitor may handle it
}

// listView is what lists of tickets have in common.
type listView struct {
	Sieve   sieve
	Cells   bool // the visitor looks after some cells
	Columns []column
	All     []intake.Status
	Lights  []sla.Light
	Units   []intake.Unit
	Bulk    bulkView
	Tiers   []intake.Tier
	After   int64  // number of the newest event
	Path    string // of the page
}

// Back is the address of the list as it is.
func (l listView) Back() string { return l.Sieve.link(l.Path, nil) }

// How many tickets a column has: beside others, and alone.
const (
	beside = 8
	alone  = 50
)

// board shows the tickets that the visitor may see, by status or by light.
func (c *Console) board(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	f := sieveOf(r)
	view, err := c.list(r, f, v)
	if err != nil {
		return err
	}
	for _, part := range parts(f) {
		col, err := c.column(r.Context(), v, part, limitOf(f))
		if err != nil {
			return err
		}
		view.Columns = append(view.Columns, col)
	}
	c.show(w, r, v, http.StatusOK, "board", "工作台", view)
	return nil
}

func limitOf(f sieve) int {
	if f.Status != "" || f.Light != "" {
		return alone
	}
	return beside
}

// parts are the choices of the columns of a board.
func parts(f sieve) []sieve {
	if f.Status != "" || f.Light != "" {
		return []sieve{f}
	}
	var all []sieve
	if f.By == "light" {
		for _, l := range lights {
			f.Light = string(l)
			all = append(all, f)
		}
		return all
	}
	for _, s := range []intake.Status{
		intake.StatusReopened, intake.StatusReported, intake.StatusScreened, intake.StatusDispatched, intake.StatusAccepted,
		intake.StatusInProgress, intake.StatusWaiting, intake.StatusResolved,
	} {
		f.Status = string(s)
		all = append(all, f)
	}
	return all
}

// list is what surrounds a list of tickets.
func (c *Console) list(r *http.Request, f sieve, v page.Visitor) (listView, error) {
	after, err := c.news.newest(r.Context(), c.store)
	return listView{
		Sieve: f, Cells: looksAfter(v.Officer).ID != 0, All: intake.Statuses(), Lights: lights, Path: r.URL.Path,
		Tiers: []intake.Tier{intake.TierSelf, intake.TierConsult, intake.TierJoint},
		Units: c.pages.Units(), After: after,
		Bulk: bulkView{Form: rand.Text(), Units: c.pages.Units(), Deeds: bulkDeeds},
	}, err
}

// column reads the tickets of a sieve, the most pressing of the page first.
func (c *Console) column(ctx context.Context, v page.Visitor, f sieve, most int) (column, error) {
	col := column{Status: intake.Status(f.Status), Light: sla.Light(f.Light)}
	q, err := c.query(f, v)
	if err != nil {
		return col, err
	}
	q.Limit = most + 1
	found, err := c.store.FindTickets(ctx, q)
	if err != nil {
		return col, err
	}
	col.Whole = f.link("/desk", func(f *sieve) { f.past = search.Mark{} })
	if len(found) > most {
		found = found[:most]
		col.More = f.link("/desk", func(f *sieve) { f.past = markAt(q, found[most-1]) })
	}
	col.Tickets = c.cards(v.Officer, found)
	if !q.Light.Runs() {
		slices.SortStableFunc(col.Tickets, func(a, b card) int { return b.Light.Rank() - a.Light.Rank() })
	}
	return col, nil
}

// markAt is the place of a ticket in the list of a query.
func markAt(q search.Query, t intake.Ticket) search.Mark {
	if q.Light.Runs() {
		return search.Mark{N: t.N, RedAt: t.Clocks.RedAt}
	}
	return search.Mark{N: t.N}
}

func (c *Console) cards(o intake.Officer, tickets []intake.Ticket) []card {
	cards := make([]card, len(tickets))
	for i, t := range tickets {
		cards[i] = card{Ticket: t, Light: c.desk.Light(t), Mine: c.desk.May(o, intake.RightWork, t)}
	}
	return cards
}
