package api

import (
	"context"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// placeDesk knows where things are, and takes the word of staff on it.
type placeDesk interface {
	// Choices lists the places that the words of a ticket may mean, none if one is
	// meant for sure; Place puts the ticket at one.
	Choices(ctx context.Context, t intake.Ticket, said []intake.Heard) ([]geotag.Fix, error)
	Place(ctx context.Context, o intake.Officer, n int64, fix geotag.Fix) error
	// CorrectName keeps what a learnt name means by the word of staff.
	CorrectName(ctx context.Context, o intake.Officer, l geotag.Learnt) error
}

// choice is a point that the words of a ticket may mean.
type choice struct {
	Lat     float64 `json:"lat" minimum:"-90" maximum:"90"`
	Lon     float64 `json:"lon" minimum:"-180" maximum:"180"`
	Address string  `json:"address,omitempty"`
	Cell    string  `json:"cell,omitempty"`
}

func (a *API) choicesOf(ctx context.Context, number int64) (intake.Ticket, []geotag.Fix, error) {
	t, err := a.options.Store.Ticket(ctx, number)
	if err != nil || !t.Status.Open() || t.Fix.Source.Better(geotag.SourcePlace) {
		return t, nil, err
	}
	said, err := a.options.Store.TicketMessages(ctx, number)
	if err != nil {
		return t, nil, err
	}
	found, err := a.options.Desk.Choices(ctx, t, said)
	return t, found, err
}

func (a *API) choices(ctx context.Context, _ caller, in *Numbered) (*list[choice], error) {
	_, found, err := a.choicesOf(ctx, in.Number)
	return listed(found, 0, nil, func(f geotag.Fix) choice { return choice{f.Lat, f.Lon, f.Address, f.Cell} }), err
}

type choiceIn struct {
	Numbered
	Body struct {
		Lat float64 `json:"lat"`
		Lon float64 `json:"lon"`
	}
}

// choosePlace puts a ticket at one of the places that its words may mean.
func (a *API) choosePlace(ctx context.Context, c caller, in *choiceIn) (*struct{}, error) {
	t, found, err := a.choicesOf(ctx, in.Number)
	if err != nil {
		return nil, err
	}
	if err := a.options.Desk.RequireOn(ctx, c.officer, intake.RightScreen, t); err != nil {
		return nil, err
	}
	at := geotag.Point{Lat: in.Body.Lat, Lon: in.Body.Lon}.String()
	i := slices.IndexFunc(found, func(f geotag.Fix) bool { return f.Point.String() == at })
	if i < 0 {
		return nil, huma.Error409Conflict("this is none of the places that the words may mean now")
	}
	return nil, a.options.Desk.Place(ctx, c.officer, in.Number, found[i])
}

// learnt is a name that people taught.
type learnt struct {
	Name  string    `json:"name"`
	Cell  string    `json:"cell" doc:"in which it is meant"`
	Lat   float64   `json:"lat"`
	Lon   float64   `json:"lon"`
	Count int       `json:"count" doc:"how often it was confirmed"`
	At    time.Time `json:"at" doc:"when it was last"`
	State string    `json:"state" enum:",corrected,forgotten"`
	Used  bool      `json:"used" doc:"we go by it"`
}

type learntIn struct {
	Body struct {
		Name string  `json:"name"`
		Cell string  `json:"cell"`
		Lat  float64 `json:"lat" minimum:"-90" maximum:"90"`
		Lon  float64 `json:"lon" minimum:"-180" maximum:"180"`
	}
}

type forgetIn struct {
	Body struct {
		Name string `json:"name"`
		Cell string `json:"cell"`
	}
}

func (a *API) places() {
	empty := func(o *huma.Operation) { o.DefaultStatus = 204 }
	handle(a, "list-learnt", func(ctx context.Context, c caller, _ *struct{}) (*list[learnt], error) {
		found, err := a.options.Store.Learnt(ctx)
		slices.SortStableFunc(found, func(a, b geotag.Learnt) int { return b.At.Compare(a.At) })
		return listed(found, 0, nil, func(l geotag.Learnt) learnt {
			_, used := l.Place(a.options.Now())
			return learnt{l.Name, l.Cell, l.Lat, l.Lon, l.Count, l.At, string(l.State), used}
		}), err
	})
	handle(a, "correct-learnt", func(ctx context.Context, c caller, in *learntIn) (*struct{}, error) {
		return nil, a.correctName(ctx, c, in.Body.Name, in.Body.Cell, func(l *geotag.Learnt) {
			l.State, l.Point = geotag.LearntCorrected, geotag.Point{Lat: in.Body.Lat, Lon: in.Body.Lon}
		})
	}, empty)
	handle(a, "forget-learnt", func(ctx context.Context, c caller, in *forgetIn) (*struct{}, error) {
		return nil, a.correctName(ctx, c, in.Body.Name, in.Body.Cell, func(l *geotag.Learnt) { l.State = geotag.LearntForgotten })
	}, empty)
}

func (a *API) correctName(ctx context.Context, c caller, name, cell string, change func(*geotag.Learnt)) error {
	all, err := a.options.Store.Learnt(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(l geotag.Learnt) bool { return l.Name == name && l.Cell == cell })
	if i < 0 {
		return huma.Error404NotFound("nobody taught this name there")
	}
	change(&all[i])
	return a.options.Desk.CorrectName(ctx, c.officer, all[i])
}
