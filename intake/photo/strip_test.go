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
	b.main = append(b.main, field{tagMake, kindText, []byte(secret + "\x00")})
	m := metadata{exif: b.bytes(), xmp: packet(`other:name="` + secret + `"`), icc: append(sample(t, "p3.icc"), secret...)}
	flat := inPNG(encodePNG(t, seen), m, false)
	end := len(flat) - 12
	pixels := image.NewPaletted(image.Rect(0, 0, 40, 30), grays())
	loop := encodeGIF(t, &gif.GIF{Image: []*image.Paletted{pixels}, Delay: []int{0}})
	sub := func(label byte, parts ...string) []byte {
		out := []byte{0x21, label}
		for _, part := range parts {
			out = append(append(out, byte(len(part))), part...)
		}
		return append(out, 0)
	}
	return map[string][]byte{
		"jpeg": dressedJPEG(t, seen, m),
		"png": bytes.Join([][]byte{
			flat[:end], chunk("tEXt", []byte("Author\x00"+secret)), chunk("zTXt", append([]byte("Note\x00\x00"), deflate([]byte(secret))...)),
			chunk("tIME", []byte{7, 234, 11, 20, 8, 15, 30}), chunk("prVt", []byte(secret)), flat[end:], []byte(secret),
		}, nil),
		"webp": append(inWebP(sample(t, "lossless.webp"), m), secret...),
		"heic": append(inHEIC(m), box("free", []byte(secret))...),
		"gif": bytes.Join([][]byte{
			loop[:len(loop)-1], sub(0xfe, secret), sub(0xff, "XMP DataXMP", secret), {0x3b}, []byte(secret),
		}, nil),
	}
}

// dressedJPEG has all that cameras and programs add: a small picture inside,
// another one and a film behind the end, and the notes of several programs.
func dressedJPEG(t *testing.T, seen image.Image, m metadata) []byte {
	t.Helper()
	tiny := withSegments(encodeJPEG(t, scene(16, 12, 30), 50), segment(0xfe, []byte(secret)))
	m.exif = append(m.exif, tiny...)
	picture := withSegments(inJPEG(encodeJPEG(t, seen, 85), m),
		segment(markAPP1, []byte("http://ns.adobe.com/xmp/extension/\x00"+secret)),
		segment(markAPP2, []byte("MPF\x00MM\x00*"+secret)),
		segment(0xe4, []byte(secret)),
		segment(0xed, []byte("Photoshop 3.0\x008BIM\x04\x04"+secret)),
		segment(0xee, []byte("Adobe\x00d\x00\x00\x00\x00\x01"+secret)),
		segment(0xfe, []byte(secret)))
	film := box("ftyp", []byte("mp42"), be(4, 0), []byte("isom"), []byte(secret))
	return bytes.Join([][]byte{picture, tiny, film, []byte(secret)}, nil)
}

func TestRenditionsAreStripped(t *testing.T) {
	t.Parallel()
	room := New(DefaultBudget)
	room.HEIC = lens{img: scene(96, 64, 30)}
	var any []byte
	for name, data := range dressed(t) {
		if bytes.Count(data, []byte(secret)) < 2 {
			t.Fatalf("%s: the test put no secrets in", name)
		}
		developed, err := room.Develop(context.Background(), data, 320, 1280)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
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
