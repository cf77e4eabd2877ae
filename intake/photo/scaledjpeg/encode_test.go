package scaledjpeg

import (
	"encoding/binary"
	"math/rand/v2"
	"slices"
)

// sketch is a JPEG file in the making, of made-up coefficients: as they are known,
// what a decoder should give is known exactly. See encode.
type sketch struct {
	width, height int
	sampling      []Sampling
	ids           string // names of the components, one byte each; 1, 2, 3, … if empty
	scans         []scanSpec
	progressive   bool
	interval      int
	steep         bool // codes of all lengths up to 16 bits, else of 8 and 9
	wide          bool // quantisation steps of 16 bits
	adobe         int  // transform + 1, 0 for no mark

	step  int                 // of the quantisation, for all coefficients
	coefs [][][64]int         // of each component, in zigzag order
	shape *frame              // the layout that follows from size and sampling
	codes [2]map[byte]codeFor // DC, AC

	frequency *[2][256]int // of the symbols, if the codes are to fit them
}

type scanSpec struct{ components, from, to, high, low int } // components: a bit for each

type codeFor struct{ code, length int }

// The scans of common files. all stands for as many components as there are.
const all = -1

var (
	oneScan       = []scanSpec{{all, 0, 63, 0, 0}}
	scanEach      = []scanSpec{{1, 0, 63, 0, 0}, {2, 0, 63, 0, 0}, {4, 0, 63, 0, 0}}
	bySpectrum    = []scanSpec{{all, 0, 0, 0, 0}, {1, 1, 5, 0, 0}, {2, 1, 63, 0, 0}, {4, 1, 63, 0, 0}, {1, 6, 63, 0, 0}}
	byBits        = []scanSpec{{all, 0, 0, 0, 1}, {1, 1, 5, 0, 2}, {4, 1, 63, 0, 1}, {2, 1, 63, 0, 1}, {1, 6, 63, 0, 2}, {1, 1, 63, 2, 1}, {all, 0, 0, 1, 0}, {4, 1, 63, 1, 0}, {2, 1, 63, 1, 0}, {1, 1, 63, 1, 0}}
	likelySymbols = []byte{0x01, 0x00, 0x11, 0x02, 0xf0, 0x03, 0x21}
)

// draw lays the picture out and fills it with coefficients, alike for each seed.
func (s *sketch) draw(seed uint64) *sketch {
	random := rand.New(rand.NewPCG(seed, 7))
	if s.step == 0 {
		s.step = 6
	}
	s.lay()
	for i := range s.coefs {
		for b := range s.coefs[i] {
			s.coefs[i][b] = drawBlock(random, s.step)
		}
	}
	s.codes = [2]map[byte]codeFor{s.makeCodes(0), s.makeCodes(1)}
	return s
}

// lay counts the blocks and makes room for their coefficients.
func (s *sketch) lay() {
	s.shape = &frame{width: s.width, height: s.height, components: make([]component, len(s.sampling))}
	for i, f := range s.sampling {
		s.shape.components[i] = component{h: f.Horizontal, v: f.Vertical}
		s.shape.hMax, s.shape.vMax = max(s.shape.hMax, f.Horizontal), max(s.shape.vMax, f.Vertical)
	}
	s.coefs = make([][][64]int, len(s.sampling))
	for i := range s.shape.components {
		c := &s.shape.components[i]
		s.shape.measure(c)
		s.coefs[i] = make([][64]int, c.stride*c.rows)
	}
}

// drawBlock makes flat blocks, blocks that are full to the last coefficient, and
// what lies between.
func drawBlock(random *rand.Rand, step int) (b [64]int) {
	b[0] = random.IntN(1600/step) - 800/step
	most := []int{0, 3, 12, 40, 63, 63}[random.IntN(6)]
	for k := 1; k <= most; k++ {
		if random.IntN(3) == 0 {
			size := 300 / step / (k + 1)
			b[k] = random.IntN(2*size+3) - size - 1
		}
	}
	return b
}

// symbols lists those that have codes, short codes first.
func (s *sketch) symbols(class int) []byte {
	if s.frequency != nil {
		return s.symbolsByLength(class)
	}
	if class == 0 {
		return []byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}
	}
	list := slices.Clone(likelySymbols)
	for v := range 255 { // 0xff is no symbol
		if !slices.Contains(likelySymbols, byte(v)) {
			list = append(list, byte(v))
		}
	}
	return list
}

