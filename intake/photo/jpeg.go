package photo

import (
	"bytes"
	"encoding/binary"
)

// The markers of JPEG that matter here.
const (
	markSOF0 = 0xc0
	markDHT  = 0xc4
	markJPG  = 0xc8
	markDAC  = 0xcc
	markSOF  = 0xcf
	markEOI  = 0xd9
	markSOS  = 0xda
	markAPP1 = 0xe1
	markAPP2 = 0xe2
)

// The words that tell what an application's segment holds.
var (
	exifPrefix = []byte("Exif\x00")
	xmpPrefix  = []byte("http://ns.adobe.com/xap/1.0/\x00")
	iccPrefix  = []byte("ICC_PROFILE\x00")
)

// readJPEG walks the segments up to the first scan.
func (h *header) readJPEG(data []byte) {
	for at := 2; ; {
		marker, body, next := nextSegment(data, at)
		switch {
		case marker == 0 || marker == markEOI || marker == markSOS:
			return
		case marker == markAPP1:
			h.exif = first(h.exif, exifIn(body))
			if xmp, ok := bytes.CutPrefix(body, xmpPrefix); ok {
				h.xmp = first(h.xmp, xmp)
			}
		case marker == markAPP2:
			h.addICC(body)
		case isFrame(marker) && h.width == 0 && len(body) >= 6:
			h.height = int(binary.BigEndian.Uint16(body[1:]))
			h.width = int(binary.BigEndian.Uint16(body[3:]))
		}
		at = next
	}
}

// addICC takes a piece of the profile. Each says which one of how many it is;
// they come in order.
func (h *header) addICC(body []byte) {
	if piece, ok := bytes.CutPrefix(body, iccPrefix); ok && len(piece) > 2 && len(h.icc) < maxMetadata {
		h.icc = append(h.icc, piece[2:]...)
	}
}

func isFrame(marker byte) bool {
	return marker >= markSOF0 && marker <= markSOF &&
		marker != markDHT && marker != markJPG && marker != markDAC
}

// nextSegment finds the next marker that has a body, skipping what does not
// belong to any, such as the data of a scan. Marker 0 means that there is none.
func nextSegment(data []byte, at int) (marker byte, body []byte, next int) {
	for at < len(data) {
		skip := bytes.IndexByte(data[at:], 0xff)
		if skip < 0 || at+skip+1 >= len(data) {
			return 0, nil, len(data)
		}
		for at += skip + 1; at < len(data)-1 && data[at] == 0xff; at++ { // padding
		}
		marker = data[at]
		switch {
		case marker == 0 || marker == 1 || marker >= 0xd0 && marker <= 0xd8:
			at++ // a stuffed byte, or a marker that stands alone
			continue
		case marker == markEOI:
			return marker, nil, at + 1
		}
		start, size := at+1, 0
		if start+2 <= len(data) {
			size = int(binary.BigEndian.Uint16(data[start:]))
		}
		if size < 2 {
			at = start
			continue
		}
		end := min(start+size, len(data))
		return marker, data[min(start+2, end):end], end
	}
	return 0, nil, len(data)
}

// exifIn returns the block inside of an APP1 segment, nil if it is another one.
func exifIn(body []byte) []byte {
	if len(body) < 14 || !bytes.HasPrefix(body, exifPrefix) {
		return nil
	}
	if _, ok := byteOrder(body[6:]); !ok {
		return nil
	}
	return body[6:]
}
