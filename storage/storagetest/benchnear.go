package storagetest

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"snapgrid/intake/alike"
	"snapgrid/storage"
	"snapgrid/storage/row"
)

const (
	manyTickets = 1_000_000
	spread      = 40.0 // metres, of a class in the middle
)

// crowd is how a million open tickets lie over a city of 40 km by 40 km: every second
// one anywhere, the others at 5,000 spots, a hundred within 100 m of each. They are of
// ten classes, and of the last sixty days. The first ticket, t, is their pattern; i
// counts them.
var crowd = map[string]string{
	"n":         `t.n + i`,
	"opened_at": `t.opened_at - (i % 60) * DAY`,
	"category":  `trim(substr('P0105P0118P0201P0301E0101E0201E0401E0501E0601     ', 1 + cast(i % 10 as integer) * 5, 5))`,
	"words":     `'东大街' || (i % 300) || '号门口的路灯不亮了，晚上看不见路'`,
	"masked":    `'东大街' || (i % 300) || '号门口的路灯不亮了，晚上看不见路'`,
	"lat": `34.10 + case when i % 2 = 0 then (i * 389 % 999983) / 999983.0 * 0.36
		else (i / 2 % 5000 * 71 % 4999) / 4999.0 * 0.36 + (i * 31 % 1009) / 1009.0 * 0.0018 end`,
	"lon": `108.70 + case when i % 2 = 0 then (i * i % 999979) / 999979.0 * 0.43
		else (i / 2 % 5000 * (i / 2 % 5000) % 4993) / 4993.0 * 0.43 + (i * i % 1013) / 1013.0 * 0.0022 end`,
}

// Series is how a database counts, and what it calls a day.
type Series struct {
	Count string // a table of i, from 1 to the number $1
	Day   string
	Tidy  []string // what the database does by itself after a while
	Exec  func(ctx context.Context, query string, args ...any) error
}

// gather opens the first ticket, and puts many beside it that differ as pattern says.
func (s Series) gather(b *testing.B, db storage.Store, pattern map[string]string) {
	b.Helper()
	_, err := db.OpenTicket(b.Context(), ticket())
	if err == nil {
		err = s.Exec(b.Context(), s.fill(pattern), manyTickets)
	}
	for _, statement := range s.Tidy {
		if err == nil {
			err = s.Exec(b.Context(), statement)
		}
	}
	if err != nil {
		b.Fatal(err)
	}
}

// fill is the statement that puts a crowd there: copies of the first ticket of which
// pattern says what differs; DAY is a day there.
func (s Series) fill(pattern map[string]string) string {
	columns := strings.Split(strings.NewReplacer("t.", "", "\n", "", "\t", "", " ", "").Replace(row.TicketColumns), ",")
	values := make([]string, len(columns))
	for i, c := range columns {
		values[i] = strings.ReplaceAll(cmp.Or(pattern[c], "t."+c), "DAY", s.Day)
	}
	return "insert into tickets (" + strings.Join(columns, ", ") + ") select " + strings.Join(values, ", ") +
		" from tickets t, " + s.Count + " where t.n = 1"
}

// BenchmarkNear measures the search for duplicates among a million open tickets, as the
// line does it: those around a report are read and compared with it.
func BenchmarkNear(b *testing.B, db storage.Store, s Series) {
	b.Helper()
	s.gather(b, db, crowd)
	dice := rand.New(rand.NewPCG(6, 6))
	var took []time.Duration
	found, compared := 0, 0
	for b.Loop() {
		report := another(b, db, dice)
		took = append(took, timed(b, func() error {
			matters, err := db.Near(b.Context(), alike.Around(report.Matter, spread, 20))
			for _, m := range matters {
				if report.Compare(m, spread, false).Degree != alike.Apart {
					found++
				}
			}
			compared += len(matters)
			return err
		}))
	}
	if compared == 0 || found == 0 {
		b.Fatalf("compared %d, found %d", compared, found)
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-p50")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
	b.ReportMetric(float64(compared)/float64(len(took)), "compared/op")
}

// another is a report like a ticket of the crowd, from a few steps away.
func another(b *testing.B, db storage.Store, dice *rand.Rand) alike.Report {
	b.Helper()
	t, err := db.Ticket(b.Context(), 2+dice.Int64N(manyTickets))
	if err != nil {
		b.Fatal(err)
	}
	t.N, t.OpenedAt, t.Words = 0, noon.Add(time.Hour), "东大街有个路灯不亮"
	t.Fix.Point = t.Fix.Move(dice.Float64()*40-20, dice.Float64()*40-20)
	return alike.NewReport(t.Matter())
}
