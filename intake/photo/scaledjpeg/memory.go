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
