package api

import (
	"context"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/dispatch"
)

// Areas knows the cells; [geotag.Atlas] is one.
type Areas interface {
	// Path lists a cell and all that contain it, the district first.
	Path(code string) []geotag.Cell
}

// route is a branch of the tree by which matters are dispatched.
type route struct {
	Name       string            `json:"name"`
	Categories []string          `json:"categories" doc:"codes or their beginnings; none: every class"`
	Cells      []string          `json:"cells"`
	Severities []intake.Severity `json:"severities"`
	When       string            `json:"when" doc:"in words; empty: always"`
	Unit       string            `json:"unit" doc:"code, or street; empty: as the branch above says"`
	Officer    string            `json:"officer" doc:"name; empty: who is on duty"`
	Depth      int               `json:"depth" doc:"0 of the branches at the root; what grows from a branch follows it"`
}

// flat lists branches and what grows from them, in the order in which they are tried.
func flat(routes []dispatch.Route, depth int) (all []route) {
	for _, r := range routes {
		all = append(all, route{
			r.Name, append([]string{}, r.Categories...), append([]string{}, r.Cells...), append([]intake.Severity{}, r.Severities...),
			r.When.String(), r.Unit, r.Officer, depth,
		})
		all = append(all, flat(r.Routes, depth+1)...)
	}
	return all
}

type matterIn struct {
	Category string    `query:"category" doc:"code; empty: no class fits"`
	Cell     string    `query:"cell" doc:"code; empty: it is not known where it is"`
	Severity string    `query:"severity" enum:"ordinary,urgent,emergency" default:"ordinary"`
	At       time.Time `query:"at" doc:"empty: now"`
}

type wayOut struct {
	Body struct {
		Unit    string   `json:"unit" doc:"code; empty: the street decides"`
		Officer string   `json:"officer"`
		Hole    bool     `json:"hole" doc:"nobody answers for it, and nobody wanted it so"`
		Way     []string `json:"way" doc:"each step in words"`
	}
}

func (a *API) routes() {
	handle(a, "list-routes", func(context.Context, caller, *struct{}) (*list[route], error) {
		return listed(flat(a.options.Plan.Routes, 0), 0, nil, func(r route) route { return r }), nil
	})
	handle(a, "try-routes", a.try)
	handle(a, "list-duties", a.duties)
}

// try sends a matter down the tree; nothing is dispatched.
func (a *API) try(_ context.Context, _ caller, in *matterIn) (*wayOut, error) {
	m := dispatch.Matter{Category: in.Category, Severity: intake.Severity(in.Severity), At: a.at(in.At)}
	if _, known := a.options.Categories.Lookup(in.Category); in.Category != "" && !known {
		return nil, huma.Error422UnprocessableEntity("there is no class " + strconv.Quote(in.Category))
	}
	path := a.options.Areas.Path(in.Cell)
	if in.Cell != "" && len(path) == 0 {
		return nil, huma.Error422UnprocessableEntity("there is no cell " + strconv.Quote(in.Cell))
	}
	for _, cell := range path {
		m.Cells = append(m.Cells, cell.Code)
	}
	chosen := a.options.Plan.Router().Choose(m)
	out := &wayOut{}
	out.Body.Unit, out.Body.Officer, out.Body.Hole, out.Body.Way = chosen.Unit.Code, chosen.Officer, chosen.Hole, chosen.Way
	return out, nil
}

// at is a moment that was asked for, or now.
func (a *API) at(asked time.Time) time.Time {
	if asked.IsZero() {
		return a.options.Now()
	}
	return asked
}

// duty is who of a unit is on duty.
type duty struct {
	Unit    string `json:"unit"`
	Officer string `json:"officer" doc:"name; empty: nobody in particular"`
	Why     string `json:"why"`
}

func (a *API) duties(_ context.Context, _ caller, in *struct {
	At time.Time `query:"at" doc:"empty: now"`
}) (*list[duty], error) {
	router := a.options.Plan.Router()
	return listed(a.options.Plan.Units, 0, nil, func(u intake.Unit) duty {
		turn := router.OnDuty(u.Code, a.at(in.At))
		return duty{u.Code, turn.Officer, turn.Why}
	}), nil
}
