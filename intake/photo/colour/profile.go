package colour

import "math"

// Profile leads from the colours of a picture to sRGB. Make one with [ReadICC] or
// [DisplayP3]; it is safe for concurrent use.
type Profile struct {
	linear [3][256]int32 // light of each red, green and blue, 0 to 65535
	matrix [9]int32      // light of sRGB from light, × unity
}

// unity is 1 in the matrix: fractions of 14 bits, so that sums stay in 32 bits.
const unity = 1 << 14

// curve is the light, 0 to 1, of a value from 0 to 1.
type curve func(float64) float64

// makeProfile joins curves and a matrix to the light of sRGB. It returns nil
// where the outcome is sRGB itself.
func makeProfile(curves [3]curve, matrix [9]float64) *Profile {
	p := &Profile{}
	for i, v := range matrix {
		p.matrix[i] = int32(math.Round(min(max(v, -8), 8) * unity))
	}
	for c, light := range curves {
		for v := range 256 {
			l := light(float64(v) / 255)
			if math.IsNaN(l) {
				l = 0
			}
			p.linear[c][v] = int32(math.Round(min(max(l, 0), 1) * math.MaxUint16))
		}
	}
	if p.plain() {
		return nil
	}
	return p
}

// plain reports whether the conversion changes no colour by more than two steps:
// there are many ways to write sRGB.
func (p *Profile) plain() bool {
	for r := 0; r < 256; r += 51 {
		for g := 0; g < 256; g += 51 {
			for b := 0; b < 256; b += 51 {
				x, y, z := p.rgb(byte(r), byte(g), byte(b))
				if max(apart(x, r), apart(y, g), apart(z, b)) > 2 {
					return false
				}
			}
		}
	}
	return true
}

func apart(a byte, b int) int { return max(int(a)-b, b-int(a)) }

// rgb converts one colour. What sRGB cannot show becomes the nearest on each
// channel.
func (p *Profile) rgb(r, g, b byte) (x, y, z byte) {
	lr, lg, lb := int64(p.linear[0][r]), int64(p.linear[1][g]), int64(p.linear[2][b])
	m := &p.matrix
	return encode(int64(m[0])*lr + int64(m[1])*lg + int64(m[2])*lb),
		encode(int64(m[3])*lr + int64(m[4])*lg + int64(m[5])*lb),
		encode(int64(m[6])*lr + int64(m[7])*lg + int64(m[8])*lb)
}

// encode looks light × unity up.
func encode(light int64) byte {
	const step = unity << (16 - tableBits)
	return srgb[min(max(light/step, 0), 1<<tableBits-1)]
}

// tableBits is fine enough for the steepest part of the curve, where one step of
// sRGB is 1.2 of the table.
const tableBits = 12

// srgb is the value for a light of so many bits (IEC 61966-2-1).
var srgb = func() (table [1 << tableBits]byte) {
	for i := range table {
		light := (float64(i) + 0.5) / (1 << tableBits)
		v := 12.92 * light
		if light > 0.0031308 {
			v = 1.055*math.Pow(light, 1/2.4) - 0.055
		}
		table[i] = byte(math.Round(255 * v))
	}
	return table
}()

// standardCurve is that of sRGB and Display P3.
func standardCurve(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

// DisplayP3 is the space of telephones, for formats that name it by a number:
// the primaries 12 of ITU-T H.273 with the curve of sRGB. The matrix follows from
// the primaries of SMPTE RP 431-2 at the white of D65.
func DisplayP3() *Profile {
	return makeProfile([3]curve{standardCurve, standardCurve, standardCurve}, [9]float64{
		1.2249402, -0.2249402, 0,
		-0.0420570, 1.0420570, 0,
		-0.0196376, -0.0786360, 1.0982736,
	})
}
