package geotag

// cross settles where roads meet, and with that where they run: each crossing
// lies on the lines that the others of its roads make.
func (b *builder) cross() {
	var all []*junction
	parts := map[pair][]*junction{}
	for _, key := range b.pairs {
		parts[key] = b.junctions[key].split()
		all = append(all, parts[key]...)
	}
	for _, j := range all {
		for _, road := range j.roads {
			s := b.street(road)
			s.crossings = append(s.crossings, j)
		}
	}
	for round := range crossRounds {
		lines := make([][]axis, len(all))
		for i, j := range all {
			lines[i] = b.linesThrough(j)
		}
		for i, j := range all {
			j.settle(lines[i])
		}
		if round == 0 {
			b.grain()
			b.hints()
			b.sides()
		}
	}
	for _, key := range b.pairs {
		for _, j := range parts[key] {
			b.g.meetings[key] = append(b.g.meetings[key], j.estimate())
		}
	}
}

// sides learns on which side of their roads numbers stand, and moves positions
// that are houses to the middle of the road.
func (b *builder) sides() {
	for _, name := range b.roads {
		b.g.city.countSides(b.streets[name])
		b.g.city.growth.count(b.streets[name])
	}
	for _, name := range b.roads {
		b.streets[name].straighten()
	}
}

// crossRounds is how often crossings are settled from the lines of their roads,
// and these from the crossings.
const crossRounds = 3

// linesThrough are the lines of the roads that meet, as all else tells them.
func (b *builder) linesThrough(j *junction) []axis {
	var lines []axis
	for _, road := range j.meets {
		if line, ok := b.street(road).axis(j, j.Point); ok && line.plain {
			lines = append(lines, line)
		}
	}
	return lines
}

// grain learns in which directions most roads run, from those of which it is
// well known.
func (b *builder) grain() {
	var angles []float64
	for _, name := range b.roads {
		s := b.streets[name]
		if len(s.marks)+len(s.crossings) < grainMarks {
			continue
		}
		if h := s.wholeHeading(); h.known() && h.turn < 4*grainOff*grainOff {
			angles = append(angles, h.angle)
		}
	}
	b.g.city.grain = grainOf(angles)
}

// hints learns in which direction each road runs on the whole, from its own
// positions or else from the roads that it crosses.
func (b *builder) hints() {
	var others []*street
	for _, name := range b.roads {
		s := b.streets[name]
		s.hint = s.city.pull(s.wholeHeading().join(signpost(name)))
		if s.hint.plain() {
			s.hint.turn += bendTurn * bendTurn
		} else {
			s.hint = bearing{}
			others = append(others, s)
		}
	}
	crossed := make([]bearing, len(others))
	for i, s := range others {
		crossed[i] = b.crossed(s)
	}
	for i, s := range others {
		s.hint = crossed[i]
	}
}

// crossed is the direction of a road as those tell that it crosses.
func (b *builder) crossed(s *street) bearing {
	h := signpost(s.name)
	for _, j := range s.crossings {
		for _, name := range j.roads {
			other := b.streets[name]
			if !other.hint.known() || wholeRoad(name) == wholeRoad(s.name) {
				continue
			}
			if around, ok := scatterNear(other.positionsBut(nil), j.Point); ok {
				h = h.join(other.heading(around).across())
			}
		}
	}
	return h
}
