package tightjpeg

import (
	"bytes"
	"image"
	"image/jpeg"
	"math"
	"testing"

	"snapgrid/intake/photo/planar"
)

// scene is a picture with soft light, a fine texture and hard edges.
func scene(width, height int, colour bool) planar.Picture {
	p := planar.New(width, height, colour)
	noise := uint32(7)
	for i, plane := range p.Planes {
		for at := range plane.Pix {
			x, y := float64(at%plane.Width), float64(at/plane.Width)
			noise = noise*1664525 + 1013904223
			light := 110 + 60*math.Sin(x/19+float64(i))*math.Cos(y/23) + float64(noise>>29)
			if (at%plane.Width/31+at/plane.Width/17)%3 == 0 {
				light += 60
			}
			plane.Pix[at] = byte(light)
		}
	}
	return p
}

// psnr compares a JPEG with the picture it was made of, over all samples, in dB.
func psnr(tb testing.TB, data []byte, want planar.Picture) float64 {
	tb.Helper()
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		tb.Fatal(err)
	}
	planes := [][]byte{nil}
	strides := []int{0}
	switch img := img.(type) {
	case *image.Gray:
		planes, strides = [][]byte{img.Pix}, []int{img.Stride}
	case *image.YCbCr:
		planes, strides = [][]byte{img.Y, img.Cb, img.Cr}, []int{img.YStride, img.CStride, img.CStride}
	}
	if size := img.Bounds().Size(); size != image.Pt(want.Width, want.Height) || len(planes) != len(want.Planes) {
		tb.Fatalf("got %v in %d planes", size, len(planes))
	}
	sum, count := 0.0, 0.0
	for i, plane := range want.Planes {
		for at, v := range plane.Pix {
			d := float64(v) - float64(planes[i][at/plane.Width*strides[i]+at%plane.Width])
			sum, count = sum+d*d, count+1
		}
	}
	return 10 * math.Log10(255*255*count/math.Max(sum, 1))
}

// standard encodes with the library, for comparison.
func standard(tb testing.TB, p planar.Picture, quality int) []byte {
	tb.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, p.Image(), &jpeg.Options{Quality: quality}); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// As good as the standard library at every quality and size, in fewer bytes.
func TestEncodeAgainstStandard(t *testing.T) {
	t.Parallel()
	for _, colour := range []bool{false, true} {
		for _, size := range []image.Point{{1, 1}, {3, 5}, {8, 8}, {16, 16}, {17, 15}, {1, 97}, {251, 1}, {203, 149}} {
			for _, quality := range []int{1, 30, 80, 100} {
				p := scene(size.X, size.Y, colour)
				got, err := Encode(p, quality)
				if err != nil {
					t.Fatal(err)
				}
				want := standard(t, p, quality)
				ours, theirs := psnr(t, got, p), psnr(t, want, p)
				if ours < theirs-0.2 && ours < 55 { // above that, roundings count
					t.Errorf("%v at %d: %.2f dB, want %.2f", size, quality, ours, theirs)
				}
				if len(got) > len(want) {
					t.Errorf("%v at %d: %d bytes, want at most %d", size, quality, len(got), len(want))
				}
			}
		}
	}
}

// A flat picture, and one of noise at the finest steps: the shortest and the
// longest codes.
func TestEncodeExtremes(t *testing.T) {
	t.Parallel()
	flat, noisy := planar.New(64, 64, true), planar.New(512, 512, false)
	noise := uint32(1)
	for i := range noisy.Planes[0].Pix {
		noise = noise*1664525 + 1013904223
		noisy.Planes[0].Pix[i] = byte(noise >> 24)
		if i/512 < 300 {
			noisy.Planes[0].Pix[i] = byte(noise >> 31 * 255)
		}
	}
	for _, p := range []planar.Picture{flat, noisy} {
		got, err := Encode(p, 100)
		if err != nil {
			t.Fatal(err)
		}
		if d := psnr(t, got, p); d < 48 {
			t.Errorf("%d planes: %.1f dB", len(p.Planes), d)
		}
	}
}

func TestEncodeRefuses(t *testing.T) {
	t.Parallel()
	for _, p := range []planar.Picture{{}, planar.New(0, 4, true), planar.New(1<<16, 1, false), {Width: 3, Height: 3}} {
		if _, err := Encode(p, 80); err == nil {
			t.Errorf("%d×%d: want an error", p.Width, p.Height)
		}
	}
}

// Codes stay within 16 bits where the counts would make longer ones, are a
// complete code but for the one of ones only, and shorter for more frequent
// symbols.
func TestCodebooks(t *testing.T) {
	t.Parallel()
	fibonacci, even, one, far := make([]int, 256), make([]int, 256), make([]int, 256), make([]int, 256)
	a, b := 1, 1
	for i := range 40 {
		fibonacci[i], a, b = a, b, a+b
	}
	for i := range even {
		even[i] = 5
		far[i] = 1 << (i % 50)
	}
	one[17] = 3
	for name, counts := range map[string][]int{"fibonacci": fibonacci, "even": even, "one": one, "far apart": far} {
		book := newCodebook(counts)
		room, codes := 0, 0
		for length, n := range book.lengths {
			room += int(n) << (longest - length)
			codes += int(n)
		}
		if codes != len(book.symbols) || room >= 1<<longest {
			t.Errorf("%s: %d codes for %d symbols take %d", name, codes, len(book.symbols), room)
		}
		for i := 1; i < len(book.symbols); i++ {
			before, after := book.symbols[i-1], book.symbols[i]
			if counts[before] < counts[after] || book.codes[before].length > book.codes[after].length {
				t.Errorf("%s: %d comes before %d", name, before, after)
			}
		}
		for _, symbol := range book.symbols {
			if c := book.codes[symbol]; int(c.bits) == 1<<c.length-1 {
				t.Errorf("%s: symbol %d has ones only", name, symbol)
			}
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	p := scene(1280, 960, true)
	for name, encode := range map[string]func() []byte{
		"tight":    func() []byte { data, _ := Encode(p, 80); return data },
		"standard": func() []byte { return standard(b, p, 80) },
	} {
		b.Run(name, func(b *testing.B) {
			size := 0
			for b.Loop() {
				size = len(encode())
			}
			b.ReportMetric(float64(size), "bytes")
		})
	}
}
