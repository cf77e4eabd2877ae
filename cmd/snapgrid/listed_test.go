package main

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/rs/zerolog"

	"snapgrid/configs"
	"snapgrid/intake"
)

// The configuration gives offices and takes them away again; what a code gave stays,
// and so does who came by a code.
func TestListedStaffComeAndGo(t *testing.T) {
	t.Parallel()
	cfg := configs.Default()
	cfg.Database = "sqlite:" + filepath.Join(t.TempDir(), "test.db")
	db, err := openStore(t.Context(), cfg, zerolog.Nop())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	put := func(o intake.Officer) {
		t.Helper()
		if _, err := db.PutOfficer(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	settle := func(entries ...configs.Officer) {
		t.Helper()
		cfg.Staff = entries
		if err := settleStaff(t.Context(), cfg, db); err != nil {
			t.Fatal(err)
		}
	}
	zhou := configs.Officer{
		Channel: "telegram", ID: "1", Name: "周斌", Role: "grid_officer", Cells: []string{"c1"},
		Also: []configs.Office{{Role: "unit_officer", Unit: "wuye"}},
	}
	chen := configs.Officer{Channel: "wechat", Name: "陈静", Role: "street"}
	put(intake.Officer{Channel: "telegram", Sender: "3", Name: "李敏", Role: intake.RoleAdmin})
	settle(zhou, chen)
	known, err := db.FindOfficer(t.Context(), "telegram", "1")
	if err != nil || len(known.Offices()) != 2 || !known.Has(intake.RightDispatch) || !known.May(intake.RightWork, "wuye", nil) {
		t.Fatalf("the first is %+v, %v", known, err)
	}
	known.Give(intake.Office{Role: intake.RoleStreet}) // by a code
	put(known)
	settle(zhou, chen)
	if known, err = db.FindOfficer(t.Context(), "telegram", "1"); err != nil || len(known.Offices()) != 3 {
		t.Errorf("after a start with the same staff: %+v, %v", known, err)
	}
	settle()
	left, err := db.Officers(t.Context())
	if err != nil || !slices.Equal(names(left), []string{"李敏", "周斌"}) && !slices.Equal(names(left), []string{"周斌", "李敏"}) {
		t.Errorf("on the staff are %v, %v", names(left), err)
	}
	known, err = db.FindOfficer(t.Context(), "telegram", "1")
	if err != nil || len(known.Offices()) != 1 || known.Role != intake.RoleStreet {
		t.Errorf("who is listed no more is %+v, %v", known, err)
	}
}

func names(officers []intake.Officer) []string {
	var all []string
	for _, o := range officers {
		all = append(all, o.Name)
	}
	return all
}
