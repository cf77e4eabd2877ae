package photo

import (
	"encoding/binary"
	"math"
	"strings"
)

// directory is one table of tags. Entries that are broken are not in it.
type directory map[uint16]entry

// entry is a value as it was written.
type entry struct {
	kind  uint16
	order binary.ByteOrder
	data  []byte
}

// The kinds of values that are read.
const (
	kindByte      = 1
	kindText      = 2
	kindShort     = 3
	kindLong      = 4
	kindRational  = 5
	kindUndefined = 7
	kindSigned    = 10
	kindDirectory = 13
)

// widths are the bytes that one value of a kind takes.
var widths = map[uint16]uint32{
	kindByte: 1, kindText: 1, kindShort: 2, kindLong: 4, kindRational: 8,
	kindUndefined: 1, kindSigned: 8, kindDirectory: 4,
}

// readDirectory reads the table at an offset of a block; no table at all is an
// empty one. The first of several entries with one tag counts.
func readDirectory(block []byte, order binary.ByteOrder, at uint32) directory {
	if at < 8 || int64(at)+2 > int64(len(block)) {
		return nil
	}
	count := min(int(order.Uint16(block[at:])), maxEntries)
	d := directory{}
	for rest := block[at+2:]; count > 0 && len(rest) >= 12; count-- {
		tag := order.Uint16(rest)
		if e, ok := readEntry(block, order, rest[:12]); ok {
			if _, twice := d[tag]; !twice {
				d[tag] = e
			}
		}
		rest = rest[12:]
	}
	return d
}

func readEntry(block []byte, order binary.ByteOrder, raw []byte) (entry, bool) {
	e := entry{kind: order.Uint16(raw[2:]), order: order}
	size := uint64(widths[e.kind]) * uint64(order.Uint32(raw[4:]))
	if size == 0 {
		return e, false
	}
	if size <= 4 {
		e.data = raw[8 : 8+size]
		return e, true
	}
	at := uint64(order.Uint32(raw[8:]))
	if at+size > uint64(len(block)) {
		return e, false
	}
	e.data = block[at : at+size]
	return e, true
}

// has reports whether a tag is there, whatever it says.
func (d directory) has(tag uint16) bool { _, ok := d[tag]; return ok }

// number returns a whole number, 0 if there is none.
func (d directory) number(tag uint16) uint32 {
	e := d[tag]
	switch e.kind {
	case kindShort:
		return uint32(e.order.Uint16(e.data))
	case kindLong, kindDirectory:
		return e.order.Uint32(e.data)
	}
	return 0
}

// text returns a text up to its first zero, "" if there is none.
func (d directory) text(tag uint16) string {
	e := d[tag]
	if e.kind != kindText && e.kind != kindByte && e.kind != kindUndefined {
		return ""
	}
	text, _, _ := strings.Cut(string(e.data[:min(len(e.data), 64)]), "\x00")
	return strings.TrimSpace(text)
}

// rationals returns at most four fractions; one with a zero denominator is NaN.
func (d directory) rationals(tag uint16) []float64 {
	e := d[tag]
	if e.kind != kindRational && e.kind != kindSigned {
		return nil
	}
	var values []float64
	for data := e.data; len(data) >= 8 && len(values) < 4; data = data[8:] {
		above, below := e.order.Uint32(data), e.order.Uint32(data[4:])
		switch {
		case below == 0:
			values = append(values, math.NaN())
		case e.kind == kindSigned:
			values = append(values, float64(int32(above))/float64(int32(below)))
		default:
			values = append(values, float64(above)/float64(below))
		}
	}
	return values
}
