package console

import (
	"net/http"
	"strconv"
	"time"

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
	Spells   []sla.Spell
	Limits   []limit
	Whistles []whistle.Kind
}

// limit is what is promised alike of some classes.
type limit struct {
	Codes []string
	Terms terms
}

// terms are the promises of a class by severity: what of an [sla.Policy] people go by.
type terms [3]term

type term struct {
	Severity                     intake.Severity
	Sign, Contact, Solve, Verify sla.Span
	AtMost                       time.Duration // solving takes no longer than this round the clock; 0: whatever it takes
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
			view.Spells, view.Today = calendar.Spells(view.Year), calendar.Workday(c.pages.Now())
		}
		view.Limits = limits(c.pages.Categories(), book)
	}
	c.show(w, r, v, http.StatusOK, "promises", "时限和日历", view)
	return nil
}

// limits puts classes of which the same is promised together, in the order of the
// first of each.
func limits(classes []intake.Category, book *sla.Book) (all []limit) {
	at := map[terms]int{}
	for _, class := range classes {
		what := termsOf(class.Code, book)
		i, known := at[what]
		if !known {
			i, at[what] = len(all), len(all)
			all = append(all, limit{Terms: what})
		}
		all[i].Codes = append(all[i].Codes, class.Code)
	}
	return all
}

func termsOf(code string, book *sla.Book) (all terms) {
	for i, s := range []intake.Severity{intake.Ordinary, intake.Urgent, intake.Emergency} {
		p := book.Policy(intake.Ticket{Category: code, Severity: s})
		all[i] = term{s, p.Sign, p.Contact, p.Solve, p.Verify, p.AtMost}
	}
	return all
}
