package storagetest

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/storage"
)

// archive is a million tickets of many years: of 2,000 cells and ten classes, all but
// the newest two in a hundred over, a few classes rare.
var archive = map[string]string{
	"cell":     `'c' || (i * 7919 % 2000)`,
	"category": `case when i % 100000 = 0 then 'RARE' else trim(substr('P0105P0118P0201P0301E0101E0201E0401E0501E0601     ', 1 + cast(i % 10 as integer) * 5, 5)) end`,
	"status":   `case when i > 980000 and i % 2 = 0 then 'dispatched' when i % 50 = 0 then 'rejected' when i % 5 = 0 then 'resolved' else 'closed' end`,
	"ending":   `case when i > 980000 and i % 2 = 0 then '' else 'solved' end`,
}

// BenchmarkLatest measures what the public pages ask for, among a million tickets.
func BenchmarkLatest(b *testing.B, db storage.Store, s Series) {
	b.Helper()
	columns := maps.Clone(crowd)
	maps.Copy(columns, archive)
	s.gather(b, db, columns)
	shown := slices.DeleteFunc(intake.Statuses(), func(s intake.Status) bool {
		return s == intake.StatusRejected || s == intake.StatusMerged
	})
	street := []string{}
	for i := range 200 {
		street = append(street, fmt.Sprint("c", i))
	}
	for _, question := range []struct {
		name string
		f    intake.Filter
	}{
		{"all", intake.Filter{Statuses: shown}},
		{"deep", intake.Filter{Statuses: shown, Before: 400_000}},
		{"open", intake.Filter{Statuses: intake.OpenStatuses()}},
		{"open-deep", intake.Filter{Statuses: intake.OpenStatuses(), Before: 400_000}},
		{"cell", intake.Filter{Statuses: shown, Cells: street[:1]}},
		{"street", intake.Filter{Statuses: shown, Cells: street}},
		{"street-open", intake.Filter{Statuses: intake.OpenStatuses(), Cells: street}},
		{"street-rare", intake.Filter{Statuses: shown, Cells: street, Categories: []string{"RARE"}}},
		{"rare", intake.Filter{Statuses: shown, Categories: []string{"RARE"}}},
		{"class-open", intake.Filter{Statuses: intake.OpenStatuses(), Categories: []string{"E0401", "E0501"}}},
	} {
		f := question.f
		f.Limit = 200
		b.Run(question.name, func(b *testing.B) {
			measured(b, func() error {
				_, err := db.LatestTickets(b.Context(), f)
				return err
			})
		})
	}
	b.Run("tally", func(b *testing.B) {
		measured(b, func() error {
			_, err := db.TallyTickets(b.Context(), noon.Add(-intake.TallySpan), noon)
			return err
		})
	})
}

// measured reports the middle and the slow end of many runs.
func measured(b *testing.B, f func() error) {
	b.Helper()
	var took []time.Duration
	for b.Loop() {
		took = append(took, timed(b, f))
	}
	summed(b, took)
}

// summed reports the middle and the slow end of durations.
func summed(b *testing.B, took []time.Duration) {
	b.Helper()
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-p50")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
}
