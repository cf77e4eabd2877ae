package geotag

import "math"

// bearing is the direction of a line, or the opposite.
type bearing struct {
	angle float64 // from the east to the north, in radians
	turn  float64 // square of the radians that it may be off; 0 if nothing is known
}

const (
	plainTurn  = 0.5  // radians that a direction is off at most to be of use
	squareTurn = 0.15 // radians that roads are off a right angle where they cross
	bendTurn   = 0.3  // radians that a road turns on its way
)

func (b bearing) known() bool { return b.turn > 0 }

func (b bearing) plain() bool { return b.known() && b.turn < plainTurn*plainTurn }

// across is the direction of roads that cross one that runs so, as a rule.
func (b bearing) across() bearing {
	return bearing{angle: b.angle + math.Pi/2, turn: b.turn + squareTurn*squareTurn}
}

// join is what two say of one direction.
func (b bearing) join(o bearing) bearing {
	switch {
	case !b.known():
		return o
	case !o.known():
		return b
	}
	part := b.turn / (b.turn + o.turn)
	return bearing{angle: b.angle + part*math.Remainder(o.angle-b.angle, math.Pi), turn: part * o.turn}
}
