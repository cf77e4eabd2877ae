package token

import (
	"context"
	"slices"
	"testing"
	"time"

	"snapgrid/intake"
)

type house struct {
	keys     map[string]int64
	tokens   []intake.Token
	officers map[int64]intake.Officer
	refused  bool
	now      time.Time
}

func newHouse() (*house, *Room) {
	h := &house{
		keys: map[string]int64{}, officers: map[int64]intake.Officer{7: {ID: 7, Name: "周斌", Role: intake.RoleGridOfficer}, 8: {ID: 8, Left: time.Unix(1, 0)}},
		now: time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC),
	}
	return h, New(h, h, func() time.Time { return h.now })
}

var errNotFound = &intake.Error{Code: intake.CodeNotFound, Message: "not found"}

func (h *house) InTx(ctx context.Context, f func(ctx context.Context) error) error { return f(ctx) }

func (h *house) PutToken(_ context.Context, key string, t intake.Token) (int64, error) {
	t.ID = int64(len(h.tokens) + 1)
	h.keys[key], h.tokens = t.ID, append(h.tokens, t)
	return t.ID, nil
}

func (h *house) FindToken(_ context.Context, key string) (intake.Token, error) {
	if id := h.keys[key]; id != 0 {
		return h.tokens[id-1], nil
	}
	return intake.Token{}, errNotFound
}

func (h *house) Tokens(context.Context) ([]intake.Token, error) { return h.tokens, nil }

func (h *house) TouchToken(_ context.Context, id int64, day time.Time) error {
	h.tokens[id-1].UsedOn = day
	return nil
}

func (h *house) EndToken(_ context.Context, id int64, at time.Time) error {
	if id > int64(len(h.tokens)) || !h.tokens[id-1].Ended.IsZero() {
		return errNotFound
	}
	h.tokens[id-1].Ended = at
	return nil
}

func (h *house) Officer(_ context.Context, id int64) (intake.Officer, error) {
	o, ok := h.officers[id]
	if !ok {
		return o, errNotFound
	}
	return o, nil
}

func (h *house) PutOfficer(_ context.Context, o intake.Officer) (int64, error) {
	o.ID = int64(100 + len(h.officers))
	h.officers[o.ID] = o
	return o.ID, nil
}

func (h *house) DismissOfficer(_ context.Context, id int64, at time.Time) error {
	o := h.officers[id]
	o.Left = at
	h.officers[id] = o
	return nil
}

func (h *house) Require(context.Context, intake.Officer, intake.Right) error {
	if h.refused {
		return &intake.Error{Code: intake.CodeForbidden, Message: "not yours"}
	}
	return nil
}

// Scoped knows the cell c1 and the unit cg.
func (h *house) Scoped(o intake.Office) bool {
	return o.Role == intake.RoleUnitOfficer && o.Unit == "cg" && o.Cells == nil || o.Role == intake.RoleGridOfficer && slices.Equal(o.Cells, []string{"c1"}) && o.Unit == ""
}

func TestTokens(t *testing.T) {
	t.Parallel()
	h, r := newHouse()
	scopes := []intake.TokenScope{intake.ScopeTicketsRead}
	lent, _, err := r.Make(t.Context(), intake.Officer{ID: 1}, Wish{Name: "a", Scopes: scopes, Officer: 7, Expires: h.now.Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	own, made, err := r.Make(t.Context(), intake.Officer{ID: 1}, Wish{Name: "大屏", Scopes: scopes, Office: intake.Office{Role: intake.RoleUnitOfficer, Unit: "cg"}})
	if err != nil || !made.Service || made.MadeBy != 1 {
		t.Fatalf("made %+v, %v", made, err)
	}
	if _, o, err := r.Admit(t.Context(), own); err != nil || o.Unit != "cg" || o.Channel != Channel || len(o.Offices()) != 1 {
		t.Errorf("admitted %+v, %v", o, err)
	}
	if got, o, err := r.Admit(t.Context(), lent); err != nil || o.ID != 7 || !got.Allows(intake.ScopeTicketsRead) || got.Allows(intake.ScopeTicketsWrite) {
		t.Errorf("admitted %+v %+v, %v", got, o, err)
	}
	if h.tokens[0].UsedOn != h.now.Truncate(24*time.Hour) {
		t.Errorf("used on %s", h.tokens[0].UsedOn)
	}
	h.now = h.now.Add(time.Hour)
	if err := r.End(t.Context(), intake.Officer{}, made.ID); err != nil || h.officers[made.Officer].Left.IsZero() || !h.officers[7].Left.IsZero() {
		t.Errorf("ended: %v, %+v", err, h.officers)
	}
	for name, key := range map[string]string{"expired": lent, "ended": own, "unknown": "sgt_x", "empty": ""} {
		if _, _, err := r.Admit(t.Context(), key); intake.CodeOf(err) != intake.CodeNotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Who left the staff takes the tokens along that they lent their rights to.
func TestLeft(t *testing.T) {
	t.Parallel()
	h, r := newHouse()
	key, _, err := r.Make(t.Context(), intake.Officer{}, Wish{Name: "a", Scopes: intake.TokenScopes(), Officer: 7})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.DismissOfficer(t.Context(), 7, h.now); err != nil {
		t.Fatal(err)
	}
	if _, _, err := r.Admit(t.Context(), key); intake.CodeOf(err) != intake.CodeNotFound {
		t.Errorf("admitted: %v", err)
	}
}

func TestWishes(t *testing.T) {
	t.Parallel()
	h, r := newHouse()
	scopes := []intake.TokenScope{intake.ScopeTicketsRead}
	for name, w := range map[string]Wish{
		"no name": {Scopes: scopes, Officer: 7}, "no scope": {Name: "a", Officer: 7}, "unknown scope": {Name: "a", Scopes: []intake.TokenScope{"all"}, Officer: 7},
		"no role": {Name: "a", Scopes: scopes}, "no unit": {Name: "a", Scopes: scopes, Office: intake.Office{Role: intake.RoleUnitOfficer}},
		"who left": {Name: "a", Scopes: scopes, Officer: 8}, "no such unit": {Name: "a", Scopes: scopes, Office: intake.Office{Role: intake.RoleUnitOfficer, Unit: "gc"}},
		"no such cell": {Name: "a", Scopes: scopes, Office: intake.Office{Role: intake.RoleGridOfficer, Cells: []string{"c1", "c9"}}},
		"over already": {Name: "a", Scopes: scopes, Officer: 7, Expires: h.now},
	} {
		if _, _, err := r.Make(t.Context(), intake.Officer{}, w); intake.CodeOf(err) != intake.CodeInvalid || len(h.tokens) != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, o := range map[string]intake.Office{
		"a cell": {Role: intake.RoleGridOfficer, Cells: []string{"c1"}, Unit: "cg"}, "all cells": {Role: intake.RoleGridOfficer},
		"a unit": {Role: intake.RoleUnitOfficer, Cells: []string{"c9"}, Unit: "cg"},
	} {
		if _, _, err := r.Make(t.Context(), intake.Officer{}, Wish{Name: "a", Scopes: scopes, Office: o}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	h.refused = true
	_, _, made := r.Make(t.Context(), intake.Officer{}, Wish{Name: "a", Scopes: scopes, Officer: 7})
	_, listed := r.List(t.Context(), intake.Officer{})
	for _, err := range []error{made, listed, r.End(t.Context(), intake.Officer{}, 1)} {
		if intake.CodeOf(err) != intake.CodeForbidden {
			t.Errorf("without the right: %v", err)
		}
	}
}
