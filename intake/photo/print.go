package photo

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"

	"github.com/disintegration/imaging"
)

// Qualities of what is written.
const (
	renditionQuality = 80
	pairQuality      = 85
)

// fit is the size of a picture whose longer side is at most side; it never
// grows, and no side vanishes.
func fit(w, h, side int) image.Point {
	longer := max(w, h)
	if longer <= side {
		return image.Pt(w, h)
	}
	return image.Pt(max(1, (w*side+longer/2)/longer), max(1, (h*side+longer/2)/longer))
}

// resize resizes one of our own pictures: the library works on goroutines of its
// own, so nothing that a stranger made may reach it.
func resize(img image.Image, to image.Point) *image.NRGBA {
	if own, ok := img.(*image.NRGBA); ok && own.Rect.Size() == to {
		return own
	}
	return imaging.Resize(img, to.X, to.Y, imaging.Lanczos)
}

// opaque shows a picture without transparency in the form that encoders take
// fast; the pixels are shared.
func opaque(img *image.NRGBA) *image.RGBA {
	return &image.RGBA{Pix: img.Pix, Stride: img.Stride, Rect: img.Rect}
}

// encode writes a JPEG, which has no metadata but what is put there on purpose.
func encode(img *image.NRGBA, quality int) ([]byte, error) {
	out := bytes.Buffer{}
	if err := jpeg.Encode(&out, opaque(img), &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("encode photo: %w", err)
	}
	return out.Bytes(), nil
}
