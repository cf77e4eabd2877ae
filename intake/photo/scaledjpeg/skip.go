package scaledjpeg

// Behind the last coefficient that a scaled picture needs, only the end of the
// block is of interest. So a second look-up passes over as many whole symbols as
// its bits hold, mostly two or three with the end among them.
//
//	bits 0–5   bits taken, 0 if not even one symbol was whole
//	bits 8–15  coefficients to advance, plus endOfBlock if that was reached
type skipEntry uint16

func (e skipEntry) length() int  { return int(e & 63) }
func (e skipEntry) advance() int { return int(e >> 8) }

// noSkip sends its caller to the other look-up, as it leads beyond every block.
const noSkip = skipEntry(64 << 8)

// makeSkip strings the entries of the fast look-up together.
func (t *codeTable) makeSkip() {
	for i := range t.skip {
		taken, advance := 0, 0
		for advance < 63 {
			rest := uint32(i) << taken & (1<<skipBits - 1)
			e := t.fast[rest<<fastBits>>skipBits]
			if e&slowEntry != 0 || taken+e.length() > skipBits {
				break
			}
			taken += e.length()
			advance += e.advance()
		}
		t.skip[i] = noSkip
		if taken > 0 {
			t.skip[i] = skipEntry(taken | advance<<8)
		}
	}
}
