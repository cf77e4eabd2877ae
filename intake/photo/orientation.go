package photo

import "snapgrid/intake/photo/planar"

// Orientation says how the stored pixels are to be turned for display, 1 to 8
// as in EXIF; 1 is upright.
type Orientation int

// sideways reports whether width and height change places.
func (o Orientation) sideways() bool { return o >= 5 && o <= 8 }

// upright is how a picture is turned.
func (o Orientation) upright() planar.Upright {
	return planar.Upright{
		MirrorX:  o == 2 || o == 3 || o == 7 || o == 8,
		MirrorY:  o == 3 || o == 4 || o == 6 || o == 7,
		Exchange: o.sideways(),
	}
}
