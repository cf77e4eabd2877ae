package scaledjpeg

import "math/bits"

// refiner reads the AC coefficients of one component, for the first time or to
// refine them.
type refiner struct {
	*window
	table   *codeTable
	store   *coefficients
	size    int // coefficients kept of a block
	stride  int // blocks in a row
	refines bool
	band    uint64 // a bit for each coefficient of the scan
	first   int    // the lowest of them
	last    int
	targets [64]target
	eobRun  int // blocks still to come that have ended already
}

// target is where a coefficient is kept, and what one step of the scan adds to it:
// 0 if it is not needed.
type target struct{ place, step int16 }

func newRefiner(d *Decoder, s *scan) *refiner {
	c := s.components[0]
	r := &refiner{
		window: &d.window, table: c.ac, store: &c.store,
		size: d.scale * d.scale, stride: c.stride, refines: s.high != 0,
		band: s.band(), first: s.from, last: s.to,
	}
	for k := range r.targets {
		if place := int(c.quant.spots[k].place); place < r.size {
			r.targets[k] = target{int16(place), 1 << s.low}
		}
	}
	return r
}

// row decodes n blocks of row y from x on.
func (r *refiner) row(x, y, n int) (done int, err error) {
	for at := y*r.stride + x; done < n; {
		if r.pos > r.low {
			r.fill()
		}
		if !r.refines && r.eobRun > 0 {
			skipped := min(r.eobRun, n-done)
			r.eobRun -= skipped
			done += skipped
			continue
		}
		values := r.store.values[(at+done)*r.size : (at+done+1)*r.size]
		known := &r.store.known[at+done]
		var ok bool
		if r.refines {
			ok = r.refine(values, known)
		} else {
			ok = r.begin(values, known)
		}
		if !ok || r.over() {
			return done, r.failure(r.pos)
		}
		done++
	}
	return done, nil
}

// begin decodes the band of a block for the first time: G.1.2.2.
func (r *refiner) begin(values []int16, known *uint64) bool {
	pos, now := r.pos, *known
	for k := r.first - 1; k < r.last; {
		acc := r.bits(pos)
		e := r.table.fast[acc>>(64-fastBits)]
		if e&slowEntry != 0 {
			e = r.table.resolve(acc, e)
		}
		pos += e.length()
		if k += e.advance(); k > r.last {
			if e.advance() != endOfBlock {
				r.pos = pos
				return false
			}
			pos = r.startRun(pos, e)
			r.eobRun--
			break
		}
		if value := e.value(); value != 0 {
			now |= 1 << k
			t := r.targets[k&63]
			values[t.place] += int16(value) * t.step
		}
	}
	r.pos, *known = pos, now
	return true
}

// startRun takes up EOBn, which ends this block and as many as its bits say.
func (r *refiner) startRun(pos int, e entry) int {
	n := int(e.value())
	r.eobRun = 1<<n + int(r.bits(pos)>>1>>(63-n))
	return pos + n
}

// refine decodes one more bit of the band of a block: G.1.2.3. Between the codes,
// each coefficient that is passed over and not 0 has a bit of its own.
func (r *refiner) refine(values []int16, known *uint64) bool {
	pos, before := r.pos, *known&r.band
	rest := r.band
	for r.eobRun == 0 && rest != 0 {
		acc := r.bits(pos)
		e := r.table.fast[acc>>(64-fastBits)]
		if e&slowEntry != 0 {
			e = r.table.resolve(acc, e)
		}
		pos += e.length()
		if e.advance() >= endOfBlock {
			if e.advance() == badCode {
				r.pos = pos
				return false
			}
			pos = r.startRun(pos, e)
			break
		}
		zeros := rest &^ before
		for range e.advance() - 1 {
			zeros &= zeros - 1
		}
		found := zeros & -zeros // no bit if there are fewer zeros than that
		passed := rest & (found - 1)
		if which := before & passed; which != 0 {
			pos = r.correct(values, which, pos)
		}
		rest &^= passed | found
		if value := e.value(); value != 0 {
			if found == 0 {
				r.pos = pos
				return false
			}
			*known |= found
			t := r.targets[bits.TrailingZeros64(found)]
			values[t.place] += int16(value) * t.step
		}
	}
	if r.eobRun > 0 {
		if which := before & rest; which != 0 {
			pos = r.correct(values, which, pos)
		}
		r.eobRun--
	}
	r.pos = pos
	return true
}

// correct reads a bit for each of some coefficients that are not 0, and steps away
// from 0 where it is set.
func (r *refiner) correct(values []int16, which uint64, pos int) int {
	acc, read := r.bits(pos), 0
	for ; which != 0; which &= which - 1 {
		if read++; read > 57 {
			acc, pos, read = r.bits(pos+57), pos+57, 1
		}
		t := r.targets[bits.TrailingZeros64(which)]
		value := &values[t.place]
		sign := *value >> 15
		*value += (t.step ^ sign - sign) & int16(int64(acc)>>63)
		acc <<= 1
	}
	return pos + read
}
