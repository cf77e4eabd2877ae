package scaledjpeg

// unit is one of the blocks that make up an MCU: A.2.3.
type unit struct {
	*component
	x, y         int // its block within those of its component in the MCU
	across, down int // how many they are

	at    int // of the current MCU: the block's first byte in the plane
	flat  bool
	block block
}

// units lists the blocks of an MCU in the order of the file. A scan of a single
// component has but one in each.
func (d *Decoder) units(s *scan) []unit {
	d.mcu = d.mcu[:0]
	for _, c := range s.components {
		h, v := c.h, c.v
		if len(s.components) == 1 {
			h, v = 1, 1
		}
		for i := range h * v {
			d.mcu = append(d.mcu, unit{component: c, x: i % h, y: i / h, across: h, down: v})
		}
	}
	return d.mcu
}

// index is the number of the unit's block in its component, for the MCU at x, y.
func (u *unit) index(x, y int) int {
	return (y*u.down+u.y)*u.stride + x*u.across + u.x
}

// offset is where in the plane that block begins, if n is the scale.
func (u *unit) offset(x, y, n int) int {
	return ((y*u.down+u.y)*u.plane.Stride + x*u.across + u.x) * n
}
