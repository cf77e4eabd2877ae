package desk

import (
	"context"
	"fmt"
	"slices"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// note writes into the audit who changed who is on the staff.
func (d *Desk) note(ctx context.Context, by int64, what intake.AppointmentKind, o intake.Officer, office intake.Office) error {
	return d.store.PutAppointment(ctx, intake.Appointment{
		At: d.now(), By: by, Officer: o.ID, Name: o.Name, What: what, Office: office,
	})
}

// office is what an officer is first of all.
func office(o intake.Officer) intake.Office {
	return intake.Office{Role: o.Role, Cells: o.Cells, Unit: o.Unit}
}

// Scoped reports whether an office says for what it is: a grid officer has cells, a
// unit officer a unit, all of which exist.
func (d *Desk) Scoped(o intake.Office) bool {
	switch o.Role {
	case intake.RoleGridOfficer:
		unknown := func(cell string) bool { return len(d.areas.Path(cell)) == 0 }
		return len(o.Cells) > 0 && o.Unit == "" && !slices.ContainsFunc(o.Cells, unknown)
	case intake.RoleUnitOfficer:
		_, known := d.router.Unit(o.Unit)
		return known && len(o.Cells) == 0
	case intake.RoleStreet, intake.RoleAdmin:
		return o.Unit == "" && len(o.Cells) == 0
	case intake.RoleResident, intake.RoleRider:
	}
	return false
}

// Give gives an officer one more office. One without a scope is [intake.CodeInvalid].
func (d *Desk) Give(ctx context.Context, by intake.Officer, id int64, given intake.Office) error {
	if err := d.Require(ctx, by, intake.RightPeople); err != nil {
		return err
	}
	if !d.Scoped(given) {
		return &intake.Error{Code: intake.CodeInvalid, Message: "the office does not say for what it is"}
	}
	return d.reform(ctx, by, id, intake.Given, given, func(o *intake.Officer) error {
		o.Give(given)
		return nil
	})
}

// TakeOffice takes an office away. What the configuration gives, and the only one of an
// officer, can not be taken: [intake.CodeConflict]. Somebody has to be left who can
// take people on.
func (d *Desk) TakeOffice(ctx context.Context, by intake.Officer, id int64, taken intake.Office) error {
	if err := d.Require(ctx, by, intake.RightPeople); err != nil {
		return err
	}
	return d.reform(ctx, by, id, intake.Taken, taken, func(o *intake.Officer) error {
		left := slices.DeleteFunc(o.Offices(), func(office intake.Office) bool { return office.Equal(taken) && !office.Listed })
		if len(left) == 0 || len(left) == len(o.Offices()) {
			return &intake.Error{Code: intake.CodeConflict, Message: fmt.Sprintf("the office can not be taken from officer %d", id)}
		}
		o.Role, o.Cells, o.Unit, o.Listed, o.Also = left[0].Role, left[0].Cells, left[0].Unit, left[0].Listed, left[1:]
		return d.othersLeft(ctx, *o)
	})
}

// reform changes the offices of an officer, and writes it down.
func (d *Desk) reform(ctx context.Context, by intake.Officer, id int64, what intake.AppointmentKind, of intake.Office, change func(*intake.Officer) error) error {
	return d.store.InTx(ctx, func(ctx context.Context) error {
		o, err := d.store.Officer(ctx, id)
		if err != nil {
			return err
		}
		if err := change(&o); err != nil {
			return err
		}
		if err := d.store.SaveOfficer(ctx, o); err != nil {
			return err
		}
		return d.note(ctx, by.ID, what, o, of)
	})
}

// othersLeft fails with [intake.CodeConflict] if nobody would be left who can take
// people on, with an officer as they would be.
func (d *Desk) othersLeft(ctx context.Context, changed intake.Officer) error {
	all, err := d.store.Officers(ctx)
	if err != nil || changed.Has(intake.RightPeople) {
		return err
	}
	if slices.ContainsFunc(all, func(o intake.Officer) bool { return o.ID != changed.ID && o.Has(intake.RightPeople) }) {
		return nil
	}
	return &intake.Error{Code: intake.CodeConflict, Message: fmt.Sprintf("officer %d is the last who can take people on", changed.ID)}
}

// CorrectName keeps what a learnt name means by the word of staff: nothing that people
// say later changes it. A forgotten one is not learnt again.
func (d *Desk) CorrectName(ctx context.Context, by intake.Officer, l geotag.Learnt) error {
	if err := d.Require(ctx, by, intake.RightLead); err != nil {
		return err
	}
	return d.store.SaveLearnt(ctx, l)
}
