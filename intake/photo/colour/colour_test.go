package colour

import (
	"encoding/binary"
	"image"
	"image/color"
	"math"
	"testing"

	"snapgrid/intake/photo/planar"
)

// space is what a profile is made of.
type space struct {
	curve   []byte
	columns [3][3]float64 // XYZ of red, green and blue at D50
}

// The spaces of telephones and cameras, from their published primaries.
var (
	displayP3 = [3][3]float64{{0.51512, 0.2412, -0.00105}, {0.29198, 0.69225, 0.04189}, {0.1571, 0.06657, 0.78407}}
	adobeRGB  = [3][3]float64{{0.60974, 0.31111, 0.01947}, {0.20528, 0.62567, 0.06087}, {0.14919, 0.06322, 0.74457}}
	standard  = [3][3]float64{{0.43607, 0.22249, 0.01392}, {0.38515, 0.71687, 0.09708}, {0.14307, 0.06061, 0.7141}}
)

func fixedBytes(v float64) []byte {
	return binary.BigEndian.AppendUint32(nil, uint32(int32(math.Round(v*65536))))
}

// points is a curve by its points; one is an exponent in 256ths.
func points(values ...uint16) []byte {
	out := binary.BigEndian.AppendUint32([]byte("curv\x00\x00\x00\x00"), uint32(len(values)))
	for _, v := range values {
		out = binary.BigEndian.AppendUint16(out, v)
	}
	return out
}

func formula(kind uint16, params ...float64) []byte {
	out := binary.BigEndian.AppendUint16([]byte("para\x00\x00\x00\x00"), kind)
	out = append(out, 0, 0)
	for _, p := range params {
		out = append(out, fixedBytes(p)...)
	}
	return out
}

// standardFormula is the curve of sRGB.
func standardFormula() []byte { return formula(3, 2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045) }

// sampled is a curve by many points of f.
func sampled(count int, f curve) []byte {
	values := make([]uint16, count)
	for i := range values {
		values[i] = uint16(math.Round(65535 * f(float64(i)/float64(count-1))))
	}
	return points(values...)
}

// bytes writes the profile.
func (s space) bytes() []byte {
	head := make([]byte, headSize)
	copy(head[12:], "mntrRGB XYZ ")
	copy(head[36:], "acsp")
	out := binary.BigEndian.AppendUint32(head, 6)
	at := headSize + 4 + 6*entrySize
	var bodies []byte
	add := func(name string, body []byte) {
		out = append(out, name...)
		out = binary.BigEndian.AppendUint32(out, uint32(at+len(bodies)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(body)))
		bodies = append(bodies, body...)
	}
	for c, letter := range []string{"r", "g", "b"} {
		xyz := []byte("XYZ \x00\x00\x00\x00")
		for _, v := range s.columns[c] {
			xyz = append(xyz, fixedBytes(v)...)
		}
		add(letter+"XYZ", xyz)
		add(letter+"TRC", s.curve)
	}
	return append(out, bodies...)
}

type rgb [3]byte

// The wanted colours are those of LittleCMS (relative colorimetric).
func TestReadICC(t *testing.T) {
	t.Parallel()
	inP3 := map[rgb]rgb{
		{200, 100, 50}: {214, 92, 30}, {128, 128, 128}: {127, 128, 127}, {30, 180, 90}: {0, 183, 77},
		{10, 20, 200}: {7, 20, 208}, {250, 240, 10}: {252, 239, 0}, {0, 255, 0}: {0, 255, 0},
	}
	inAdobe := map[rgb]rgb{
		{200, 100, 50}: {227, 100, 42}, {128, 128, 128}: {129, 129, 129}, {30, 180, 90}: {0, 181, 82},
		{10, 20, 200}: {0, 12, 205}, {250, 240, 10}: {253, 240, 0}, {0, 255, 0}: {0, 255, 0},
	}
	for name, tt := range map[string]struct {
		profile *Profile
		want    map[rgb]rgb
	}{
		"P3 by formula":      {ReadICC(space{standardFormula(), displayP3}.bytes()), inP3},
		"P3 by points":       {ReadICC(space{sampled(1024, standardCurve), displayP3}.bytes()), inP3},
		"P3 by number":       {DisplayP3(), inP3},
		"Adobe by exponent":  {ReadICC(space{points(563), adobeRGB}.bytes()), inAdobe},
		"Adobe by formula 0": {ReadICC(space{formula(0, 2.19921875), adobeRGB}.bytes()), inAdobe},
		"Adobe by formula 1": {ReadICC(space{formula(1, 2.19921875, 1, 0), adobeRGB}.bytes()), inAdobe},
		"Adobe by formula 2": {ReadICC(space{formula(2, 2.19921875, 1, 0, 0), adobeRGB}.bytes()), inAdobe},
		"P3 by formula 4":    {ReadICC(space{formula(4, 2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045, 0, 0), displayP3}.bytes()), inP3},
	} {
		if tt.profile == nil {
			t.Errorf("%s: not read", name)
			continue
		}
		for from, want := range tt.want {
			r, g, b := tt.profile.rgb(from[0], from[1], from[2])
			if max(apart(r, int(want[0])), apart(g, int(want[1])), apart(b, int(want[2]))) > 1 {
				t.Errorf("%s: %v became %d %d %d, want %v", name, from, r, g, b, want)
			}
		}
	}
}

