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
type block [64]int16

// dropped is the place of what is not needed: no scale below 8 uses the last one.
const dropped = 63

// quantiser puts coefficients to their places in a block.
type quantiser struct {
	set     bool
	spots   [64]spot  // in zigzag order
	last    int       // the last coefficient that is needed
	byPlace [64]int16 // the steps once more, in the order of a block
}

// spot is where a coefficient goes, and by what it is multiplied.
type spot struct{ step, place int32 }

func (q *quantiser) init(steps *[64]uint16, scale int) {
	q.set = true
	for k, natural := range zigzag {
		x, y := int(natural&7), int(natural>>3)
		q.spots[k] = spot{int32(steps[k]), dropped}
		if x < scale && y < scale {
			q.spots[k].place = int32(y*scale + x)
			q.byPlace[y*scale+x] = int16(q.spots[k].step)
			q.last = k
		}
	}
}

// readBlock decodes the block of a sequential scan: F.2.2. It reports whether no
// coefficient beside the first one was found that is needed.
//
// This loop is the greater part of all work. One load of bits is good for a fast
// symbol and a slow one.
func (w *window) readBlock(c *component, b *block) (flat bool, err error) {
	if w.pos > w.low {
		w.fill()
	}
	pos := w.pos
	acc := w.bits(pos)
	e := c.dc.fast[acc>>(64-fastBits)]
	if e&slowEntry != 0 {
		if e = c.dc.resolve(acc, e); e.advance() == badCode {
			return true, w.failure(pos + e.length())
		}
	}
	pos += e.length()
	c.last += e.value()
	b[0] = int16(c.last * c.quant.spots[0].step)

	k, last := 0, c.quant.last
	flat = true
	table, spots := c.ac, &c.quant.spots
	for e = 0; k < last; {
		acc := w.bits(pos)
		e = table.fast[acc>>(64-fastBits)]
		if e&slowEntry != 0 {
			e = table.resolve(acc, e)
		}
		pos += e.length()
		k += e.advance()
		if k > last {
			break
		}
		s := spots[k&63]
		b[s.place&63] = int16(e.value() * s.step)
		flat = false
		if e&thenEnd != 0 || k == last {
			break
		}

		acc <<= e.length()
		e = table.fast[acc>>(64-fastBits)]
		if e&slowEntry != 0 {
			e = table.resolve(w.bits(pos), e)
		}
		pos += e.length()
		k += e.advance()
		if k > last {
			break
		}
		s = spots[k&63]
		b[s.place&63] = int16(e.value() * s.step)
		if e&thenEnd != 0 {
			break
		}
	}
	if e&thenEnd == 0 {
		if k < 63 {
			pos, k = w.skipBlock(table, pos, k)
		}
	} else if k == 63 {
		pos -= table.endLength // this block needs no end, so it was something else
	}
	w.pos = pos
	if w.over() || k > 63 && k < endOfBlock || k >= badCode {
		return flat, w.failure(pos)
	}
	return flat, nil
}

// failure tells why a block could not be read up to pos.
func (w *window) failure(pos int) error {
	if pos > w.end<<3 {
		return errEnd
	}
	return corrupt("no such code at byte %d", w.at)
}

// skipBlock passes over what follows coefficient k of a block.
func (w *window) skipBlock(table *codeTable, pos, k int) (int, int) {
	for k < 63 {
		acc := w.bits(pos)
		s := table.skip[acc>>(64-skipBits)]
		next := k + s.advance()
		if next <= 63 || next >= endOfBlock && next < endOfBlock+63 {
			pos += s.length()
			k = next
			continue
		}
		// The end of the block may lie inside of the entry: go symbol by symbol.
		e := table.fast[acc>>(64-fastBits)]
		if e&slowEntry != 0 {
			e = table.resolve(acc, e)
		}
		pos += e.length()
		k += e.advance()
		if e&thenEnd != 0 {
			if k == 63 {
				pos -= table.endLength
			}
			break
		}
	}
	return pos, k
}
