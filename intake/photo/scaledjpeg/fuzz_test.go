package scaledjpeg

import (
	"errors"
	"testing"
)

// FuzzDecode demands an error of this package or a picture of the size that was
// told, whatever the bytes are.
func FuzzDecode(f *testing.F) {
	f.Add(tiny(oneScan, false), 8)
	f.Add(tiny(scanEach, false), 4)
	f.Add(tiny(byBits, true), 3)
	f.Add(tiny(bySpectrum, true), 1)
	f.Fuzz(func(t *testing.T, data []byte, scale int) {
		header, headerErr := ReadHeader(data)
		p, err := new(Decoder).Decode(data, Options{Scale: scale, MaxPixels: 1 << 18})
		if err != nil {
			for _, known := range []error{ErrCorrupt, ErrTruncated, ErrUnsupported, ErrTooLarge} {
				if errors.Is(err, known) {
					return
				}
			}
			t.Fatalf("unknown error: %v", err)
		}
		if headerErr != nil || header.Width != p.FullWidth || header.Height != p.FullHeight {
			t.Fatalf("header %+v, %v; picture %d×%d", header, headerErr, p.FullWidth, p.FullHeight)
		}
		if p.Rows*2+1 < p.Height || p.Rows > p.Height {
			t.Fatalf("%d rows of %d", p.Rows, p.Height)
		}
		for _, plane := range p.Planes {
			if len(plane.Pix) < (plane.Height-1)*plane.Stride+plane.Width || plane.Width > plane.Stride {
				t.Fatalf("plane %d×%d, stride %d: %d bytes", plane.Width, plane.Height, plane.Stride, len(plane.Pix))
			}
		}
	})
}
