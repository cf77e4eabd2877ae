package figures

import (
	"net/http"
	"slices"
	"strconv"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
	"snapgrid/intake/ledger"
)

type ledgerView struct {
	asked
	Titles []string
	Rows   []entry
	Total  int
	More   string
}

// entry is a row of the ledger.
type entry struct {
	N     int64
	Cells []string
}

// onPaper is how many rows a page has: about ten sheets.
const onPaper = 200

// ledger shows the ledger as it is kept on paper, the same rows as an export has: the
// oldest first, those that the visitor answers for.
func (f *Face) ledger(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	q, err := f.ask(r, v)
	if err != nil {
		return err
	}
	numbers, err := f.Counts.Numbers(r.Context(), q.Question)
	if err != nil {
		return err
	}
	list := ledgerView{asked: q, Titles: ledger.Titles(), Total: len(numbers)}
	if after, err := strconv.ParseInt(r.URL.Query().Get("after"), 10, 64); err == nil {
		numbers = slices.DeleteFunc(numbers, func(n int64) bool { return n <= after })
	}
	if len(numbers) > onPaper {
		numbers = numbers[:onPaper]
		list.More = q.link("/desk/ledger", "after", strconv.FormatInt(numbers[onPaper-1], 10))
	}
	if len(numbers) > 0 {
		tickets, err := f.Store.ListTickets(r.Context(), intake.Filter{Numbers: numbers})
		if err != nil {
			return err
		}
		for _, t := range slices.Backward(tickets) {
			e, err := f.Clerk.Entry(r.Context(), t)
			if err != nil {
				return err
			}
			list.Rows = append(list.Rows, entry{t.N, f.Words.Values(e)})
		}
	}
	f.show(w, r, v, "ledger", "台账", list)
	return nil
}
