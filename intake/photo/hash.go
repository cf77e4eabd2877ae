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
func hash(img *image.Gray) uint64 {
	if deviation(img) < flatDeviation {
		return 0
	}
	h, err := goimagehash.PerceptionHash(img)
	if err != nil { // only without a picture
		return 0
	}
	return h.GetHash()
}

// deviation is the standard deviation of brightness, 0 to 128.
func deviation(img *image.Gray) float64 {
	var sum, squares float64
	for _, v := range img.Pix {
		luma := float64(v)
		sum, squares = sum+luma, squares+luma*luma
	}
	count := float64(len(img.Pix))
	mean := sum / count
	return math.Sqrt(max(0, squares/count-mean*mean))
}
