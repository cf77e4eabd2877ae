package scaledjpeg

// sequential decodes a scan of a sequential frame straight into the planes.
func (d *Decoder) sequential(s *scan) error {
	w, units := d.walker(s), d.units(s)
	w.row = func(x, y, n int) (int, error) { return d.readRow(units, x, y, n) }
	w.blank = func(from, to int) {
		for at := from; at < to; at++ {
			d.blank(units, at%w.across, at/w.across)
		}
	}
	err := w.walk()
	d.cover(s, w)
	d.finish(w)
	return err
}

// readRow decodes n MCUs of row y from x on. An MCU is read as a whole before its
// blocks are transformed: what has just been written in small pieces is slow to
// load in large ones.
func (d *Decoder) readRow(units []unit, x, y, n int) (done int, err error) {
	size := d.scale * d.scale
	for i := range units {
		units[i].at = units[i].offset(x, y, d.scale)
	}
	for done := range n {
		for i := range units {
			u := &units[i]
			clear(u.block[:size])
			if u.flat, err = d.window.readBlock(u.component, &u.block); err != nil {
				return done, err
			}
		}
		for i := range units {
			u := &units[i]
			if out := u.plane.Pix[u.at:]; u.flat {
				fill(out, u.plane.Stride, d.scale, sample(u.block[0]))
			} else {
				d.transform(&u.block, out, u.plane.Stride)
			}
			u.at += u.across * d.scale
		}
	}
	return n, nil
}

// blank makes an MCU gray.
func (d *Decoder) blank(units []unit, x, y int) {
	for i := range units {
		u := &units[i]
		fill(u.plane.Pix[u.offset(x, y, d.scale):], u.plane.Stride, d.scale, gray)
	}
}
