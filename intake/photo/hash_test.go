package photo

import (
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"math/bits"
	"testing"

	"github.com/disintegration/imaging"

	"snapgrid/intake"
)

func TestHash(t *testing.T) {
	t.Parallel()
	first := develop(t, encodeJPEG(t, scene(1600, 1200, 10), 95)).Info.Look.Hash
	for name, data := range map[string][]byte{
		"smaller":     encodeJPEG(t, decodeJPEG(t, develop(t, encodeJPEG(t, scene(1600, 1200, 10), 95), 1080).Renditions[0].JPEG), 70),
		"lying there": withSegments(encodeJPEG(t, stored(scene(1600, 1200, 10), 6), 90), exifSegment(tagged(binary.BigEndian, 6).bytes())),
	} {
		if d := bits.OnesCount64(first ^ develop(t, data).Info.Look.Hash); d > 6 {
			t.Errorf("%s: %d bits apart from the same picture", name, d)
		}
	}
	for seed := range uint32(8) {
		other := develop(t, encodeJPEG(t, scene(900, 1200, 20+5*seed), 90)).Info.Look.Hash
		if d := bits.OnesCount64(first ^ other); d <= 10 {
			t.Errorf("another picture (%d): only %d bits apart", seed, d)
		}
	}
	for _, shade := range []uint8{0, 127, 255} {
		wall := image.NewUniform(color.Gray{Y: shade})
		img := image.NewGray(image.Rect(0, 0, 400, 300))
		draw.Draw(img, img.Rect, wall, image.Point{}, draw.Src)
		if got := develop(t, encodeJPEG(t, img, 70)).Info.Look.Hash; got != 0 {
			t.Errorf("flat %d: got %016x, want none", shade, got)
		}
	}
}

// Flaws are found in what people would not accept, and in nothing else.
func TestFlaw(t *testing.T) {
	t.Parallel()
	street := scene(1600, 1200, 10)
	for name, tt := range map[string]struct {
		img  image.Image
		want intake.Flaw
	}{
		"street":        {street, ""},
		"street, small": {imaging.Resize(street, 400, 0, imaging.Lanczos), ""},
		"street, dim":   {imaging.AdjustBrightness(street, -30), ""},
		"wall":          {image.NewUniform(color.Gray{Y: 127}), ""},
		"shaken":        {smear(street, 120), intake.FlawBlurred},
		"out of focus":  {imaging.Blur(street, 30), intake.FlawBlurred},
		"lens cap":      {image.NewUniform(color.Gray{Y: 9}), intake.FlawBlack},
		"nearly a cap":  {imaging.AdjustBrightness(imaging.AdjustContrast(street, -90), -48), intake.FlawBlack},
	} {
		canvas := image.NewNRGBA(image.Rect(0, 0, 800, 600))
		draw.Draw(canvas, canvas.Rect, imaging.Resize(whole(tt.img), 800, 600, imaging.Lanczos), image.Point{}, draw.Src)
		if got := develop(t, encodeJPEG(t, canvas, 90)).Info.Flaw; got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}

// whole gives a picture without borders some.
func whole(img image.Image) image.Image {
	if uniform, ok := img.(*image.Uniform); ok {
		return imaging.New(800, 600, uniform.C)
	}
	return img
}

// smear moves the camera by some pixels while the shutter is open.
func smear(img image.Image, by int) image.Image {
	from, to := imaging.Clone(img), imaging.Clone(img)
	for y := range to.Rect.Dy() {
		for x := range to.Rect.Dx() {
			for c := range 3 {
				sum := 0
				for i := range by {
					sum += int(from.Pix[y*from.Stride+4*min(x+i, to.Rect.Dx()-1)+c])
				}
				to.Pix[y*to.Stride+4*x+c] = uint8(sum / by)
			}
		}
	}
	return to
}
