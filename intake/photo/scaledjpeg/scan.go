package scaledjpeg

import (
	"errors"
	"slices"
)

// scan is one pass over some components: B.2.3.
type scan struct {
	components []*component
	indices    []int // of the components in the frame
	dcAt, acAt []byte
	from, to   int  // the band of coefficients, in zigzag order
	high, low  uint // bit positions of successive approximation
}

// readScan reads the header of a scan.
func (f *frame) readScan(body []byte) (*scan, error) {
	if len(body) < 1 || body[0] < 1 || body[0] > 4 || len(body) < 4+2*int(body[0]) {
		return nil, corrupt("scan header of %d bytes", len(body))
	}
	s := &scan{}
	for i := range int(body[0]) {
		if err := s.add(f, body[1+2*i], body[2+2*i]); err != nil {
			return nil, err
		}
	}
	rest := body[1+2*int(body[0]):]
	s.from, s.to = int(rest[0]), int(rest[1])
	s.high, s.low = uint(rest[2]>>4), uint(rest[2]&15)
	if !f.progressive {
		s.from, s.to, s.high, s.low = 0, 63, 0, 0 // nothing else is legal: B.2.3
	}
	return s, s.validate()
}

func (s *scan) add(f *frame, id, tables byte) error {
	if tables>>4 > 3 || tables&15 > 3 {
		return corrupt("scan with code table 0x%02x", tables)
	}
	for i := range f.components {
		c := &f.components[i]
		if c.id != id {
			continue
		}
		if slices.Contains(s.components, c) {
			return corrupt("component %d twice in a scan", id)
		}
		s.components = append(s.components, c)
		s.indices = append(s.indices, i)
		s.dcAt, s.acAt = append(s.dcAt, tables>>4), append(s.acAt, tables&15)
		return nil
	}
	return corrupt("scan of unknown component %d", id)
}

// validate holds the parameters of a progressive scan to G.1.1.1.
func (s *scan) validate() error {
	band := s.from <= s.to && s.to <= 63
	if s.from == 0 {
		band = s.to == 0 || s.to == 63 && s.high == 0 && s.low == 0
	} else {
		band = band && len(s.components) == 1
	}
	if !band || s.low > 13 || s.high != 0 && s.high != s.low+1 {
		return corrupt("scan of band %d–%d, bits %d–%d", s.from, s.to, s.high, s.low)
	}
	return nil
}

// grid says how a scan walks: in MCUs that hold several blocks, or block by block
// if it has but one component (A.2).
type grid struct {
	across, down int // MCUs
	lines        int // of the full picture in each row of them
}

func (f *frame) grid(s *scan) grid {
	if len(s.components) == 1 {
		c := s.components[0]
		return grid{c.across, c.down, 8 * f.vMax / c.v}
	}
	return grid{ceilDiv(f.width, 8*f.hMax), ceilDiv(f.height, 8*f.vMax), 8 * f.vMax}
}

// walker takes a scan through its grid, and over the gaps that damage has left.
type walker struct {
	grid
	data     []byte
	window   *window
	interval int
	check    func() error

	row     func(x, y, n int) (done int, err error) // decodes n MCUs of row y from x
	restart func()                                  // forgets the past
	blank   func(from, to int)                      // makes up for MCUs that are lost

	bad    int // rows with a gap
	badRow int // the last of them
	next   int // where the file goes on
}

// walk decodes all MCUs. Data that end early or are corrupt end the scan, unless
// restart markers let it go on behind the damage. The error is of corrupt data
// without any restart, or of check.
func (w *walker) walk() error {
	w.badRow = -1
	total := w.across * w.down
	for done, expect := 0, byte(0); done < total; {
		stop := total
		if w.interval > 0 {
			stop = min(done+w.interval, total)
		}
		w.restart()
		at, err := w.run(done, stop)
		if err != nil {
			if !errors.Is(err, errEnd) && (!errors.Is(err, ErrCorrupt) || w.interval == 0) {
				return err
			}
			w.lose(at, stop)
		}
		done = stop
		if done == total {
			break
		}
		done = w.resume(done, expect)
		expect = byte(done/w.interval) & 7
	}
	w.next = w.window.at
	return nil
}

// run decodes the MCUs of one interval, row by row, and says how far it came.
func (w *walker) run(from, to int) (at int, err error) {
	for at = from; at < to; {
		if err := w.check(); err != nil {
			return at, err
		}
		x, y := at%w.across, at/w.across
		done, err := w.row(x, y, min(w.across-x, to-at))
		at += done
		if err != nil {
			return at, err
		}
	}
	return to, nil
}

// resume finds the restart marker behind an interval and begins to read there.
// From a later marker it can tell which intervals are lost: they are numbered
// modulo 8. It returns the MCU to go on with.
func (w *walker) resume(done int, expect byte) int {
	total := w.across * w.down
	for at := w.window.at; ; {
		marker, after := nextMarker(w.data, at)
		if marker < markRST0 || marker > markRST7 {
			w.lose(done, total)
			return total
		}
		ahead := int((marker - markRST0 - expect) & 7)
		if ahead == 7 { // the one before, once more
			at = after
			continue
		}
		to := min(done+ahead*w.interval, total)
		w.lose(done, to)
		w.window.start(w.data, after)
		return to
	}
}

// lose notes that some MCUs are not there.
func (w *walker) lose(from, to int) {
	if from == to {
		return
	}
	first, last := from/w.across, (to-1)/w.across
	w.bad += last - max(first, w.badRow+1) + 1
	w.badRow = last
	w.blank(from, to)
}
