package photo

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/draw"
	"io"
	"iter"

	"golang.org/x/image/webp"
)

// riffHead is "RIFF", a size, and "WEBP", in bytes.
const riffHead = 12

// chunks walks the chunks of WebP: four letters, a size, a body of even length.
// It ends at the first one that does not fit.
func chunks(data []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		rest := data
		for n := 0; n < maxChunks && len(rest) >= 8; n++ {
			size := uint64(binary.LittleEndian.Uint32(rest[4:]))
			if size > uint64(len(rest)-8) || !yield(string(rest[:4]), rest[8:8+size]) {
				return
			}
			rest = rest[min(8+size+size&1, uint64(len(rest))):]
		}
	}
}

// readWebP reads the size, the metadata, and of a film the first frame.
func (h *header) readWebP(data []byte) {
	config, err := webp.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return
	}
	h.width, h.height = config.Width, config.Height
	h.decoded = satMul(int64(h.width), int64(h.height)) * 8
	for kind, body := range chunks(data[riffHead:]) {
		switch kind {
		case "EXIF":
			h.exif = first(h.exif, exifAnywhere(body))
		case "XMP ":
			h.xmp = first(h.xmp, body)
		case "ICCP":
			h.icc = first(h.icc, body)
		case "ANMF":
			if h.frame == nil {
				h.frame = readFrameOfFilm(body)
			}
		}
	}
}

// film is one frame of a film: where it is on the canvas, and a head and chunks
// that make a whole picture.
type film struct {
	at     image.Rectangle
	head   []byte
	chunks []byte
}

// readFrameOfFilm reads a frame; nil if it is cut short.
func readFrameOfFilm(body []byte) *film {
	const head = 16
	if len(body) < head {
		return nil
	}
	number := func(at int) int { return int(body[at]) | int(body[at+1])<<8 | int(body[at+2])<<16 }
	x, y := 2*number(0), 2*number(3)
	f := &film{at: image.Rect(x, y, x+number(6)+1, y+number(9)+1), chunks: body[head:]}
	var extension []byte // names the size again, and that there is transparency
	if bytes.HasPrefix(f.chunks, []byte("ALPH")) {
		extension = append([]byte("VP8X\x0a\x00\x00\x00\x10\x00\x00\x00"), body[6:12]...)
	}
	size := len("WEBP") + len(extension) + len(f.chunks)
	f.head = binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(size))
	f.head = append(append(f.head, "WEBP"...), extension...)
	return f
}

// open reads the frame as a picture of its own.
func (f *film) open() io.Reader {
	return io.MultiReader(bytes.NewReader(f.head), bytes.NewReader(f.chunks))
}

// decodeWebP decodes a picture, or the first frame of a film.
func (h header) decodeWebP(r io.Reader) (image.Image, error) {
	if h.frame == nil {
		return webp.Decode(r)
	}
	config, err := webp.DecodeConfig(h.frame.open())
	if err != nil || image.Pt(config.Width, config.Height) != h.frame.at.Size() {
		return nil, errFrame
	}
	img, err := webp.Decode(h.frame.open())
	canvas := image.Rect(0, 0, h.width, h.height)
	if err != nil || h.frame.at == canvas {
		return img, err
	}
	if !h.frame.at.In(canvas) {
		return nil, errFrame
	}
	whole := image.NewNRGBA(canvas)
	draw.Draw(whole, h.frame.at, img, image.Point{}, draw.Src)
	return whole, nil
}
