package scaledjpeg

import "math/bits"

// coefficients keeps, between the scans of a progressive frame, what the scaled
// picture needs of each block, and of the others only which are not 0: without
// that, the scans that refine them could not be read (G.1.2.3).
type coefficients struct {
	values []int16  // scale² for each block, in rows
	known  []uint64 // for each block: bit k is set if coefficient k is not 0
	eobRun int      // blocks still to come that have ended already
}

// progressive decodes a scan of a progressive frame into the coefficients.
func (d *Decoder) progressive(s *scan) error {
	w := d.walker(s)
	w.blank = func(int, int) {}
	switch {
	case s.from == 0:
		w.mcu = d.readDCs(s, w)
	default:
		c := s.components[0]
		r := &refiner{window: &d.window, component: c, scan: s, size: d.scale * d.scale}
		w.mcu = func(x, y int) error { return r.read(y*c.stride + x) }
	}
	err := w.walk()
	if s.from == 0 {
		d.finish(s, w)
	} else if w.bad > 0 {
		d.partial = true
	}
	d.at = w.next
	return err
}

// readDCs returns what reads the DC coefficients of one MCU: G.1.2.1.
func (d *Decoder) readDCs(s *scan, w *walker) func(x, y int) error {
	return func(x, y int) error {
		for _, c := range s.components {
			h, v := c.h, c.v
			if w.single {
				h, v = 1, 1
			}
			for row := range v {
				for column := range h {
					at := (y*v+row)*c.stride + x*h + column
					if err := d.readDC(c, s, at); err != nil {
						return err
					}
				}
			}
		}
		return nil
	}
}

func (d *Decoder) readDC(c *component, s *scan, at int) error {
	w := &d.window
	if w.pos > w.low {
		w.fill()
	}
	value := &c.store.values[at*d.scale*d.scale]
	acc := w.bits(w.pos)
	if s.high != 0 {
		w.pos++
		*value |= int16(acc>>63) << s.low
	} else {
		e := c.dc.fast[acc>>(64-fastBits)]
		if e&slowEntry != 0 {
			e = c.dc.resolve(acc, e)
		}
		if e.advance() == badCode && !w.over() {
			return corrupt("bad code")
		}
		w.pos += e.length()
		c.last += e.value()
		*value = int16(c.last << s.low)
	}
	if w.over() {
		return errEnd
	}
	return nil
}

// refiner reads the AC coefficients of one component, for the first time or to
// refine them.
type refiner struct {
	*window
	*component
	*scan
	size int // coefficients kept of a block
}

func (r *refiner) read(at int) error {
	if r.pos > r.window.low {
		r.fill()
	}
	values := r.store.values[at*r.size : (at+1)*r.size]
	known := &r.store.known[at]
	ok := true
	switch {
	case r.high != 0:
		ok = r.refine(values, known)
	case r.store.eobRun > 0:
		r.store.eobRun--
	default:
		ok = r.first(values, known)
	}
	switch {
	case r.over():
		return errEnd
	case !ok:
		return corrupt("block with bad code")
	}
	return nil
}

// symbol decodes the next one.
func (r *refiner) symbol() entry {
	acc := r.bits(r.pos)
	e := r.ac.fast[acc>>(64-fastBits)]
	if e&slowEntry != 0 {
		e = r.ac.resolve(acc, e)
	}
	r.pos += e.length()
	return e
}

// startRun takes up EOBn, which ends this block and as many as its bits say.
func (r *refiner) startRun(e entry) {
	n := uint(e.value())
	more := r.bits(r.pos) >> 1 >> (63 - n)
	r.pos += int(n)
	r.store.eobRun = 1<<n + int(more)
}

// set stores a coefficient, if it is needed.
func (r *refiner) set(values []int16, k int, value int16) {
	if place := r.quant.spots[k].place; int(place) < len(values) {
		values[place] = value
	}
}

// first decodes the band of a block: G.1.2.2.
func (r *refiner) first(values []int16, known *uint64) bool {
	for k := r.from - 1; k < r.to; {
		e := r.symbol()
		switch advance := e.advance(); {
		case advance == badCode:
			return false
		case advance == endOfBlock:
			r.startRun(e)
			r.store.eobRun--
			return true
		default:
			k += advance
		}
		if k > r.to {
			return false
		}
		if value := e.value(); value != 0 {
			*known |= 1 << k
			r.set(values, k, int16(value<<r.scan.low))
		}
	}
	return true
}

// refine decodes one more bit of the band of a block: G.1.2.3. Between the codes,
// each coefficient that is passed over and not 0 has a bit of its own.
func (r *refiner) refine(values []int16, known *uint64) bool {
	band := ^uint64(0) << r.from & (^uint64(0) >> (63 - r.to))
	before := *known & band
	for rest := band; r.store.eobRun == 0 && rest != 0; {
		e := r.symbol()
		switch e.advance() {
		case badCode:
			return false
		case endOfBlock:
			r.startRun(e)
			r.correct(values, before&rest)
			r.store.eobRun--
			return true
		}
		zeros := rest &^ before
		for range e.advance() - 1 {
			zeros &= zeros - 1
		}
		passed := rest
		if zeros != 0 {
			passed = rest & (zeros&-zeros - 1)
		} else if e.value() != 0 {
			return false
		}
		r.correct(values, before&passed)
		rest &^= passed
		if zeros != 0 {
			k := bits.TrailingZeros64(zeros)
			rest &^= 1 << k
			if value := e.value(); value != 0 {
				*known |= 1 << k
				r.set(values, k, int16(value<<r.scan.low))
			}
		}
	}
	if r.store.eobRun > 0 {
		r.correct(values, before)
		r.store.eobRun--
	}
	return true
}

// correct reads a bit for each of some coefficients that are not 0.
func (r *refiner) correct(values []int16, which uint64) {
	for ; which != 0; which &= which - 1 {
		k := bits.TrailingZeros64(which)
		bit := r.bits(r.pos) >> 63
		r.pos++
		place := int(r.quant.spots[k].place)
		if bit == 0 || place >= len(values) {
			continue
		}
		step := int16(1) << r.scan.low
		if values[place] < 0 {
			step = -step
		}
		values[place] += step
	}
}

// render makes the planes of a progressive frame of its coefficients.
func (d *Decoder) render() error {
	for i := range d.frame.components {
		c := &d.frame.components[i]
		for y := range c.rows {
			if err := d.check(); err != nil {
				return err
			}
			for x := range c.stride {
				d.renderBlock(c, x, y)
			}
		}
	}
	return nil
}

func (d *Decoder) renderBlock(c *component, x, y int) {
	n := d.scale
	at := y*c.stride + x
	out := c.plane.Pix[y*n*c.plane.Stride+x*n:]
	values := c.store.values[at*n*n : (at+1)*n*n]
	if c.store.known[at]&^1 == 0 {
		fill(out, c.plane.Stride, n, sample(int32(values[0])*c.quant.spots[0].step))
		return
	}
	b := &d.block
	for i, value := range values {
		b[i] = int32(value) * c.quant.byPlace[i]
	}
	d.transform(b, out, c.plane.Stride)
}
