package tightjpeg

import (
	"math/bits"

	"snapgrid/intake/photo/planar"
)

// block is 8 × 8 samples around 0, and later their frequencies.
type block [64]float32

// load takes samples; beyond the edge the last ones are repeated.
func (b *block) load(p planar.Plane, x, y int) {
	if x+8 > p.Width || y+8 > p.Height {
		b.loadEdge(p, x, y)
		return
	}
	for row := range 8 {
		from, to := p.Pix[(y+row)*p.Stride+x:][:8], b[8*row:][:8]
		for i, v := range from {
			to[i] = float32(int32(v) - 128)
		}
	}
}

func (b *block) loadEdge(p planar.Plane, x, y int) {
	for i := range b {
		row, column := min(y+i/8, p.Height-1), min(x+i%8, p.Width-1)
		b[i] = float32(int32(p.Pix[row*p.Stride+column]) - 128)
	}
}

// transform computes the frequencies of all rows, then of all columns.
func (b *block) transform() {
	for i := 0; i < 64; i += 8 {
		r := (*[8]float32)(b[i:])
		r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7] = frequencies(r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7])
	}
	for i := range 8 {
		b[i], b[i+8], b[i+16], b[i+24], b[i+32], b[i+40], b[i+48], b[i+56] = frequencies(
			b[i], b[i+8], b[i+16], b[i+24], b[i+32], b[i+40], b[i+48], b[i+56])
	}
}

// frequencies is a cosine transform of eight samples that leaves out a factor for
// each frequency, which the quantiser makes good: see [gains]. The way of it is
// that of Arai, Agui and Nakajima (1988), with five multiplications.
func frequencies(s0, s1, s2, s3, s4, s5, s6, s7 float32) (f0, f1, f2, f3, f4, f5, f6, f7 float32) {
	const (
		cos4    = 0.70710678118654752 // of 4π/16
		cos6    = 0.38268343236508977
		cosDiff = 0.54119610014619698 // cos 2π/16 − cos 6π/16
		cosSum  = 1.30656296487637652 // cos 2π/16 + cos 6π/16
	)
	// Even frequencies see the samples folded in the middle …
	a, b, c, d := s0+s7, s1+s6, s2+s5, s3+s4
	outer, inner := a+d, b+c
	f0, f4 = outer+inner, outer-inner
	tilt := a - d
	bend := (tilt + b - c) * cos4
	f2, f6 = tilt+bend, tilt-bend
	// … and odd ones the differences.
	p, q, r, s := s3-s4+s2-s5, s2-s5+s1-s6, s1-s6+s0-s7, s0-s7
	turn := (p - r) * cos6
	low, high := p*cosDiff+turn, r*cosSum+turn
	mid := q * cos4
	near, far := s+mid, s-mid
	return f0, near + high, f2, far - low, f4, far + low, f6, near - high
}

// block notes the symbols of a block.
func (n *notes) block(b *block, q *quantiser, before *int32, books int) {
	n.turn()
	b.transform()
	var levels [64]int32
	there := q.quantise(b, &levels)

	difference := levels[0] - *before
	*before = levels[0]
	size, extra := magnitude(difference)
	n.add(books+bookDC, size, extra)

	last := 0
	for there &^= 1; there != 0; there &= there - 1 {
		at := bits.TrailingZeros64(there)
		run := at - last - 1
		for ; run > 15; run -= 16 {
			n.add(books+bookAC, sixteenZeros, 0)
		}
		size, extra := magnitude(levels[at&63])
		n.add(books+bookAC, uint32(run)<<4|size, extra)
		last = at
	}
	if last < 63 {
		n.add(books+bookAC, endOfBlock, 0)
	}
}

// Symbols of which the number of extra bits is 0.
const (
	endOfBlock   = 0x00
	sixteenZeros = 0xf0
)

// magnitude is how many bits a level takes, and these: those of a level below zero
// are inverted.
func magnitude(level int32) (size, extra uint32) {
	sign := level >> 31
	size = uint32(bits.Len32(uint32((level ^ sign) - sign)))
	return size, uint32(level+sign) & (1<<size - 1)
}
