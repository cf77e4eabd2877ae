package scaledjpeg

// sequential decodes a scan of a sequential frame straight into the planes.
func (d *Decoder) sequential(s *scan) error {
	w := d.walker(s)
	w.mcu = func(x, y int) error {
		for _, c := range s.components {
			h, v := c.h, c.v
			if w.single {
				h, v = 1, 1
			}
			for row := range v {
				for column := range h {
					if err := d.readInto(c, x*h+column, y*v+row); err != nil {
						return err
					}
				}
			}
		}
		return nil
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

// readInto decodes the next block into its place in the plane.
func (d *Decoder) readInto(c *component, x, y int) error {
	n := d.scale
	b := &d.block
	clear(b[:n*n])
	flat, err := d.window.readBlock(c, b)
	if err != nil {
		return err
	}
	out := c.plane.Pix[y*n*c.plane.Stride+x*n:]
	if flat {
		fill(out, c.plane.Stride, n, sample(b[0]))
	} else {
		d.transform(b, out, c.plane.Stride)
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
