package scaledjpeg

import "encoding/binary"

// Header is what a file says of its picture before any of it is decoded.
type Header struct {
	Width, Height int // pixels of the full picture
	Components    int // 1, 3 or 4
	Progressive   bool
	Sampling      [4]Sampling // of each component
}

// Sampling says how densely a component is sampled, compared to the others.
type Sampling struct{ Horizontal, Vertical int }

// ReadHeader reads up to the frame header and decodes nothing. It fails with
// [ErrUnsupported] for a JPEG that [Decode] does not know.
func ReadHeader(data []byte) (Header, error) {
	f, _, err := findFrame(data, &tables{})
	if err != nil {
		return Header{}, err
	}
	h := Header{Width: f.width, Height: f.height, Components: len(f.components), Progressive: f.progressive}
	for i, c := range f.components {
		h.Sampling[i] = Sampling{c.h, c.v}
	}
	return h, nil
}

// findFrame reads tables up to the frame header, and that. It returns where the
// file goes on.
func findFrame(data []byte, t *tables) (*frame, int, error) {
	if len(data) < 2 || data[0] != 0xff || data[1] != markSOI {
		return nil, 0, corrupt("no start of image")
	}
	for at := 2; ; {
		s := nextSegment(data, at)
		switch {
		case s.marker == 0 || s.marker == markEOI || s.marker == markSOS:
			return nil, 0, corrupt("no frame header")
		case isFrame(s.marker):
			f, err := readFrame(s)
			return f, s.next, err
		}
		if err := t.read(s); err != nil {
			return nil, 0, err
		}
		at = s.next
	}
}

// frame is the one picture of a file: B.2.2.
type frame struct {
	width, height int
	progressive   bool
	components    []component
	hMax, vMax    int
}

// component is one of the colours of a frame.
type component struct {
	id      byte
	h, v    int // sampling factors
	quantAt byte

	across, down int // blocks that hold its samples
	stride, rows int // blocks in whole MCUs of all components

	plane Plane // scaled, with room for all blocks
	quant quantiser
	dc    *codeTable // of the current scan
	ac    *codeTable
	last  int32 // the last DC value

	seen  bool // whether it had a scan
	lines int  // full lines of the picture that its scans have filled
	store coefficients
}

func readFrame(s segment) (*frame, error) {
	if s.marker > markSOF2 {
		return nil, unsupported("coding of frame 0x%02x", s.marker)
	}
	if len(s.body) < 6 || len(s.body) < 6+3*int(s.body[5]) {
		return nil, corrupt("frame header of %d bytes", len(s.body))
	}
	if s.body[0] != 8 {
		return nil, unsupported("samples of %d bits", s.body[0])
	}
	f := &frame{
		height:      int(binary.BigEndian.Uint16(s.body[1:])),
		width:       int(binary.BigEndian.Uint16(s.body[3:])),
		progressive: s.marker == markSOF2,
	}
	count := int(s.body[5])
	switch {
	case f.height == 0:
		return nil, unsupported("height not told before the picture")
	case f.width == 0:
		return nil, corrupt("width 0")
	case count != 1 && count != 3 && count != 4:
		return nil, unsupported("%d components", count)
	}
	return f, f.readComponents(s.body[6:], count)
}

func (f *frame) readComponents(body []byte, count int) error {
	f.components = make([]component, count)
	for i := range f.components {
		c, spec := &f.components[i], body[3*i:]
		c.id, c.h, c.v, c.quantAt = spec[0], int(spec[1]>>4), int(spec[1]&15), spec[2]
		if c.h < 1 || c.h > 4 || c.v < 1 || c.v > 4 || c.quantAt > 3 {
			return corrupt("component %d: sampling %dx%d, table %d", c.id, c.h, c.v, c.quantAt)
		}
		for _, other := range f.components[:i] {
			if other.id == c.id {
				return corrupt("two components %d", c.id)
			}
		}
	}
	if count == 1 {
		f.components[0].h, f.components[0].v = 1, 1 // it is not interleaved, A.2.2
	}
	for i := range f.components {
		f.hMax, f.vMax = max(f.hMax, f.components[i].h), max(f.vMax, f.components[i].v)
	}
	for i := range f.components {
		f.measure(&f.components[i])
	}
	return nil
}

// measure counts the blocks of a component: A.1.1, A.2.
func (f *frame) measure(c *component) {
	c.across = ceilDiv(f.width*c.h, 8*f.hMax)
	c.down = ceilDiv(f.height*c.v, 8*f.vMax)
	c.stride = ceilDiv(f.width, 8*f.hMax) * c.h
	c.rows = ceilDiv(f.height, 8*f.vMax) * c.v
}

// blocks counts the blocks of all components.
func (f *frame) blocks() int {
	sum := 0
	for i := range f.components {
		sum += f.components[i].stride * f.components[i].rows
	}
	return sum
}

func ceilDiv(a, b int) int { return (a + b - 1) / b }
