package row

import (
	"cmp"
	"math"
	"slices"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// Tickets around a point are found by the squares of a fixed grid: each open ticket
// has the number of its square, and a search looks through the squares that its circle
// touches, row by row: those of a row have consecutive numbers. The migrations compute
// the same numbers.

const (
	spotStep    = 0.0006    // of a square, degrees: 67 m to the north
	spotRow     = 1 << 20   // numbers from one row to the next
	spotsAround = 600_000   // squares around the earth
	degreeNorth = 111_195.0 // metres
)

// square is the number of a square in its row, or of the row.
func square(degrees float64) int64 { return int64(math.Floor(degrees / spotStep)) }

// Stretch is squares of one row, from the first to the last.
type Stretch struct{ First, Last int64 }

// Stretches are the squares that a circle touches; its radius is in metres.
func Stretches(p geotag.Point, metres float64) []Stretch {
	low, high := p.Move(-metres, 0).Lat, p.Move(metres, 0).Lat
	slimmest := math.Cos(math.Max(math.Abs(low), math.Abs(high)) * math.Pi / 180)
	east := math.Min(metres/(degreeNorth*math.Max(slimmest, 1e-3)), 179.9)
	var all []Stretch
	for y := square(low + 90); y <= square(high+90); y++ {
		row := y * spotRow
		first, last := square(p.Lon-east+180), square(p.Lon+east+180)
		if first < 0 { // beyond the line where the days change
			all = append(all, Stretch{row + first + spotsAround, row + spotsAround})
			first = 0
		}
		if last >= spotsAround {
			all = append(all, Stretch{row, row + last - spotsAround})
			last = spotsAround
		}
		all = append(all, Stretch{row + first, row + last})
	}
	return all
}

// Spotted is a ticket and how far from the point that was asked about it is, in metres.
type Spotted struct {
	N      int64
	Metres float64
}

// SpottedFrom scans n, lat and lon.
func SpottedFrom(p geotag.Point) func(Scanner) (Spotted, error) {
	return func(r Scanner) (Spotted, error) {
		var n int64
		var at geotag.Point
		err := r.Scan(&n, &at.Lat, &at.Lon)
		return Spotted{n, at.DistanceTo(p)}, err
	}
}

// Nearest lists the numbers of those within the circle, the nearest first.
func Nearest(q intake.Nearby, found []Spotted) []int64 {
	found = slices.DeleteFunc(found, func(s Spotted) bool { return s.Metres > q.Metres })
	slices.SortFunc(found, func(a, b Spotted) int {
		return cmp.Or(cmp.Compare(a.Metres, b.Metres), cmp.Compare(b.N, a.N))
	})
	numbers := []int64{}
	for _, s := range found[:min(len(found), q.Limit)] {
		numbers = append(numbers, s.N)
	}
	return numbers
}

// MatterColumns are the columns of [Matter], of tickets t.
const MatterColumns = `t.n, t.status, t.category, t.severity, t.words, t.opened_at,
	t.lat, t.lon, t.radius, t.source, t.address, t.cell`

// Matter scans [MatterColumns].
func Matter(r Scanner) (intake.Matter, error) {
	var m intake.Matter
	err := r.Scan(&m.N, &m.Status, &m.Category, &m.Severity, &m.Words, Time(&m.OpenedAt),
		&m.Fix.Lat, &m.Fix.Lon, &m.Fix.Radius, &m.Fix.Source, &m.Fix.Address, &m.Fix.Cell)
	return m, err
}

// InOrder puts matters into the order of the numbers.
func InOrder(matters []intake.Matter, numbers []int64) []intake.Matter {
	slices.SortFunc(matters, func(a, b intake.Matter) int {
		return cmp.Compare(slices.Index(numbers, a.N), slices.Index(numbers, b.N))
	})
	return matters
}

// Since is from when on tickets are looked for; the zero time is the beginning.
func Since(t time.Time) time.Time {
	if t.IsZero() {
		return time.Unix(0, 0)
	}
	return t
}
