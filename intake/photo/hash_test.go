package photo

import (
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"math/bits"
	"testing"
)

func TestHash(t *testing.T) {
	t.Parallel()
	first := develop(t, encodeJPEG(t, scene(1600, 1200, 10), 95)).Info.Hash
	for name, data := range map[string][]byte{
		"smaller":     encodeJPEG(t, decodeJPEG(t, develop(t, encodeJPEG(t, scene(1600, 1200, 10), 95), 1080).Renditions[0].JPEG), 70),
		"lying there": withSegments(encodeJPEG(t, stored(scene(1600, 1200, 10), 6), 90), exifSegment(tagged(binary.BigEndian, 6).bytes())),
	} {
		if d := bits.OnesCount64(first ^ develop(t, data).Info.Hash); d > 6 {
			t.Errorf("%s: %d bits apart from the same picture", name, d)
		}
	}
	for seed := range uint32(8) {
		other := develop(t, encodeJPEG(t, scene(900, 1200, 20+5*seed), 90)).Info.Hash
		if d := bits.OnesCount64(first ^ other); d <= 10 {
			t.Errorf("another picture (%d): only %d bits apart", seed, d)
		}
	}
	for _, shade := range []uint8{0, 127, 255} {
		wall := image.NewUniform(color.Gray{Y: shade})
		img := image.NewGray(image.Rect(0, 0, 400, 300))
		draw.Draw(img, img.Rect, wall, image.Point{}, draw.Src)
		if got := develop(t, encodeJPEG(t, img, 70)).Info.Hash; got != 0 {
			t.Errorf("flat %d: got %016x, want none", shade, got)
		}
	}
}
