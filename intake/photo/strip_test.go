package photo

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"image/gif"
	"testing"
)

// secret stands for whatever a camera or a person put into the metadata.
const secret = "S3CRET-of-the-reporter"

// dressed are pictures with a secret in every place that holds metadata.
func dressed(t *testing.T) map[string][]byte {
	t.Helper()
	seen := scene(500, 400, 30)
	b := tagged(binary.BigEndian, 6)
	b.main = append(b.main, field{0x010f, kindText, []byte(secret + "\x00")})
	exif := b.bytes()
	tiny := withSegments(encodeJPEG(t, scene(16, 12, 30), 50), segment(0xfe, []byte(secret)))
	picture := withSegments(encodeJPEG(t, seen, 85),
		exifSegment(append(exif, tiny...)),
		segment(markAPP1, []byte("http://ns.adobe.com/xap/1.0/\x00"+secret)),
		segment(0xe2, []byte("ICC_PROFILE\x00\x01\x01"+secret)),
		segment(0xed, []byte("Photoshop 3.0\x008BIM\x04\x04"+secret)),
		segment(0xee, []byte("Adobe\x00d\x00\x00\x00\x00\x01"+secret)),
		segment(0xfe, []byte(secret)))
	flat := encodePNG(t, seen)
	end := len(flat) - 12
	film := image.NewPaletted(image.Rect(0, 0, 40, 30), grays())
	loop := encodeGIF(t, &gif.GIF{Image: []*image.Paletted{film}, Delay: []int{0}})
	comment := append([]byte{0x21, 0xfe, byte(len(secret))}, secret...)
	return map[string][]byte{
		"jpeg": append(append(picture, tiny...), secret...),
		"png": bytes.Join([][]byte{
			flat[:end], chunk("tEXt", []byte("Author\x00"+secret)), chunk("eXIf", exif),
			chunk("iTXt", []byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"+secret)), flat[end:], []byte(secret),
		}, nil),
		"webp": append(sample(t, "own.webp"), secret...),
		"gif":  bytes.Join([][]byte{loop[:len(loop)-1], comment, {0, 0x3b}, []byte(secret)}, nil),
	}
}

func TestRenditionsAreStripped(t *testing.T) {
	t.Parallel()
	var any []byte
	for name, data := range dressed(t) {
		if !bytes.Contains(data, []byte(secret)) {
			t.Fatalf("%s: the test put no secret in", name)
		}
		developed := develop(t, data, 320, 1280)
		for _, r := range developed.Renditions {
			checkStripped(t, name, r.JPEG)
			any = r.JPEG
		}
	}
	pair, err := Pair(context.Background(), any, any)
	if err != nil {
		t.Fatal(err)
	}
	checkStripped(t, "pair", pair)
}

// checkStripped allows tables, the frame, one scan, and the mark of JFIF.
func checkStripped(tb testing.TB, name string, data []byte) {
	tb.Helper()
	for _, word := range []string{secret, "Exif", "http://", "ICC_PROFILE", "Photoshop", "8BIM", "II*\x00", "MM\x00*"} {
		if bytes.Contains(data, []byte(word)) {
			tb.Errorf("%s: rendition holds %q", name, word)
		}
	}
	allowed := []byte{0xdb, markSOF0, markDHT, markSOS, 0xe0, markEOI}
	at := 2
	for {
		marker, body, next := nextSegment(data, at)
		if !bytes.Contains(allowed, []byte{marker}) {
			tb.Errorf("%s: rendition has a segment %#x", name, marker)
			return
		}
		if marker == 0xe0 && (!bytes.HasPrefix(body, []byte("JFIF\x00")) || len(body) != 14) {
			tb.Errorf("%s: rendition has an APP0 of another kind", name)
		}
		at = next
		if marker == markEOI {
			break
		}
	}
	if at != len(data) {
		tb.Errorf("%s: %d bytes behind the end", name, len(data)-at)
	}
}
