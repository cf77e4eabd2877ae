package api

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/ledger"
	"snapgrid/intake/stats"
)

// Counts answers questions about many tickets; [stats.Office] is one.
type Counts interface {
	Here() time.Time
	Report(ctx context.Context, q stats.Question) (r stats.Report, asOf time.Time, err error)
	Spots(ctx context.Context, q stats.Question) (hot []stats.Spot, adrift int, err error)
	Tickets(ctx context.Context, q stats.Question, k stats.Key, part stats.Part) ([]int64, error)
	Numbers(ctx context.Context, q stats.Question) ([]int64, error)
}

// Clerk finds out whom the ledger names beside a ticket.
type Clerk interface {
	Entry(ctx context.Context, t intake.Ticket) (ledger.Entry, error)
}

// Asked says which tickets are counted: those that the officer of the token may see.
type Asked struct {
	From string `query:"from" format:"date" doc:"the first day; empty: 30 days ago"`
	To   string `query:"to" format:"date" doc:"the last day; empty: today"`
	Cell string `query:"cell" doc:"with all that it contains"`
	Unit string `query:"unit"`
	Cat  string `query:"category" doc:"a code or its beginning"`
}

func (a *API) ask(c caller, in *Asked) (stats.Question, error) {
	q := stats.Question{Area: in.Cell, Unit: in.Unit, Class: in.Cat}
	var err error
	if q.Window, err = stats.ReadDays(in.From, in.To, a.options.Figures.Here()); err != nil {
		return q, huma.Error422UnprocessableEntity("from and to are days, the last one not before the first, and at most three years apart")
	}
	if q.Area != "" && len(a.options.Areas.Path(q.Area)) == 0 {
		return q, huma.Error422UnprocessableEntity("there is no cell " + strconv.Quote(q.Area))
	}
	if !c.officer.Has(intake.RightLead) {
		q.May = func(unit, cell string) bool {
			return a.options.Desk.May(c.officer, intake.RightSee, intake.Ticket{Unit: unit, Fix: geotag.Fix{Cell: cell}})
		}
	}
	return q, nil
}

// figure is a share, a number or a length of time, with what is behind it.
type figure struct {
	Key     string    `json:"key"`
	Counted int       `json:"counted"`
	Base    int       `json:"base" doc:"out of how many; of a length of time, how many there are"`
	Rate    *float64  `json:"rate" doc:"counted of base; null where there is no share, or of nothing"`
	LeftOut []leftOut `json:"left_out"`
	MedianS float64   `json:"median_s,omitempty" doc:"of a length of time: seconds"`
	P90S    float64   `json:"p90_s,omitempty"`
}

type leftOut struct {
	Reason string `json:"reason"`
	N      int    `json:"n"`
}

// row is all figures of one area, unit, class or day.
type row struct {
	Code    string   `json:"code"`
	Figures []figure `json:"figures"`
}

type reportOut struct {
	Body struct {
		From    string    `json:"from"`
		To      string    `json:"to"`
		AsOf    time.Time `json:"as_of" doc:"nothing that happened before is missing"`
		All     []figure  `json:"all"`
		Areas   []row     `json:"areas" doc:"each with all below it; the code is empty for what is in none"`
		Units   []row     `json:"units"`
		Classes []row     `json:"categories"`
		Days    []row     `json:"days"`
	}
}

// hotSpot is where the same trouble came back after a repair.
type hotSpot struct {
	Category string  `json:"category"`
	Cell     string  `json:"cell"`
	Lat      float64 `json:"lat"`
	Lon      float64 `json:"lon"`
	Back     int     `json:"back" doc:"how often it was reported again"`
	Tickets  []int64 `json:"tickets" doc:"all there, the oldest first"`
}

// definition says what a figure means.
type definition struct {
	Key     string   `json:"key"`
	Name    string   `json:"name"`
	Counts  string   `json:"counts" doc:"what is counted"`
	Of      string   `json:"of" doc:"out of which; empty for a plain number"`
	Rule    string   `json:"rule" doc:"as it is computed"`
	LeftOut []reason `json:"left_out" doc:"what is not looked at, and why"`
}

type reason struct {
	Key  string `json:"key" doc:"a part of the figure, beside counted and missed"`
	Name string `json:"name"`
	Rule string `json:"rule"`
}

func viewFigures(all []stats.Figure) []figure {
	view := make([]figure, len(all))
	for i, f := range all {
		view[i] = figure{Key: string(f.Key), Counted: f.Counted, Base: f.Base, LeftOut: []leftOut{}, MedianS: f.Median.Seconds(), P90S: f.P90.Seconds()}
		if d, _ := stats.Find(f.Key); d.Of != "" && f.Base > 0 {
			rate := f.Rate()
			view[i].Rate = &rate
		}
		for _, o := range f.Out {
			view[i].LeftOut = append(view[i].LeftOut, leftOut{o.Reason, o.N})
		}
	}
	return view
}

