package photo

import (
	"encoding/binary"
	"iter"
	"math"
)

// boxes walks the boxes of ISO base media: a size, four letters, a body. It
// ends at the first one that does not fit.
func boxes(data []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for range maxBoxes {
			if len(data) < 8 {
				return
			}
			head, size := uint64(8), uint64(be32(data))
			switch {
			case size == 0: // to the end
				size = uint64(len(data))
			case size == 1 && len(data) >= 16:
				head, size = 16, binary.BigEndian.Uint64(data[8:])
			}
			if size < head || size > uint64(len(data)) {
				return
			}
			if !yield(string(data[4:8]), data[head:size]) {
				return
			}
			data = data[size:]
		}
	}
}

// reader reads numbers one after another; past the end they are 0.
type reader struct {
	rest   []byte
	failed bool
}

func (r *reader) bytes(n int) []byte {
	if n < 0 || n > len(r.rest) {
		r.rest, r.failed = nil, true
		return nil
	}
	b := r.rest[:n:n]
	r.rest = r.rest[n:]
	return b
}

// number reads a whole number of n bytes, 0 to 8.
func (r *reader) number(n int) uint64 {
	value := uint64(0)
	if n > 8 {
		r.failed = true
		return 0
	}
	for _, b := range r.bytes(n) {
		value = value<<8 | uint64(b)
	}
	return value
}

// version reads the head of a box that has a version and flags.
func (r *reader) version() int { return int(r.number(4) >> 24) }

// fraction reads two numbers and divides them; 0/0 is huge, so that no picture
// is that large.
func (r *reader) fraction() int {
	above, below := r.number(4), r.number(4)
	if above == 0 || below == 0 {
		return math.MaxInt32
	}
	return int(above / below)
}