// What is sRGB already, made of something else, or broken needs no conversion.
func TestReadICCNothingToDo(t *testing.T) {
	t.Parallel()
	whole := space{standardFormula(), displayP3}.bytes()
	gray := append([]byte(nil), whole...)
	copy(gray[16:], "GRAY")
	tables := append([]byte(nil), whole...)
	copy(tables[20:], "Lab ")
	for name, data := range map[string][]byte{
		"sRGB":             space{standardFormula(), standard}.bytes(),
		"sRGB by points":   space{sampled(1024, standardCurve), standard}.bytes(),
		"gray":             gray,
		"tables":           tables,
		"nothing":          nil,
		"unknown formula":  space{formula(5, 1), displayP3}.bytes(),
		"short formula":    space{formula(3, 2.4), displayP3}.bytes(),
		"dividing by zero": space{formula(1, 2.4, 0, 1), displayP3}.bytes(),
		"too many points":  space{sampled(5000, standardCurve), displayP3}.bytes(),
		"unknown curve":    space{[]byte("none\x00\x00\x00\x00\x00\x00\x00\x00"), displayP3}.bytes(),
	} {
		if ReadICC(data) != nil {
			t.Errorf("%s: got a profile", name)
		}
	}
	for n := range whole {
		if ReadICC(whole[:n]) != nil {
			t.Fatalf("cut to %d bytes: got a profile", n)
		}
	}
}

// Every pixel of a picture is converted, those at odd edges too; grey stays.
func TestConvert(t *testing.T) {
	t.Parallel()
	p := DisplayP3()
	x, y, z := p.rgb(200, 100, 50)
	for _, size := range []image.Point{{1, 1}, {2, 2}, {13, 7}, {12, 7}, {13, 8}} {
		picture := even(size, 200, 100, 50)
		p.Convert(picture)
		img := picture.Image()
		for at := range size.X * size.Y {
			c := color.NRGBAModel.Convert(img.At(at%size.X, at/size.X)).(color.NRGBA)
			if max(apart(c.R, int(x)), apart(c.G, int(y)), apart(c.B, int(z))) > 3 {
				t.Fatalf("%v at %d: got %v, want %d %d %d", size, at, c, x, y, z)
			}
		}
	}
	grey := planar.New(3, 3, false)
	grey.Planes[0].Pix[4] = 100
	p.Convert(grey)
	if grey.Planes[0].Pix[4] != 100 {
		t.Error("a grey picture was converted")
	}
}

// Pixels of different light share the mean of their colours.
func TestConvertSharesTheMean(t *testing.T) {
	t.Parallel()
	p := DisplayP3()
	picture := even(image.Pt(2, 1), 200, 100, 50)
	light, blue, red := picture.Planes[0].Pix, picture.Planes[1].Pix, picture.Planes[2].Pix
	light[1] = 60
	var sumB, sumR int
	for _, l := range light {
		_, b, r := color.RGBToYCbCr(p.rgb(color.YCbCrToRGB(l, blue[0], red[0])))
		sumB, sumR = sumB+int(b), sumR+int(r)
	}
	p.Convert(picture)
	if apart(blue[0], sumB/2) > 1 || apart(red[0], sumR/2) > 1 {
		t.Errorf("the colour is %d %d, want %d %d", blue[0], red[0], sumB/2, sumR/2)
	}
}

// even is a picture of one colour.
func even(size image.Point, r, g, b byte) planar.Picture {
	picture := planar.New(size.X, size.Y, true)
	l, cb, cr := color.RGBToYCbCr(r, g, b)
	for i, v := range []byte{l, cb, cr} {
		for at := range picture.Planes[i].Pix {
			picture.Planes[i].Pix[at] = v
		}
	}
	return picture
}

// FuzzReadICC asks that any bytes are read without harm, and that a profile read
// from them converts.
func FuzzReadICC(f *testing.F) {
	f.Add(space{standardFormula(), displayP3}.bytes())
	f.Add(space{points(563), adobeRGB}.bytes())
	f.Add(space{sampled(9, standardCurve), adobeRGB}.bytes())
	f.Add(space{formula(4, 2.4, 1, 0, 1, 0, 0, 0), standard}.bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		if p := ReadICC(data); p != nil {
			p.Convert(planar.New(3, 3, true))
		}
	})
}

func BenchmarkConvert(b *testing.B) {
	p, picture := DisplayP3(), planar.New(1280, 960, true)
	for b.Loop() {
		p.Convert(picture)
	}
}

func BenchmarkReadICC(b *testing.B) {
	data := space{standardFormula(), displayP3}.bytes()
	for b.Loop() {
		ReadICC(data)
	}
}
