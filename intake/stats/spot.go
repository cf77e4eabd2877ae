package stats

import (
	"cmp"
	"math"
	"slices"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// Rules say what counts as the same trouble at the same place.
type Rules struct {
	// Spread is how far apart, in metres, two troubles of a class may be and still
	// are at one spot.
	Spread func(class string) float64
	// Times is how often a trouble has to come back for a spot to be a hot one.
	Times int
}

// Spot is a place where a trouble of one class came back after it had been solved
// (屡治屡发).
type Spot struct {
	Class   string       `json:"class"`
	Point   geotag.Point `json:"point"` // of the first ticket there
	Cell    string       `json:"cell"`
	Back    int          `json:"back"`    // how often it was reported again after a repair
	Tickets []int64      `json:"tickets"` // all there, the oldest first
	mended  Moment       // when the first of them was solved; 0: none was yet
	busy    Moment       // until when one of them was open
}

// Recurring finds the hot spots among the tickets that a question asks for, the worst first. A ticket
// belongs to the nearest spot of its class that is near enough, in the order in which
// they were opened; it has come back if one there was solved before, and none was open
// any more.
// Tickets without a point of their own are adrift: they are counted, and at no spot.
func Recurring(q Question, facts []Fact, p Places, r Rules) (hot []Spot, adrift int) {
	order := q.asked(facts, p)
	slices.SortFunc(order, func(a, b *Fact) int {
		if a.Opened != b.Opened {
			return cmp.Compare(a.Opened, b.Opened)
		}
		return cmp.Compare(a.N, b.N)
	})
	seek := &seeker{rules: r, spots: map[square][]*Spot{}, classes: map[string]int32{}, shrink: shrink(order)}
	for _, f := range order {
		switch {
		case f.Status == intake.StatusMerged || f.Status == intake.StatusRejected:
		case f.Point == geotag.Point{}:
			adrift++
		default:
			seek.add(f)
		}
	}
	for _, s := range seek.all {
		if s.Back >= max(r.Times, 1) {
			hot = append(hot, *s)
		}
	}
	slices.SortStableFunc(hot, func(a, b Spot) int {
		return cmp.Or(b.Back-a.Back, len(b.Tickets)-len(a.Tickets), cmp.Compare(a.Tickets[0], b.Tickets[0]))
	})
	return hot, adrift
}

// square is a part of the map, of a class, as wide as its troubles may be apart: the
// class, by the order in which they are met with, and the row and column.
type square struct{ class, x, y int32 }

type seeker struct {
	rules   Rules
	shrink  float64
	classes map[string]int32
	spots   map[square][]*Spot // by where their first ticket is
	all     []*Spot
}

func (s *seeker) add(f *Fact) {
	metres := max(s.rules.Spread(f.Class), 1)
	home := s.square(f, metres)
	spot := s.nearest(f, home, metres)
	if spot == nil {
		spot = &Spot{Class: f.Class, Point: f.Point, Cell: f.Cell}
		s.spots[home] = append(s.spots[home], spot)
		s.all = append(s.all, spot)
	}
	spot.add(f)
}

func (s *Spot) add(f *Fact) {
	if s.mended != 0 && s.mended <= f.Opened && s.busy <= f.Opened {
		s.Back++
	}
	until := f.Done
	if until == 0 {
		until = math.MaxInt64
	}
	s.busy = max(s.busy, until)
	if f.Ending == intake.EndingSolved && (s.mended == 0 || f.Done < s.mended) {
		s.mended = f.Done
	}
	s.Tickets = append(s.Tickets, f.N)
}

// nearest is the nearest spot of the class of a ticket, if one is near enough.
func (s *seeker) nearest(f *Fact, home square, metres float64) (found *Spot) {
	least := metres
	for x := home.x - 1; x <= home.x+1; x++ {
		for y := home.y - 1; y <= home.y+1; y++ {
			for _, spot := range s.spots[square{home.class, x, y}] {
				if d := f.Point.DistanceTo(spot.Point); d <= metres && (found == nil || d < least) {
					found, least = spot, d
				}
			}
		}
	}
	return found
}

// metresADegree is less than a degree of latitude is long anywhere, so that a square is
// never narrower than it should be.
const metresADegree = 110_000

func (s *seeker) square(f *Fact, metres float64) square {
	class, known := s.classes[f.Class]
	if !known {
		class = int32(len(s.classes))
		s.classes[f.Class] = class
	}
	step := metres / metresADegree
	return square{class, int32(math.Floor(f.Point.Lon / step * s.shrink)), int32(math.Floor(f.Point.Lat / step))}
}

// shrink is how much shorter than one of latitude a degree of longitude is where the
// northernmost, or southernmost, of the tickets is.
func shrink(facts []*Fact) float64 {
	farthest := 0.0
	for _, f := range facts {
		farthest = max(farthest, math.Abs(f.Point.Lat))
	}
	return max(math.Cos(farthest*math.Pi/180), 0.01)
}
