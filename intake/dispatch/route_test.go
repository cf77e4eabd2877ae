package dispatch_test

import (
	"testing"

	"snapgrid/intake"
	"snapgrid/intake/dispatch"
)

func TestRouteChoosesTheMostExactEntry(t *testing.T) {
	t.Parallel()
	router := dispatch.New([]intake.Unit{
		{Code: "chengguan", Categories: []string{"E01", "E04"}},
		{Code: "shizheng", Categories: []string{"E0401", "P01"}},
		{Code: "second", Categories: []string{"E04"}},
	})
	for category, want := range map[string]string{
		"E0401": "shizheng",
		"E0402": "chengguan",
		"E0103": "chengguan",
		"P0103": "shizheng",
		"E0505": "",
		"":      "",
	} {
		choice, ok := router.Route(category)
		if ok != (want != "") || choice.Unit.Code != want {
			t.Errorf("Route(%q) = %q, %v; want %q", category, choice.Unit.Code, ok, want)
		}
	}
}
