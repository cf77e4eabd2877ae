package console

import (
	"net/http"
	"time"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
	"snapgrid/intake/dispatch"
)

// onDuty is who of a unit is on duty.
type onDuty struct {
	Unit    intake.Unit
	Officer string // name; "" is nobody in particular
	For     string // name of the one who is away; "" if it is their own turn
	Why     string
}

// rosterView is who is on duty at a moment.
type rosterView struct {
	At     time.Time
	Typed  string
	Turns  []onDuty
	Duties []dispatch.Duty
	Leaves []dispatch.Leave
}

// roster shows who is on duty now, or at the moment that is asked for.
func (c *Console) roster(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	plan := c.rules.Plan
	view := rosterView{At: c.pages.Here(), Typed: page.Clean(r.URL.Query().Get("at")), Duties: plan.Roster.Duties, Leaves: plan.Roster.Leaves}
	if at, err := time.ParseInLocation(browserTime, view.Typed, view.At.Location()); err == nil {
		view.At = at
	}
	for _, u := range plan.Units {
		on := plan.Roster.OnDuty(u.Code, view.At)
		view.Turns = append(view.Turns, onDuty{Unit: u, Officer: on.Officer, For: standsFor(plan.Roster, u.Code, on, view.At), Why: on.Why})
	}
	c.show(w, r, v, http.StatusOK, "roster", "今天谁值班", view)
	return nil
}

// standsFor is whose turn it is, if somebody else has it.
func standsFor(roster dispatch.Roster, unit string, on dispatch.Turn, at time.Time) string {
	for _, d := range roster.Duties {
		if d.Unit == unit && d.When.Holds(at) && d.Officer != on.Officer && on.Officer != "" && roster.Present(d.Officer, at).Officer == on.Officer {
			return d.Officer
		}
	}
	return ""
}
