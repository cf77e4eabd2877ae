package api

import (
	"context"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// peopleDesk takes people on the staff and off it.
type peopleDesk interface {
	// Scoped reports whether an office says for what it is.
	Scoped(o intake.Office) bool
	Invite(ctx context.Context, by, o intake.Officer) (code string, links []string, err error)
	Give(ctx context.Context, by intake.Officer, id int64, office intake.Office) error
	TakeOffice(ctx context.Context, by intake.Officer, id int64, office intake.Office) error
	Dismiss(ctx context.Context, by intake.Officer, id int64) error
}

// person is somebody on the staff.
type person struct {
	ID       int64            `json:"id"`
	Name     string           `json:"name"`
	Channel  string           `json:"channel" doc:"on which they are known first; api: a program"`
	Channels []intake.Channel `json:"channels" doc:"all on which they are known"`
	Offices  []Office         `json:"offices"`
}

// Office is a role, and for what.
type Office struct {
	Role  string   `json:"role" enum:"grid_officer,unit_officer,street,admin"`
	Cells []string `json:"cells,omitempty" doc:"of a grid_officer: codes"`
	Unit  string   `json:"unit,omitempty" doc:"of a unit_officer: its code"`
}

func officesOf(o intake.Officer) []Office {
	all := []Office{}
	for _, held := range o.Offices() {
		all = append(all, Office{string(held.Role), held.Cells, held.Unit})
	}
	return all
}

// read is the office that is meant: what a role has no use for is left out.
func (a *API) read(o Office) (intake.Office, error) {
	read := intake.Office{Role: intake.Role(o.Role)}
	switch read.Role {
	case intake.RoleGridOfficer:
		read.Cells = o.Cells
	case intake.RoleUnitOfficer:
		read.Unit = o.Unit
	case intake.RoleStreet, intake.RoleAdmin, intake.RoleResident, intake.RoleRider:
	}
	if !a.options.Desk.Scoped(read) {
		return read, huma.Error422UnprocessableEntity("a grid_officer wants cells that there are, a unit_officer a unit")
	}
	return read, nil
}

// invitation is a code that nobody used yet. The code itself is shown once only.
type invitation struct {
	Name string `json:"name"`
	Office
	Expires time.Time `json:"expires"`
}

type inviteIn struct {
	Body struct {
		Name string `json:"name" minLength:"1" maxLength:"80"`
		Office
	}
}

type inviteOut struct {
	Body struct {
		Code  string   `json:"code" doc:"makes whoever shows it the officer: /bind CODE, alone with us"`
		Links []string `json:"links" doc:"that bring them to us with it"`
	}
}

type officeIn struct {
	Identified
	Body Office
}

const mostInvitations = 500

func (a *API) people() {
	empty := func(o *huma.Operation) { o.DefaultStatus = 204 }
	handle(a, "list-people", a.listPeople)
	handle(a, "list-invitations", func(ctx context.Context, c caller, _ *struct{}) (*list[invitation], error) {
		found, err := a.options.Store.Claims(ctx, a.options.Now(), mostInvitations)
		found = slices.DeleteFunc(found, func(c intake.Claim) bool { return c.Kind != intake.ClaimOfficer })
		return listed(found, 0, nil, func(c intake.Claim) invitation {
			o := c.Officer
			return invitation{o.Name, Office{string(o.Role), o.Cells, o.Unit}, c.Expires}
		}), err
	})
	handle(a, "invite-person", func(ctx context.Context, c caller, in *inviteIn) (*inviteOut, error) {
		o, err := a.read(in.Body.Office)
		if err != nil {
			return nil, err
		}
		out := &inviteOut{}
		out.Body.Code, out.Body.Links, err = a.options.Desk.Invite(ctx, c.officer, intake.Officer{
			Name: page.CleanName(in.Body.Name, page.MaxName), Role: o.Role, Cells: o.Cells, Unit: o.Unit,
		})
		return out, err
	}, func(o *huma.Operation) { o.DefaultStatus = 201 })
	handle(a, "give-office", func(ctx context.Context, c caller, in *officeIn) (*struct{}, error) {
		o, err := a.read(in.Body)
		if err != nil {
			return nil, err
		}
		return nil, a.options.Desk.Give(ctx, c.officer, in.ID, o)
	}, empty)
	handle(a, "take-office", func(ctx context.Context, c caller, in *officeIn) (*struct{}, error) {
		return nil, a.options.Desk.TakeOffice(ctx, c.officer, in.ID, intake.Office{Role: intake.Role(in.Body.Role), Cells: in.Body.Cells, Unit: in.Body.Unit})
	}, empty)
	handle(a, "dismiss-person", func(ctx context.Context, c caller, in *Identified) (*struct{}, error) {
		return nil, a.options.Desk.Dismiss(ctx, c.officer, in.ID)
	}, empty)
}

func (a *API) listPeople(ctx context.Context, c caller, _ *struct{}) (*list[person], error) {
	on, err := a.options.Store.OfficerChannels(ctx)
	if err != nil {
		return nil, err
	}
	found, err := a.options.Store.Officers(ctx)
	return listed(found, 0, nil, func(o intake.Officer) person {
		return person{o.ID, o.Name, string(o.Channel), append([]intake.Channel{}, on[o.ID]...), officesOf(o)}
	}), err
}
