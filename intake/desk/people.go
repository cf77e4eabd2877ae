package desk

import (
	"context"
	"crypto/rand"
	"slices"
	"strconv"
	"strings"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/notice"
	"snapgrid/intake/triage"
)

// InvitationTime is how long an invitation is good.
const InvitationTime = 7 * 24 * time.Hour

// staffCommand takes people on the staff and off it. Names and codes are nothing
// for a group.
func (d *Desk) staffCommand(ctx context.Context, c Call) error {
	switch {
	case !c.Officer.Has(intake.RightPeople):
		return d.refuseCommand(ctx, c)
	case c.Chat.Kind != intake.ChatPrivate:
		return d.answer(ctx, c, c.Key+"/people", notice.Privately, notice.Facts{})
	case c.Intent.Kind == triage.IntentInvite:
		return d.invite(ctx, c)
	}
	return d.dismiss(ctx, c)
}

// invite answers with links that make somebody an officer, for the administrator
// to hand on.
func (d *Desk) invite(ctx context.Context, c Call) error {
	o, ok := d.readInvitation(c.Intent.Rest)
	if !ok {
		return d.answer(ctx, c, c.Key+"/invite", notice.BadInvite, notice.Facts{})
	}
	code, links, err := d.Invite(ctx, c.Officer, o)
	if err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/invite", notice.Invitation, notice.Facts{
		Name: o.Name, Role: o.Role, Where: d.scope(o), Link: strings.Join(links, "\n"), Code: code,
	})
}

// Invite makes a one-time code that makes whoever shows it the officer o, and the
// links that bring them to us with it.
func (d *Desk) Invite(ctx context.Context, by, o intake.Officer) (code string, links []string, err error) {
	if err := d.Require(ctx, by, intake.RightPeople); err != nil {
		return "", nil, err
	}
	code = rand.Text()[:10]
	claim := intake.Claim{Kind: intake.ClaimOfficer, Officer: o, Expires: d.now().Add(InvitationTime)}
	err = d.store.InTx(ctx, func(ctx context.Context) error {
		if err := d.store.PutClaim(ctx, code, claim); err != nil {
			return err
		}
		return d.note(ctx, by.ID, intake.Invited, intake.Officer{Name: o.Name}, office(o))
	})
	if err != nil {
		return "", nil, err
	}
	if d.rules.Invitations != nil {
		links = d.rules.Invitations(ctx, code)
	}
	return code, append(links, d.rules.PublicURL()+"/login?code="+code), nil
}

// roleWords are what people call the roles.
var roleWords = map[string]intake.Role{
	"网格员": intake.RoleGridOfficer, "网格长": intake.RoleGridOfficer, "grid_officer": intake.RoleGridOfficer, "grid": intake.RoleGridOfficer,
	"单位": intake.RoleUnitOfficer, "单位人员": intake.RoleUnitOfficer, "处置员": intake.RoleUnitOfficer, "unit_officer": intake.RoleUnitOfficer, "unit": intake.RoleUnitOfficer,
	"街道": intake.RoleStreet, "street": intake.RoleStreet,
	"管理员": intake.RoleAdmin, "admin": intake.RoleAdmin,
}

// readInvitation reads 周斌 网格员 990101-07: a name, a role, and for those who have
// one their scope. A word that means nothing spoils all: nobody shall get other
// rights than were meant.
func (d *Desk) readInvitation(words string) (o intake.Officer, ok bool) {
	fields := strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune(" \t\n,，、;；", r) })
	if len(fields) < 2 {
		return o, false
	}
	role, known := roleWords[strings.ToLower(fields[1])]
	o = intake.Officer{Name: fields[0], Role: role}
	for _, word := range fields[2:] {
		switch unit, ok := d.router.Find(word); {
		case role == intake.RoleGridOfficer && len(d.areas.Path(word)) > 0:
			o.Cells = append(o.Cells, word)
		case role == intake.RoleUnitOfficer && ok && o.Unit == "":
			o.Unit = unit.Code
		default:
			return o, false
		}
	}
	return o, known && (role != intake.RoleGridOfficer || len(o.Cells) > 0) && (role != intake.RoleUnitOfficer || o.Unit != "")
}

// scope names what an officer answers for.
func (d *Desk) scope(o intake.Officer) string {
	var names []string
	for _, code := range o.Cells {
		path := d.areas.Path(code)
		names = append(names, path[len(path)-1].Name)
	}
	if unit, ok := d.router.Unit(o.Unit); ok {
		names = append(names, unit.Name)
	}
	return strings.Join(names, "、")
}

