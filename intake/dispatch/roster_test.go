package dispatch_test

import (
	"testing"
	"time"

	"snapgrid/intake/dispatch"
)

func TestOnDuty(t *testing.T) {
	t.Parallel()
	roster := dispatch.Roster{
		Duties: []dispatch.Duty{
			{Unit: "shizheng", Officer: "周斌", When: dispatch.When{Days: days(t, "mon-fri"), Hours: hours(t, "08:00-18:00")}},
			{Unit: "shizheng", Officer: "李敏", When: dispatch.When{Hours: hours(t, "18:00-08:00")}},
			{Unit: "shizheng", Officer: "王强", When: dispatch.When{Dates: []dispatch.Dates{dates(t, "2026-11-18")}}},
			{Unit: "wuye", Officer: "赵一"},
			{Unit: "wuye", Officer: "钱二"},
		},
		Leaves: []dispatch.Leave{
			{Officer: "周斌", Dates: dates(t, "2026-11-17"), StandIn: "李敏"},
			{Officer: "李敏", Dates: dates(t, "2026-11-17"), StandIn: "王强"},
			{Officer: "周斌", Dates: dates(t, "2026-11-19"), StandIn: "王强"},
			{Officer: "王强", Dates: dates(t, "2026-11-19"), StandIn: "周斌"},
			{Officer: "赵一", Dates: dates(t, "2026-11-19")},
			{Officer: "钱二", Dates: dates(t, "2026-11-20")},
		},
	}
	tests := map[string]struct {
		unit string
		at   time.Time
		want dispatch.Turn
	}{
		"by day":                     {"shizheng", on(time.Monday, 9, 0), dispatch.Turn{"周斌", "officer 周斌, on duty Mon,Tue,Wed,Thu,Fri 08:00-18:00"}},
		"by night":                   {"shizheng", on(time.Monday, 20, 0), dispatch.Turn{"李敏", "officer 李敏, on duty 18:00-08:00"}},
		"nobody on Saturday noon":    {"shizheng", on(time.Saturday, 12, 0), dispatch.Turn{}},
		"a dated turn goes first":    {"shizheng", on(time.Wednesday, 9, 0), dispatch.Turn{"王强", "officer 王强, on duty 2026-11-18"}},
		"the stand-in of a stand-in": {"shizheng", on(time.Tuesday, 9, 0), dispatch.Turn{"王强", "officer 王强, who stands in for 李敏 (on leave until 2026-11-17), on duty Mon,Tue,Wed,Thu,Fri 08:00-18:00"}},
		"each stands in for the other": {"shizheng", on(time.Thursday, 9, 0),
			dispatch.Turn{"", "王强 is on leave until 2026-11-19, and nobody stands in"}},
		"always the first":      {"wuye", on(time.Monday, 9, 0), dispatch.Turn{"赵一", "officer 赵一, on duty"}},
		"the next one, if away": {"wuye", on(time.Thursday, 9, 0), dispatch.Turn{"钱二", "赵一 is on leave until 2026-11-19, and nobody stands in; officer 钱二, on duty"}},
		"no roster":             {"huanwei", on(time.Monday, 9, 0), dispatch.Turn{}},
	}
	for name, tt := range tests {
		if got := roster.OnDuty(tt.unit, tt.at); got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
		}
	}
}

// A route's own officer who is away without a stand-in leaves it to who is on duty.
func TestOfficerOfRouteAway(t *testing.T) {
	t.Parallel()
	plan := tree(t)
	plan.Roster = dispatch.Roster{
		Duties: []dispatch.Duty{{Unit: "shizheng", Officer: "王强"}},
		Leaves: []dispatch.Leave{{Officer: "周斌", Dates: dates(t, "2026-11-17")}},
	}
	c := plan.Router().Choose(dispatch.Matter{Category: "P0101", Severity: "emergency", At: on(time.Tuesday, 12, 0)})
	if c.Unit.Code != "shizheng" || c.Officer != "王强" || len(c.Way) != 4 {
		t.Errorf("chose %s by %q", c.Officer, c.Way)
	}
}
