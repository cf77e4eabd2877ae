package photo

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"
	"time"

	"snapgrid/intake"
)

// The samples that begin with "own" were tagged by another program: 96×64, lying
// on a side, taken in Xi'an.
func TestInspectReadsEveryContainer(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]struct {
		format        Format
		width, height int
	}{
		"own.jpg":  {JPEG, 64, 96},
		"own.png":  {PNG, 64, 96},
		"own.webp": {WebP, 64, 96},
		"own.tif":  {TIFF, 64, 96},
		"own.heic": {HEIC, 96, 64}, // its boxes do not turn it
		"own.avif": {AVIF, 96, 64},
	} {
		info, err := Inspect(sample(t, name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if info.Format != want.format || info.Width != want.width || info.Height != want.height {
			t.Errorf("%s: got %s %d×%d, want %v", name, info.Format, info.Width, info.Height, want)
		}
		if info.Orientation != 6 || info.TakenAt != "2026-11-20T08:15:30+08:00" {
			t.Errorf("%s: got orientation %d, taken at %q", name, info.Orientation, info.TakenAt)
		}
		if info.At == nil || !near(info.At.Lat, 34.265312) || !near(info.At.Lon, 108.912345) {
			t.Errorf("%s: got position %v", name, info.At)
		}
		if info.Altitude == nil || *info.Altitude != 405.5 {
			t.Errorf("%s: got altitude %v", name, info.Altitude)
		}
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-7 }

func TestInspectReadsPlainPictures(t *testing.T) {
	t.Parallel()
	for name, format := range map[string]Format{
		"422.jpg": JPEG, "cmyk.jpg": JPEG, "gray.jpg": JPEG, "progressive.jpg": JPEG,
		"lossless.webp": WebP, "alpha.webp": WebP, "film.webp": WebP, "own.bmp": BMP,
	} {
		info, err := Inspect(sample(t, name))
		if err != nil || info.Format != format || info.Width != 96 || info.Height != 64 {
			t.Errorf("%s: got %+v, %v", name, info, err)
		}
		if info.Orientation != 1 || info.At != nil || info.TakenAt != "" || info.Altitude != nil {
			t.Errorf("%s: got metadata out of nothing: %+v", name, info)
		}
	}
}

func TestInspectRefuses(t *testing.T) {
	t.Parallel()
	good := encodeJPEG(t, scene(40, 30, 1), 80)
	for name, tt := range map[string]struct {
		data []byte
		want Reason
	}{
		"nothing":         {nil, NotPhoto},
		"text":            {[]byte("BM is how some words begin, and this is no bitmap"), NotPhoto},
		"html":            {[]byte("<html><body>502 Bad Gateway</body></html>"), NotPhoto},
		"svg":             {[]byte("<svg xmlns='http://www.w3.org/2000/svg'/>"), NotPhoto},
		"film":            {box("ftyp", []byte("isom"), be(4, 512), []byte("isommp41")), NotPhoto},
		"too large":       {append(good, make([]byte, MaxBytes)...), TooLarge},
		"only a start":    {[]byte("\xff\xd8\xff\xe0"), Damaged},
		"short png":       {pngHeader(1, 1, 8, 2)[:20], Damaged},
		"no size":         {pngHeader(0, 7, 8, 2), Damaged},
		"negative png":    {pngHeader(1<<31, 1<<31, 8, 2), ""},
		"short gif":       {[]byte("GIF89a\x01"), Damaged},
		"short webp":      {[]byte("RIFF\x00\x00\x00\x00WEBPVP8 "), Damaged},
		"empty boxes":     {box("ftyp", []byte("heic"), be(4, 0), []byte("mif1")), Damaged},
		"photoshop":       {[]byte("8BPS\x00\x01"), ""},
		"tags, no pixels": {tagged(binary.LittleEndian, 1).bytes(), Damaged},
	} {
		_, err := Inspect(tt.data)
		if got := ReasonOf(err); got != tt.want {
			t.Errorf("%s: got %q (%v), want %q", name, got, err, tt.want)
		}
		if tt.want != "" && intake.CodeOf(err) != intake.CodeInvalid {
			t.Errorf("%s: got code %q", name, intake.CodeOf(err))
		}
	}
}

// The tags may stand behind other segments, behind the pixels, or be broken.
func TestInspectFindsTags(t *testing.T) {
	t.Parallel()
	exif := tagged(binary.LittleEndian, 8).bytes()
	picture := encodeJPEG(t, scene(40, 30, 2), 80)
	xmp := segment(markAPP1, []byte("http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta/>"))
	flat := encodePNG(t, scene(40, 30, 2))
	end := len(flat) - 12
	for name, data := range map[string][]byte{
		"after jfif and xmp": withSegments(picture, segment(0xe0, []byte("JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")), xmp, exifSegment(exif)),
		"after a broken one": withSegments(picture, exifSegment([]byte("no tags at all")), exifSegment(exif)),
		"after garbage":      withSegments(picture, segment(0xe0, nil), []byte("garbage\xff\xff"), exifSegment(exif)),
		"png, at the end":    bytes.Join([][]byte{flat[:end], chunk("eXIf", exif), flat[end:]}, nil),
	} {
		info, err := Inspect(data)
		if err != nil || info.Orientation != 8 || info.At == nil || info.Width != 30 || info.Height != 40 {
			t.Errorf("%s: got %+v, %v", name, info, err)
		}
	}
}

// No beginning of a picture makes the readers fail in any other way than by an
// error of ours.
func TestInspectCutShort(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"own.jpg", "own.png", "own.webp", "own.heic", "own.avif", "own.tif", "own.bmp"} {
		data := sample(t, name)
		for n := range data {
			if _, err := Inspect(data[:n]); err != nil && intake.CodeOf(err) != intake.CodeInvalid {
				t.Fatalf("%s cut to %d bytes: %v", name, n, err)
			}
		}
	}
}

func TestTakenTime(t *testing.T) {
	t.Parallel()
	xian := time.FixedZone("", 8*3600)
	want := time.Date(2026, 11, 20, 0, 15, 30, 0, time.UTC)
	for _, text := range []string{"2026-11-20T08:15:30", "2026-11-20T08:15:30+08:00", "2026-11-20T00:15:30Z"} {
		if got := (Info{TakenAt: text}).TakenTime(xian); !got.Equal(want) {
			t.Errorf("%s: got %v", text, got)
		}
	}
	if got := (Info{FixedAt: want}).TakenTime(xian); !got.Equal(want) {
		t.Errorf("by satellite: got %v", got)
	}
	if got := (Info{}).TakenTime(xian); !got.IsZero() {
		t.Errorf("unknown: got %v", got)
	}
}
