package row

import (
	"cmp"
	"math"
	"slices"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// Tickets around a point are found by the fields of a fixed grid: each open ticket has
// the number of its field, and a search looks through the fields that its circle
// touches, row by row: those of a row have consecutive numbers. A field is two of the
// squares that the migrations number, one above the other, since to look at one more row
// takes longer than to pass over what lies outside of the circle.

// Field is the number of the field of a ticket, as the indexes have it.
const Field = `((spot >> 21 << 20) + (spot & 1048575))`

const (
	fieldWide   = 0.0006    // degrees: 55 m in the middle of China
	fieldHigh   = 0.0012    // degrees: 133 m
	rowOfFields = 1 << 20   // numbers from one row to the next
	mostInRow   = 600_000   // fields around the earth
	degreeNorth = 111_195.0 // metres
)

// field is the number of a field in its row, or of the row.
func field(degrees, size float64) int64 { return int64(math.Floor(degrees / size)) }

// Stretches are the fields that a circle touches, its radius in metres: the first one of
// each stretch, and how many fields come behind it.
func Stretches(p geotag.Point, metres float64) (firsts []int64, more int64) {
	low, high := p.Move(-metres, 0).Lat, p.Move(metres, 0).Lat
	slimmest := math.Cos(math.Max(math.Abs(low), math.Abs(high)) * math.Pi / 180)
	east := math.Min(metres/(degreeNorth*math.Max(slimmest, 1e-3)), 89.9) // so that no two stretches meet
	first, last := field(p.Lon-east+180, fieldWide), field(p.Lon+east+180, fieldWide)
	for y := field(low+90, fieldHigh); y <= field(high+90, fieldHigh); y++ {
		row := y * rowOfFields
		firsts = append(firsts, row+max(first, 0))
		if first < 0 { // beyond the line where the days change
			firsts = append(firsts, row+first+mostInRow)
		}
		if last >= mostInRow {
			firsts = append(firsts, row)
		}
	}
	return firsts, last - first
}

// Beside the fields a search is bounded by a circle on a flat map. It is a hundredth wider
// than what was asked for, so that nothing is missed; [Nearest] takes away what is too much.
const (
	// Far is the square of how far a ticket is from the point, in metres.
	Far = `((lat - $4) * (lat - $4) * 111195.0 * 111195.0
		+ (180.0 - abs(180.0 - abs(lon - $5))) * (180.0 - abs(180.0 - abs(lon - $5))) * $6 * $6)`
	// NearEnough is what was asked for, by far, radius and source.
	NearEnough = `far <= $7 and (source = 'cell' or far <= ($8 + radius) * ($8 + radius))`
)

// NearArgs are the arguments of a search, but for the fields: when, where, how far, and
// how many.
func NearArgs(q intake.Nearby) []any {
	metres, beside := 1.01*q.Metres+1, 1.01*q.Beside+1
	if q.Beside == 0 {
		beside = metres
	}
	return []any{
		Since(q.Since), q.Point.Lat, q.Point.Lon, degreeNorth * math.Cos(q.Point.Lat*math.Pi/180), metres * metres, beside, q.Limit + 5,
	}
}

// Nearest are those that were asked for, the nearest first.
func Nearest(q intake.Nearby, found []intake.Matter) []intake.Matter {
	metres := make(map[int64]float64, len(found)) // by number
	for _, m := range found {
		metres[m.N] = m.Fix.DistanceTo(q.Point)
	}
	found = slices.DeleteFunc(found, func(m intake.Matter) bool {
		far := metres[m.N]
		return far > q.Metres || q.Beside != 0 && m.Fix.Source != geotag.SourceCell && far > q.Beside+m.Fix.Radius
	})
	slices.SortFunc(found, func(a, b intake.Matter) int {
		return cmp.Or(cmp.Compare(metres[a.N], metres[b.N]), cmp.Compare(b.N, a.N))
	})
	return found[:min(len(found), q.Limit)]
}

// MatterColumns are the columns of [Matter], of tickets t.
const MatterColumns = `t.n, t.status, t.category, t.severity, t.words, t.opened_at,
	t.lat, t.lon, t.radius, t.source, t.address, t.cell`

// Matter scans [MatterColumns], of many rows: kinds of string as strings, since pgx
// looks long for the way into a type that it does not know.
func Matter(r Scanner) (intake.Matter, error) {
	var m intake.Matter
	err := r.Scan(&m.N, (*string)(&m.Status), &m.Category, (*string)(&m.Severity), &m.Words, Time(&m.OpenedAt),
		&m.Fix.Lat, &m.Fix.Lon, &m.Fix.Radius, (*string)(&m.Fix.Source), &m.Fix.Address, &m.Fix.Cell)
	return m, err
}

// Since is from when on tickets are looked for; the zero time is the beginning.
func Since(t time.Time) time.Time {
	if t.IsZero() {
		return time.Unix(0, 0)
	}
	return t
}
