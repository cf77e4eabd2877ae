package geotag

// junction is where two roads meet, from all that was learnt of it.
type junction struct {
	Point
	off   ellipse
	meets pair
	seen  []sighting
	roads []string // folded names of the roads and sections that meet
	entry int32    // the place that is this crossing; -1 if none is
}

// split takes the places apart where roads of these two names meet: cities have
// more than one 人民路.
func (j *junction) split() []*junction {
	var parts []*junction
	for _, s := range j.seen {
		at, off := s.from(s.Point)
		near := -1
		for i, part := range parts {
			if part.DistanceTo(at) < apart/2 {
				near = i
				break
			}
		}
		if near < 0 {
			parts = append(parts, &junction{Point: at, off: off, meets: j.meets, roads: j.roads, entry: j.entry})
			near = len(parts) - 1
		}
		parts[near].seen = append(parts[near].seen, s)
	}
	for _, part := range parts {
		part.settle(nil)
	}
	return parts
}

// settlings is how often a junction is settled anew from where it came to rest:
// directions to it are known only then.
const settlings = 6

// settle joins what was seen with where the roads run to one position.
func (j *junction) settle(roads []axis) {
	best, least := *j, 0.0
	for i, s := range j.seen {
		if i >= settlings {
			break
		}
		try := *j
		try.Point, try.off = s.from(j.Point)
		for range settlings {
			try.step(roads)
		}
		if strain := try.strain(); i == 0 || strain < least {
			best, least = try, strain
		}
	}
	*j = best
}

// step moves a junction to where all that is known pulls it.
func (j *junction) step(roads []axis) {
	b := balance{origin: j.Point}
	for _, s := range j.seen {
		b.doubt(s.from(j.Point))
	}
	for _, a := range roads {
		b.doubt(a.holds(j.Point))
	}
	j.Point, j.off = b.rest()
}

// strain says how badly a position fits what was seen, about 1 for each sighting
// if it fits; one that does not fit at all counts no more than one that hardly does.
func (j *junction) strain() float64 {
	strain := 0.0
	for _, s := range j.seen {
		at, off := s.from(j.Point)
		far := off.farOff(j.offset(at)) / 2
		strain += far / (1 + far/hardlyFits)
	}
	return strain
}

const hardlyFits = 10

// estimate is the junction as an answer. Sightings that contradict each other are
// all worth less: roads may meet twice.
func (j *junction) estimate() estimate {
	off := j.off
	if n := len(j.seen); n > 1 {
		off = off.times(max(1, j.strain()/float64(n-1)))
	}
	return estimate{Point: j.Point, off: off, radius: max(radiusIntersection, off.reach()), entry: j.entry, why: "crossing known"}
}