// enrol makes the sender the officer whom a code is for. Who is on the staff already
// gets one more office: one person can have many.
func (d *Desk) enrol(ctx context.Context, c Call, o intake.Officer) error {
	known, err := d.store.FindOfficer(ctx, c.Chat.Ref.Channel, c.Sender.ID)
	switch {
	case err == nil && known.ID != o.ID:
		o, err = d.join(ctx, known, o)
	case err == nil || intake.CodeOf(err) == intake.CodeNotFound:
		o, err = d.newcomer(ctx, o)
	}
	if err != nil {
		return err
	}
	if err := d.store.AddOfficerIdentity(ctx, o.ID, c.Chat.Ref.Channel, c.Sender.ID); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/bind", notice.Enrolled, notice.Facts{Name: o.Name})
}

// join gives an officer the offices that a code is for.
func (d *Desk) join(ctx context.Context, known, claimed intake.Officer) (intake.Officer, error) {
	claimed.ID = known.ID
	for _, office := range claimed.Offices() {
		known.Give(office)
	}
	if _, err := d.store.PutOfficer(ctx, known); err != nil {
		return known, err
	}
	return known, d.note(ctx, 0, intake.Joined, known, office(claimed))
}

// newcomer keeps the officer whom a code is for. One who left meanwhile stays out.
func (d *Desk) newcomer(ctx context.Context, o intake.Officer) (intake.Officer, error) {
	if o.ID == 0 {
		id, err := d.store.PutOfficer(ctx, o)
		if o.ID = id; err != nil {
			return o, err
		}
		return o, d.note(ctx, 0, intake.Joined, o, office(o))
	}
	now, err := d.store.Officer(ctx, o.ID)
	if err == nil && !now.Left.IsZero() {
		err = &intake.Error{Code: intake.CodeNotFound, Message: "the officer left the staff"}
	}
	return now, err
}

// Admit uses the code of a login or an officer up, and returns the officer: who
// comes by a page shows nothing but the code.
func (d *Desk) Admit(ctx context.Context, code string) (intake.Officer, error) {
	claim, err := d.store.UseClaim(ctx, code, d.now())
	if err != nil {
		return intake.Officer{}, err
	}
	if claim.Kind == intake.ClaimChat {
		return intake.Officer{}, &intake.Error{Code: intake.CodeNotFound, Message: "the code is for something else"}
	}
	return d.newcomer(ctx, claim.Officer)
}

// dismiss takes the person off the staff whom the call names, by name or number.
func (d *Desk) dismiss(ctx context.Context, c Call) error {
	found, err := d.named(ctx, strings.TrimSpace(c.Intent.Rest))
	switch {
	case err != nil:
		return err
	case len(found) != 1:
		return d.answer(ctx, c, c.Key+"/dismiss", notice.WhichPerson, notice.Facts{Name: c.Intent.Rest, People: found})
	}
	err = d.Dismiss(ctx, c.Officer, found[0].ID)
	switch {
	case intake.CodeOf(err) == intake.CodeConflict:
		return d.answer(ctx, c, c.Key+"/dismiss", notice.LastAdmin, notice.Facts{})
	case err != nil:
		return err
	}
	return d.answer(ctx, c, c.Key+"/dismiss", notice.Dismissed, notice.Facts{Name: found[0].Name})
}

// named lists the officers whom a word names: by their number, else by name.
func (d *Desk) named(ctx context.Context, word string) ([]intake.Officer, error) {
	all, err := d.store.Officers(ctx)
	n, _ := strconv.ParseInt(word, 10, 64) // 0 is nobody's
	return slices.DeleteFunc(all, func(o intake.Officer) bool { return o.ID != n && o.Name != word }), err
}

// Dismiss takes an officer off the staff: rights and sessions end at once. Somebody
// has to be left who can take people on.
func (d *Desk) Dismiss(ctx context.Context, by intake.Officer, id int64) error {
	if err := d.Require(ctx, by, intake.RightPeople); err != nil {
		return err
	}
	return d.store.InTx(ctx, func(ctx context.Context) error {
		leaving, err := d.store.Officer(ctx, id)
		if err != nil {
			return err
		}
		if err := d.othersLeft(ctx, intake.Officer{ID: id}); err != nil {
			return err
		}
		if err := d.store.DismissOfficer(ctx, id, d.now()); err != nil {
			return err
		}
		return d.note(ctx, by.ID, intake.Dismissed, leaving, intake.Office{})
	})
}
