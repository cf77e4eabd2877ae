package alike_test

import (
	"testing"

	"snapgrid/intake/alike"
)

// BenchmarkCompare compares a report with an open ticket in other words from the same spot.
func BenchmarkCompare(b *testing.B) {
	report := alike.NewReport(matter("P0105", "东大街有个路灯不亮", here, 10, noon))
	ticket := matter("P0105", "东大街128号门口的路灯不亮了，晚上看不见路", here.Move(5, 0), 10, noon)
	b.ReportAllocs()
	for b.Loop() {
		if report.Compare(ticket, 40, false).Degree == alike.Apart {
			b.Fatal("taken for two")
		}
	}
}
