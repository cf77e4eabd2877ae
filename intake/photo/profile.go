package photo

import "snapgrid/intake/photo/colour"

// profile is what leads from the picture's colours to those of a picture without
// a profile; nil if it has these already. A number counts before a profile, as
// the formats demand that can have both.
func (h header) profile() *colour.Profile {
	if h.p3 {
		return colour.DisplayP3()
	}
	return colour.ReadICC(h.icc)
}

// isP3 recognises Display P3 by the numbers of ITU-T H.273: its primaries, with
// the curve of sRGB, or with that of television, which telephones write for it.
func isP3(primaries, transfer uint64) bool {
	return primaries == 12 && (transfer == 13 || transfer == 1)
}