func viewRows(rows []stats.Row) []row {
	view := make([]row, len(rows))
	for i, r := range rows {
		view[i] = row{r.Code, viewFigures(r.Figures)}
	}
	return view
}

func viewDefinition(d stats.Definition) definition {
	view := definition{string(d.Key), d.Name, d.Counts, d.Of, d.Rule.Says, []reason{}}
	for _, r := range d.Out {
		view.LeftOut = append(view.LeftOut, reason{r.Key, r.Name, r.Rule.Says})
	}
	return view
}

func (a *API) stats() {
	handle(a, "get-stats", a.report)
	handle(a, "list-figures", func(context.Context, caller, *struct{}) (*list[definition], error) {
		return listed(stats.Definitions(), 0, nil, viewDefinition), nil
	})
	handle(a, "list-figure-tickets", a.figureTickets)
	handle(a, "list-spots", func(ctx context.Context, c caller, in *Asked) (*list[hotSpot], error) {
		q, err := a.ask(c, in)
		if err != nil {
			return nil, err
		}
		hot, _, err := a.options.Figures.Spots(ctx, q)
		return listed(hot, 0, nil, func(s stats.Spot) hotSpot {
			return hotSpot{s.Class, s.Cell, s.Point.Lat, s.Point.Lon, s.Back, s.Tickets}
		}), err
	})
	handle(a, "list-ledger", a.ledger)
}

func (a *API) report(ctx context.Context, c caller, in *Asked) (*reportOut, error) {
	q, err := a.ask(c, in)
	if err != nil {
		return nil, err
	}
	r, asOf, err := a.options.Figures.Report(ctx, q)
	o := &reportOut{}
	b := &o.Body
	b.From, b.To, b.AsOf = q.Window.From.Format(time.DateOnly), q.Window.Last().Format(time.DateOnly), asOf
	b.All, b.Areas, b.Units, b.Classes, b.Days = viewFigures(r.All.Figures), viewRows(r.Areas), viewRows(r.Units), viewRows(r.Classes), viewRows(r.Days)
	return o, err
}

// figureTickets lists the numbers of the tickets behind a part of a figure, the newest
// first.
func (a *API) figureTickets(ctx context.Context, c caller, in *struct {
	Asked
	Page
	Figure string `path:"figure"`
	Part   string `path:"part" doc:"counted, missed, or the key of a reason to leave out"`
}) (*list[int64], error) {
	q, err := a.ask(c, &in.Asked)
	if err != nil {
		return nil, err
	}
	below, err := in.below()
	if err != nil {
		return nil, err
	}
	d, known := stats.Find(stats.Key(in.Figure))
	part := stats.Part(in.Part)
	if !known || part != stats.Counted && part != stats.Missed && !slices.ContainsFunc(d.Out, func(r stats.Reason) bool { return r.Key == in.Part }) {
		return nil, huma.Error404NotFound("there is no such figure, or no such part of it")
	}
	numbers, err := a.options.Figures.Tickets(ctx, q, d.Key, part)
	numbers = slices.DeleteFunc(numbers, func(n int64) bool { return below != 0 && n >= below })
	same := func(n int64) int64 { return n }
	return listed(numbers[:min(in.look(), len(numbers))], in.Limit, same, same), err
}

// line is a row of the ledger, by the titles of its columns.
type line struct {
	Number int64    `json:"number"`
	Cells  []string `json:"cells" doc:"in the order of the columns of an export; the first four are those of the paper ledger"`
}

// ledger lists the ledger, the oldest first. The cursor is where it goes on above.
func (a *API) ledger(ctx context.Context, c caller, in *struct {
	Asked
	Page
}) (*list[line], error) {
	q, err := a.ask(c, &in.Asked)
	if err != nil {
		return nil, err
	}
	above, err := in.below()
	if err != nil {
		return nil, err
	}
	numbers, err := a.options.Figures.Numbers(ctx, q)
	if err != nil {
		return nil, err
	}
	numbers = slices.DeleteFunc(numbers, func(n int64) bool { return n <= above })
	numbers = numbers[:min(in.look(), len(numbers))]
	var tickets []intake.Ticket
	if len(numbers) > 0 {
		if tickets, err = a.options.Store.ListTickets(ctx, intake.Filter{Numbers: numbers, Limit: len(numbers)}); err != nil {
			return nil, err
		}
	}
	var lines []line
	for _, t := range slices.Backward(tickets) {
		e, err := a.options.Clerk.Entry(ctx, t)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line{t.N, a.options.Ledger.Values(e)})
	}
	return listed(lines, in.Limit, func(l line) int64 { return l.Number }, func(l line) line { return l }), nil
}
