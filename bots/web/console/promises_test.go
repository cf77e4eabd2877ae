package console

import (
	"slices"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/sla"
)

// TestClassesOfTheSamePromisesStandTogether in the order of their list.
func TestClassesOfTheSamePromisesStandTogether(t *testing.T) {
	t.Parallel()
	hours, err := sla.ParseCalendar([]byte("workdays: [mon, tue, wed, thu, fri]\nshifts:\n  - {name: 机关, hours: \"09:00-18:00\"}\nyears: {}\n"), time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	classes := intake.Categories{{Code: "E0101"}, {Code: "E0401"}, {Code: "E0102"}, {Code: "E0402"}}
	book, err := sla.NewBook([]byte("policies:\n  - {solve: 7天}\n  - {class: E04, solve: 4 工作时}\n  - {severity: emergency, at_most: 2h}\n"), hours, classes)
	if err != nil {
		t.Fatal(err)
	}
	all := limits(classes, book)
	if len(all) != 2 || !slices.Equal(all[0].Codes, []string{"E0101", "E0102"}) || !slices.Equal(all[1].Codes, []string{"E0401", "E0402"}) {
		t.Fatalf("%+v", all)
	}
	if instant := all[1].Terms[2]; instant.Severity != intake.Emergency || instant.AtMost != 2*time.Hour || instant.Solve.Unit != sla.WorkingTime {
		t.Errorf("%+v", instant)
	}
}
