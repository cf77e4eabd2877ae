package scaledjpeg

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"testing"
)

// scene is a picture with soft gradients, fine texture and hard edges.
func scene(width, height int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			wave := math.Sin(float64(x*x+y*y)/900) * 60
			r, g, b := 128+wave, 40+150*float64(x)/float64(width), 200-120*float64(y)/float64(height)
			if x/23%3 == 1 && y/31%2 == 0 {
				r, g = g, r+40
			}
			img.Set(x, y, color.RGBA{byte(min(r, 255)), byte(min(g, 255)), byte(b), 255})
		}
	}
	return img
}

func TestDecodeLikeStandard(t *testing.T) {
	var file bytes.Buffer
	if err := jpeg.Encode(&file, scene(203, 149), &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	got, err := Decode(file.Bytes(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	img, err := jpeg.Decode(bytes.NewReader(file.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	want := img.(*image.YCbCr)
	for y := range got.Height {
		for x := range got.Width {
			d := int(want.Y[want.YOffset(x, y)]) - int(got.Planes[0].Pix[y*got.Planes[0].Stride+x])
			if d < -2 || d > 2 {
				t.Fatalf("luma at %d,%d differs by %d", x, y, d)
			}
		}
	}
}
