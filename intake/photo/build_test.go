package photo

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// scene draws something photo-like: soft light, edges and a fine texture, the
// same for the same seed.
func scene(w, h int, seed uint32) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	noise := seed*2654435761 + 1
	phase := float64(seed%97) / 9
	for y := range h {
		v := float64(y) / float64(h)
		for x := range w {
			u := float64(x) / float64(w)
			light := 120 + 70*math.Sin(5*u+phase)*math.Cos(4*v-phase)
			if math.Mod(u*7+phase, 2) < 1 == (math.Mod(v*5, 2) < 1) {
				light += 35
			}
			noise = noise*1664525 + 1013904223
			light += float64(noise>>29) - 4
			img.SetRGBA(x, y, color.RGBA{
				R: clamp(light), G: clamp(light * (0.7 + 0.3*v)), B: clamp(light * (0.6 + 0.4*u)), A: 255,
			})
		}
	}
	return img
}

func clamp(v float64) byte { return byte(min(max(v, 0), 255)) }

func encodeJPEG(tb testing.TB, img image.Image, quality int) []byte {
	tb.Helper()
	out := bytes.Buffer{}
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: quality}); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func encodePNG(tb testing.TB, img image.Image) []byte {
	tb.Helper()
	out := bytes.Buffer{}
	if err := png.Encode(&out, img); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func encodeGIF(tb testing.TB, g *gif.GIF) []byte {
	tb.Helper()
	out := bytes.Buffer{}
	if err := gif.EncodeAll(&out, g); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func decodeJPEG(tb testing.TB, data []byte) image.Image {
	tb.Helper()
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		tb.Fatal(err)
	}
	return img
}

// sample reads a small file. All of them are one drawing of our own, 96×64,
// written by programs that people use.
func sample(tb testing.TB, name string) []byte {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// field is an entry of a directory of tags.
type field struct {
	tag, kind uint16
	value     []byte
}

// byteOrderer reads and writes numbers.
type byteOrderer interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

// block writes EXIF: a main directory, one of the camera and one of the
// position.
type block struct {
	order             byteOrderer
	main, camera, gps []field
}

func (b block) short(v uint16) []byte { return b.order.AppendUint16(nil, v) }

// fractions joins numerators and denominators in turn.
func (b block) fractions(parts ...uint32) []byte {
	var out []byte
	for _, part := range parts {
		out = b.order.AppendUint32(out, part)
	}
	return out
}

// bytes lays the directories out one after another, each followed by the values
// that do not fit into it.
func (b block) bytes() []byte {
	out := []byte("MM\x00*")
	if b.order == byteOrderer(binary.LittleEndian) {
		out = []byte("II*\x00")
	}
	out = b.order.AppendUint32(out, 8)
	main := append([]field(nil), b.main...)
	pointers := uint32(8 + size(b.main) + 2*12)
	main = append(main,
		field{tagExif, kindLong, b.order.AppendUint32(nil, pointers)},
		field{tagGPS, kindLong, b.order.AppendUint32(nil, pointers+uint32(size(b.camera)))})
	for _, fields := range [][]field{main, b.camera, b.gps} {
		out = b.directory(out, fields)
	}
	return out
}

// size is what a directory and its values take.
func size(fields []field) int {
	n := 6 + 12*len(fields)
	for _, f := range fields {
		if len(f.value) > 4 {
			n += len(f.value)
		}
	}
	return n
}

func (b block) directory(out []byte, fields []field) []byte {
	out = b.order.AppendUint16(out, uint16(len(fields)))
	after := len(out) + 12*len(fields) + 4
	var values []byte
	for _, f := range fields {
		out = b.order.AppendUint16(out, f.tag)
		out = b.order.AppendUint16(out, f.kind)
		count := uint32(len(f.value))
		if w := widths[f.kind]; w > 0 {
			count /= w
		}
		out = b.order.AppendUint32(out, count)
		if len(f.value) > 4 {
			out = b.order.AppendUint32(out, uint32(after+len(values)))
			values = append(values, f.value...)
			continue
		}
		out = append(append(out, f.value...), make([]byte, 4-len(f.value))...)
	}
	out = b.order.AppendUint32(out, 0)
	return append(out, values...)
}

// tagged is a complete block: Xi'an, 405.5 m, 20 November 2026, lying on a side.
func tagged(order byteOrderer, orientation uint16) block {
	b := block{order: order}
	b.main = []field{{tagOrientation, kindShort, b.short(orientation)}}
	b.camera = []field{
		{tagOriginalTime, kindText, []byte("2026:11:20 08:15:30\x00")},
		{tagOriginalOffset, kindText, []byte("+08:00\x00")},
	}
	b.gps = []field{
		{tagLatRef, kindText, []byte("N\x00")},
		{tagLat, kindRational, b.fractions(34, 1, 15, 1, 5512, 100)},
		{tagLonRef, kindText, []byte("E\x00")},
		{tagLon, kindRational, b.fractions(108, 1, 54, 1, 4444, 100)},
		{tagAltitudeRef, kindByte, []byte{0}},
		{tagAltitude, kindRational, b.fractions(811, 2)},
	}
	return b
}

// segment is a JPEG segment.
func segment(marker byte, body []byte) []byte {
	out := []byte{0xff, marker}
	out = binary.BigEndian.AppendUint16(out, uint16(len(body)+2))
	return append(out, body...)
}

// withSegments puts segments behind the start of a JPEG.
func withSegments(jpeg []byte, segments ...[]byte) []byte {
	out := append([]byte(nil), jpeg[:2]...)
	for _, s := range segments {
		out = append(out, s...)
	}
	return append(out, jpeg[2:]...)
}

func exifSegment(exif []byte) []byte {
	return segment(markAPP1, append([]byte("Exif\x00\x00"), exif...))
}

// chunk is a PNG chunk.
func chunk(kind string, body []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	out = append(append(out, kind...), body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// pngHeader is a PNG that ends behind its header.
func pngHeader(w, h uint32, bits, colour byte) []byte {
	body := binary.BigEndian.AppendUint32(nil, w)
	body = binary.BigEndian.AppendUint32(body, h)
	body = append(body, bits, colour, 0, 0, 0)
	return append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", body)...)
}

// box is an ISO media box.
func box(kind string, parts ...[]byte) []byte {
	body := bytes.Join(parts, nil)
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)+8))
	return append(append(out, kind...), body...)
}

func be(n int, v uint64) []byte { return binary.BigEndian.AppendUint64(nil, v)[8-n:] }
