package scaledjpeg

// codeSpec is a code table as it stands in the file: B.2.4.2.
type codeSpec struct {
	counts  [16]byte // codes of each length 1–16
	symbols [256]byte
	set     bool
	version int // counts the times it was set
}

// read takes the table from a body and says how many bytes it was. A table with
// more codes than there are of a length is refused.
func (s *codeSpec) read(body []byte) (used int, err error) {
	total, free := 0, 1
	for i, n := range body[:16] {
		total += int(n)
		free = free<<1 - int(n)
		if free < 0 {
			return 0, corrupt("code table: too many codes of %d bits", i+1)
		}
	}
	if total > 256 || len(body) < 16+total {
		return 0, corrupt("code table: %d codes", total)
	}
	copy(s.counts[:], body)
	copy(s.symbols[:], body[16:16+total])
	s.set = true
	s.version++
	return 16 + total, nil
}

// beyondDC reports whether a symbol is none of a DC value, which has a size alone.
func (s *codeSpec) beyondDC() bool {
	for i := range s.total() {
		if s.symbols[i] > 15 {
			return true
		}
	}
	return false
}

// total counts the codes.
func (s *codeSpec) total() (sum int) {
	for _, n := range s.counts {
		sum += int(n)
	}
	return sum
}

// A symbol says how many zeros to skip, and how many bits of value follow it. As
// both together are mostly short, one look-up of the next fastBits bits gives all:
// an entry, of these parts.
//
//	bits  0–5   bits taken, code and value together
//	bit   6     slow: not all is in the look-up, ask resolve
//	bit   7     the end of the block follows, and is in bits 0–5 too
//	bits  8–15  coefficients to advance: the zeros and the one; or a mark below
//	bits 16–31  the value, signed
//
// Of a slow entry, bits 0–5 are the length of the code alone, or 0 if that is not
// known either.
type entry uint32

const (
	slowEntry  = 1 << 6
	thenEnd    = 1 << 7
	endOfBlock = 128 // the value is then the n of EOBn, which has n more bits
	badCode    = 192
)

func newEntry(length, advance, value int) entry {
	return entry(length) | entry(advance)<<8 | entry(uint32(value))<<16
}

func (e entry) length() int  { return int(e & 63) }
func (e entry) advance() int { return int(uint8(e >> 8)) }
func (e entry) value() int32 { return int32(e) >> 16 }

// Bits of the look-ups: more hit more often, fewer stay in the nearest cache.
const (
	fastBits = 11
	skipBits = 11
)

// codeTable decodes the symbols of one codeSpec.
type codeTable struct {
	fast    [1 << fastBits]entry
	skip    [1 << skipBits]skipEntry
	limits  [17]uint32 // for each length: the first 16 bits that are beyond its codes
	offsets [17]int32  // for each length: index of a symbol less its code
	symbols [256]byte
	made    madeOf

	endLength int // bits of the symbol for the end of a block
}

// madeOf says of what a codeTable was made, so that it is made once only.
type madeOf struct {
	spec    *codeSpec
	version int
	blocks  bool
}

// make fills the table: the codes count up within a length, C.2. For readBlock, it
// has more in it.
func (t *codeTable) make(s *codeSpec, forBlocks bool) {
	want := madeOf{s, s.version, forBlocks}
	if t.made == want {
		return
	}
	t.made = want
	clear(t.fast[:])
	t.symbols = s.symbols
	code, index := 0, 0
	for length := 1; length <= 16; length++ {
		t.offsets[length] = int32(index - code)
		for range s.counts[length-1] {
			if length <= fastBits {
				t.addFast(code, length, s.symbols[index])
			}
			code, index = code+1, index+1
		}
		t.limits[length] = uint32(code) << (16 - length)
		code <<= 1
	}
	for i := range t.fast {
		if t.fast[i] == 0 {
			t.fast[i] = slowEntry
		}
	}
	if forBlocks {
		t.makeSkip()
		t.addEnds()
	}
}

// addEnds looks for what is followed by the end of the block within the bits of the
// look-up.
func (t *codeTable) addEnds() {
	var ended [1 << fastBits]entry
	for i, e := range t.fast {
		ended[i] = e
		if e&slowEntry != 0 || e.advance() >= endOfBlock {
			continue
		}
		next := t.fast[i<<e.length()&(1<<fastBits-1)]
		total := e.length() + next.length()
		if next&slowEntry == 0 && next.advance() == endOfBlock && next.value() == 0 && total <= fastBits {
			t.endLength = next.length()
			ended[i] = e + entry(next.length()) | thenEnd
		}
	}
	t.fast = ended
}

// addFast fills all entries that begin with a code.
func (t *codeTable) addFast(code, length int, symbol byte) {
	rest := fastBits - length
	first := code << rest
	size := int(symbol & 15)
	if size > rest {
		e := newEntry(length, int(symbol), 0) | slowEntry
		for i := range 1 << rest {
			t.fast[first+i] = e
		}
		return
	}
	copies := 1 << (rest - size)
	for bits := range 1 << size {
		e := symbolEntry(symbol, length, bits)
		for i := range copies {
			t.fast[first+bits*copies+i] = e
		}
	}
}

// symbolEntry is what a symbol and the bits after it mean: F.1.2.2 and G.1.2.2.
func symbolEntry(symbol byte, length, bits int) entry {
	run, size := int(symbol>>4), int(symbol&15)
	if size == 0 && run < 15 {
		return newEntry(length, endOfBlock, run)
	}
	if size > 0 && bits < 1<<(size-1) {
		bits += 1 - 1<<size
	}
	return newEntry(length+size, run+1, bits)
}

// resolve completes a slow entry from the next bits, which stand at the top of acc.
func (t *codeTable) resolve(acc uint64, e entry) entry {
	length, symbol := e.length(), byte(e.advance())
	if length == 0 {
		next := uint32(acc >> 48)
		length = fastBits + 1
		for length <= 16 && next >= t.limits[length] {
			length++
		}
		if length > 16 {
			return newEntry(16, badCode, 0)
		}
		symbol = t.symbols[uint8(int32(next>>(16-length))+t.offsets[length])]
	}
	bits := acc << length >> 1 >> (63 - symbol&15)
	return symbolEntry(symbol, length, int(bits))
}
