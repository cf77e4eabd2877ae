package console

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"snapgrid/bots/web/page"
	"snapgrid/geotag"
	"snapgrid/intake"
)

// choices lists where a ticket may be that nothing better than words tells of.
func (c *Console) choices(ctx context.Context, t intake.Ticket, said []intake.Heard) ([]geotag.Fix, error) {
	if !t.Status.Open() || t.Fix.Source.Better(geotag.SourcePlace) {
		return nil, nil
	}
	return c.desk.Choices(ctx, t, said)
}

// choosePlace puts a ticket where an officer says it is: one of the places that
// its words may mean.
func (c *Console) choosePlace(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	n, err := numberOf(r, "n")
	if err != nil {
		return err
	}
	view, err := c.viewTicket(r.Context(), v, n)
	if err != nil {
		return err
	}
	if err := notYours(c.desk.RequireOn(r.Context(), v.Officer, intake.RightScreen, view.Ticket)); err != nil {
		return err
	}
	at := r.PostFormValue("at")
	i := slices.IndexFunc(view.Choices, func(f geotag.Fix) bool { return f.Point.String() == at })
	if i < 0 {
		return &intake.Error{Code: intake.CodeConflict, Message: "这几个地点刚刚变了，请再选一次"}
	}
	if err := c.desk.Place(r.Context(), v.Officer, n, view.Choices[i]); err != nil {
		return err
	}
	http.Redirect(w, r, "/desk/tickets/"+strconv.FormatInt(n, 10), http.StatusSeeOther)
	return nil
}
