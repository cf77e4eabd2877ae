package photo

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"testing"
	"time"
)

// metadata is what a container may carry.
type metadata struct{ exif, xmp, icc []byte }

// carriers put metadata into a picture, each where its format keeps it.
func carriers(tb testing.TB, img image.Image) map[string]func(m metadata) []byte {
	tb.Helper()
	picture, flat := encodeJPEG(tb, img, 95), encodePNG(tb, img)
	return map[string]func(m metadata) []byte{
		"jpeg":            func(m metadata) []byte { return inJPEG(picture, m) },
		"png":             func(m metadata) []byte { return inPNG(flat, m, false) },
		"png, compressed": func(m metadata) []byte { return inPNG(flat, m, true) },
		"webp":            func(m metadata) []byte { return inWebP(sample(tb, "lossless.webp"), m) },
		"heic":            inHEIC,
	}
}

func inJPEG(picture []byte, m metadata) []byte {
	var segments [][]byte
	if m.xmp != nil {
		segments = append(segments, segment(markAPP1, append(bytes.Clone(xmpPrefix), m.xmp...)))
	}
	if m.exif != nil {
		segments = append(segments, exifSegment(m.exif))
	}
	if half := len(m.icc) / 2; half > 0 {
		for i, piece := range [][]byte{m.icc[:half], m.icc[half:]} {
			head := append(bytes.Clone(iccPrefix), byte(i+1), 2)
			segments = append(segments, segment(markAPP2, append(head, piece...)))
		}
	}
	return withSegments(picture, segments...)
}

func deflate(data []byte) []byte {
	b := bytes.Buffer{}
	w := zlib.NewWriter(&b)
	_, _ = w.Write(data) // to memory
	_ = w.Close()
	return b.Bytes()
}

func inPNG(flat []byte, m metadata, compressed bool) []byte {
	const head = 8 + 25
	parts := [][]byte{flat[:head]}
	if m.icc != nil {
		parts = append(parts, chunk("iCCP", append([]byte("icc\x00\x00"), deflate(m.icc)...)))
	}
	if m.xmp != nil {
		mode, text := byte(0), m.xmp
		if compressed {
			mode, text = 1, deflate(m.xmp)
		}
		body := append([]byte("XML:com.adobe.xmp\x00"), mode, 0, 0, 0)
		parts = append(parts, chunk("iTXt", append(body, text...)))
	}
	if m.exif != nil {
		parts = append(parts, chunk("eXIf", m.exif))
	}
	return bytes.Join(append(parts, flat[head:]), nil)
}

func riff(kind string, body []byte) []byte {
	out := append(binary.LittleEndian.AppendUint32([]byte(kind), uint32(len(body))), body...)
	return append(out, make([]byte, len(body)&1)...)
}

// inWebP makes a picture of 96×64 an extended one.
func inWebP(plain []byte, m metadata) []byte {
	body := append([]byte("WEBP"), riff("VP8X", []byte{0x2c, 0, 0, 0, 95, 0, 0, 63, 0, 0})...)
	if m.icc != nil {
		body = append(body, riff("ICCP", m.icc)...)
	}
	body = append(body, plain[riffHead:]...)
	if m.exif != nil {
		body = append(body, riff("EXIF", m.exif)...)
	}
	if m.xmp != nil {
		body = append(body, riff("XMP ", m.xmp)...)
	}
	return riff("RIFF", body)
}

