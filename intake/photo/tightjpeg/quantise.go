package tightjpeg

import "math"

// zigzag is where the frequencies lie, from low to high.
var zigzag = [64]uint8{
	0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
	12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
	58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
}

// The steps of T.81, tables K.1 and K.2, row by row.
var (
	lumaSteps = [64]uint8{
		16, 11, 10, 16, 24, 40, 51, 61,
		12, 12, 14, 19, 26, 58, 60, 55,
		14, 13, 16, 24, 40, 57, 69, 56,
		14, 17, 22, 29, 51, 87, 80, 62,
		18, 22, 37, 56, 68, 109, 103, 77,
		24, 35, 55, 64, 81, 104, 113, 92,
		49, 64, 78, 87, 103, 121, 120, 101,
		72, 92, 95, 98, 112, 100, 103, 99,
	}
	chromaSteps = [64]uint8{
		17, 18, 24, 47, 99, 99, 99, 99,
		18, 21, 26, 66, 99, 99, 99, 99,
		24, 26, 56, 99, 99, 99, 99, 99,
		47, 66, 99, 99, 99, 99, 99, 99,
		99, 99, 99, 99, 99, 99, 99, 99,
		99, 99, 99, 99, 99, 99, 99, 99,
		99, 99, 99, 99, 99, 99, 99, 99,
		99, 99, 99, 99, 99, 99, 99, 99,
	}
)

// quantiser rounds frequencies to steps, in the order of the file.
type quantiser struct {
	steps [64]uint8
	scale [64]float32 // one by the step and by what the transform left out
}

// steps scales a table from quality 50, on which the table is defined, as the
// Independent JPEG Group does.
func steps(table [64]uint8, quality int) quantiser {
	quality = min(max(quality, 1), 100)
	percent := 200 - 2*quality
	if quality < 50 {
		percent = 5000 / quality
	}
	var q quantiser
	for k, at := range zigzag {
		q.steps[k] = uint8(min(max((int(table[at])*percent+50)/100, 1), 255))
		q.scale[k] = float32(1 / (8 * float64(q.steps[k]) * gain(at/8) * gain(at%8)))
	}
	return q
}

// gain is the factor of a frequency that the transform leaves in.
func gain(frequency uint8) float64 {
	if frequency == 0 {
		return 1
	}
	return math.Sqrt2 * math.Cos(float64(frequency)*math.Pi/16)
}

// quantise rounds a block; bit k of the result says whether level k is not zero.
func (q *quantiser) quantise(b *block, levels *[64]int32) uint64 {
	const above = 1 << 14 // no level is below minus that: truncating then rounds down
	there := uint64(0)
	for k, at := range zigzag {
		level := int32(b[at&63]*q.scale[k]+(above+0.5)) - above
		levels[k] = level
		there |= uint64(uint32(level|-level)>>31) << k
	}
	return there
}
