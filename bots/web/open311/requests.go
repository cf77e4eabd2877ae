package open311

import (
	"context"
	"fmt"

	"snapgrid/intake"
)

func (a *Adapter) list(c call) (reply, error) {
	if err := a.jurisdiction(c.r); err != nil {
		return reply{}, err
	}
	q, err := a.parse(c.r)
	if err != nil {
		return reply{}, err
	}
	tickets, err := a.pageOf(c.r.Context(), q)
	if err != nil {
		return reply{}, err
	}
	return a.answer(c.r.Context(), tickets, q.extended)
}

func (a *Adapter) one(c call) (reply, error) {
	if err := a.jurisdiction(c.r); err != nil {
		return reply{}, err
	}
	n, ok := number(c.id)
	if !ok {
		return reply{}, notFound("there is no request with this id")
	}
	tickets, err := a.options.Store.ListTickets(c.r.Context(), intake.Filter{Numbers: []int64{n}, Limit: 1})
	if err != nil {
		return reply{}, err
	}
	if len(tickets) == 0 {
		return reply{}, notFound("there is no request with the id " + c.id)
	}
	return a.answer(c.r.Context(), tickets, extended(c.r))
}

// maxSkip is how deep the pages of a list go.
const maxSkip = 100_000

// pageOf walks to the page and returns its tickets.
func (a *Adapter) pageOf(ctx context.Context, q query) ([]intake.Ticket, error) {
	skip, f := (q.page-1)*q.size, q.filter
	switch {
	case len(f.Numbers) > 0 && q.page > 1:
		return nil, nil
	case skip > maxSkip:
		return nil, invalid(fmt.Sprintf("pages reach over %d requests: ask for fewer days", maxSkip))
	}
	for {
		f.Limit = maxCount
		if skip == 0 {
			f.Limit = q.size
		}
		tickets, err := a.options.Store.ListTickets(ctx, f)
		if err != nil || skip == 0 {
			return tickets, err
		}
		if len(tickets) > skip {
			f.Before = tickets[skip-1].N
			skip = 0
			continue
		}
		if len(tickets) < f.Limit {
			return nil, nil
		}
		skip -= len(tickets)
		f.Before = tickets[len(tickets)-1].N
	}
}