// inHEIC makes a HEIC without pixels, of 96×64.
func inHEIC(m metadata) []byte {
	items, places, info, inside := uint64(0), bytes.Buffer{}, bytes.Buffer{}, bytes.Buffer{}
	add := func(number int, kind string, payload []byte) {
		items++
		places.Write(bytes.Join([][]byte{be(2, uint64(number)), be(2, 1), be(2, 0), be(2, 1), be(4, uint64(inside.Len())), be(4, uint64(len(payload)))}, nil))
		info.Write(box("infe", be(4, 2<<24), be(2, uint64(number)), be(2, 0), []byte(kind)))
		inside.Write(payload)
	}
	if m.exif != nil {
		add(2, "Exif\x00", append(be(4, 0), m.exif...))
	}
	if m.xmp != nil {
		add(3, "mime\x00application/rdf+xml\x00", m.xmp)
	}
	properties, uses := [][]byte{ispe(96, 64)}, []byte{1}
	if m.icc != nil {
		properties, uses = append(properties, box("colr", []byte("prof"), m.icc)), append(uses, 2)
	}
	return append(box("ftyp", []byte("heic"), be(4, 0), []byte("mif1heic")), box("meta", be(4, 0),
		box("pitm", be(4, 0), be(2, 1)),
		box("iloc", be(4, 1<<24), be(2, 0x4400), be(2, items), places.Bytes()),
		box("iinf", be(4, 0), be(2, items), info.Bytes()),
		box("iprp", box("ipco", properties...), box("ipma", be(4, 0), be(4, 1), be(2, 1), be(1, uint64(len(uses))), uses)),
		box("idat", inside.Bytes()))...)
}

