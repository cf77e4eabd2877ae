package storagetest

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake/stats"
	"snapgrid/storage"
)

// year is how a million tickets of a year look: 2,740 a day, in 500 grids of 50
// communities, of 40 units and 10 classes, nearly all of them over.
var year = map[string]string{
	"opened_at":  `t.opened_at - (i / 2740) * DAY`,
	"due_at":     `t.due_at - (i / 2740 - i % 7) * DAY`,
	"done_at":    `case when i % 20 > 0 then t.opened_at - (i / 2740 - i % 9) * DAY end`,
	"sign_by":    `t.due_at - (i / 2740) * DAY`,
	"signed_at":  `t.opened_at - (i / 2740) * DAY`,
	"status":     `case when i % 20 = 0 then 'dispatched' when i % 20 = 1 then 'merged' when i % 20 = 2 then 'rejected' else 'closed' end`,
	"ending":     `case when i % 20 = 0 then '' when i % 20 = 1 then 'duplicate' when i % 20 = 2 then 'refused' when i % 20 = 3 then 'explained' else 'solved' end`,
	"rating":     `case when i % 3 = 0 then 'satisfied' when i % 10 = 1 then 'dissatisfied' else '' end`,
	"cell":       `'g-' || (i % 50) || '-' || (i % 10)`,
	"unit":       `'unit-' || (i % 40)`,
	"changed_at": `t.opened_at`,
}

// grid is the district of the bench: a grid lies in a community, and that in the street.
type grid struct{}

func (grid) Path(cell string) []geotag.Cell {
	var a, b int
	if _, err := fmt.Sscanf(cell, "g-%d-%d", &a, &b); err != nil {
		return nil
	}
	return []geotag.Cell{{Code: "s"}, {Code: fmt.Sprintf("c-%d", a)}, {Code: cell}}
}

// BenchmarkFigures measures the view of a month among a million tickets of a year, from
// the sheets, and compares it with counting the tickets themselves. It reports also
// how long the sheet of a day takes to be written, and all of them.
func BenchmarkFigures(b *testing.B, db storage.Store, s Series) {
	b.Helper()
	ctx := b.Context()
	pattern := maps.Clone(crowd)
	maps.Copy(pattern, year)
	s.gather(b, db, pattern)
	now := noon.Add(time.Hour)
	clock := func() time.Time { return now }
	built := timed(b, func() error { return stats.NewKeeper(db, clock).Keep(ctx) })
	office := stats.NewOffice(db, grid{}, figureRules, noon.Location(), clock)
	q := stats.Question{Window: stats.Lately(noon.AddDate(0, 0, -30), 31)}
	var direct stats.Report
	slow := timed(b, func() (err error) { direct, err = office.Recount(ctx, q); return err })
	var took []time.Duration
	for b.Loop() {
		took = append(took, timed(b, func() error {
			r, _, err := office.Report(ctx, q)
			if err == nil && (r.All.Matters() < 50_000 || len(took) == 0 && !reflect.DeepEqual(r, direct)) {
				return fmt.Errorf("it counts %d matters, and %d directly", r.All.Matters(), direct.All.Matters())
			}
			return err
		}))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-p50")
	b.ReportMetric(float64(slow.Milliseconds()), "ms-direct")
	b.ReportMetric(float64(built.Milliseconds())/365, "ms-a-sheet")
	b.ReportMetric(float64(direct.All.Matters()), "matters")
}
