package photo

import (
	"image"
	"testing"
)

func TestReduceSubsampling(t *testing.T) {
	t.Parallel()
	for _, ratio := range []image.YCbCrSubsampleRatio{
		image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420,
		image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410,
	} {
		for _, width := range []int{41, 80, 333} {
			img := image.NewYCbCr(image.Rect(0, 0, width, 57), ratio)
			for i := range img.Y {
				img.Y[i] = byte(100 + i%img.YStride*100/width)
			}
			for i := range img.Cb {
				img.Cb[i], img.Cr[i] = byte(60+i%img.CStride*100/img.CStride), 160
			}
			small := reduce(img, img.Rect, 40).(*image.YCbCr)
			flat := flatten(img, img.Rect, ceil(width, small.Rect.Dx()))
			if d := apart(t, small, flat); d > 2 {
				t.Errorf("%v, %d wide: planes %.1f apart from pixels", ratio, width, d)
			}
		}
	}
}
