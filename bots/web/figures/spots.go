package figures

import (
	"net/http"
	"slices"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
	"snapgrid/intake/stats"
)

type spotsView struct {
	asked
	Spots  []spot
	Total  int
	Adrift int
}

// spot is a hot one, with the newest of its tickets.
type spot struct {
	stats.Spot
	Latest intake.Ticket
}

const mostSpots = 100

// spots lists where the same trouble comes back.
func (f *Face) spots(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	q, err := f.ask(r, v)
	if err != nil {
		return err
	}
	hot, adrift, err := f.Counts.Spots(r.Context(), q.Question)
	if err != nil {
		return err
	}
	list := spotsView{asked: q, Total: len(hot), Adrift: adrift}
	hot = hot[:min(len(hot), mostSpots)]
	var numbers []int64
	for _, s := range hot {
		numbers = append(numbers, newest(s))
	}
	var tickets []intake.Ticket
	if len(numbers) > 0 {
		if tickets, err = f.Store.ListTickets(r.Context(), intake.Filter{Numbers: numbers}); err != nil {
			return err
		}
	}
	for _, s := range hot {
		at := slices.IndexFunc(tickets, func(t intake.Ticket) bool { return t.N == newest(s) })
		if at >= 0 {
			list.Spots = append(list.Spots, spot{s, tickets[at]})
		}
	}
	f.show(w, r, v, "stats_spots", "屡治屡发", list)
	return nil
}

func newest(s stats.Spot) int64 { return s.Tickets[len(s.Tickets)-1] }
