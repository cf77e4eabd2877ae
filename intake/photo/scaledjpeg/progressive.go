package scaledjpeg

// coefficients keeps, between the scans of a progressive frame, what the scaled
// picture needs of each block, and of the others only which are not 0: without
// that, the scans that refine them could not be read (G.1.2.3).
type coefficients struct {
	values []int16  // scale² for each block, in rows
	known  []uint64 // for each block: bit k is set if coefficient k is not 0
}

// progressive decodes a scan of a progressive frame into the coefficients.
func (d *Decoder) progressive(s *scan) error {
	w := d.walker(s)
	w.blank = func(int, int) {}
	if s.from == 0 {
		w.row = d.dcRow(s, w.single)
	} else {
		r := newRefiner(d, s)
		w.row, w.restart = r.row, func() { r.eobRun = 0 }
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

// dcRow returns what reads the DC coefficients of a row of MCUs: G.1.2.1.
func (d *Decoder) dcRow(s *scan, single bool) func(x, y, n int) (int, error) {
	return func(x, y, n int) (int, error) {
		for done := range n {
			for _, c := range s.components {
				h, v := c.h, c.v
				if single {
					h, v = 1, 1
				}
				for row := range v {
					first := (y*v+row)*c.stride + (x+done)*h
					if err := d.readDCs(c, s, first, h); err != nil {
						return done, err
					}
				}
			}
		}
		return n, nil
	}
}

// readDCs reads the DC coefficients of n blocks side by side.
func (d *Decoder) readDCs(c *component, s *scan, first, n int) error {
	w, size := &d.window, d.scale*d.scale
	for at := first; at < first+n; at++ {
		if w.pos > w.low {
			w.fill()
		}
		value := &c.store.values[at*size]
		acc := w.bits(w.pos)
		if s.high != 0 {
			w.pos++
			*value |= int16(acc>>63) << s.low
		} else {
			e := c.dc.fast[acc>>(64-fastBits)]
			if e&slowEntry != 0 {
				e = c.dc.resolve(acc, e)
			}
			w.pos += e.length()
			if e.advance() == badCode {
				return w.failure(w.pos)
			}
			c.last += e.value()
			*value = int16(c.last << s.low)
		}
		if w.over() {
			return errEnd
		}
	}
	return nil
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
