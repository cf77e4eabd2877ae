package scaledjpeg

import (
	"bytes"
	"encoding/binary"
	"math"
)

const (
	windowSize = 32 << 10
	// blockMost is what a block takes at most, 64 times a code and a value, rounded up.
	blockMost = 256
)

// window gives the bits of coded data: a stretch of the file with the zeros after
// each 0xff taken out (B.1.1.5), so that a reader can load eight bytes anywhere and
// look at no byte. Behind the last data stand zeros, enough for one block.
type window struct {
	data []byte // the file
	at   int    // of its next byte
	buf  [windowSize + blockMost + 8]byte
	end  int // bytes of buf that are data
	pos  int // the next bit in buf
	low  int // beyond this bit, call fill before the next block
}

// start begins to read coded data at an offset of the file.
func (w *window) start(data []byte, at int) {
	w.data, w.at = data, at
	w.pos, w.end = 0, 0
	w.fill()
}

// bits returns the next 57 bits or more, the first one on top.
func (w *window) bits(pos int) uint64 {
	return binary.BigEndian.Uint64(w.buf[pos>>3:]) << (pos & 7)
}

// over reports whether more bits were taken than there are.
func (w *window) over() bool { return w.pos > w.end<<3 }

// fill moves what is left to the front, and more data behind it, up to the next
// marker. It must not be called when over.
func (w *window) fill() {
	first := w.pos >> 3
	n := copy(w.buf[:], w.buf[first:w.end])
	w.pos &= 7
	for n < windowSize {
		chunk := w.data[w.at:min(w.at+windowSize-n, len(w.data))]
		plain := bytes.IndexByte(chunk, 0xff)
		if plain < 0 {
			plain = len(chunk)
		}
		n += copy(w.buf[n:], chunk[:plain])
		w.at += plain
		if plain == len(chunk) && len(chunk) > 0 {
			continue
		}
		if w.at+1 >= len(w.data) || w.data[w.at+1] != 0 {
			w.end, w.low = n, math.MaxInt
			clear(w.buf[n : n+blockMost+8])
			return
		}
		w.buf[n] = 0xff
		n++
		w.at += 2
	}
	w.end, w.low = n, (n-blockMost)<<3
}
