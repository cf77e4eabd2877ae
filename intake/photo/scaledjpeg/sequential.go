package scaledjpeg

// zigzag gives the place in a block, row by row, of each coefficient in the file:
// figure A.6.
var zigzag = [64]uint8{
	0, 1, 8, 16, 9, 2, 3, 10,
	17, 24, 32, 25, 18, 11, 4, 5,
	12, 19, 26, 33, 40, 48, 41, 34,
	27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36,
	29, 22, 15, 23, 30, 37, 44, 51,
	58, 59, 52, 45, 38, 31, 39, 46,
	53, 60, 61, 54, 47, 55, 62, 63,
}

// block holds the coefficients a picture of scale n needs, those of the n lowest
// frequencies each way, dequantised, in rows of n.
type block [64]int32

// dropped is the place of what is not needed: no scale below 8 uses the last one.
const dropped = 63

// quantiser puts coefficients to their places in a block. Its tables are in zigzag
// order.
type quantiser struct {
	set   bool
	steps [64]int32
	place [64]uint8
	last  int // the last coefficient that is needed

	byPlace [64]int32 // the steps once more, in the order of a block
}

func (q *quantiser) init(steps *[64]uint16, scale int) {
	q.set = true
	for k, natural := range zigzag {
		q.steps[k] = int32(steps[k])
		x, y := int(natural&7), int(natural>>3)
		q.place[k] = dropped
		if x < scale && y < scale {
			q.place[k] = uint8(y*scale + x)
			q.byPlace[y*scale+x] = q.steps[k]
			q.last = k
		}
	}
}

// readBlock decodes the block of a sequential scan: F.2.2. It reports whether any
// coefficient beside the first one was found that is needed.
func (w *window) readBlock(c *component, b *block) (flat bool, err error) {
	if w.pos > w.low {
		w.fill()
	}
	acc := w.bits(w.pos)
	e := c.dc.fast[acc>>(64-fastBits)]
	if e&slowEntry != 0 {
		e = c.dc.resolve(acc, e)
	}
	k := 0
	if e.advance() == badCode {
		k = badCode
	}
	w.pos += e.length()
	c.last += e.value()
	b[0] = c.last * c.quant.steps[0]
	flat = true
	table, last := c.ac, c.quant.last
	for k < last {
		acc := w.bits(w.pos)
		e := table.fast[acc>>(64-fastBits)]
		if e&slowEntry != 0 {
			e = table.resolve(acc, e)
		}
		w.pos += e.length()
		k += e.advance()
		if k > last {
			break
		}
		b[c.quant.place[k&63]&63] = e.value() * c.quant.steps[k&63]
		flat = false
	}
	if k < 63 {
		k = w.skipBlock(table, k)
	}
	switch {
	case w.over():
		return flat, errEnd
	case k > 63 && k < endOfBlock || k >= badCode:
		return flat, corrupt("block with bad code")
	}
	return flat, nil
}

// skipBlock passes over what follows coefficient k of a block.
func (w *window) skipBlock(table *codeTable, k int) int {
	for k < 63 {
		acc := w.bits(w.pos)
		s := table.skip[acc>>(64-skipBits)]
		next := k + s.advance()
		if next < 63 || next == 63 || next >= endOfBlock && next < endOfBlock+63 {
			w.pos += s.length()
			k = next
			continue
		}
		// The end of the block may lie inside of the entry: go symbol by symbol.
		e := table.fast[acc>>(64-fastBits)]
		if e&slowEntry != 0 {
			e = table.resolve(acc, e)
		}
		w.pos += e.length()
		k += e.advance()
	}
	return k
}

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
