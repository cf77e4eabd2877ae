package console

import (
	"net/http"
	"strconv"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
	"snapgrid/intake/sla"
	"snapgrid/intake/whistle"
)

// promisesView is the calendar and what is promised by it.
type promisesView struct {
	Year     int
	Known    bool  // there is a list of the year's holidays
	Missing  []int // years that should be there by now
	Today    bool  // is worked on
	Shifts   []sla.Shift
	Specials []sla.Special
	Limits   []limit
	Whistles []whistle.Kind
}

// limit is what is promised of a class.
type limit struct {
	Code    string
	Usual   sla.Policy
	Urgent  sla.Policy
	Instant sla.Policy // where life or property is in danger
}

// promises shows which days are worked on, and what is promised of which class.
func (c *Console) promises(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	view := promisesView{Year: c.pages.Here().Year(), Whistles: c.rules.Whistles}
	if year, err := strconv.Atoi(r.URL.Query().Get("year")); err == nil && year > 2000 && year < 2200 {
		view.Year = year
	}
	if book := c.rules.Book; book != nil {
		if calendar := book.Calendar(); calendar != nil {
			view.Known, view.Missing, view.Shifts = calendar.Known(view.Year), calendar.Missing(c.pages.Now()), calendar.Shifts()
			view.Specials, view.Today = calendar.Specials(view.Year), calendar.Workday(c.pages.Now())
		}
		for _, class := range c.pages.Categories() {
			of := func(s intake.Severity) sla.Policy {
				return book.Policy(intake.Ticket{Category: class.Code, Severity: s})
			}
			view.Limits = append(view.Limits, limit{class.Code, of(intake.Ordinary), of(intake.Urgent), of(intake.Emergency)})
		}
	}
	c.show(w, r, v, http.StatusOK, "promises", "时限和日历", view)
	return nil
}