const xmpHead = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:other="urn:other" `

// packet is XMP with the words as attributes.
func packet(attributes string) []byte {
	return []byte(xmpHead + attributes + `/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`)
}

// elsewhere is a packet with a position in Chengdu and a time.
func elsewhere() []byte {
	return packet(`exif:GPSLatitude="30,39.5N" exif:GPSLongitude="104,3.75E" exif:GPSAltitude="1001/2"
		exif:GPSImgDirection="90/1" exif:DateTimeOriginal="2025-01-02T03:04:05.6+08:00"`)
}

// What EXIF says counts; XMP is asked for the rest.
func TestMetadataOfEveryContainer(t *testing.T) {
	t.Parallel()
	exif := tagged(binary.BigEndian, 6)
	bare := exif
	bare.gps, bare.camera = nil, nil
	for name, carry := range carriers(t, scene(96, 64, 1)) {
		for what, tt := range map[string]struct {
			m        metadata
			lat, alt float64
			takenAt  string
		}{
			"exif":            {metadata{exif: exif.bytes()}, 34.2653111111, 405.5, "2026-11-20T08:15:30+08:00"},
			"xmp":             {metadata{xmp: elsewhere()}, 30.6583333333, 500.5, "2025-01-02T03:04:05+08:00"},
			"both":            {metadata{exif: exif.bytes(), xmp: elsewhere()}, 34.2653111111, 405.5, "2026-11-20T08:15:30+08:00"},
			"exif without it": {metadata{exif: bare.bytes(), xmp: elsewhere()}, 30.6583333333, 500.5, "2025-01-02T03:04:05+08:00"},
		} {
			info, err := Inspect(carry(tt.m))
			if err != nil || info.At == nil || info.Altitude == nil {
				t.Errorf("%s, %s: got %+v, %v", name, what, info, err)
				continue
			}
			if !near(info.At.Lat, tt.lat) || *info.Altitude != tt.alt || info.TakenAt != tt.takenAt {
				t.Errorf("%s, %s: got %v, %v m, %s", name, what, info.At, *info.Altitude, info.TakenAt)
			}
		}
		if info, err := Inspect(carry(metadata{})); err != nil || info.At != nil || info.TakenAt != "" {
			t.Errorf("%s, nothing: got %+v, %v", name, info, err)
		}
		unsure := exif
		unsure.gps = set(exif.gps, tagLatRef, kindText, []byte("\x00"))
		if info, err := Inspect(carry(metadata{exif: unsure.bytes(), xmp: elsewhere()})); err != nil || info.At != nil {
			t.Errorf("%s, a camera that was unsure: got %+v, %v", name, info, err)
		}
	}
}

// A profile is converted in every format; the wanted colour is that of LittleCMS.
func TestDevelopConvertsColours(t *testing.T) {
	t.Parallel()
	wall := image.NewNRGBA(image.Rect(0, 0, 96, 64))
	draw.Draw(wall, wall.Rect, image.NewUniform(color.NRGBA{200, 100, 50, 255}), image.Point{}, draw.Src)
	room := New(DefaultBudget)
	room.HEIC = lens{img: wall}
	for name, carry := range carriers(t, wall) {
		if name == "webp" {
			continue // the sample is another picture; below
		}
		for what, tt := range map[string]struct {
			icc  []byte
			want [3]uint32
		}{
			"none":   {nil, [3]uint32{200, 100, 50}},
			"P3":     {sample(t, "p3.icc"), [3]uint32{214, 92, 30}},
			"broken": {sample(t, "p3.icc")[:200], [3]uint32{200, 100, 50}},
		} {
			got, err := room.Develop(context.Background(), carry(metadata{icc: tt.icc}), 64)
			if err != nil {
				t.Fatalf("%s, %s: %v", name, what, err)
			}
			r, g, b, _ := decodeJPEG(t, got.Renditions[0].JPEG).At(20, 20).RGBA()
			for i, v := range []uint32{r >> 8, g >> 8, b >> 8} {
				if v > tt.want[i]+4 || v+4 < tt.want[i] {
					t.Errorf("%s, %s: got %d,%d,%d, want %v", name, what, r>>8, g>>8, b>>8, tt.want)
					break
				}
			}
		}
	}
}

// Where formats name a profile, it is found.
func TestProfile(t *testing.T) {
	t.Parallel()
	wall, p3 := image.NewNRGBA(image.Rect(0, 0, 96, 64)), sample(t, "p3.icc")
	flat := encodePNG(t, wall)
	number := func(values ...byte) []byte {
		return bytes.Join([][]byte{flat[:33], chunk("cICP", values), flat[33:]}, nil)
	}
	nclx := func(primaries, transfer uint64) []byte {
		return heic(true, nil, []byte{1, 2}, ispe(96, 64), box("colr", []byte("nclx"), be(2, primaries), be(2, transfer), be(2, 6), be(1, 128)))
	}
	for name, tt := range map[string]struct {
		data []byte
		want bool
	}{
		"webp":                 {inWebP(sample(t, "lossless.webp"), metadata{icc: p3}), true},
		"webp, none":           {sample(t, "lossless.webp"), false},
		"png, P3 by number":    {number(12, 13, 0, 1), true},
		"png, sRGB by number":  {number(1, 13, 0, 1), false},
		"png, short":           {number(12), false},
		"heic, P3 by number":   {nclx(12, 13), true},
		"heic, television":     {nclx(12, 1), true},
		"heic, sRGB by number": {nclx(1, 13), false},
		"heic, high range":     {nclx(12, 16), false},
	} {
		h, err := readHeader(tt.data)
		if err != nil || (h.profile() != nil) != tt.want {
			t.Errorf("%s: got %v, %v", name, h.profile(), err)
		}
	}
}

func TestDirectionTimeAndCamera(t *testing.T) {
	t.Parallel()
	for mark, order := range orders() {
		b := tagged(order, 1)
		b.main = append(b.main, field{tagMake, kindText, []byte("HUAWEI\x00")}, field{tagModel, kindText, []byte("HUAWEI P60\x00")})
		b.gps = append(b.gps,
			field{tagFixTime, kindRational, b.fractions(0, 1, 15, 1, 3050, 100)},
			field{tagDirection, kindRational, b.fractions(1805, 10)},
			field{tagFixDate, kindText, []byte("2026:11:20\x00")})
		got := readTags(b.bytes())
		if got.direction == nil || *got.direction != 180.5 || got.camera != "HUAWEI P60" {
			t.Errorf("%s: got %+v", mark, got)
		}
		if want := time.Date(2026, 11, 20, 0, 15, 30, 0, time.UTC); !got.fixedAt.Equal(want) {
			t.Errorf("%s: got %v, want %v", mark, got.fixedAt, want)
		}
		for _, bad := range [][]uint32{{361, 1}, {1, 0}} {
			b.gps = set(b.gps, tagDirection, kindRational, b.fractions(bad...))
			b.gps = set(b.gps, tagFixTime, kindRational, b.fractions(25, 1, bad[0], bad[1], 0, 1))
			if got := readTags(b.bytes()); got.direction != nil || !got.fixedAt.IsZero() || got.at == nil {
				t.Errorf("%s, %v: got %+v", mark, bad, got)
			}
		}
	}
	maker := directory{tagMake: {kind: kindText, data: []byte("NIKON")}, tagModel: {kind: kindText, data: []byte("D90\x00")}}
	if got := readCamera(maker); got != "NIKON D90" {
		t.Errorf("got %q", got)
	}
}
