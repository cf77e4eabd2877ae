package photo

import (
	"bytes"
	"context"
	"encoding/binary"
	"image/jpeg"
	"os"
	"path/filepath"
	"testing"
	"time"

	"snapgrid/intake"
)

// Fuzz with -fuzzminimizetime 10x: the resizer's goroutines make coverage vary,
// and minimising would take up all the time.

// seed gives a fuzzer the samples and what the builders make.
func seed(f *testing.F) {
	f.Helper()
	files, err := filepath.Glob("testdata/*.*")
	if err != nil || len(files) == 0 {
		f.Fatalf("no samples: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	exif := tagged(binary.LittleEndian, 6).bytes()
	f.Add(exif)
	f.Add(heic(true, exif, []byte{1}, ispe(40, 30)))
	f.Add(heic(false, exif, []byte{1}, ispe(40, 30)))
	f.Add(withSegments(encodeJPEG(f, scene(24, 18, 1), 50), exifSegment(exif)))
	f.Add(encodePNG(f, scene(9, 7, 1)))
	f.Add(pngHeader(30000, 30000, 1, 0))
	f.Add(hugeJPEG(0xc2, 30000, 30000, 0x22, 0x11, 0x11))
	f.Add(hugeWebP(9))
}

// FuzzInspect asks that any bytes are read without harm, and that what is said
// about them could be true.
func FuzzInspect(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		info, err := Inspect(data)
		if err != nil && intake.CodeOf(err) != intake.CodeInvalid {
			t.Fatalf("got %v", err)
		}
		if info.Orientation < 1 || info.Orientation > 8 || info.Look.Hash != 0 {
			t.Errorf("got %+v", info)
		}
		if at := info.At; at != nil {
			ok := at.Lat >= -90 && at.Lat <= 90 && at.Lon >= -180 && at.Lon <= 180
			if !ok || at.Lat == 0 && at.Lon == 0 {
				t.Errorf("got position %v", at)
			}
		}
		if info.TakenAt != "" && info.TakenTime(time.UTC).IsZero() {
			t.Errorf("got time %q", info.TakenAt)
		}
	})
}

// FuzzDevelop asks that whatever is developed is a clean JPEG of the right size.
// Large pictures are left out, so that there is time for many.
func FuzzDevelop(f *testing.F) {
	seed(f)
	room := New(DefaultBudget)
	f.Fuzz(func(t *testing.T, data []byte) {
		h, _ := readHeader(data)
		if h.check() == nil && h.width*h.height > 1<<17 {
			return // too large for a fuzzer
		}
		developed, err := room.Develop(context.Background(), data, 64)
		if err != nil {
			if intake.CodeOf(err) != intake.CodeInvalid || ReasonOf(err) == "" {
				t.Fatalf("got %v", err)
			}
			return
		}
		r := developed.Renditions[0]
		config, err := jpeg.DecodeConfig(bytes.NewReader(r.JPEG))
		want := fit(developed.Info.Width, developed.Info.Height, 64)
		if err != nil || config.Width != want.X || config.Height != want.Y || r.Width != want.X || r.Height != want.Y {
			t.Errorf("got %+v, %v, want %v", config, err, want)
		}
		checkStripped(t, "fuzzed", r.JPEG)
	})
}
