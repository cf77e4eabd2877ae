package console

import (
	"context"
	"net/http"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// deskView is what the pages of the console have in common.
type deskView struct {
	Here  string // name of the page
	Menu  []page.MenuGroup
	Leads bool
	Data  any
}

func (c *Console) show(w http.ResponseWriter, r *http.Request, v page.Visitor, status int, name, title string, data any) {
	waiting, err := c.waiting(r.Context(), v.Officer)
	if err != nil {
		c.pages.Fail(w, r, v, err)
		return
	}
	c.pages.Show(w, r, v, status, "desk_"+name, title, deskView{
		Here: name, Menu: page.Menu(v.Officer, name, waiting), Leads: v.Officer.Has(intake.RightLead), Data: data,
	})
}

// waiting is how much waits, of what is for the whole house to look after: who
// answers for a part of it sees no numbers, since they would be those of others.
func (c *Console) waiting(ctx context.Context, o intake.Officer) (intake.Waiting, error) {
	if !o.Has(intake.RightLead) {
		return intake.Waiting{}, nil
	}
	return c.store.Waiting(ctx)
}
