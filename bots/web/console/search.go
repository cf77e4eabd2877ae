package console

import (
	"context"
	"net/http"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// searchView is what was found.
type searchView struct {
	listView
	Tickets []card
	Asked   bool
	Count   int    // of what was found, up to counted; of the first page only
	Many    bool   // there is more than that
	More    string // address of the next page
	Problem string
}

// counted is how far what was found is counted.
const counted = 50

// find searches among the tickets that the visitor may see, the newest first.
func (c *Console) find(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	f := sieveOf(r)
	view, status := searchView{Asked: f.Chosen()}, http.StatusOK
	var err error
	if view.listView, err = c.list(r, f, v); err != nil {
		return err
	}
	if view.Asked {
		err = c.search(r.Context(), v, f, &view)
	}
	if intake.CodeOf(err) == intake.CodeInvalid {
		view.Problem, status, err = page.AsFault(err).Sentence, http.StatusBadRequest, nil
	}
	if err != nil {
		return err
	}
	c.show(w, r, v, status, "search", "查找", view)
	return nil
}

// search fills in a page of what was found.
func (c *Console) search(ctx context.Context, v page.Visitor, f sieve, view *searchView) error {
	q, err := c.query(f, v)
	if err != nil {
		return err
	}
	q.Limit = alone + 1
	if f.past.N == 0 {
		q.Limit = counted + 1
	}
	found, err := c.store.FindTickets(ctx, q)
	if err != nil {
		return err
	}
	if f.past.N == 0 {
		view.Count, view.Many = min(len(found), counted), len(found) > counted
	}
	if len(found) > alone {
		found = found[:alone]
		view.More = f.link("/desk/search", func(f *sieve) { f.past = markAt(q, found[alone-1]) })
	}
	view.Tickets = c.cards(v.Officer, found)
	return nil
}
