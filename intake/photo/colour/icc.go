package colour

import (
	"encoding/binary"
	"math"
)

// The parts of an ICC profile (ICC.1:2022, chapter 7).
const (
	headSize  = 128
	entrySize = 12
	maxTags   = 100
	maxPoints = 4096 // of a curve
)

// fromD50 leads from XYZ at the white of profiles, D50, to the light of sRGB: the
// inverse of the matrix in sRGB's own profile.
var fromD50 = [9]float64{
	3.1338561, -1.6168667, -0.4906146,
	-0.9787684, 1.9161415, 0.0334540,
	0.0719453, -0.2289914, 1.4052427,
}

// ReadICC reads a profile of three curves and a matrix. It returns nil for any
// other, for a broken one, and for sRGB, which needs no conversion.
func ReadICC(data []byte) *Profile {
	if len(data) < headSize+4 || string(data[36:40]) != "acsp" ||
		string(data[16:20]) != "RGB " || string(data[20:24]) != "XYZ " {
		return nil
	}
	curves, columns := [3]curve{}, [3][3]float64{}
	for c, letter := range "rgb" {
		light, ok := readCurve(tag(data, string(letter)+"TRC"))
		if !ok {
			return nil
		}
		curves[c] = light
		if columns[c], ok = readXYZ(tag(data, string(letter)+"XYZ")); !ok {
			return nil
		}
	}
	return makeProfile(curves, toLight(columns))
}

// toLight multiplies the matrix to XYZ with the one from there to sRGB.
func toLight(columns [3][3]float64) (m [9]float64) {
	for row := range 3 {
		for col := range 3 {
			for i := range 3 {
				m[3*row+col] += fromD50[3*row+i] * columns[col][i]
			}
		}
	}
	return m
}

// tag returns the body of a tag, nil if there is none.
func tag(data []byte, name string) []byte {
	count := min(binary.BigEndian.Uint32(data[headSize:]), maxTags)
	for entry := data[headSize+4:]; count > 0 && len(entry) >= entrySize; count-- {
		if string(entry[:4]) == name {
			at, size := uint64(binary.BigEndian.Uint32(entry[4:])), uint64(binary.BigEndian.Uint32(entry[8:]))
			if at+size > uint64(len(data)) {
				return nil
			}
			return data[at : at+size]
		}
		entry = entry[entrySize:]
	}
	return nil
}

// fixed reads a number with 16 bits behind the point.
func fixed(data []byte) float64 { return float64(int32(binary.BigEndian.Uint32(data))) / (1 << 16) }

func readXYZ(data []byte) (xyz [3]float64, ok bool) {
	if len(data) < 20 || string(data[:4]) != "XYZ " {
		return xyz, false
	}
	for i := range xyz {
		xyz[i] = fixed(data[8+4*i:])
	}
	return xyz, true
}

func readCurve(data []byte) (curve, bool) {
	if len(data) < 12 {
		return nil, false
	}
	switch string(data[:4]) {
	case "curv":
		return readPoints(data[8:])
	case "para":
		return readFormula(data[8:])
	}
	return nil, false
}

// readPoints reads a curve by its points: none is a straight line, one an
// exponent.
func readPoints(data []byte) (curve, bool) {
	count := int64(binary.BigEndian.Uint32(data))
	if data = data[4:]; count > maxPoints || 2*count > int64(len(data)) {
		return nil, false
	}
	switch count {
	case 0:
		return func(v float64) float64 { return v }, true
	case 1:
		gamma := float64(binary.BigEndian.Uint16(data)) / (1 << 8)
		return func(v float64) float64 { return math.Pow(v, gamma) }, true
	}
	points := data[:2*count]
	return func(v float64) float64 {
		at := v * float64(count-1)
		low := min(int64(at), count-2)
		below := float64(binary.BigEndian.Uint16(points[2*low:]))
		above := float64(binary.BigEndian.Uint16(points[2*low+2:]))
		return (below + (above-below)*(at-float64(low))) / math.MaxUint16
	}, true
}

// readFormula reads a curve by its formula (table 68):
// (a·v + b)^g + e from d on, and c·v + f below.
func readFormula(data []byte) (curve, bool) {
	names := []int{1, 3, 4, 5, 7}
	kind := int(binary.BigEndian.Uint16(data))
	if data = data[4:]; kind >= len(names) || len(data) < 4*names[kind] {
		return nil, false
	}
	p := [7]float64{}
	for i := range names[kind] {
		p[i] = fixed(data[4*i:])
	}
	g, a, b, c, d, e, f := p[0], p[1], p[2], p[3], p[4], p[5], p[6]
	switch kind {
	case 0:
		a = 1
	case 1, 2: // e is called c there, and counts on both sides of the break
		if a == 0 {
			return nil, false
		}
		c, d, e, f = 0, -b/a, c, c
	}
	return func(v float64) float64 {
		if v >= d {
			return math.Pow(a*v+b, g) + e
		}
		return c*v + f
	}, true
}
