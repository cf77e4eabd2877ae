package photo

import (
	"image"
	"math"

	"github.com/corona10/goimagehash"
)

// flatDeviation is the deviation of brightness below which a picture has no
// structure to recognise it by: its bits would be noise.
const flatDeviation = 4

// hash is the perceptual hash of an upright small picture: pictures that look
// alike differ in few bits. 0 means that there is nothing to compare.
func hash(img *image.NRGBA) uint64 {
	if deviation(img) < flatDeviation {
		return 0
	}
	h, err := goimagehash.PerceptionHash(opaque(img))
	if err != nil { // only without a picture
		return 0
	}
	return h.GetHash()
}

// deviation is the standard deviation of brightness, 0 to 128.
func deviation(img *image.NRGBA) float64 {
	var sum, squares, count float64
	for p := img.Pix; len(p) >= 4; p = p[4:] {
		luma := 0.299*float64(p[0]) + 0.587*float64(p[1]) + 0.114*float64(p[2])
		sum, squares, count = sum+luma, squares+luma*luma, count+1
	}
	mean := sum / count
	return math.Sqrt(max(0, squares/count-mean*mean))
}
