package geotag

import (
	"cmp"
	"math"
	"slices"
)

// house finds a number: where it is known, or between the known numbers below
// and above it, or beyond the last one.
func (s *street) house(number int) (estimate, bool) {
	if len(s.houses) == 0 {
		return estimate{}, false
	}
	i, exact := slices.BinarySearchFunc(s.houses, number, func(h house, n int) int { return cmp.Compare(h.number, n) })
	if exact {
		return s.exactly(number, i), true
	}
	below, above := s.beside(i, number)
	if below != nil && above != nil {
		return s.between(*below, *above, number), true
	}
	only := below
	if only == nil {
		only = above
	}
	return s.beyond(*only, number), true
}

// beside returns the nearest known numbers below and above, of the same side of
// the road if there are some that are not much farther: odd and even numbers run
// apart.
func (s *street) beside(i, number int) (below, above *neighbour) {
	below, above = s.neighbour(i-1), s.neighbour(i)
	for j := i - 1; j >= 0; j-- {
		if n := s.houses[j].number; n%2 == number%2 {
			if 20 >= number-n {
				below = s.neighbour(j)
			}
			break
		}
	}
	for j := i; j < len(s.houses); j++ {
		if n := s.houses[j].number; n%2 == number%2 {
			if 20 >= n-number {
				above = s.neighbour(j)
			}
			break
		}
	}
	return below, above
}

// neighbour is what is known of the number at an index of the houses.
type neighbour struct {
	number int
	estimate
}

func (s *street) neighbour(i int) *neighbour {
	if i < 0 || i >= len(s.houses) {
		return nil
	}
	n := s.houses[i].number
	for i > 0 && s.houses[i-1].number == n {
		i--
	}
	return &neighbour{number: n, estimate: s.exactly(n, i)}
}

// How a number was found.
const (
	numberKnown   = "number known"
	numberBetween = "number between"
	numberBeyond  = "number beyond"
	numberNowhere = "number on road"
)

// exactly returns the middle of all houses of a number, the first of them at i.
func (s *street) exactly(number, i int) estimate {
	var points []Point
	entry := int32(-1)
	for ; i < len(s.houses) && s.houses[i].number == number; i++ {
		points = append(points, s.houses[i].Point)
		if s.houses[i].entry >= 0 {
			entry = s.houses[i].entry
		}
	}
	e := among(points, spotsTogether)
	switch {
	case entry >= 0:
		e.radius = max(radiusAddress, e.radius)
	case len(points) > 1 && e.radius < sureRadius/3:
		e.radius = max(radiusHearsay, 3*e.radius)
	default:
		e.radius += radiusCompound
	}
	e.entry = entry
	e.why = numberKnown
	return e
}

// between interpolates, along the road where its course is known.
func (s *street) between(below, above neighbour, number int) estimate {
	t := float64(number-below.number) / float64(above.number-below.number)
	gap := below.DistanceTo(above.Point)
	p := toward(below.Point, above.Point, t)
	if q, ok := s.along(below.Point, above.Point, t); ok {
		p = q
	}
	// In the middle of a wide gap least is known.
	return estimate{Point: p, radius: radiusNumber + gap*(0.7+t*(1-t)) + (below.radius+above.radius)/4, entry: -1, why: numberBetween}
}

// What stands at a road next to a known number.
const (
	metresPerNumber  = 6.0   // of a road, about: numbers of both sides
	maxExtrapolation = 250.0 // metres beyond the last known number, at most
	minExtrapolation = 120.0 // at least: compounds take room
	houseStep        = 180.0 // if no other number tells the pace
	beforeMiddle     = 90.0  // metres, of a road without known numbers: there are more low ones than high ones
)

// beyond goes on from the last known number along the road, at the pace of the
// others; if it is the only one, to where numbers grow around there.
func (s *street) beyond(last neighbour, number int) estimate {
	steps := float64(number - last.number)
	e := estimate{entry: -1, why: numberBeyond}
	e.radius = 2*(last.radius+radiusNumber) + min(2*math.Abs(steps)*metresPerNumber, radiusRoad*2)
	other := s.neighbour(0)
	if steps < 0 {
		other = s.neighbour(len(s.houses) - 1)
	}
	grows, metres := s.city.growth.at(last.Point), houseStep
	if numbers := float64(last.number - other.number); numbers != 0 {
		grows = paceFrom(other.Point, last.Point, numbers)
		metres = min(maxExtrapolation, max(minExtrapolation, math.Abs(steps)*grows.metres()))
	}
	e.Point = s.goOn(last.Point, grows, math.Copysign(metres, steps))
	return e
}

// nowhere is where a number is sought on a road of which none is known: about a
// position of it, on its side.
func (s *street) nowhere(about Point, number int) Point {
	p := s.goOn(about, s.city.growth.at(about), -beforeMiddle)
	return s.drawAside(estimate{Point: p, radius: 2 * radiusRoad}, number).Point
}

// goOn goes some metres along the road to where its numbers grow, or back. It stays
// where it is if the direction of the road is not known.
func (s *street) goOn(p Point, grows pace, metres float64) Point {
	a, ok := s.axis(nil, p)
	if !ok || !a.plain || grows == (pace{}) {
		return p
	}
	if grows.north*a.north+grows.east*a.east < 0 {
		metres = -metres
	}
	return p.Move(metres*a.north, metres*a.east)
}
