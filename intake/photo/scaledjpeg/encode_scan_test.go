package scaledjpeg

import "math/bits"

// scanWriter codes the blocks of one scan: F.1.2, G.1.2.
type scanWriter struct {
	*sketch
	spec       scanSpec
	components []int
	last       []int // DC value before, of each component

	out     []byte
	acc     uint64
	held    int // bits in acc
	eobRun  int
	pending []int // bits of corrections that follow the EOBn to come
}

func (w *scanWriter) writeAll() {
	single := len(w.components) == 1
	g := grid{across: ceilDiv(w.width, 8*w.shape.hMax), down: ceilDiv(w.height, 8*w.shape.vMax)}
	if single {
		c := w.shape.components[w.components[0]]
		g = grid{across: c.across, down: c.down}
	}
	for mcu := range g.across * g.down {
		if w.interval > 0 && mcu > 0 && mcu%w.interval == 0 {
			w.finish()
			w.out = append(w.out, 0xff, byte(markRST0+(mcu/w.interval-1)%8))
			clear(w.last)
		}
		for _, i := range w.components {
			c := w.shape.components[i]
			h, v := c.h, c.v
			if single {
				h, v = 1, 1
			}
			for block := range h * v {
				x, y := mcu%g.across*h+block%h, mcu/g.across*v+block/h
				w.write(i, &w.coefs[i][y*c.stride+x])
			}
		}
	}
	w.finish()
}

// finish pads the last byte with ones.
func (w *scanWriter) finish() {
	w.flushRun()
	for w.held%8 != 0 {
		w.put(1, 1)
	}
}

func (w *scanWriter) put(value, n int) {
	for n--; n >= 0; n-- {
		w.acc = w.acc<<1 | uint64(value>>n&1)
		if w.held++; w.held == 8 {
			w.out = append(w.out, byte(w.acc))
			if byte(w.acc) == 0xff {
				w.out = append(w.out, 0)
			}
			w.held = 0
		}
	}
}

func (w *scanWriter) symbol(class int, symbol byte) {
	if w.frequency != nil {
		w.frequency[class][symbol]++
	}
	c := w.codes[class][symbol]
	w.put(c.code, c.length)
}

// value writes the bits behind a symbol: figure F.1.
func (w *scanWriter) value(v, size int) {
	if v < 0 {
		v += 1<<size - 1
	}
	w.put(v, size)
}

func sizeOf(v int) int { return bits.Len(uint(max(v, -v))) }

func (w *scanWriter) write(component int, b *[64]int) {
	switch {
	case w.spec.from == 0 && w.spec.high > 0:
		w.put(b[0]>>w.spec.low&1, 1)
		return
	case w.spec.from == 0:
		dc := b[0] >> w.spec.low
		size := sizeOf(dc - w.last[component])
		w.symbol(0, byte(size))
		w.value(dc-w.last[component], size)
		w.last[component] = dc
	}
	switch {
	case w.spec.to == 0:
	case w.spec.high > 0:
		w.refine(b)
	default:
		w.begin(b)
	}
}

func (w *scanWriter) begin(b *[64]int) {
	run := 0
	for k := max(w.spec.from, 1); k <= w.spec.to; k++ {
		v := b[k] / (1 << w.spec.low) // towards 0
		if v == 0 {
			run++
			continue
		}
		w.flushRun()
		for ; run > 15; run -= 16 {
			w.symbol(1, 0xf0)
		}
		w.symbol(1, byte(run<<4|sizeOf(v)))
		w.value(v, sizeOf(v))
		run = 0
	}
	if run > 0 {
		w.eobRun++
		if !w.progressive || w.eobRun == 0x7fff {
			w.flushRun()
		}
	}
}

func (w *scanWriter) refine(b *[64]int) {
	last, run, corrections := 0, 0, []int(nil)
	size := func(k int) int { return max(b[k], -b[k]) >> w.spec.low }
	for k := w.spec.from; k <= w.spec.to; k++ {
		if size(k) == 1 {
			last = k
		}
	}
	flush := func() {
		for _, bit := range corrections {
			w.put(bit, 1)
		}
		corrections = nil
	}
	for k := w.spec.from; k <= w.spec.to; k++ {
		if size(k) == 0 {
			run++
			continue
		}
		for ; run > 15 && k <= last; run -= 16 {
			w.flushRun()
			w.symbol(1, 0xf0)
			flush()
		}
		if size(k) > 1 {
			corrections = append(corrections, size(k)&1)
			continue
		}
		w.flushRun()
		w.symbol(1, byte(run<<4|1))
		w.value(b[k]/max(b[k], -b[k]), 1)
		flush()
		run = 0
	}
	if run > 0 || len(corrections) > 0 {
		w.eobRun++
		w.pending = append(w.pending, corrections...)
		if w.eobRun == 0x7fff {
			w.flushRun()
		}
	}
}

// flushRun writes EOBn for the blocks that have ended, and their corrections.
func (w *scanWriter) flushRun() {
	if w.eobRun > 0 {
		n := bits.Len(uint(w.eobRun)) - 1
		w.symbol(1, byte(n<<4))
		w.put(w.eobRun-1<<n, n)
	}
	for _, bit := range w.pending {
		w.put(bit, 1)
	}
	w.eobRun, w.pending = 0, nil
}
