// Package token lets other programs in. A program acts in the rights of an officer: of a
// person who lends them, or of one that is there for the program alone and leaves with
// it. Of those rights it has what the scopes of its token name. The key is shown once;
// only its SHA-256 is kept. What was ever given out stays on the list, with who made it,
// the last day on which it was used, and when it ended.
package token

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"snapgrid/intake"
)

// Channel is the one on which officers are known that are there for a program.
const Channel intake.Channel = "api"

// Store is what the room needs of the database.
type Store interface {
	InTx(ctx context.Context, f func(ctx context.Context) error) error
	PutToken(ctx context.Context, key string, t intake.Token) (int64, error)
	FindToken(ctx context.Context, key string) (intake.Token, error)
	Tokens(ctx context.Context) ([]intake.Token, error)
	TouchToken(ctx context.Context, id int64, day time.Time) error
	EndToken(ctx context.Context, id int64, at time.Time) error
	Officer(ctx context.Context, id int64) (intake.Officer, error)
	PutOfficer(ctx context.Context, o intake.Officer) (int64, error)
	DismissOfficer(ctx context.Context, id int64, at time.Time) error
}

// Guard asks for rights, and writes down who lacks them; desk.Desk is one.
type Guard interface {
	Require(ctx context.Context, o intake.Officer, r intake.Right) error
	// Scoped reports whether the cells and the unit of an office are there.
	Scoped(o intake.Office) bool
}

// Room gives out tokens.
type Room struct {
	store Store
	guard Guard // nil: whoever asks has the database in hand, and looked what is there
	now   func() time.Time
}

// New makes the room.
func New(store Store, guard Guard, now func() time.Time) *Room { return &Room{store, guard, now} }

// Wish is what a token shall be.
type Wish struct {
	Name    string
	Scopes  []intake.TokenScope
	Officer int64         // who lends the rights; 0: an officer of its own, with …
	Office  intake.Office // … this office
	Expires time.Time     // zero: never
}

// Make gives out a token. The key can not be had again.
func (r *Room) Make(ctx context.Context, by intake.Officer, w Wish) (key string, t intake.Token, err error) {
	if err := r.require(ctx, by); err != nil {
		return "", t, err
	}
	if err := r.check(&w); err != nil {
		return "", t, err
	}
	key = "sgt_" + strings.ToLower(rand.Text())
	t = intake.Token{
		Name: w.Name, Scopes: w.Scopes, Officer: w.Officer, Service: w.Officer == 0, MadeBy: by.ID, MadeAt: r.now(), Expires: w.Expires,
	}
	err = r.store.InTx(ctx, func(ctx context.Context) error {
		if t.Officer, err = r.officer(ctx, w); err != nil {
			return err
		}
		t.ID, err = r.store.PutToken(ctx, key, t)
		return err
	})
	return key, t, err
}

// officer finds who lends the rights, or takes a new one on the staff.
func (r *Room) officer(ctx context.Context, w Wish) (int64, error) {
	if w.Officer == 0 {
		return r.store.PutOfficer(ctx, intake.Officer{
			Channel: Channel, Sender: rand.Text(), Name: w.Name, Role: w.Office.Role, Cells: w.Office.Cells, Unit: w.Office.Unit,
		})
	}
	o, err := r.store.Officer(ctx, w.Officer)
	if err == nil && !o.Left.IsZero() {
		err = invalid("此人已不在名单上")
	}
	return o.ID, err
}

func (r *Room) check(w *Wish) error {
	w.Name, w.Office = strings.TrimSpace(w.Name), needed(w.Office)
	switch {
	case w.Name == "" || utf8.RuneCountInString(w.Name) > 80:
		return invalid("请起一个名字，不超过 80 字")
	case len(w.Scopes) == 0 || slices.ContainsFunc(w.Scopes, func(s intake.TokenScope) bool { return !slices.Contains(intake.TokenScopes(), s) }):
		return invalid("请选至少一项权限范围")
	case !w.Expires.IsZero() && !w.Expires.After(r.now()):
		return invalid("到期日要在今天以后")
	case w.Officer == 0 && !slices.Contains(intake.StaffRoles(), w.Office.Role):
		return invalid("请选角色")
	case w.Officer == 0 && w.Office.Role == intake.RoleUnitOfficer && w.Office.Unit == "":
		return invalid("请选单位")
	case w.Officer == 0 && !r.scoped(w.Office):
		return invalid("没有这个网格或单位，请照名单上的编号写")
	}
	return nil
}

// scoped reports whether the cells or the unit of an office are there. One of all cells
// names none.
func (r *Room) scoped(o intake.Office) bool {
	everywhere := o.Role == intake.RoleGridOfficer && len(o.Cells) == 0
	return everywhere || r.guard == nil || r.guard.Scoped(o)
}

// needed is an office without what its role has no use for.
func needed(o intake.Office) intake.Office {
	if o.Role != intake.RoleGridOfficer {
		o.Cells = nil
	}
	if o.Role != intake.RoleUnitOfficer {
		o.Unit = ""
	}
	return o
}

func invalid(sentence string) error {
	return &intake.Error{Code: intake.CodeInvalid, Message: sentence}
}

func (r *Room) require(ctx context.Context, by intake.Officer) error {
	if r.guard == nil {
		return nil
	}
	return r.guard.Require(ctx, by, intake.RightPeople)
}

// List lists all tokens, also those that ended.
func (r *Room) List(ctx context.Context, by intake.Officer) ([]intake.Token, error) {
	if err := r.require(ctx, by); err != nil {
		return nil, err
	}
	return r.store.Tokens(ctx)
}

// End ends a token; an officer of its own leaves the staff.
func (r *Room) End(ctx context.Context, by intake.Officer, id int64) error {
	if err := r.require(ctx, by); err != nil {
		return err
	}
	return r.store.InTx(ctx, func(ctx context.Context) error {
		if err := r.store.EndToken(ctx, id, r.now()); err != nil {
			return err
		}
		all, err := r.store.Tokens(ctx)
		if err != nil {
			return err
		}
		for _, t := range all {
			if t.ID == id && t.Service {
				err = r.store.DismissOfficer(ctx, t.Officer, r.now())
			}
		}
		if intake.CodeOf(err) == intake.CodeNotFound {
			err = nil // dismissed before
		}
		return err
	})
}

// Admit finds the token behind a key, and in whose rights it acts.
// [intake.CodeNotFound] if it lets nobody in.
func (r *Room) Admit(ctx context.Context, key string) (intake.Token, intake.Officer, error) {
	t, err := r.store.FindToken(ctx, key)
	if err == nil && !t.Good(r.now()) {
		err = &intake.Error{Code: intake.CodeNotFound, Message: "the token ended"}
	}
	if err != nil {
		return t, intake.Officer{}, err
	}
	o, err := r.store.Officer(ctx, t.Officer)
	if err == nil && !o.Left.IsZero() {
		err = &intake.Error{Code: intake.CodeNotFound, Message: "the officer of the token left the staff"}
	}
	if err != nil {
		return t, o, err
	}
	if today := r.now().UTC().Truncate(24 * time.Hour); t.UsedOn.Before(today) {
		err = r.store.TouchToken(ctx, t.ID, today)
	}
	return t, o, err
}
