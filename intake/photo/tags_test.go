package photo

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"

	"github.com/bep/imagemeta"
)

func orders() map[string]byteOrderer {
	return map[string]byteOrderer{"II": binary.LittleEndian, "MM": binary.BigEndian}
}

// set replaces the value of a tag, or its kind.
func set(fields []field, tag, kind uint16, value []byte) []field {
	out := append([]field(nil), fields...)
	for i := range out {
		if out[i].tag == tag {
			out[i].kind, out[i].value = kind, value
		}
	}
	return out
}

func TestPosition(t *testing.T) {
	t.Parallel()
	type change func(b *block)
	with := func(tag, kind uint16, value func(b *block) []byte) change {
		return func(b *block) { b.gps = set(b.gps, tag, kind, value(b)) }
	}
	fractions := func(tag uint16, parts ...uint32) change {
		return with(tag, kindRational, func(b *block) []byte { return b.fractions(parts...) })
	}
	text := func(tag uint16, s string) change {
		return with(tag, kindText, func(*block) []byte { return []byte(s) })
	}
	for name, tt := range map[string]struct {
		change   change
		lat, lon float64 // 0,0: none
	}{
		"as the camera wrote it": {func(*block) {}, 34.2653111111, 108.9123444444},
		"south":                  {text(tagLatRef, "S\x00"), -34.2653111111, 108.9123444444},
		"west":                   {text(tagLonRef, "West\x00"), 34.2653111111, -108.9123444444},
		"degrees only":           {fractions(tagLat, 34_265312, 1_000_000), 34.265312, 108.9123444444},
		"minutes with decimals":  {fractions(tagLat, 34, 1, 15_9187, 10_000, 0, 1), 34.2653116667, 108.9123444444},
		"on the equator":         {fractions(tagLat, 0, 1, 0, 1, 0, 1), 0, 108.9123444444},
		"zero denominator":       {fractions(tagLat, 34, 1, 15, 1, 0, 0), 0, 0},
		"infinite":               {fractions(tagLon, 108, 0, 54, 1, 0, 1), 0, 0},
		"no reference":           {text(tagLatRef, "\x00"), 0, 0},
		"wrong reference":        {text(tagLonRef, "N\x00"), 0, 0},
		"beyond the pole":        {fractions(tagLat, 90, 1, 0, 1, 1, 1), 0, 0},
		"beyond the date line":   {fractions(tagLon, 181, 1, 0, 1, 0, 1), 0, 0},
		"61 minutes":             {fractions(tagLat, 34, 1, 61, 1, 0, 1), 0, 0},
		"negative": {with(tagLat, kindSigned, func(b *block) []byte {
			return b.fractions(math.MaxUint32-33, 1, 15, 1, 0, 1)
		}), 0, 0},
		"words for numbers": {text(tagLat, "34.265\x00"), 0, 0},
		"0,0": {func(b *block) {
			b.gps = set(b.gps, tagLat, kindRational, b.fractions(0, 1, 0, 1, 0, 1))
			b.gps = set(b.gps, tagLon, kindRational, b.fractions(0, 1, 0, 1, 0, 1))
		}, 0, 0},
		"of another directory": {func(b *block) { b.camera, b.gps = b.gps, nil }, 0, 0},
	} {
		for mark, order := range orders() {
			b := tagged(order, 1)
			tt.change(&b)
			got := readTags(b.bytes()).at
			if none := tt.lat == 0 && tt.lon == 0; none != (got == nil) {
				t.Errorf("%s %s: got %v", mark, name, got)
			} else if got != nil && (!near(got.Lat, tt.lat) || !near(got.Lon, tt.lon)) {
				t.Errorf("%s %s: got %v, want %v,%v", mark, name, got, tt.lat, tt.lon)
			}
		}
	}
}

func TestAltitude(t *testing.T) {
	t.Parallel()
	b := tagged(binary.BigEndian, 1)
	b.gps = set(b.gps, tagAltitudeRef, kindByte, []byte{1})
	if got := readTags(b.bytes()).altitude; got == nil || *got != -405.5 {
		t.Errorf("below the sea: got %v", got)
	}
	b.gps = set(b.gps, tagAltitude, kindRational, b.fractions(811, 0))
	if got := readTags(b.bytes()); got.altitude != nil || got.at == nil {
		t.Errorf("zero denominator: got %+v", got)
	}
}

