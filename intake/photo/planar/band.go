package planar

import "encoding/binary"

// Two samples are filtered by one multiplication: a word holds one in its lower
// and one in its upper half, and since the filters only add and multiply by the
// same weight, the halves do not mix as long as neither leaves its range. A bias
// keeps both above zero.
//
// Between the two filters a sample keeps four bits behind the point. It is at
// most 255, and of the weights, whose sum is one, those below zero sum up to
// less than a half: that bounds what overshoots.
const (
	bias      = 1 << 22             // more than any sum below zero
	toFine    = 10                  // bits: from 14 behind the point to 4
	halfFine  = 1 << (toFine - 1)   // rounds
	toWhole   = 18                  // bits: from 4 + 14 behind the point to none
	halfWhole = 1 << (toWhole - 1)  // rounds
	biasWhole = bias >> toFine >> 4 // what is left of the bias in the end

	lower = 1<<32 - 1
	both  = 1<<32 + 1 // times a number: that number in both halves
	apart = 0xff * both
)

// band is a window on the lines of a plane. It sums them up for a line of the
// result, which has still to be narrowed.
type band struct {
	from  Plane
	down  filter
	next  int        // the first line that was not packed yet
	lines [][]uint64 // by line number modulo their count; words
}

// words is how many words hold a line: whole eights of samples.
func words(width int) int { return (width + 7) / 8 * 4 }

func newBand(from Plane, down filter) *band {
	b := &band{from: from, down: down, lines: make([][]uint64, down.taps)}
	for i := range b.lines {
		b.lines[i] = make([]uint64, words(from.Width))
	}
	return b
}

func (b *band) line(y int) []uint64 { return b.lines[y%len(b.lines)] }

// sum filters the lines for line y of the result, four at a time, so that the
// sums are touched less often.
func (b *band) sum(sums []uint64, y int) {
	first, weights := b.down.first[y], b.down.weights[y*b.down.taps:][:b.down.taps]
	for b.next = max(b.next, first); b.next < first+len(weights); b.next++ {
		pack(b.line(b.next), b.from.row(b.next))
	}
	for i := range sums {
		sums[i] = (bias + halfFine) * both
	}
	for ; len(weights) >= 4; first, weights = first+4, weights[4:] {
		add4(sums, b.line(first), b.line(first+1), b.line(first+2), b.line(first+3), (*[4]uint64)(weights))
	}
	for ; len(weights) >= 2; first, weights = first+2, weights[2:] {
		add2(sums, b.line(first), b.line(first+1), (*[2]uint64)(weights))
	}
	if len(weights) > 0 {
		add2(sums, b.line(first), b.line(first), &[2]uint64{weights[0], 0})
	}
}

func add4(sums, p, q, r, s []uint64, weights *[4]uint64) {
	p, q, r, s = p[:len(sums)], q[:len(sums)], r[:len(sums)], s[:len(sums)]
	a, b, c, d := weights[0], weights[1], weights[2], weights[3]
	for i := range sums {
		sums[i] += a*p[i] + b*q[i] + c*r[i] + d*s[i]
	}
}

func add2(sums, p, q []uint64, weights *[2]uint64) {
	p, q = p[:len(sums)], q[:len(sums)]
	a, b := weights[0], weights[1]
	for i := range sums {
		sums[i] += a*p[i] + b*q[i]
	}
}

// pack makes words of samples that are four apart: these fall out of eight samples
// with few instructions. The line is long enough for a last eight.
func pack(line []uint64, row []byte) {
	for len(row) >= 8 {
		eight := binary.LittleEndian.Uint64(row)
		four := (*[4]uint64)(line)
		four[0], four[1] = eight&apart, eight>>8&apart
		four[2], four[3] = eight>>16&apart, eight>>24&apart
		row, line = row[8:], line[4:]
	}
	if len(row) > 0 {
		var last [8]byte
		copy(last[:], row)
		pack(line, last[:])
	}
}

// interleave packs the sums of two lines, one above the other.
func interleave(pair, above, below []uint64) {
	for len(pair) >= 8 {
		a, b, to := (*[4]uint64)(above), (*[4]uint64)(below), (*[8]uint64)(pair)
		for i := range a {
			to[i] = a[i]&lower>>toFine | b[i]&lower>>toFine<<32
			to[i+4] = a[i]>>(32+toFine) | b[i]>>(32+toFine)<<32
		}
		above, below, pair = above[4:], below[4:], pair[8:]
	}
}

// narrow filters two lines along.
func (f filter) narrow(above, below []byte, pair []uint64) {
	below = below[:len(above)]
	at := 0
	for i, first := range f.first[:len(above)] {
		weights, from := f.weights[at:at+f.taps], pair[first:first+f.taps]
		sum := uint64(halfWhole * both)
		for k, w := range weights { // nothing but a plain loop: the compiler knows it best
			sum += w * from[k]
		}
		above[i], below[i] = whole(sum&lower), whole(sum>>32)
		at += f.taps
	}
}

func whole(sum uint64) byte {
	v := int(sum>>toWhole) - biasWhole
	if uint(v) > 255 {
		return byte(min(max(v, 0), 255))
	}
	return byte(v)
}
