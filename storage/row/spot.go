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
// has the number of its square, and a search looks up the squares that its circle
// touches. The migrations compute the same numbers.

const (
	spotStep    = 0.0006    // of a square, degrees: 67 m to the north
	spotRow     = 1 << 20   // numbers from one row to the next
	spotsAround = 600_000   // squares around the earth
	mostSpots   = 1024      // of a search: near the poles squares are slim
	degreeNorth = 111_195.0 // metres
)

// square is the number of a square in its row, or of the row.
func square(degrees float64) int64 { return int64(math.Floor(degrees / spotStep)) }

// Spots are the squares that a circle touches; its radius is in metres.
func Spots(p geotag.Point, metres float64) []int64 {
	low, high := p.Move(-metres, 0).Lat, p.Move(metres, 0).Lat
	slimmest := math.Cos(math.Max(math.Abs(low), math.Abs(high)) * math.Pi / 180)
	east := metres / (degreeNorth * math.Max(slimmest, 1e-3))
	var spots []int64
	for y := square(low + 90); y <= square(high+90); y++ {
		for x := square(p.Lon - east + 180); x <= square(p.Lon+east+180) && len(spots) < mostSpots; x++ {
			spots = append(spots, y*spotRow+(x+spotsAround)%spotsAround)
		}
	}
	return spots
}

// Spotted is a ticket and where it is.
type Spotted struct {
	N int64
	geotag.Point
}

// ScanSpotted scans n, lat and lon.
func ScanSpotted(r Scanner) (Spotted, error) {
	var s Spotted
	err := r.Scan(&s.N, &s.Lat, &s.Lon)
	return s, err
}

// Nearest lists the numbers of those within the circle, the nearest first.
func Nearest(q intake.Nearby, found []Spotted) []int64 {
	found = slices.DeleteFunc(found, func(s Spotted) bool { return s.DistanceTo(q.Point) > q.Metres })
	slices.SortFunc(found, func(a, b Spotted) int {
		return cmp.Or(cmp.Compare(a.DistanceTo(q.Point), b.DistanceTo(q.Point)), cmp.Compare(b.N, a.N))
	})
	numbers := []int64{}
	for _, s := range found[:min(len(found), q.Limit)] {
		numbers = append(numbers, s.N)
	}
	return numbers
}

// InOrder puts tickets into the order of the numbers.
func InOrder(tickets []intake.Ticket, numbers []int64) []intake.Ticket {
	slices.SortFunc(tickets, func(a, b intake.Ticket) int {
		return cmp.Compare(slices.Index(numbers, a.N), slices.Index(numbers, b.N))
	})
	return tickets
}

// Since is from when on tickets are looked for; the zero time is the beginning.
func Since(t time.Time) time.Time {
	if t.IsZero() {
		return time.Unix(0, 0)
	}
	return t
}
