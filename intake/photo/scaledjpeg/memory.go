package scaledjpeg

// Memory is what [Decode] allocates for a picture at a scale, in bytes.
func (h Header) Memory(scale int) int64 {
	f := frame{width: h.Width, height: h.Height}
	for _, s := range h.Sampling[:h.Components] {
		f.hMax, f.vMax = max(f.hMax, s.Horizontal), max(f.vMax, s.Vertical)
	}
	block := int64(scale * scale) // its samples
	if h.Progressive {
		block += int64(2*scale*scale + 8) // its coefficients, and which it has
	}
	sum := int64(0)
	for _, s := range h.Sampling[:h.Components] {
		c := component{h: s.Horizontal, v: s.Vertical}
		f.measure(&c)
		sum += int64(c.stride) * int64(c.rows) * block
	}
	if h.Components == 4 { // all planes are brought to one size
		sum += 4 * int64(ceilDiv(h.Width*scale, 8)) * int64(ceilDiv(h.Height*scale, 8))
	}
	return sum
}

// admit refuses a picture that is too large, or larger than its data can be: a
// block takes two bits, and one in the first scan of a progressive file.
func (f *frame) admit(maxPixels, size int) error {
	if f.width*f.height > maxPixels {
		return errTooLarge(f.width, f.height)
	}
	least := f.blocks() * 2
	if f.progressive {
		least = f.blocks()
	}
	if size*8 < least/2 {
		return ErrTruncated
	}
	return nil
}

// allocate makes the planes, and the coefficients of a progressive frame.
func (d *Decoder) allocate() {
	n := d.scale
	for i := range d.frame.components {
		c := &d.frame.components[i]
		blocks := c.stride * c.rows
		d.pix[i] = grow(d.pix[i], blocks*n*n)
		c.plane = Plane{
			Pix: d.pix[i], Stride: c.stride * n,
			Width:  ceilDiv(d.frame.width*c.h*n, 8*d.frame.hMax),
			Height: ceilDiv(d.frame.height*c.v*n, 8*d.frame.vMax),
		}
		if d.frame.progressive {
			d.values[i], d.known[i] = zeros(d.values[i], blocks*n*n), zeros(d.known[i], blocks)
			c.store = coefficients{values: d.values[i], known: d.known[i]}
		}
	}
}

// grow returns a slice of a length, with the memory of s if it is enough.
func grow(s []byte, length int) []byte {
	if cap(s) < length {
		return make([]byte, length)
	}
	return s[:length]
}

// zeros is like grow, and clears what was there.
func zeros[T int16 | uint64](s []T, length int) []T {
	if cap(s) < length {
		return make([]T, length)
	}
	clear(s[:length])
	return s[:length]
}
