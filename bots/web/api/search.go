package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"snapgrid/intake"
	"snapgrid/intake/outline"
	"snapgrid/intake/search"
)

type searchIn struct {
	Page
	Words    string    `query:"q" maxLength:"200" doc:"all of them are in the ticket; #12 is the ticket with the number"`
	Status   []string  `query:"status" doc:"statuses by comma"`
	Severity []string  `query:"severity" doc:"by comma"`
	Category []string  `query:"category" doc:"codes by comma, also of large classes"`
	Unit     []string  `query:"unit" doc:"codes by comma"`
	Cell     string    `query:"cell" doc:"with all that it contains"`
	Mine     bool      `query:"mine" doc:"only what the officer of the token has"`
	From     time.Time `query:"from" doc:"opened from then on"`
	To       time.Time `query:"to" doc:"opened before"`
}

func (a *API) query(c caller, in *searchIn) (search.Query, error) {
	below, err := in.below()
	q := search.Query{
		Scope: a.options.Desk.Scope(c.officer), Classes: in.Category, Units: in.Unit, From: in.From, To: in.To,
		Past: search.Mark{N: below}, Limit: in.look(),
	}
	if in.Words != "" {
		words, ok := search.Read(in.Words, a.options.Categories, a.options.Units)
		if !ok {
			return q, huma.Error422UnprocessableEntity("q holds nothing to look for")
		}
		q.Words = words
	}
	for _, word := range in.Status {
		q.Statuses = append(q.Statuses, intake.Status(word))
	}
	for _, word := range in.Severity {
		q.Severities = append(q.Severities, intake.Severity(word))
	}
	if in.Cell != "" {
		q.Cells = a.options.Desk.Under(in.Cell)
	}
	if in.Mine {
		q.Officer = c.officer.ID
	}
	return q, err
}

// search finds tickets that the officer may see, the newest first.
func (a *API) search(ctx context.Context, c caller, in *searchIn) (*list[outline.Ticket], error) {
	q, err := a.query(c, in)
	if err != nil {
		return nil, err
	}
	found, err := a.options.Store.FindTickets(ctx, q)
	return listed(found, in.Limit, func(t intake.Ticket) int64 { return t.N }, func(t intake.Ticket) outline.Ticket {
		return outline.OfTicket(t, a.words(c, t))
	}), err
}
