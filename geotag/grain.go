package geotag

import (
	"math"
)

// grain is the two directions, at a right angle to each other, in which most
// roads of a city run.
type grain struct {
	angle float64 // of one of them, from the east to the north, in radians
	share float64 // of the roads that follow it; 0 if the city has none
}

const (
	grainOff   = 0.05 // radians that roads are off the grain that follow it
	grainRoads = 12   // are the least that tell it
	grainMarks = 4    // positions of a road are the least that tell its direction
	grainShare = 0.5  // of them at least follow it
)

// grainOf is the grain of a city whose well-known roads run at these angles.
func grainOf(angles []float64) grain {
	if len(angles) < grainRoads {
		return grain{}
	}
	best := grain{}
	for step := range 90 {
		angle := float64(step) * math.Pi / 180
		near := 0
		for _, a := range angles {
			if math.Abs(quarterTurn(a-angle)) <= 2*grainOff {
				near++
			}
		}
		if share := float64(near) / float64(len(angles)); share > best.share {
			best = grain{angle: angle, share: share}
		}
	}
	if best.share < grainShare {
		return grain{}
	}
	off, near := 0.0, 0.0
	for _, a := range angles {
		if d := quarterTurn(a - best.angle); math.Abs(d) <= 2*grainOff {
			off, near = off+d, near+1
		}
	}
	best.angle += off / near
	return best
}

// pull turns a direction to the grain, the more the less is known of it.
func (g grain) pull(b bearing) bearing {
	if g.share == 0 {
		return b
	}
	turn := quarterTurn(b.angle - g.angle)
	wide := b.turn + grainOff*grainOff
	follows := g.share / 2 * math.Exp(-turn*turn/(2*wide)) / math.Sqrt(2*math.Pi*wide)
	p := follows / (follows + (1-g.share)/math.Pi)
	gain := b.turn / wide
	return bearing{angle: b.angle - p*gain*turn, turn: b.turn*(1-p*gain) + p*(1-p)*gain*gain*turn*turn}
}

// quarterTurn is an angle less as many quarter turns as bring it next to 0.
func quarterTurn(angle float64) float64 { return math.Remainder(angle, math.Pi/2) }
