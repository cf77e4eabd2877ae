package dispatch_test

import (
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/dispatch"
)

var china = time.FixedZone("", 8*3600)

// on is a moment of the week of Monday, 16 November 2026, in China.
func on(day time.Weekday, hour, minute int) time.Time {
	return time.Date(2026, 11, 15+(int(day)+6)%7+1, hour, minute, 0, 0, china)
}

var units = []intake.Unit{
	{Code: "chengguan", Name: "城管局", Categories: []string{"E01", "E04"}},
	{Code: "shizheng", Name: "市政处", Categories: []string{"E0401", "P01"}},
	{Code: "second", Name: "二处", Categories: []string{"E04"}},
	{Code: "wuye", Name: "物业"},
}

func TestClassesOfUnitsDecide(t *testing.T) {
	t.Parallel()
	router := dispatch.Plan{Units: units}.Router()
	for category, want := range map[string]string{
		"E0401": "shizheng",
		"E0402": "chengguan",
		"E0103": "chengguan",
		"P0103": "shizheng",
		"E0505": "",
		"":      "",
	} {
		choice := router.Choose(dispatch.Matter{Category: category})
		if choice.Hole != (want == "") || choice.Unit.Code != want || len(choice.Way) == 0 {
			t.Errorf("Choose(%q) = %+v; want %q", category, choice, want)
		}
	}
}

func hours(t *testing.T, text string) []dispatch.Hours {
	t.Helper()
	h, err := dispatch.ReadHours(text)
	if err != nil {
		t.Fatal(err)
	}
	return []dispatch.Hours{h}
}

func days(t *testing.T, text string) []time.Weekday {
	t.Helper()
	d, err := dispatch.ReadDays(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// tree is a plan with a branch of every sort.
func tree(t *testing.T) dispatch.Plan {
	t.Helper()
	night := hours(t, "22:00-06:00")
	return dispatch.Plan{Units: units, Zone: china, Routes: []dispatch.Route{
		{Name: "抢险", Severities: []intake.Severity{intake.Emergency}, Unit: "shizheng", Officer: "周斌", Routes: []dispatch.Route{
			{Name: "夜里", When: dispatch.When{Hours: night}, Unit: "chengguan"},
			{Name: "周末", When: dispatch.When{Days: days(t, "sat-sun")}, Officer: "李敏"},
		}},
		{Name: "商场", Cells: []string{"mall"}, Routes: []dispatch.Route{
			{Categories: []string{"E01"}, Unit: "wuye"},
			{Categories: []string{"E0401", "P"}, Unit: dispatch.Street},
		}},
		{Name: "井盖", Categories: []string{"P0101", "P0102"}, Unit: "second"},
	}}
}

func TestFirstMatchingBranchDecides(t *testing.T) {
	t.Parallel()
	router := tree(t).Router()
	mall, market := []string{"district", "street", "mall"}, []string{"district", "street", "market"}
	noon, night := on(time.Tuesday, 12, 0), on(time.Tuesday, 23, 0)
	tests := map[string]struct {
		dispatch.Matter
		unit, officer string
	}{
		"a branch":                    {dispatch.Matter{"P0101", intake.Ordinary, market, noon}, "second", ""},
		"the end of the tree":         {dispatch.Matter{"P0103", intake.Ordinary, market, noon}, "shizheng", ""},
		"severity before class":       {dispatch.Matter{"P0101", intake.Emergency, market, noon}, "shizheng", "周斌"},
		"another unit at night":       {dispatch.Matter{"P0101", intake.Emergency, market, night}, "chengguan", ""},
		"before dawn":                 {dispatch.Matter{"P0101", intake.Emergency, market, on(time.Wednesday, 5, 59)}, "chengguan", ""},
		"at dawn":                     {dispatch.Matter{"P0101", intake.Emergency, market, on(time.Wednesday, 6, 0)}, "shizheng", "周斌"},
		"another officer, same unit":  {dispatch.Matter{"P0101", intake.Emergency, market, on(time.Sunday, 12, 0)}, "shizheng", "李敏"},
		"the first of two that match": {dispatch.Matter{"P0101", intake.Emergency, market, on(time.Sunday, 23, 0)}, "chengguan", ""},
		"a cell within":               {dispatch.Matter{"E0103", intake.Ordinary, append(mall, "floor 3"), noon}, "wuye", ""},
		"to the street on purpose":    {dispatch.Matter{"E0401", intake.Ordinary, mall, noon}, "", ""},
		"no turning back":             {dispatch.Matter{"P0101", intake.Ordinary, mall, noon}, "", ""},
		"a branch without a child":    {dispatch.Matter{"E0402", intake.Ordinary, mall, noon}, "chengguan", ""},
		"no place":                    {dispatch.Matter{"E0103", intake.Ordinary, nil, noon}, "chengguan", ""},
		"the zone of the plan":        {dispatch.Matter{"E0103", intake.Emergency, nil, night.UTC()}, "chengguan", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := router.Choose(tt.Matter)
			if c.Unit.Code != tt.unit || c.Officer != tt.officer || c.Hole {
				t.Errorf("chose %s %q, hole %v, by\n%s; want %s %q", c.Unit.Code, c.Officer, c.Hole, strings.Join(c.Way, "\n"), tt.unit, tt.officer)
			}
		})
	}
}

func TestWayInWords(t *testing.T) {
	t.Parallel()
	plan := tree(t)
	plan.Roster.Leaves = []dispatch.Leave{{Officer: "周斌", Dates: dates(t, "2026-11-16..2026-11-20"), StandIn: "李敏"}}
	c := plan.Router().Choose(dispatch.Matter{Category: "P0101", Severity: intake.Emergency, At: on(time.Tuesday, 12, 0)})
	want := []string{
		"route 抢险 (severity emergency)",
		"unit shizheng 市政处",
		"officer 李敏, who stands in for 周斌 (on leave until 2026-11-20)",
	}
	if strings.Join(c.Way, "\n") != strings.Join(want, "\n") {
		t.Errorf("the way is\n%s\nwant\n%s", strings.Join(c.Way, "\n"), strings.Join(want, "\n"))
	}
}

func TestUnits(t *testing.T) {
	t.Parallel()
	router := dispatch.Plan{Units: units}.Router()
	if u, ok := router.Unit("wuye"); !ok || u.Name != "物业" || len(router.Units()) != len(units) {
		t.Errorf("the unit is %+v, %v", u, ok)
	}
	if u, ok := router.Unit(""); ok {
		t.Errorf("no code found %+v", u)
	}
}
