package console

import (
	"net/http"
	"slices"
	"strings"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// person is an officer as the list shows them.
type person struct {
	intake.Officer
	On      []intake.Channel // channels on which they are known
	Offices []intake.Office
	Me      bool
}

type peopleView struct {
	People []person
	Codes  []intake.Claim // that nobody used yet
	Roles  []intake.Role
	Units  []intake.Unit
	Code   string // that was just made …
	Links  []string
	For    intake.Officer // … for this one
	Form   peopleForm
}

// peopleForm is what was typed, and what is wrong with it.
type peopleForm struct {
	Name, Cells, Problem string
	Role                 intake.Role
	Unit                 string
}

const inCodes = 200

func (c *Console) people(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	return c.showPeople(w, r, v, http.StatusOK, peopleView{})
}

func (c *Console) showPeople(w http.ResponseWriter, r *http.Request, v page.Visitor, status int, view peopleView) error {
	ctx := r.Context()
	officers, err := c.store.Officers(ctx)
	if err != nil {
		return err
	}
	on, err := c.store.OfficerChannels(ctx)
	if err != nil {
		return err
	}
	for _, o := range officers {
		view.People = append(view.People, person{o, on[o.ID], o.Offices(), o.ID == v.Officer.ID})
	}
	view.Roles, view.Units = intake.StaffRoles(), c.pages.Units()
	if view.Codes, err = c.store.Claims(ctx, c.pages.Now(), inCodes); err != nil {
		return err
	}
	c.show(w, r, v, status, "people", "工作人员", view)
	return nil
}

// invite makes a code that makes whoever shows it an officer.
func (c *Console) invite(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	office, err := c.readOffice(r)
	name := page.CleanName(r.PostFormValue("name"), 24)
	if err == nil && name == "" {
		err = invalid("请写姓名")
	}
	view := peopleView{For: intake.Officer{Name: name, Role: office.Role, Cells: office.Cells, Unit: office.Unit}}
	if err == nil {
		view.Code, view.Links, err = c.desk.Invite(r.Context(), v.Officer, view.For)
	}
	if err == nil {
		return c.showPeople(w, r, v, http.StatusOK, view)
	}
	return c.refusePeople(w, r, v, err)
}

// refusePeople shows the page again with what is wrong.
func (c *Console) refusePeople(w http.ResponseWriter, r *http.Request, v page.Visitor, err error) error {
	fault := page.AsFault(err)
	if fault.Status >= http.StatusInternalServerError || fault.Status == http.StatusNotFound || fault.Status == http.StatusForbidden {
		return err
	}
	return c.showPeople(w, r, v, fault.Status, peopleView{Form: peopleForm{
		Name: page.Clean(r.PostFormValue("name")), Cells: page.Clean(r.PostFormValue("cells")),
		Role: intake.Role(r.PostFormValue("role")), Unit: r.PostFormValue("unit"), Problem: fault.Sentence,
	}})
}

// readOffice reads role and scope: what a role has no use for is left out.
func (c *Console) readOffice(r *http.Request) (intake.Office, error) {
	o := intake.Office{Role: intake.Role(r.PostFormValue("role"))}
	switch o.Role {
	case intake.RoleGridOfficer:
		o.Cells = strings.FieldsFunc(page.Clean(r.PostFormValue("cells")), func(r rune) bool { return strings.ContainsRune(" \t\n,，、;；", r) })
	case intake.RoleUnitOfficer:
		o.Unit = r.PostFormValue("unit")
	case intake.RoleStreet, intake.RoleAdmin, intake.RoleResident, intake.RoleRider:
	}
	if !c.desk.Scoped(o) {
		return o, invalid("请选好职责：网格员要写片区编号，单位人员要选单位")
	}
	return o, nil
}

// giveOffice gives an officer one more office.
func (c *Console) giveOffice(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	id, err := numberOf(r, "id")
	if err != nil {
		return err
	}
	office, err := c.readOffice(r)
	if err == nil {
		err = c.desk.Give(r.Context(), v.Officer, id, office)
	}
	return c.peopleChanged(w, r, v, err)
}

// takeOffice takes the office away whose place in the list the form names, if it is
// still the one that was shown.
func (c *Console) takeOffice(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	id, err := numberOf(r, "id")
	if err != nil {
		return err
	}
	o, err := c.store.Officer(r.Context(), id)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(o.Offices(), func(office intake.Office) bool { return officeKey(office) == r.PostFormValue("office") })
	if i < 0 {
		return c.refusePeople(w, r, v, &intake.Error{Code: intake.CodeConflict, Message: "the office is not there any more"})
	}
	return c.peopleChanged(w, r, v, c.desk.TakeOffice(r.Context(), v.Officer, id, o.Offices()[i]))
}

// officeKey names an office in a form.
func officeKey(o intake.Office) string {
	return string(o.Role) + "/" + o.Unit + "/" + strings.Join(o.Cells, ",")
}

// dismiss takes an officer off the staff.
func (c *Console) dismiss(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	id, err := numberOf(r, "id")
	if err != nil {
		return err
	}
	return c.peopleChanged(w, r, v, c.desk.Dismiss(r.Context(), v.Officer, id))
}

func (c *Console) peopleChanged(w http.ResponseWriter, r *http.Request, v page.Visitor, err error) error {
	switch {
	case intake.CodeOf(err) == intake.CodeConflict:
		err = &page.Fault{Status: http.StatusConflict, Sentence: "不能这样改：配置文件给的、仅有的一项职责，和最后一位管理员，都要留着"}
		return c.refusePeople(w, r, v, err)
	case err != nil:
		return c.refusePeople(w, r, v, err)
	}
	http.Redirect(w, r, "/desk/people", http.StatusSeeOther)
	return nil
}
