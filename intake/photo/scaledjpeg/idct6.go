package scaledjpeg

// six is the transform of three quarters. Of its odd frequencies, the middle one
// has factors of ±1 alone.
func six(b *block, out []byte, stride int) {
	const h1, h2, h4, h5 = 5595, 5017, 2896, 1499 // √2·cos(uπ/12), in fixed point
	var t [36]int
	for x := range 6 {
		b0, b1, b2 := int(b[x])<<fraction, int(b[6+x]), int(b[12+x])
		b3, b4, b5 := int(b[18+x])<<fraction, int(b[24+x]), int(b[30+x])
		even0, even1, even2 := b0+b2*h2+b4*h4, b0-b4*2*h4, b0-b2*h2+b4*h4
		odd0, odd1, odd2 := b1*h1+b3+b5*h5, (b1-b5)<<fraction-b3, b1*h5-b3+b5*h1
		t[x], t[6+x], t[12+x] = even0+odd0, even1+odd1, even2+odd2
		t[18+x], t[24+x], t[30+x] = even2-odd2, even1-odd1, even0-odd0
	}
	for y := range 6 {
		r := (*[6]int)(t[6*y:])
		r0, r1, r2 := (r[0]+centre<<fraction)<<fraction, r[1], r[2]
		r3, r4, r5 := r[3]<<fraction, r[4], r[5]
		even0, even1, even2 := r0+r2*h2+r4*h4, r0-r4*2*h4, r0-r2*h2+r4*h4
		odd0, odd1, odd2 := r1*h1+r3+r5*h5, (r1-r5)<<fraction-r3, r1*h5-r3+r5*h1
		row := (*[6]byte)(out[y*stride:])
		row[0], row[5] = clamp((even0+odd0)>>shift), clamp((even0-odd0)>>shift)
		row[1], row[4] = clamp((even1+odd1)>>shift), clamp((even1-odd1)>>shift)
		row[2], row[3] = clamp((even2+odd2)>>shift), clamp((even2-odd2)>>shift)
	}
}
