package scaledjpeg

import "encoding/binary"

// The inverse transform of A.3.3, of the n lowest frequencies each way to n×n
// samples. With g(0) = 1 and g(u) = √2·cos((2x+1)uπ/2n) it is
//
//	sample(x, y) = 128 + 1/8 · Σ Σ g(u)·g(v)·coefficient(u, v)
//
// for every n, as the factors of the transforms of both sizes cancel. So g is all
// that differs between them; for n of 1 and 2 it is but ±1.

// transform turns a block into samples.
type transform func(b *block, out []byte, stride int)

var transforms = [9]transform{nil, one, two, three, four, five, six, seven, eight}

const (
	fraction = 12 // bits of the factors behind the point
	// centre is the 128, and what makes the final shift round.
	centre = 128<<3 + 4
	gray   = 128
	shift  = 2*fraction + 3 // of both passes, and the eighth
)

// clamp keeps a sample within a byte.
func clamp(v int) byte {
	if uint(v) > 255 {
		return byte(^v >> 63)
	}
	return byte(v)
}

// sample is what a block is filled with that has no coefficient but the first.
func sample(dc int16) byte { return clamp((int(dc) + centre) >> 3) }

// fill sets n×n samples to one value.
func fill(out []byte, stride, n int, value byte) {
	word := uint64(value) * 0x0101010101010101
	for y := range n {
		row := out[y*stride : y*stride+n]
		switch n {
		case 4:
			binary.LittleEndian.PutUint32(row, uint32(word))
		case 8:
			binary.LittleEndian.PutUint64(row, word)
		default:
			for x := range row {
				row[x] = value
			}
		}
	}
}

func one(b *block, out []byte, _ int) { out[0] = sample(b[0]) }

func two(b *block, out []byte, stride int) {
	top, topOdd := int(b[0])+int(b[2])+centre, int(b[1])+int(b[3])
	low, lowOdd := int(b[0])-int(b[2])+centre, int(b[1])-int(b[3])
	out[0], out[1] = clamp((top+topOdd)>>3), clamp((top-topOdd)>>3)
	out = out[stride:]
	out[0], out[1] = clamp((low+lowOdd)>>3), clamp((low-lowOdd)>>3)
}

func three(b *block, out []byte, stride int) {
	const g11, g21 = 5017, 2896 // √2·cos(π/6), √2·cos(π/3), in fixed point
	var t [9]int
	for x := range 3 {
		even, odd := int(b[x])<<fraction, int(b[3+x])*g11
		second := int(b[6+x]) * g21
		t[x] = even + second + odd
		t[3+x] = even - 2*second
		t[6+x] = even + second - odd
	}
	for y := range 3 {
		r := t[3*y : 3*y+3]
		even, odd, second := (r[0]+centre<<fraction)<<fraction, r[1]*g11, r[2]*g21
		row := out[y*stride : y*stride+3]
		row[0] = clamp((even + second + odd) >> shift)
		row[1] = clamp((even - 2*second) >> shift)
		row[2] = clamp((even + second - odd) >> shift)
	}
}

func fourPlain(b *block, out []byte, stride int) {
	var t [16]int
	for x := range 4 {
		b0, b1, b2, b3 := int(b[x]), int(b[4+x]), int(b[8+x]), int(b[12+x])
		outer, inner := (b0+b2)<<fraction, (b0-b2)<<fraction
		odd0, odd1 := b1*g2+b3*g6, b1*g6-b3*g2
		t[x], t[4+x], t[8+x], t[12+x] = outer+odd0, inner+odd1, inner-odd1, outer-odd0
	}
	for y := 0; y < 16; y += 4 {
		t0, t1, t2, t3 := t[y]+centre<<fraction, t[y+1], t[y+2], t[y+3]
		outer, inner := (t0+t2)<<fraction, (t0-t2)<<fraction
		odd0, odd1 := t1*g2+t3*g6, t1*g6-t3*g2
		binary.LittleEndian.PutUint32(out, pack(
			(outer+odd0)>>shift, (inner+odd1)>>shift, (inner-odd1)>>shift, (outer-odd0)>>shift))
		if y < 12 {
			out = out[stride:]
		}
	}
}

// pack clamps four samples and puts them side by side.
func pack(a, b, c, d int) uint32 {
	if uint(a|b|c|d) > 255 {
		return packClamped(a, b, c, d)
	}
	return uint32(a | b<<8 | c<<16 | d<<24)
}

func packClamped(a, b, c, d int) uint32 {
	return uint32(clamp(a)) | uint32(clamp(b))<<8 | uint32(clamp(c))<<16 | uint32(clamp(d))<<24
}
