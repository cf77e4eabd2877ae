package photo

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
)

// readPNG reads the header chunk, and the metadata wherever it is.
func (h *header) readPNG(data []byte) {
	const signature, ihdr = 8, 25 // bytes
	if len(data) < signature+ihdr || string(data[12:16]) != "IHDR" {
		return
	}
	h.width, h.height = int(be32(data[16:])), int(be32(data[20:]))
	if h.width < 0 || h.height < 0 {
		h.width, h.height = 0, 0
		return
	}
	h.decoded = satMul(int64(h.width), int64(h.height)) * pngDepth(data[24], data[25], data[28])
	rest := data[signature:]
	for n := 0; n < maxChunks && len(rest) >= 12; n++ {
		size := uint64(be32(rest)) + 12
		if size > uint64(len(rest)) {
			return
		}
		h.readChunk(string(rest[4:8]), rest[8:size-4])
		rest = rest[size:]
	}
}

// readChunk takes what metadata a chunk holds; the first of a kind counts.
func (h *header) readChunk(kind string, body []byte) {
	switch kind {
	case "eXIf":
		h.exif = first(h.exif, exifAnywhere(body))
	case "iTXt":
		h.xmp = first(h.xmp, xmpChunk(body))
	case "iCCP": // a name, a method, and the profile
		if _, rest, ok := bytes.Cut(body, []byte{0}); ok && len(rest) > 1 && h.icc == nil {
			h.icc = inflate(rest[1:])
		}
	case "cICP":
		h.p3 = h.p3 || len(body) > 1 && isP3(uint64(body[0]), uint64(body[1]))
	}
}

// xmpChunk returns the packet in an international text, nil if it is another one:
// a keyword, whether and how it is compressed, a language, the keyword again.
func xmpChunk(body []byte) []byte {
	rest, ok := bytes.CutPrefix(body, []byte("XML:com.adobe.xmp\x00"))
	if !ok || len(rest) < 2 {
		return nil
	}
	parts := bytes.SplitN(rest[2:], []byte{0}, 3)
	switch {
	case len(parts) < 3:
		return nil
	case rest[0] == 1:
		return inflate(parts[2])
	}
	return parts[2]
}

// inflate unpacks as much as metadata may take, and what there is of it if it is
// broken.
func inflate(packed []byte) []byte {
	r, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil
	}
	unpacked, _ := io.ReadAll(io.LimitReader(r, maxMetadata))
	return unpacked
}

// first is the first of two that is there.
func first(a, b []byte) []byte {
	if a != nil {
		return a
	}
	return b
}

// pngDepth is the bytes for each pixel that the decoder makes.
func pngDepth(bits, colour, interlaced byte) int64 {
	depth := int64(4)
	if colour == 0 || colour == 3 {
		depth = 1
	}
	if bits == 16 {
		depth *= 2
	}
	if interlaced != 0 {
		depth *= 2 // the passes, then the whole
	}
	return depth
}

func (h *header) readGIF(data []byte) {
	if len(data) < 10 {
		return
	}
	h.width = int(binary.LittleEndian.Uint16(data[6:]))
	h.height = int(binary.LittleEndian.Uint16(data[8:]))
	h.decoded = int64(h.width) * int64(h.height)
}

// readTIFF takes the whole file as the block of tags that it is.
func (h *header) readTIFF(data []byte) {
	h.exif = data
	main := readBlock(data).main
	h.width, h.height = int(main.number(tagWidth)), int(main.number(tagHeight))
	h.xmp = main[tagXMP].data
}

// readBMP reads the size; a negative height means that rows go downwards.
func (h *header) readBMP(data []byte) {
	const oldHeader = 12 // bytes, with short numbers
	if len(data) < 26 {
		return
	}
	if data[14] == oldHeader {
		h.width = int(binary.LittleEndian.Uint16(data[18:]))
		h.height = int(binary.LittleEndian.Uint16(data[20:]))
		return
	}
	h.width = int(int32(binary.LittleEndian.Uint32(data[18:])))
	h.height = int(int32(binary.LittleEndian.Uint32(data[22:])))
	h.height = max(h.height, -h.height)
}

// exifAnywhere finds the block behind the prefixes that some programs leave
// before it.
func exifAnywhere(data []byte) []byte {
	for at := range max(0, min(len(data)-8, 64)) {
		if _, ok := byteOrder(data[at:]); ok {
			return data[at:]
		}
	}
	return nil
}

func be32(data []byte) uint32 { return binary.BigEndian.Uint32(data) }

// satMul multiplies and stays below overflow.
func satMul(a, b int64) int64 {
	const most = 1 << 50
	if a > 0 && b > most/a {
		return most
	}
	return a * b
}
