package scaledjpeg

// five is the transform of five eighths, as 8 MP photos need it.
func five(b *block, out []byte, stride int) {
	const h0, h1, h2, h3, h4 = 5793, 5509, 4686, 3405, 1790 // √2·cos(kπ/10), in fixed point
	var t [25]int
	for x := range 5 {
		b0, b1, b2 := int(b[x])<<fraction, int(b[5+x]), int(b[10+x])
		b3, b4 := int(b[15+x]), int(b[20+x])
		even0, even1, even2 := b0+b2*h2+b4*h4, b0-b2*h4-b4*h2, b0+(b4-b2)*h0
		odd0, odd1 := b1*h1+b3*h3, b1*h3-b3*h1
		t[x], t[20+x] = even0+odd0, even0-odd0
		t[5+x], t[15+x] = even1+odd1, even1-odd1
		t[10+x] = even2
	}
	for y := range 5 {
		r := (*[5]int)(t[5*y:])
		r0 := (r[0] + centre<<fraction) << fraction
		even0, even1, even2 := r0+r[2]*h2+r[4]*h4, r0-r[2]*h4-r[4]*h2, r0+(r[4]-r[2])*h0
		odd0, odd1 := r[1]*h1+r[3]*h3, r[1]*h3-r[3]*h1
		row := (*[5]byte)(out[y*stride:])
		row[0], row[4] = clamp((even0+odd0)>>shift), clamp((even0-odd0)>>shift)
		row[1], row[3] = clamp((even1+odd1)>>shift), clamp((even1-odd1)>>shift)
		row[2] = clamp(even2 >> shift)
	}
}
