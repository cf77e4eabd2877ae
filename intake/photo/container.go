package photo

import (
	"bytes"
	"encoding/binary"

	"golang.org/x/image/webp"
)

// readPNG reads the header chunk, and the tags wherever they are.
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
	for rest := data[signature:]; len(rest) >= 12; {
		size := uint64(be32(rest)) + 12
		if size > uint64(len(rest)) {
			return
		}
		if string(rest[4:8]) == "eXIf" {
			h.exif = rest[8 : size-4]
			return
		}
		rest = rest[size:]
	}
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

func (h *header) readWebP(data []byte) {
	config, err := webp.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return
	}
	h.width, h.height = config.Width, config.Height
	h.decoded = int64(h.width) * int64(h.height) * 8
	h.animated = len(data) > 20 && string(data[12:16]) == "VP8X" && data[20]&2 != 0
	for rest := data[12:]; len(rest) >= 8; {
		size := uint64(binary.LittleEndian.Uint32(rest[4:]))
		if size > uint64(len(rest)-8) {
			return
		}
		if string(rest[:4]) == "EXIF" {
			h.exif = exifAnywhere(rest[8 : 8+size])
			return
		}
		rest = rest[min(8+size+size&1, uint64(len(rest))):]
	}
}

// readTIFF takes the whole file as the block of tags that it is.
func (h *header) readTIFF(data []byte) {
	h.exif = data
	t := readTags(data)
	h.width, h.height = t.width, t.height
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
	for at := 0; at < min(len(data)-8, 64); at++ {
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
