package geotag

import "math"

// ellipse says how far off a position may be, and in which direction: a
// covariance, in square metres to the east, across and to the north.
type ellipse struct{ ee, en, nn float64 }

// circle is as far off, in metres, in every direction.
func circle(sigma float64) ellipse { return ellipse{ee: sigma * sigma, nn: sigma * sigma} }

// stretched is off by some metres along a direction of length 1, and by others
// across it.
func stretched(north, east, along, across float64) ellipse {
	a, c := along*along, across*across
	return ellipse{
		ee: a*east*east + c*north*north,
		en: (a - c) * east * north,
		nn: a*north*north + c*east*east,
	}
}

// plus is how far off it is what is off in two ways that have nothing to do with
// each other.
func (e ellipse) plus(o ellipse) ellipse {
	return ellipse{ee: e.ee + o.ee, en: e.en + o.en, nn: e.nn + o.nn}
}

// times is as many times as far off, in squares.
func (e ellipse) times(n float64) ellipse { return ellipse{ee: n * e.ee, en: n * e.en, nn: n * e.nn} }

func (e ellipse) inverse() ellipse {
	det := e.ee*e.nn - e.en*e.en
	return ellipse{ee: e.nn / det, en: -e.en / det, nn: e.ee / det}
}

// sigma is how far off it is in one direction, in the mean of all.
func (e ellipse) sigma() float64 { return math.Sqrt((e.ee + e.nn) / 2) }

// reach is the radius, in metres, that holds the truth in nine of ten cases.
func (e ellipse) reach() float64 { return 1.5 * math.Sqrt(e.ee+e.nn) }

// farOff is the square of how far off a point is, with how far off it may be as
// the measure.
func (e ellipse) farOff(east, north float64) float64 {
	grip := e.inverse()
	return grip.ee*east*east + 2*grip.en*east*north + grip.nn*north*north
}

// balance is where several clues pull one position, each the harder the surer it
// is: least squares.
type balance struct {
	origin      Point
	grip        ellipse // inverse
	east, north float64 // the pull, weighed
}

// doubt adds a clue that says at, and may be off; the farther from the origin,
// the less it is worth.
func (b *balance) doubt(at Point, off ellipse) {
	worth := 1 + off.farOff(b.origin.offset(at))/6
	b.pull(at, off.times(worth))
}

// pull adds a clue that says at, and may be off.
func (b *balance) pull(at Point, off ellipse) {
	grip := off.inverse()
	east, north := b.origin.offset(at)
	b.grip = b.grip.plus(grip)
	b.east += grip.ee*east + grip.en*north
	b.north += grip.en*east + grip.nn*north
}

// rest is where the position comes to rest.
func (b *balance) rest() (Point, ellipse) {
	off := b.grip.inverse()
	return b.origin.Move(off.en*b.east+off.nn*b.north, off.ee*b.east+off.en*b.north), off
}
