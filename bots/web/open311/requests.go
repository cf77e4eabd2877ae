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

// pageOf returns the tickets of the page.
func (a *Adapter) pageOf(ctx context.Context, q query) ([]intake.Ticket, error) {
	f := q.filter
	f.Skip, f.Limit = (q.page-1)*q.size, q.size
	switch {
	case len(f.Numbers) > 0 && q.page > 1:
		return nil, nil
	case f.Skip > maxSkip:
		return nil, invalid(fmt.Sprintf("pages reach over %d requests: ask for fewer days", maxSkip))
	}
	return a.options.Store.ListTickets(ctx, f)
}
