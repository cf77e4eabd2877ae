package scaledjpeg

import (
	"bytes"
	"encoding/binary"
)

// The markers of T.81, table B.1, as far as they are told apart here.
const (
	markSOF0  = 0xc0 // baseline
	markSOF1  = 0xc1 // extended sequential
	markSOF2  = 0xc2 // progressive
	markDHT   = 0xc4
	markJPG   = 0xc8
	markDAC   = 0xcc
	markSOF15 = 0xcf
	markRST0  = 0xd0
	markRST7  = 0xd7
	markSOI   = 0xd8
	markEOI   = 0xd9
	markSOS   = 0xda
	markDQT   = 0xdb
	markDRI   = 0xdd
	markAPP0  = 0xe0
	markAPP14 = 0xee
)

// segment is a marker with its body, in which offsets count from after the length.
type segment struct {
	marker byte
	body   []byte
	next   int // where in the file it goes on
}

// nextMarker finds the next marker at or after at. Bytes that belong to none are
// skipped. Without any, the marker is 0.
func nextMarker(data []byte, at int) (marker byte, after int) {
	for at < len(data) {
		skip := bytes.IndexByte(data[at:], 0xff)
		if skip < 0 || at+skip+1 >= len(data) {
			break
		}
		at += skip + 1
		if m := data[at]; m != 0 && m != 0xff {
			return m, at + 1
		}
	}
	return 0, len(data)
}

// nextSegment finds the next marker and takes its body, if it has one. A body that
// goes beyond the end of the file counts as none: marker 0.
func nextSegment(data []byte, at int) segment {
	marker, at := nextMarker(data, at)
	if marker <= 1 || marker >= markRST0 && marker <= markEOI {
		return segment{marker: marker, next: at}
	}
	if at+2 > len(data) {
		return segment{next: len(data)}
	}
	size := int(binary.BigEndian.Uint16(data[at:]))
	if size < 2 || at+size > len(data) {
		return segment{next: len(data)}
	}
	return segment{marker, data[at+2 : at+size], at + size}
}

// isFrame reports whether a marker begins a frame of any kind.
func isFrame(marker byte) bool {
	return marker >= markSOF0 && marker <= markSOF15 &&
		marker != markDHT && marker != markJPG && marker != markDAC
}

// tables are what the segments between the scans set: B.2.4.
type tables struct {
	quant    [4][64]uint16 // in zigzag order
	quantSet [4]bool
	codes    [2][4]codeSpec // [DC, AC]
	interval int            // MCUs between restarts, 0 for none
	colour   colourMarks
}

// colourMarks is what the application segments say of the colour space.
type colourMarks struct {
	jfif      bool
	adobe     bool
	transform byte // of Adobe: 0 none, 1 YCbCr, 2 YCCK
}

// reset forgets the file before.
func (t *tables) reset() {
	t.interval, t.colour, t.quantSet = 0, colourMarks{}, [4]bool{}
	for class := range t.codes {
		for i := range t.codes[class] {
			t.codes[class][i].set = false
		}
	}
}

// read takes up a segment that sets a table; others are passed over.
func (t *tables) read(s segment) error {
	switch s.marker {
	case markDQT:
		return t.readQuant(s.body)
	case markDHT:
		return t.readCodes(s.body)
	case markDRI:
		if len(s.body) < 2 {
			return corrupt("restart interval of %d bytes", len(s.body))
		}
		t.interval = int(binary.BigEndian.Uint16(s.body))
	case markAPP0:
		t.colour.jfif = t.colour.jfif || bytes.HasPrefix(s.body, []byte("JFIF\x00"))
	case markAPP14:
		if len(s.body) >= 12 && bytes.HasPrefix(s.body, []byte("Adobe")) {
			t.colour.adobe, t.colour.transform = true, s.body[11]
		}
	}
	return nil
}

func (t *tables) readQuant(body []byte) error {
	for len(body) > 0 {
		wide, at := body[0]>>4, body[0]&15
		size := 64 << (wide & 1)
		if wide > 1 || at > 3 || len(body) < 1+size {
			return corrupt("bad quantisation table")
		}
		for k := range t.quant[at] {
			if wide == 1 {
				t.quant[at][k] = binary.BigEndian.Uint16(body[1+2*k:])
			} else {
				t.quant[at][k] = uint16(body[1+k])
			}
		}
		t.quantSet[at] = true
		body = body[1+size:]
	}
	return nil
}

func (t *tables) readCodes(body []byte) error {
	for len(body) > 0 {
		if len(body) < 17 || body[0]>>4 > 1 || body[0]&15 > 3 {
			return corrupt("bad code table")
		}
		used, err := t.codes[body[0]>>4][body[0]&15].read(body[1:])
		if err != nil {
			return err
		}
		body = body[1+used:]
	}
	return nil
}
