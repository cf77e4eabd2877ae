package scaledjpeg

import (
	"bytes"
	"image/color"
	"image/jpeg"
	"testing"
)

// TestColours compares the files whose components are something else with what
// image/jpeg makes of them.
func TestColours(t *testing.T) {
	tests := map[string]*sketch{
		"RGB by Adobe":    {sampling: samplings["444"], adobe: 1},
		"RGB by name":     {sampling: samplings["444"], ids: "RGB"},
		"YCbCr by Adobe":  {sampling: samplings["444"], adobe: 2},
		"CMYK":            {sampling: []Sampling{{1, 1}, {1, 1}, {1, 1}, {1, 1}}, adobe: 1},
		"YCCK":            {sampling: []Sampling{{1, 1}, {1, 1}, {1, 1}, {1, 1}}, adobe: 3},
		"YCCK subsampled": {sampling: []Sampling{{2, 2}, {1, 1}, {1, 1}, {2, 2}}, adobe: 3},
	}
	for name, s := range tests {
		s.width, s.height, s.scans = 50, 40, oneScan
		file := s.draw(3).encode()
		p := mustDecode(t, file, 8)
		img, err := jpeg.Decode(bytes.NewReader(file))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for y := range p.Height {
			for x := range p.Width {
				wantR, wantG, wantB, _ := img.At(x, y).RGBA()
				r, g, b := color.YCbCrToRGB(p.Planes[0].row(y)[x], p.Planes[1].row(y)[x], p.Planes[2].row(y)[x])
				if differ(r, wantR) || differ(g, wantG) || differ(b, wantB) {
					t.Fatalf("%s at %d,%d: %d %d %d, want %d %d %d", name, x, y, r, g, b, wantR>>8, wantG>>8, wantB>>8)
				}
			}
		}
		if len(p.Planes) != 3 || p.Planes[2].Width != 50 || p.Planes[1].Height != 40 {
			t.Errorf("%s: planes %d, size %d×%d", name, len(p.Planes), p.Planes[2].Width, p.Planes[1].Height)
		}
	}
}

// differ reports whether two values are farther apart than rounding explains.
func differ(have uint8, want uint32) bool {
	d := int(have) - int(want>>8)
	return d < -4 || d > 4
}

// TestPlainCMYK has no mark of Adobe, so 0 is no ink.
func TestPlainCMYK(t *testing.T) {
	for ink, want := range map[int]byte{0: 255, 255: 0} {
		if y, cb, cr := fromCMYK(ink, ink, ink, ink, false); y != want || cb != gray || cr != gray {
			t.Errorf("ink %d: %d %d %d", ink, y, cb, cr)
		}
	}
}
