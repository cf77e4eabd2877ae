package photo

import (
	"image"

	"github.com/disintegration/imaging"
)

// Orientation says how the stored pixels are to be turned for display, 1 to 8
// as in EXIF; 1 is upright.
type Orientation int

// sideways reports whether width and height change places.
func (o Orientation) sideways() bool { return o >= 5 && o <= 8 }

// apply turns a picture upright.
func (o Orientation) apply(img *image.NRGBA) *image.NRGBA {
	switch o {
	case 2:
		return imaging.FlipH(img)
	case 3:
		return imaging.Rotate180(img)
	case 4:
		return imaging.FlipV(img)
	case 5:
		return imaging.Transpose(img)
	case 6:
		return imaging.Rotate270(img)
	case 7:
		return imaging.Transverse(img)
	case 8:
		return imaging.Rotate90(img)
	}
	return img
}
