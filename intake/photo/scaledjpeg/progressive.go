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
		w.row = d.dcRow(s)
	} else {
		r := newRefiner(d, s)
		w.row, w.restart = r.row, func() { r.eobRun = 0 }
	}
	err := w.walk()
	if s.from == 0 && s.high == 0 {
		d.cover(s, w)
	}
	d.finish(w)
	return err
}

// dcRow returns what reads the DC coefficients of a row of MCUs: G.1.2.1.
func (d *Decoder) dcRow(s *scan) func(x, y, n int) (int, error) {
	units, size := d.units(s), d.scale*d.scale
	return func(x, y, n int) (int, error) {
		for done := range n {
			for i := range units {
				u := &units[i]
				value := &u.store.values[u.index(x+done, y)*size]
				if err := d.window.readDC(u.component, s, value); err != nil {
					return done, err
				}
			}
		}
		return n, nil
	}
}

// readDC reads a DC coefficient, or one more bit of it.
func (w *window) readDC(c *component, s *scan, value *int16) error {
	if w.pos > w.low {
		w.fill()
	}
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
			d.renderRow(c, y)
		}
	}
	return nil
}

func (d *Decoder) renderRow(c *component, y int) {
	n, b := d.scale, &d.block
	size := n * n
	kept := keptBand(n) &^ 1
	values := c.store.values[y*c.stride*size : (y+1)*c.stride*size]
	known := c.store.known[y*c.stride : (y+1)*c.stride]
	for x, mask := range known {
		out := c.plane.Pix[y*n*c.plane.Stride+x*n:]
		coefs := values[x*size:][:size]
		if mask&kept == 0 {
			fill(out, c.plane.Stride, n, sample(coefs[0]*c.quant.byPlace[0]))
			continue
		}
		for i, value := range coefs {
			b[i&63] = value * c.quant.byPlace[i&63]
		}
		d.transform(b, out, c.plane.Stride)
	}
}
