package tightjpeg

import (
	"encoding/binary"

	"snapgrid/intake/photo/planar"
)

// The markers that are written.
const (
	markSOF0 = 0xc0
	markDHT  = 0xc4
	markSOI  = 0xd8
	markEOI  = 0xd9
	markSOS  = 0xda
	markDQT  = 0xdb
	markAPP0 = 0xe0
)

// header writes everything before the tokens.
func header(p planar.Picture, t tables, books [4]codebook) []byte {
	out := make([]byte, 0, p.Width*p.Height/6+1024)
	out = append(out, 0xff, markSOI)
	out = segment(out, markAPP0, []byte("JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"))
	kinds := (len(p.Planes) + 1) / 2 // luma, or luma and chroma
	for i := range kinds {
		out = segment(out, markDQT, []byte{byte(i)}, t[i].steps[:])
	}
	frame := []byte{8}
	frame = binary.BigEndian.AppendUint16(frame, uint16(p.Height))
	frame = binary.BigEndian.AppendUint16(frame, uint16(p.Width))
	frame = append(frame, byte(len(p.Planes)))
	scan := []byte{byte(len(p.Planes))}
	for i := range p.Planes {
		sampling, kind := byte(0x11), byte(0)
		if i > 0 {
			kind = 1
		} else if kinds > 1 {
			sampling = 0x22
		}
		frame = append(frame, byte(i+1), sampling, kind)
		scan = append(scan, byte(i+1), kind<<4|kind)
	}
	out = segment(out, markSOF0, frame)
	for i, book := range books[:booksEach*kinds] {
		class := byte(i%booksEach)<<4 | byte(i/booksEach)
		out = segment(out, markDHT, []byte{class}, book.lengths[1:], book.symbols)
	}
	return segment(out, markSOS, append(scan, 0, 63, 0))
}

func segment(out []byte, marker byte, parts ...[]byte) []byte {
	size := 2
	for _, part := range parts {
		size += len(part)
	}
	out = append(out, 0xff, marker, byte(size>>8), byte(size))
	for _, part := range parts {
		out = append(out, part...)
	}
	return out
}

// write writes the tokens.
func write(out []byte, sheets [][]token, books [4]codebook) []byte {
	var codes [len(books) << 8]code // by codebook and symbol, as they lie in a token
	for i, book := range books {
		copy(codes[i<<8:], book.codes[:])
	}
	pen := pen{out: out}
	for _, sheet := range sheets {
		for _, t := range sheet {
			c, extra := codes[t>>16%token(len(codes))], uint8(t>>16&15)
			pen.put(uint64(c.bits)<<(extra&63)|uint64(t&0xffff), c.length+extra)
		}
	}
	return pen.end()
}

// pen writes bits. A byte of ones is followed by a zero, since it would begin a
// marker.
type pen struct {
	out  []byte
	bits uint64 // the lower held of them are still to be written
	held uint8  // at most 32
}

// put writes the lower length bits, at most 32 and nothing above them.
func (p *pen) put(bits uint64, length uint8) {
	p.bits = p.bits<<(length&63) | bits
	p.held += length
	if p.held > 32 {
		p.four()
	}
}

// four writes four bytes.
func (p *pen) four() {
	const tops, ones = 0x80808080, 0x01010101
	p.held -= 32
	word := uint32(p.bits >> (p.held & 63))
	if inverse := ^word; (inverse-ones)&word&tops == 0 { // none is 0xff
		p.out = binary.BigEndian.AppendUint32(p.out, word)
		return
	}
	for shift := 24; shift >= 0; shift -= 8 {
		p.one(byte(word >> shift))
	}
}

func (p *pen) one(b byte) {
	p.out = append(p.out, b)
	if b == 0xff {
		p.out = append(p.out, 0)
	}
}

// end fills the last byte with ones.
func (p *pen) end() []byte {
	p.put(0x7f, 7)
	for ; p.held >= 8; p.held -= 8 {
		p.one(byte(p.bits >> (p.held - 8)))
	}
	return p.out
}