func (s *sketch) symbolsByLength(class int) (list []byte) {
	all := s.total(class)
	for length := 1; length <= 16; length++ {
		for v, n := range s.frequency[class] {
			if n > 0 && fitted(n, all) == length {
				list = append(list, byte(v))
			}
		}
	}
	return list
}

func (s *sketch) total(class int) (sum int) {
	for _, n := range s.frequency[class] {
		sum += n
	}
	return sum
}

// counts says how many codes there are of each length.
func (s *sketch) counts(class int) (counts [16]byte) {
	n := len(s.symbols(class))
	switch {
	case s.frequency != nil:
		for _, n := range s.frequency[class] {
			if n > 0 {
				counts[fitted(n, s.total(class))-1]++
			}
		}
	case s.steep:
		for length := range 7 {
			counts[length] = 1
		}
		counts[15] = byte(n - 7)
	case class == 0:
		counts[3] = byte(n)
	default:
		counts[7], counts[8] = 128, byte(n-128)
	}
	return counts
}

func (s *sketch) makeCodes(class int) map[byte]codeFor {
	codes, code, symbols := map[byte]codeFor{}, 0, s.symbols(class)
	for i, n := range s.counts(class) {
		for range n {
			codes[symbols[0]] = codeFor{code, i + 1}
			symbols, code = symbols[1:], code+1
		}
		code <<= 1
	}
	return codes
}

// encode writes the file.
func (s *sketch) encode() []byte {
	file := []byte{0xff, markSOI}
	if s.adobe > 0 {
		file = addSegment(file, markAPP14, append([]byte("Adobe\x00\x64\x00\x00\x00\x00"), byte(s.adobe-1)))
	}
	file = addSegment(file, markDQT, s.quantBody())
	file = addSegment(file, s.frameMarker(), s.frameBody())
	for class := range 2 {
		counts := s.counts(class)
		body := append([]byte{byte(class << 4)}, counts[:]...)
		file = addSegment(file, markDHT, append(body, s.symbols(class)...))
	}
	if s.interval > 0 {
		file = addSegment(file, markDRI, binary.BigEndian.AppendUint16(nil, uint16(s.interval)))
	}
	for _, spec := range s.scans {
		file = s.addScan(file, spec)
	}
	return append(file, 0xff, markEOI)
}

func addSegment(file []byte, marker byte, body []byte) []byte {
	file = append(file, 0xff, marker)
	file = binary.BigEndian.AppendUint16(file, uint16(len(body)+2))
	return append(file, body...)
}

func (s *sketch) quantBody() []byte {
	body := []byte{0}
	if s.wide {
		body[0] = 0x10
	}
	for range 64 {
		if s.wide {
			body = append(body, 0)
		}
		body = append(body, byte(s.step))
	}
	return body
}

func (s *sketch) frameMarker() byte {
	if s.progressive {
		return markSOF2
	}
	return markSOF1
}

func (s *sketch) id(i int) byte {
	if s.ids != "" {
		return s.ids[i]
	}
	return byte(i + 1)
}

func (s *sketch) frameBody() []byte {
	body := []byte{8}
	body = binary.BigEndian.AppendUint16(body, uint16(s.height))
	body = binary.BigEndian.AppendUint16(body, uint16(s.width))
	body = append(body, byte(len(s.sampling)))
	for i, f := range s.sampling {
		body = append(body, s.id(i), byte(f.Horizontal<<4|f.Vertical), 0)
	}
	return body
}

// addScan writes a scan, MCU by MCU.
func (s *sketch) addScan(file []byte, spec scanSpec) []byte {
	w := &scanWriter{sketch: s, spec: spec, last: make([]int, len(s.sampling))}
	head := []byte{0}
	for i := range s.sampling {
		if spec.components>>i&1 != 0 {
			w.components = append(w.components, i)
			head = append(head, s.id(i), 0)
		}
	}
	if len(w.components) == 0 {
		return file
	}
	head[0] = byte(len(w.components))
	file = addSegment(file, markSOS, append(head, byte(spec.from), byte(spec.to), byte(spec.high<<4|spec.low)))
	w.writeAll()
	return append(file, w.out...)
}
