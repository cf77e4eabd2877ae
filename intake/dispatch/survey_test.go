package dispatch_test

import (
	"strings"
	"testing"

	"snapgrid/intake"
	"snapgrid/intake/dispatch"
)

// known is a small district: two grid cells in a community.
func known() dispatch.Known {
	above := map[string][]string{"mall": {"district", "mall"}, "market": {"district", "market"}, "district": {"district"}}
	return dispatch.Known{
		Officers: []intake.Officer{
			{Name: "周斌", Role: intake.RoleUnitOfficer, Unit: "shizheng"},
			{Name: "李敏", Role: intake.RoleStreet},
			{Name: "赵一", Role: intake.RoleUnitOfficer, Unit: "wuye"},
		},
		Categories: intake.Categories{{Code: "E0101"}, {Code: "E0102"}, {Code: "E0401"}, {Code: "P0101"}, {Code: "P0102"}, {Code: "P0103"}},
		Cells:      []string{"district", "mall", "market"},
		Path:       func(cell string) []string { return above[cell] },
		Suggest:    func(word string, _ []string) string { return "; near " + word },
	}
}

func TestSoundPlan(t *testing.T) {
	t.Parallel()
	holes, err := tree(t).Survey(known())
	if err != nil || len(holes) > 0 {
		t.Errorf("a sound plan has %v, %v", holes, err)
	}
}

func TestUnknownNamesAreToldAtOnce(t *testing.T) {
	t.Parallel()
	plan := dispatch.Plan{
		Units: units,
		Routes: []dispatch.Route{
			{Name: "a", Categories: []string{"E09"}, Cells: []string{"moll"}, Unit: "nobody", Place: "routes.yaml:3", Routes: []dispatch.Route{
				{Name: "b", Unit: "wuye", Officer: "周斌"},
				{Name: "c", Officer: "小王", Unit: "shizheng"},
			}},
			{Categories: []string{""}, Officer: "李敏"},
			{Name: "d", Unit: dispatch.Street, Officer: "李敏"},
		},
		Roster: dispatch.Roster{
			Duties: []dispatch.Duty{{Unit: "nix", Officer: "李敏"}, {Unit: "wuye", Officer: "周斌", Place: "roster.yaml:4"}},
			Leaves: []dispatch.Leave{{Officer: "老周"}, {Officer: "周斌", StandIn: "周斌"}, {Officer: "周斌", StandIn: "老李"}},
		},
	}
	_, err := plan.Survey(known())
	if err == nil {
		t.Fatal("nothing is wrong")
	}
	want := `routes.yaml:3: route a: no class begins with "E09"; near E09
routes.yaml:3: route a: no cell has the code "moll"; near moll
routes.yaml:3: route a: no unit has the code "nobody"; near nobody
route a › b: 周斌 works for shizheng, not for wuye
route a › c: nobody on the staff is called "小王"; near 小王
route class : no class begins with ""; near 
route class : names the officer 李敏, but no unit
route d: names the officer 李敏, but no unit
duty of 李敏: no unit has the code "nix"; near nix
roster.yaml:4: duty of 周斌: 周斌 works for shizheng, not for wuye
leave of 老周: nobody on the staff is called "老周"; near 老周
leave of 周斌: nobody can stand in for themselves
leave of 周斌: nobody on the staff is called "老李"; near 老李`
	if got := err.Error(); got != want {
		t.Errorf("the faults are\n%s\nwant\n%s", got, want)
	}
}

