package photo

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func TestXMPPosition(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		lat, lon         string
		wantLat, wantLon float64 // 0,0: none
	}{
		{"34,15.9187N", "108,54.7407E", 34.2653116667, 108.912345},
		{"34,15,55.12S", "108,54,44.44W", -34.2653111111, -108.9123444444},
		{"34.25N", "108.5E", 34.25, 108.5},
		{" 34,15.0n ", "108,30.0e", 34.25, 108.5},
		{"34,15.9187", "108,54.7407E", 0, 0}, // no reference
		{"34.2653", "108.9123", 0, 0},
		{"-34,15.9N", "108,54.7E", 0, 0},
		{"34,60.5N", "108,54.7E", 0, 0},
		{"91,0.0N", "108,54.7E", 0, 0},
		{"34,0.0N", "181,0.0E", 0, 0},
		{"34,0.0E", "108,0.0N", 0, 0},
		{"0,0.0N", "0,0.0E", 0, 0},
		{"NaNN", "InfE", 0, 0},
		{"0x22N", "1e2E", 0, 0},
		{"N", "E", 0, 0},
		{"34,,1N", "108,0.0E", 0, 0},
		{"1,2,3,4N", "108,0.0E", 0, 0},
		{"34,0.0N", "", 0, 0},
	} {
		as := map[string]string{
			"attributes": fmt.Sprintf(`exif:GPSLatitude="%s" exif:GPSLongitude="%s"`, tt.lat, tt.lon),
			"elements":   fmt.Sprintf(`><exif:GPSLatitude>%s</exif:GPSLatitude><exif:GPSLongitude>%s</exif:GPSLongitude><other:x `, tt.lat, tt.lon),
		}
		for form, text := range as {
			got := readXMP(packet(text)).at
			if none := tt.wantLat == 0; none != (got == nil) {
				t.Errorf("%s %s as %s: got %v", tt.lat, tt.lon, form, got)
			} else if got != nil && (!near(got.Lat, tt.wantLat) || !near(got.Lon, tt.wantLon)) {
				t.Errorf("%s %s as %s: got %v", tt.lat, tt.lon, form, got)
			}
		}
	}
}

func TestXMPOfOthers(t *testing.T) {
	t.Parallel()
	for name, data := range map[string][]byte{
		"another space":   packet(`other:GPSLatitude="34,15.9N" other:GPSLongitude="108,54.7E"`),
		"no packet":       []byte("hello"),
		"nothing":         nil,
		"endless":         bytes.Repeat([]byte("<a>"), 1<<20),
		"behind the end":  append([]byte(xmpHead+strings.Repeat(" ", maxPacket)), elsewhere()...),
		"behind a fault":  append([]byte("<x:xmpmeta></y>"), elsewhere()...),
		"half a position": packet(`exif:GPSLatitude="34,15.9N"`),
	} {
		if got := readXMP(data); got.at != nil || got.takenAt != "" || got.altitude != nil {
			t.Errorf("%s: got %+v", name, got)
		}
	}
	cut := elsewhere()
	if got := readXMP(cut[:len(cut)-40]); got.at == nil {
		t.Error("the end was lost, and the position with it")
	}
}

func TestXMPDetails(t *testing.T) {
	t.Parallel()
	const place = `exif:GPSLatitude="30,39.5N" exif:GPSLongitude="104,3.75E" `
	got := readXMP(packet(place + `exif:GPSAltitude="811/2" exif:GPSAltitudeRef="1" exif:GPSImgDirection="359.5"`))
	if got.altitude == nil || *got.altitude != -405.5 || got.direction == nil || *got.direction != 359.5 {
		t.Errorf("got %+v", got)
	}
	got = readXMP(packet(place + `exif:GPSAltitude="811/0" exif:GPSImgDirection="360.5"`))
	if got.altitude != nil || got.direction != nil || got.at == nil {
		t.Errorf("got %+v", got)
	}
	for text, want := range map[string]string{
		"2025-01-02T03:04:05.6+08:00": "2025-01-02T03:04:05+08:00",
		"2025-01-02T03:04:05Z":        "2025-01-02T03:04:05Z",
		"2025-01-02T03:04:05":         "2025-01-02T03:04:05",
		"2025-01-02T03:04":            "",
		"2025-01-02":                  "",
		"":                            "",
	} {
		if got := isoTime(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// FuzzXMP asks that any packet is read without harm, and that a position is one.
func FuzzXMP(f *testing.F) {
	f.Add(elsewhere())
	f.Add(packet(`exif:GPSLatitude="34,15,55.12S" exif:GPSLongitude="108,54,44.44W" exif:GPSAltitude="1/3"`))
	f.Add([]byte(xmpHead + `><exif:GPSLatitude>34,15.9N</exif:GPSLatitude>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		got := readXMP(data)
		if at := got.at; at != nil && !(at.Lat >= -90 && at.Lat <= 90 && at.Lon >= -180 && at.Lon <= 180) {
			t.Errorf("got %v", at)
		}
	})
}
