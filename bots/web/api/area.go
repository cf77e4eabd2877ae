package api

import (
	"context"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
)

type cell struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	Level  string `json:"level"`
	Parent string `json:"parent"`
}

type place struct {
	Name    string   `json:"name"`
	Kind    string   `json:"kind"`
	Cell    string   `json:"cell"`
	Lat     float64  `json:"lat"`
	Lon     float64  `json:"lon"`
	Aliases []string `json:"aliases"`
}

type unit struct {
	Code       string   `json:"code"`
	Name       string   `json:"name"`
	Categories []string `json:"categories"`
}

type category struct {
	Code   string        `json:"code"`
	Name   string        `json:"name"`
	NameEn string        `json:"name_en"`
	Group  string        `json:"group"`
	LimitS time.Duration `json:"limit_s" doc:"seconds from the report to the repair, when ordinary"`
}

func (a *API) areas() {
	handle(a, "list-cells", func(ctx context.Context, _ caller, _ *struct{}) (*list[cell], error) {
		found, err := a.options.Store.Cells(ctx)
		return listed(found, 0, nil, func(c geotag.Cell) cell { return cell{c.Code, c.Name, string(c.Level), c.Parent} }), err
	})
	handle(a, "list-places", func(ctx context.Context, _ caller, _ *struct{}) (*list[place], error) {
		found, err := a.options.Store.Places(ctx)
		return listed(found, 0, nil, func(p geotag.Place) place {
			return place{p.Name, string(p.Kind), p.Cell, p.Lat, p.Lon, p.Aliases}
		}), err
	})
	handle(a, "list-units", func(context.Context, caller, *struct{}) (*list[unit], error) {
		return listed(a.options.Units, 0, nil, func(u intake.Unit) unit { return unit{u.Code, u.Name, u.Categories} }), nil
	})
	handle(a, "list-categories", func(context.Context, caller, *struct{}) (*list[category], error) {
		return listed(a.options.Categories, 0, nil, func(c intake.Category) category {
			return category{c.Code, c.Name, c.NameEn, c.Group, c.Limit / time.Second}
		}), nil
	})
}