func TestUnreachableRoutes(t *testing.T) {
	t.Parallel()
	all := []intake.Severity{intake.Ordinary, intake.Urgent, intake.Emergency}
	tests := map[string]struct {
		routes []dispatch.Route
		lost   []string // the routes that nothing can take
	}{
		"behind everything":       {[]dispatch.Route{{Name: "a", Unit: "wuye"}, {Name: "b", Categories: []string{"E01"}}}, []string{"b"}},
		"without a class alone":   {[]dispatch.Route{{Name: "a", Categories: []string{"E", "P"}}, {Name: "b"}}, nil},
		"the same again":          {[]dispatch.Route{{Name: "a", Categories: []string{"E0"}}, {Name: "b", Categories: []string{"E01"}}}, []string{"b"}},
		"the whole before a part": {[]dispatch.Route{{Name: "a", Cells: []string{"district"}}, {Name: "b", Cells: []string{"mall"}}}, []string{"b"}},
		"a part before the whole": {[]dispatch.Route{{Name: "a", Cells: []string{"mall"}}, {Name: "b", Cells: []string{"district"}}}, nil},
		"two that cover a third together": {[]dispatch.Route{
			{Name: "a", Categories: []string{"E01"}, Severities: all[:1]}, {Name: "b", Severities: all[1:]}, {Name: "c", Categories: []string{"E01"}},
		}, []string{"c"}},
		"hours that fill the day": {[]dispatch.Route{
			{Name: "a", When: dispatch.When{Hours: hours(t, "06:00-22:00")}}, {Name: "b", When: dispatch.When{Hours: hours(t, "22:00-06:00")}}, {Name: "c"},
		}, []string{"c"}},
		"all but one hour": {[]dispatch.Route{
			{Name: "a", When: dispatch.When{Hours: hours(t, "06:00-22:00")}}, {Name: "b", When: dispatch.When{Hours: hours(t, "23:00-06:00")}}, {Name: "c"},
		}, nil},
		"all but the morning after": {[]dispatch.Route{
			{Name: "a", When: dispatch.When{Days: days(t, "mon-sat")}}, {Name: "b", When: dispatch.When{Days: days(t, "sun"), Hours: hours(t, "00:00-23:00")}}, {Name: "c"},
		}, nil},
		"against the one above": {[]dispatch.Route{
			{Name: "a", Categories: []string{"E"}, Routes: []dispatch.Route{{Name: "b", Categories: []string{"P01"}}, {Name: "c", Categories: []string{"E04"}}}},
		}, []string{"a › b"}},
		"another cell than above": {[]dispatch.Route{
			{Name: "a", Cells: []string{"mall"}, Routes: []dispatch.Route{{Name: "b", Cells: []string{"market"}}}},
		}, []string{"a › b"}},
		"a cell within the one above": {[]dispatch.Route{
			{Name: "a", Cells: []string{"district"}, Routes: []dispatch.Route{{Name: "b", Cells: []string{"market"}}}},
		}, nil},
		"below one that is lost": {[]dispatch.Route{
			{Name: "a"}, {Name: "b", Routes: []dispatch.Route{{Name: "c"}}},
		}, []string{"b"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := dispatch.Plan{Units: units, Routes: tt.routes}.Survey(known())
			var got []string
			if err != nil {
				for line := range strings.SplitSeq(err.Error(), "\n") {
					route, _, _ := strings.Cut(strings.TrimPrefix(line, "route "), ":")
					got = append(got, route)
				}
			}
			if strings.Join(got, ", ") != strings.Join(tt.lost, ", ") {
				t.Errorf("lost are %q, want %q", got, tt.lost)
			}
		})
	}
}

func TestHoles(t *testing.T) {
	t.Parallel()
	plan := dispatch.Plan{Units: []intake.Unit{{Code: "a", Categories: []string{"E"}}}, Routes: []dispatch.Route{
		{Categories: []string{"P0101"}, Cells: []string{"mall"}, Unit: "a"},
		{Categories: []string{"P0102"}, Unit: dispatch.Street},
	}}
	holes, err := plan.Survey(known())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range holes {
		got = append(got, h.String())
	}
	want := []string{
		"sometimes nobody answers for P0101, as for ordinary matters in an area that no route names on Mon 00:00: the street gets it",
		"nobody answers for P0103: the street gets it",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the holes are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
