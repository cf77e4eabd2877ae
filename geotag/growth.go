package geotag

import "math"

// growth is in which direction house numbers grow, quarter by quarter:
// neighbouring roads are numbered alike.
type growth map[quarter]pace

// quarter is a square of the map.
type quarter struct{ north, east int }

const quarterSize = 0.02 // degrees, about 2 km

func quarterOf(p Point) quarter {
	return quarter{north: int(math.Floor(p.Lat / quarterSize)), east: int(math.Floor(p.Lon / quarterSize))}
}

// pace is how far, in metres, and where numbers go on from one to the next.
type pace struct{ north, east float64 }

// paceFrom is the pace between two houses that are some numbers apart.
func paceFrom(a, b Point, numbers float64) pace {
	east, north := a.offset(b)
	return pace{north: north / numbers, east: east / numbers}
}

func (p pace) plus(o pace, times float64) pace {
	return pace{north: p.north + o.north*times, east: p.east + o.east*times}
}

func (p pace) metres() float64 { return math.Hypot(p.north, p.east) }

// farEnough is how far, in metres, houses are apart at least to tell a direction.
const farEnough = 60.0

// count takes in the directions between the houses of a road, each as much as any
// other. A road of many houses counts more than one of few.
func (g growth) count(s *street) {
	houses := thin(s.houses, sideHouses)
	for i, a := range houses {
		at := quarterOf(a.Point)
		for _, b := range houses[:i] {
			metres := a.DistanceTo(b.Point)
			if a.number == b.number || metres < farEnough || metres > apart {
				continue
			}
			way := paceFrom(b.Point, a.Point, math.Copysign(metres, float64(a.number-b.number)))
			g[at] = g[at].plus(way, 1/float64(len(houses)))
		}
	}
}

// at is the direction around a point.
func (g growth) at(p Point) (sum pace) {
	middle := quarterOf(p)
	for north := middle.north - 1; north <= middle.north+1; north++ {
		for east := middle.east - 1; east <= middle.east+1; east++ {
			sum = sum.plus(g[quarter{north: north, east: east}], 1)
		}
	}
	return sum
}
