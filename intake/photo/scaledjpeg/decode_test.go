package scaledjpeg

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"math"
	"testing"
)

// samplings are the common ones, and some that are legal and no more.
var samplings = map[string][]Sampling{
	"gray":  {{1, 1}},
	"gray4": {{2, 2}}, // the factors of a single component mean nothing
	"444":   {{1, 1}, {1, 1}, {1, 1}},
	"422":   {{2, 1}, {1, 1}, {1, 1}},
	"440":   {{1, 2}, {1, 1}, {1, 1}},
	"420":   {{2, 2}, {1, 1}, {1, 1}},
	"411":   {{4, 1}, {1, 1}, {1, 1}},
	"410":   {{4, 2}, {1, 1}, {1, 1}},
	"14":    {{1, 4}, {1, 1}, {1, 1}},
	"mixed": {{2, 2}, {2, 1}, {1, 2}},
	"thin":  {{1, 1}, {2, 2}, {1, 1}}, // luma less dense than chroma
	"third": {{3, 1}, {2, 1}, {1, 1}},
}

var scripts = map[string]struct {
	scans       []scanSpec
	progressive bool
}{
	"one":      {oneScan, false},
	"each":     {scanEach, false},
	"spectrum": {bySpectrum, true},
	"bits":     {byBits, true},
}

// TestDecodeExactly decodes made-up files of every kind at every scale.
func TestDecodeExactly(t *testing.T) {
	seed := uint64(0)
	for layout, sampling := range samplings {
		for script, scans := range scripts {
			for _, interval := range []int{0, 1, 5} {
				seed++
				t.Run(fmt.Sprintf("%s/%s/%d", layout, script, interval), func(t *testing.T) {
					s := &sketch{
						width: 59, height: 37, sampling: sampling, scans: scans.scans, progressive: scans.progressive,
						interval: interval, steep: interval == 1, wide: interval == 5,
					}
					checkSketch(t, s.draw(seed))
				})
			}
		}
	}
}

// checkSketch holds a decoder that is used again and again to the definition.
func checkSketch(t *testing.T, s *sketch) {
	t.Helper()
	var d Decoder
	file := s.encode()
	for scale := 8; scale >= 1; scale-- {
		p, err := d.Decode(file, Options{Scale: scale})
		if err != nil {
			t.Fatalf("scale %d: %v", scale, err)
		}
		if p.Partial || p.Rows != p.Height || p.Height != ceilDiv(s.height*scale, 8) || len(p.Planes) != len(s.sampling) {
			t.Fatalf("scale %d: %d planes, %d rows of %d, partial %v", scale, len(p.Planes), p.Rows, p.Height, p.Partial)
		}
		for i, plane := range p.Planes {
			if off, where := farthest(plane, s.plane(i, scale)); off > 1 {
				t.Fatalf("scale %d, plane %d: off by %d at %v", scale, i, off, where)
			}
		}
	}
}

// plane computes a component by the definition in idct.go, in floating point.
func (s *sketch) plane(i, n int) Plane {
	c := s.shape.components[i]
	p := Plane{
		Stride: c.stride * n, Pix: make([]byte, c.stride*n*c.rows*n),
		Width: ceilDiv(s.width*c.h*n, 8*s.shape.hMax), Height: ceilDiv(s.height*c.v*n, 8*s.shape.vMax),
	}
	for at, b := range s.coefs[i] {
		left, top := at%c.stride*n, at/c.stride*n
		for y := range n {
			for x := range n {
				p.Pix[(top+y)*p.Stride+left+x] = byte(min(max(math.Round(s.sampleOf(&b, x, y, n)), 0), 255))
			}
		}
	}
	return p
}

func (s *sketch) sampleOf(b *[64]int, x, y, n int) float64 {
	sum := 0.0
	for k, natural := range zigzag {
		u, v := int(natural&7), int(natural>>3)
		if u < n && v < n && b[k] != 0 {
			sum += float64(b[k]*s.step) * waves[n][x][u] * waves[n][y][v]
		}
	}
	return 128 + sum/8
}

// waves holds g(x, u) of idct.go for every n.
var waves = makeWaves()

func makeWaves() (all [9][8][8]float64) {
	for n := 1; n <= 8; n++ {
		for x := range n {
			all[n][x][0] = 1
			for u := 1; u < n; u++ {
				all[n][x][u] = math.Sqrt2 * math.Cos(float64((2*x+1)*u)*math.Pi/float64(2*n))
			}
		}
	}
	return all
}

// farthest finds where two planes differ most.
func farthest(a, b Plane) (off int, where image.Point) {
	if a.Width != b.Width || a.Height != b.Height {
		return 256, image.Pt(b.Width, b.Height)
	}
	for y := range a.Height {
		for x := range a.Width {
			d := int(a.Pix[y*a.Stride+x]) - int(b.Pix[y*b.Stride+x])
			if d = max(d, -d); d > off {
				off, where = d, image.Pt(x, y)
			}
		}
	}
	return off, where
}

// TestDecodeLikeStandard compares with image/jpeg where that knows the layout. It
// miscounts the restarts in a scan of one component that has several blocks in an
// MCU, so these are left to TestDecodeExactly.
func TestDecodeLikeStandard(t *testing.T) {
	for _, layout := range []string{"gray", "444", "422", "440", "420", "411", "410"} {
		for script, scans := range scripts {
			for _, interval := range []int{0, 1, 5} {
				s := &sketch{
					width: 59, height: 37, sampling: samplings[layout], scans: scans.scans, progressive: scans.progressive,
					interval: interval, steep: true,
				}
				if script != "one" && s.sampling[0] != (Sampling{1, 1}) {
					s.interval = 0
				}
				t.Run(fmt.Sprintf("%s/%s/%d", layout, script, interval), func(t *testing.T) {
					compareWithStandard(t, s.draw(uint64(interval)).encode())
				})
			}
		}
	}
}

func compareWithStandard(t *testing.T, file []byte) {
	t.Helper()
	got, err := new(Decoder).Decode(file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	img, err := jpeg.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range planesOf(t, img, got) {
		if off, where := farthest(got.Planes[i], want); off > 2 {
			t.Errorf("plane %d: off by %d at %v", i, off, where)
		}
	}
}

// planesOf takes an image of image/jpeg apart. It is too polite to tell the size of
// the chroma planes, so that comes from the other.
func planesOf(t *testing.T, img image.Image, like *Picture) []Plane {
	t.Helper()
	switch m := img.(type) {
	case *image.Gray:
		return []Plane{{m.Pix, m.Stride, m.Rect.Dx(), m.Rect.Dy()}}
	case *image.YCbCr:
		width, height := like.Planes[1].Width, like.Planes[1].Height
		return []Plane{{m.Y, m.YStride, m.Rect.Dx(), m.Rect.Dy()}, {m.Cb, m.CStride, width, height}, {m.Cr, m.CStride, width, height}}
	}
	t.Fatalf("image of type %T", img)
	return nil
}
