package scaledjpeg

// sequential decodes a scan of a sequential frame straight into the planes.
func (d *Decoder) sequential(s *scan) error {
	w := d.walker(s)
	w.row = func(x, y, n int) (int, error) {
		for done := range n {
			for _, c := range s.components {
				if err := d.readMCU(c, x+done, y, w.single); err != nil {
					return done, err
				}
			}
		}
		return n, nil
	}
	w.blank = func(from, to int) {
		for at := from; at < to; at++ {
			d.blank(s, w.grid, at)
		}
	}
	err := w.walk()
	d.finish(s, w)
	return err
}

// readMCU decodes the blocks of a component in an MCU into their places in its
// plane.
func (d *Decoder) readMCU(c *component, x, y int, single bool) error {
	h, v := c.h, c.v
	if single {
		h, v = 1, 1
	}
	n, stride := d.scale, c.plane.Stride
	b := (*block)(d.block[:])
	at := y*v*n*stride + x*h*n
	for range v {
		for column := range h {
			clear(b[:n*n])
			flat, err := d.window.readBlock(c, b)
			if err != nil {
				return err
			}
			out := c.plane.Pix[at+column*n:]
			if flat {
				fill(out, stride, n, sample(b[0]))
			} else {
				d.transform(b, out, stride)
			}
		}
		at += n * stride
	}
	return nil
}

// blank makes an MCU gray.
func (d *Decoder) blank(s *scan, g grid, at int) {
	n := d.scale
	for _, c := range s.components {
		h, v := c.h, c.v
		if g.single {
			h, v = 1, 1
		}
		x, y := at%g.across*h, at/g.across*v
		for row := range v {
			for column := range h {
				fill(c.plane.Pix[(y+row)*n*c.plane.Stride+(x+column)*n:], c.plane.Stride, n, gray)
			}
		}
	}
}
