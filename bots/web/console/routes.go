package console

import (
	"net/http"
	"time"

	"snapgrid/bots/web/page"
	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/dispatch"
)

// routesView is the tree of routes, and the way of a sample through it.
type routesView struct {
	Routes  []dispatch.Route
	Units   []intake.Unit
	Classes intake.Categories
	Cells   []geotag.Cell
	Sample  sample
	Choice  *dispatch.Choice // nil if no sample was sent
	Where   []geotag.Cell    // the cell of the sample and those that contain it
}

// sample is what is sent down the tree.
type sample struct {
	Category, Cell string
	Severity       intake.Severity
	At             string // of the clock, as the browser writes it; "" is now
	Problem        string
}

// browserTime is how browsers write a moment of the day.
const browserTime = "2006-01-02T15:04"

// routes shows who answers for what, and tries a sample.
func (c *Console) routes(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	query, plan := r.URL.Query(), c.rules.Plan
	view := routesView{
		Routes: plan.Routes, Units: plan.Units, Classes: c.pages.Categories(), Cells: c.areas.Grid().Cells(),
		Sample: sample{
			Category: page.Clean(query.Get("category")), Cell: page.Clean(query.Get("cell")),
			Severity: intake.Severity(page.Clean(query.Get("severity"))), At: page.Clean(query.Get("at")),
		},
	}
	if query.Has("category") {
		m, problem := c.matterOf(view.Sample)
		if view.Sample.Problem = problem; problem == "" {
			choice := plan.Router().Choose(m)
			view.Choice, view.Where = &choice, c.areas.Path(view.Sample.Cell)
		}
	}
	c.show(w, r, v, http.StatusOK, "routes", "派单规则", view)
	return nil
}

// matterOf is a sample as the router takes it, or what is wrong with it.
func (c *Console) matterOf(s sample) (m dispatch.Matter, problem string) {
	m = dispatch.Matter{Category: s.Category, Severity: s.Severity, At: c.pages.Here()}
	if _, known := c.pages.Categories().Lookup(s.Category); s.Category != "" && !known {
		return m, "没有这个类别"
	}
	path := c.areas.Path(s.Cell)
	if s.Cell != "" && len(path) == 0 {
		return m, "没有这个片区"
	}
	for _, cell := range path {
		m.Cells = append(m.Cells, cell.Code)
	}
	if m.Severity == "" {
		m.Severity = intake.Ordinary
	}
	if s.At == "" {
		return m, ""
	}
	at, err := time.ParseInLocation(browserTime, s.At, c.pages.Here().Location())
	if err != nil {
		return m, "时间请写成 2026-11-19T23:10 的样子"
	}
	m.At = at
	return m, ""
}
