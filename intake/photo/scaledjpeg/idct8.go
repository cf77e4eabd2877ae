package scaledjpeg

import "encoding/binary"

// The factors √2·cos(kπ/16) of the full transform, in fixed point.
const (
	g1 = 5681
	g2 = 5352
	g3 = 4816
	g5 = 3218
	g6 = 2217
	g7 = 1130
)

// eight is the full transform: columns, then rows. Coefficients of high frequency
// are mostly 0, which spares half of a column, and of all rows.
func eight(b *block, out []byte, stride int) {
	var t [64]int
	right := int16(0) // anything in columns 4–7
	for x := range 8 {
		high := b[32+x] | b[40+x] | b[48+x] | b[56+x]
		low := b[8+x] | b[16+x] | b[24+x]
		if x >= 4 {
			right |= high | low | b[x]
		}
		switch {
		case high != 0:
			columnOfEight(b, &t, x)
		case low != 0:
			columnOfFour(b, &t, x)
		default:
			dc := int(b[x]) << fraction
			for y := x; y < 64; y += 8 {
				t[y] = dc
			}
		}
	}
	for y := range 8 {
		r := (*[8]int)(t[8*y:])
		var left, right4 uint32
		if right != 0 {
			left, right4 = rowOfEight(r)
		} else {
			left, right4 = rowOfFour(r)
		}
		row := out[y*stride:]
		binary.LittleEndian.PutUint64(row, uint64(left)|uint64(right4)<<32)
	}
}

func columnOfEight(b *block, t *[64]int, x int) {
	b0, b1, b2, b3 := int(b[x]), int(b[8+x]), int(b[16+x]), int(b[24+x])
	b4, b5, b6, b7 := int(b[32+x]), int(b[40+x]), int(b[48+x]), int(b[56+x])
	sum, difference := (b0+b4)<<fraction, (b0-b4)<<fraction
	turn0, turn1 := b2*g2+b6*g6, b2*g6-b6*g2
	even0, even1, even2, even3 := sum+turn0, difference+turn1, difference-turn1, sum-turn0
	odd0 := b1*g1 + b3*g3 + b5*g5 + b7*g7
	odd1 := b1*g3 - b3*g7 - b5*g1 - b7*g5
	odd2 := b1*g5 - b3*g1 + b5*g7 + b7*g3
	odd3 := b1*g7 - b3*g5 + b5*g3 - b7*g1
	t[x], t[8+x], t[16+x], t[24+x] = even0+odd0, even1+odd1, even2+odd2, even3+odd3
	t[32+x], t[40+x], t[48+x], t[56+x] = even3-odd3, even2-odd2, even1-odd1, even0-odd0
}

// columnOfFour is columnOfEight with the last four 0.
func columnOfFour(b *block, t *[64]int, x int) {
	b0, b1, b2, b3 := int(b[x])<<fraction, int(b[8+x]), int(b[16+x]), int(b[24+x])
	even0, even1, even2, even3 := b0+b2*g2, b0+b2*g6, b0-b2*g6, b0-b2*g2
	odd0, odd1, odd2, odd3 := b1*g1+b3*g3, b1*g3-b3*g7, b1*g5-b3*g1, b1*g7-b3*g5
	t[x], t[8+x], t[16+x], t[24+x] = even0+odd0, even1+odd1, even2+odd2, even3+odd3
	t[32+x], t[40+x], t[48+x], t[56+x] = even3-odd3, even2-odd2, even1-odd1, even0-odd0
}

func rowOfEight(r *[8]int) (left, right uint32) {
	r0 := r[0] + centre<<fraction
	sum, difference := (r0+r[4])<<fraction, (r0-r[4])<<fraction
	turn0, turn1 := r[2]*g2+r[6]*g6, r[2]*g6-r[6]*g2
	even0, even1, even2, even3 := sum+turn0, difference+turn1, difference-turn1, sum-turn0
	odd0 := r[1]*g1 + r[3]*g3 + r[5]*g5 + r[7]*g7
	odd1 := r[1]*g3 - r[3]*g7 - r[5]*g1 - r[7]*g5
	odd2 := r[1]*g5 - r[3]*g1 + r[5]*g7 + r[7]*g3
	odd3 := r[1]*g7 - r[3]*g5 + r[5]*g3 - r[7]*g1
	return pack((even0+odd0)>>shift, (even1+odd1)>>shift, (even2+odd2)>>shift, (even3+odd3)>>shift),
		pack((even3-odd3)>>shift, (even2-odd2)>>shift, (even1-odd1)>>shift, (even0-odd0)>>shift)
}

// rowOfFour is rowOfEight with the last four 0.
func rowOfFour(r *[8]int) (left, right uint32) {
	r0 := (r[0] + centre<<fraction) << fraction
	even0, even1, even2, even3 := r0+r[2]*g2, r0+r[2]*g6, r0-r[2]*g6, r0-r[2]*g2
	odd0, odd1, odd2, odd3 := r[1]*g1+r[3]*g3, r[1]*g3-r[3]*g7, r[1]*g5-r[3]*g1, r[1]*g7-r[3]*g5
	return pack((even0+odd0)>>shift, (even1+odd1)>>shift, (even2+odd2)>>shift, (even3+odd3)>>shift),
		pack((even3-odd3)>>shift, (even2-odd2)>>shift, (even1-odd1)>>shift, (even0-odd0)>>shift)
}
