package scaledjpeg

// seven is the transform of seven eighths.
func seven(b *block, out []byte, stride int) {
	const h0, h1, h2, h3, h4, h5, h6 = 5793, 5647, 5219, 4529, 3612, 2513, 1289 // √2·cos(kπ/14), in fixed point
	var t [49]int
	for x := range 7 {
		b0, b1, b2, b3 := int(b[x])<<fraction, int(b[7+x]), int(b[14+x]), int(b[21+x])
		b4, b5, b6 := int(b[28+x]), int(b[35+x]), int(b[42+x])
		even0, even1 := b0+b2*h2+b4*h4+b6*h6, b0+b2*h6-b4*h2-b6*h4
		even2, even3 := b0-b2*h4-b4*h6+b6*h2, b0-(b2-b4+b6)*h0
		odd0, odd1, odd2 := b1*h1+b3*h3+b5*h5, b1*h3-b3*h5-b5*h1, b1*h5-b3*h1+b5*h3
		t[x], t[42+x] = even0+odd0, even0-odd0
		t[7+x], t[35+x] = even1+odd1, even1-odd1
		t[14+x], t[28+x] = even2+odd2, even2-odd2
		t[21+x] = even3
	}
	for y := range 7 {
		r := (*[7]int)(t[7*y:])
		r0 := (r[0] + centre<<fraction) << fraction
		even0, even1 := r0+r[2]*h2+r[4]*h4+r[6]*h6, r0+r[2]*h6-r[4]*h2-r[6]*h4
		even2, even3 := r0-r[2]*h4-r[4]*h6+r[6]*h2, r0-(r[2]-r[4]+r[6])*h0
		odd0, odd1, odd2 := r[1]*h1+r[3]*h3+r[5]*h5, r[1]*h3-r[3]*h5-r[5]*h1, r[1]*h5-r[3]*h1+r[5]*h3
		row := (*[7]byte)(out[y*stride:])
		row[0], row[6] = clamp((even0+odd0)>>shift), clamp((even0-odd0)>>shift)
		row[1], row[5] = clamp((even1+odd1)>>shift), clamp((even1-odd1)>>shift)
		row[2], row[4] = clamp((even2+odd2)>>shift), clamp((even2-odd2)>>shift)
		row[3] = clamp(even3 >> shift)
	}
}
