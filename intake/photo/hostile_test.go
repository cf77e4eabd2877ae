package photo

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"math"
	"testing"
)

// hostile are pictures whose metadata asks for as much as it can; the pixels are
// refused, or there are none.
func hostile(tb testing.TB) map[string][]byte {
	tb.Helper()
	zeros := deflate(make([]byte, 64<<20))
	head := pngHeader(30000, 30000, 1, 0)
	picture := hugeJPEG(markSOF0, 30000, 30000, 0x11)
	deep := bytes.Repeat([]byte("<a>"), maxPacket/3)
	meta := func(parts ...[]byte) []byte {
		return append(box("ftyp", []byte("heic"), be(4, 0), []byte("mif1heic")), box("meta", append([][]byte{be(4, 0)}, parts...)...)...)
	}
	item := bytes.Join([][]byte{be(2, 1), be(2, 0), be(2, 64), bytes.Repeat(be(8, 1), 64)}, nil)
	return map[string][]byte{
		"png, packed profile":   append(bytes.Clone(head), chunk("iCCP", append([]byte("x\x00\x00"), zeros...))...),
		"png, packed xmp":       append(bytes.Clone(head), chunk("iTXt", append([]byte("XML:com.adobe.xmp\x00\x01\x00\x00\x00"), zeros...))...),
		"png, packed text":      append(bytes.Clone(head), chunk("zTXt", append([]byte("x\x00\x00"), zeros...))...),
		"png, a million chunks": append(bytes.Clone(head), bytes.Repeat(chunk("eXIf", nil), 1<<20)...),
		"png, endless chunk":    append(bytes.Clone(head), "\xff\xff\xff\xffeXIf"...),
		"jpeg, deep xmp":        withSegments(picture, segment(markAPP1, append(bytes.Clone(xmpPrefix), deep[:60000]...))),
		"jpeg, many profiles":   withSegments(picture, bytes.Repeat(segment(markAPP2, append(bytes.Clone(iccPrefix), make([]byte, 60000)...)), 300)),
		"jpeg, many exifs":      withSegments(picture, bytes.Repeat(exifSegment(fullBlock()), 300)),
		"jpeg, padding":         append([]byte{0xff, 0xd8}, bytes.Repeat([]byte{0xff}, 20<<20)...),
		"webp, many chunks":     append(hugeWebP(16382), bytes.Repeat(riff("EXIF", nil), 1<<20)...),
		"webp, endless chunk":   append(hugeWebP(16382), "EXIF\xff\xff\xff\xff"...),
		"heic, many places":     meta(box("iloc", be(4, 0), be(2, 0x4400), be(2, 60000), bytes.Repeat(item, 8192))),
		"heic, many uses":       meta(box("iprp", box("ipma", be(4, 0), be(4, 60000), bytes.Repeat(append(be(2, 1), bytes.Repeat([]byte{255}, 256)...), 60000)))),
		"heic, many properties": meta(box("iprp", box("ipco", bytes.Repeat(ispe(1<<31, 1<<31), 1<<18)))),
		"heic, many items":      meta(box("iinf", be(4, 0), be(2, 60000), bytes.Repeat(box("infe", be(4, 2<<24), be(2, 9), be(2, 0), []byte("Exif")), 1<<18))),
		"heic, giant box":       append(meta(), bytes.Join([][]byte{be(4, 1), []byte("meta"), be(8, math.MaxUint64)}, nil)...),
		"heic, giant piece":     meta(box("iloc", be(4, 0), be(2, 0x8800), be(2, 1), be(2, 1), be(2, 0), be(2, 1), be(8, math.MaxUint64), be(8, math.MaxUint64))),
		"tiff, full":            fullBlock(),
		"tiff, huge":            block{order: binary.LittleEndian, main: []field{{tagWidth, kindLong, []byte{255, 255, 255, 127}}, {tagHeight, kindLong, []byte{255, 255, 255, 127}}}}.bytes(),
	}
}

// fullBlock is EXIF with as many entries as there can be, each of which claims
// the whole block.
func fullBlock() []byte {
	out := binary.LittleEndian.AppendUint32([]byte("II*\x00"), 8)
	out = append(out, 255, 255)
	for i := range 5000 {
		out = binary.LittleEndian.AppendUint16(out, uint16(i))
		out = append(out, kindByte, 0)
		out = binary.LittleEndian.AppendUint32(out, 50000)
		out = binary.LittleEndian.AppendUint32(out, 8)
	}
	return out
}

// No metadata makes the readers take much. This test measures memory, so nothing
// runs beside it.
func TestHostileMetadata(t *testing.T) { //nolint:paralleltest // measures memory
	room := New(DefaultBudget)
	room.HEIC = lens{err: errors.New("asked for a bomb")}
	for name, data := range hostile(t) {
		var err error
		used := allocated(func() { _, err = room.Develop(context.Background(), data, 320) })
		if ReasonOf(err) == "" {
			t.Errorf("%s: got %v", name, err)
		}
		if used > 5<<20 {
			t.Errorf("%s: took %d bytes", name, used)
		}
	}
}

func BenchmarkHostile(b *testing.B) {
	room := New(DefaultBudget)
	room.HEIC = lens{err: errors.New("asked for a bomb")}
	for name, data := range hostile(b) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := room.Develop(context.Background(), data, 320); err == nil {
					b.Fatal("a bomb was developed")
				}
			}
		})
	}
}