func TestTakenAt(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ clock, offset, want string }{
		{"2026:11:20 08:15:30", "+08:00", "2026-11-20T08:15:30+08:00"},
		{"2026:11:20 08:15:30", "-03:30", "2026-11-20T08:15:30-03:30"},
		{"2026:11:20 08:15:30", "", "2026-11-20T08:15:30"},
		{"2026:11:20 08:15:30", "   :  ", "2026-11-20T08:15:30"},
		{"2026-11-20 08:15:30", "Z", "2026-11-20T08:15:30Z"},
		{"0000:00:00 00:00:00", "+08:00", ""},
		{"2026:02:30 08:15:30", "", ""},
		{"    :  :     :  :  ", "", ""},
		{"yesterday", "", ""},
	} {
		if got := takenAt(tt.clock, tt.offset); got != tt.want {
			t.Errorf("%q %q: got %q, want %q", tt.clock, tt.offset, got, tt.want)
		}
	}
}

// What is broken is skipped; what follows is still read.
func TestTagsAfterBrokenEntries(t *testing.T) {
	t.Parallel()
	for mark, order := range orders() {
		b := tagged(order, 3)
		far := order.AppendUint32(order.AppendUint32(nil, 1<<31), 7)
		b.main = append([]field{{0x0001, 0, []byte{1}}, {0x0002, 99, []byte{1, 2, 3}}, {0x010f, kindText, far}}, b.main...)
		b.gps = append([]field{{0x0000, 0, nil}, {0x001b, 13, []byte{9, 9, 9, 9}}}, b.gps...)
		data := b.bytes()
		order.PutUint32(data[8+2+2*12+8:], 1<<31) // the third entry points beyond the block
		got := readTags(data)
		if got.orientation != 3 || got.at == nil || got.takenAt == "" {
			t.Errorf("%s: got %+v", mark, got)
		}
	}
}

func TestOrientationOutOfRange(t *testing.T) {
	t.Parallel()
	for _, o := range []uint16{0, 9, 65535} {
		if got := readTags(tagged(binary.BigEndian, o).bytes()).orientation; got != 1 {
			t.Errorf("%d: got %d, want upright", o, got)
		}
	}
}

// Directories that point at themselves or at nothing end.
func TestTagsInCircles(t *testing.T) {
	t.Parallel()
	b := tagged(binary.BigEndian, 6)
	data := b.bytes()
	for _, target := range []uint32{0, 8, uint32(len(data)) - 1, math.MaxUint32} {
		circle := bytes.Clone(data)
		binary.BigEndian.PutUint32(circle[8+2+12+8:], target)
		binary.BigEndian.PutUint32(circle[8+2+24+8:], target)
		if got := readTags(circle); got.orientation != 6 || got.at != nil {
			t.Errorf("to %d: got %+v", target, got)
		}
	}
}

// An independent reader reads the same from what the builder of these tests
// writes, and from the samples.
func TestTagsAgreeWithImagemeta(t *testing.T) {
	t.Parallel()
	blocks := [][]byte{sample(t, "own.tif")}
	for _, order := range orders() {
		for o := range uint16(8) {
			blocks = append(blocks, tagged(order, o+1).bytes())
		}
	}
	for i, data := range blocks {
		ours, theirs := readTags(data), imagemeta.Tags{}
		_, err := imagemeta.Decode(imagemeta.Options{
			R: bytes.NewReader(data), ImageFormat: imagemeta.TIFF, Sources: imagemeta.EXIF,
			HandleTag: func(tag imagemeta.TagInfo) error { theirs.Add(tag); return nil },
		})
		if err != nil {
			t.Fatal(err)
		}
		lat, lon, err := theirs.GetLatLong()
		if err != nil || ours.at == nil || !near(lat, ours.at.Lat) || !near(lon, ours.at.Lon) {
			t.Errorf("block %d: got %v, they %v,%v %v", i, ours.at, lat, lon, err)
		}
		if o := theirs.EXIF()["Orientation"].Value; o != uint16(ours.orientation) {
			t.Errorf("block %d: got orientation %d, they %v", i, ours.orientation, o)
		}
	}
}
