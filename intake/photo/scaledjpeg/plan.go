package scaledjpeg

// passing is what a scan of a progressive file brings.
type passing struct {
	components []*component
	band       uint64 // a bit for each coefficient
	refines    bool
}

// plan tells for each scan ahead whether the scaled picture needs it. It goes over
// the headers of all scans, which is quick, and then backwards: a scan of
// frequencies that are dropped is needed only if a later one refines them together
// with others, as that cannot be read without knowing which are 0.
func (d *Decoder) plan() []bool {
	scans := d.headers()
	needed := make([]bool, len(scans))
	wanted := map[*component]uint64{}
	for i := range d.frame.components {
		wanted[&d.frame.components[i]] = keptBand(d.scale)
	}
	for i := len(scans) - 1; i >= 0; i-- {
		s := scans[i]
		for _, c := range s.components {
			if s.band&wanted[c] == 0 {
				continue
			}
			needed[i] = true
			if s.refines {
				wanted[c] |= s.band
			}
		}
	}
	return needed
}

// headers reads the headers of the scans that are to come, up to the first that is
// broken.
func (d *Decoder) headers() []passing {
	var all []passing
	for at := d.at; len(all) < MaxScans; {
		segment := nextSegment(d.data, at)
		if segment.marker == 0 || segment.marker == markEOI {
			break
		}
		at = segment.next
		if segment.marker != markSOS {
			continue
		}
		s, err := d.frame.readScan(segment.body)
		if err != nil {
			break
		}
		all = append(all, passing{s.components, s.band(), s.high != 0})
	}
	return all
}

// band has a bit for each coefficient of a scan.
func (s *scan) band() uint64 { return ^uint64(0) << s.from & (^uint64(0) >> (63 - s.to)) }

// keptBand has a bit for each coefficient that a scale needs.
func keptBand(scale int) (band uint64) {
	for k, natural := range zigzag {
		if int(natural&7) < scale && int(natural>>3) < scale {
			band |= 1 << k
		}
	}
	return band
}
