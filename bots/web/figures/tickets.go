package figures

import (
	"net/http"
	"slices"
	"strconv"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
	"snapgrid/intake/stats"
)

type ticketsView struct {
	asked
	Means   stats.Definition
	Part    string // in words
	Total   int
	Tickets []intake.Ticket
	More    string // address of the next page; "" if there is none
}

const onList = 50

// tickets lists what a part of a figure counts.
func (f *Face) tickets(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	q, err := f.ask(r, v)
	if err != nil {
		return err
	}
	values := r.URL.Query()
	means, ok := stats.Find(stats.Key(values.Get("figure")))
	part := values.Get("part")
	name := partName(means, part)
	if !ok || name == "" {
		return page.NotFound()
	}
	numbers, err := f.Counts.Tickets(r.Context(), q.Question, means.Key, stats.Part(part))
	if err != nil {
		return err
	}
	list := ticketsView{asked: q, Means: means, Part: name, Total: len(numbers)}
	before, err := strconv.ParseInt(values.Get("before"), 10, 64)
	if err == nil {
		numbers = slices.DeleteFunc(numbers, func(n int64) bool { return n >= before })
	}
	if len(numbers) > onList {
		numbers = numbers[:onList]
		list.More = q.link("/desk/stats/tickets", "figure", string(means.Key), "part", part, "before", strconv.FormatInt(numbers[onList-1], 10))
	}
	if len(numbers) > 0 {
		if list.Tickets, err = f.Store.ListTickets(r.Context(), intake.Filter{Numbers: numbers}); err != nil {
			return err
		}
	}
	f.show(w, r, v, "stats_tickets", means.Name, list)
	return nil
}

// partName is a part in words; "" if there is none of that name.
func partName(d stats.Definition, part string) string {
	switch stats.Part(part) {
	case stats.Counted:
		return "算进去的"
	case stats.Missed:
		return "没达到的"
	}
	for _, reason := range d.Out {
		if reason.Key == part {
			return reason.Name
		}
	}
	return ""
}
