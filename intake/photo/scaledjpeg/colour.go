package scaledjpeg

import "image/color"

// colours is what the components of a file mean.
type colours int

const (
	asTheyAre colours = iota // gray, or Y, Cb and Cr
	rgb
	cmyk
	ycck
)

// colours tells them by the marks of JFIF and Adobe, or by the names of the
// components, as T.81 says nothing of it.
func (f *frame) colours(m colourMarks) colours {
	c := f.components
	switch {
	case len(c) == 4 && m.adobe && m.transform == 2:
		return ycck
	case len(c) == 4:
		return cmyk
	case len(c) != 3 || m.jfif:
		return asTheyAre
	case m.adobe && m.transform == 0, !m.adobe && c[0].id == 'R' && c[1].id == 'G' && c[2].id == 'B':
		return rgb
	}
	return asTheyAre
}

// convert makes Y, Cb and Cr of what is something else.
func (d *Decoder) convert(p *Picture) {
	kind := d.frame.colours(d.tables.colour)
	if kind == asTheyAre {
		return
	}
	for i := range p.Planes {
		p.Planes[i] = p.Planes[i].widen(p.Width, p.Height)
	}
	for y := range p.Height {
		rows := [4][]byte{}
		for i := range p.Planes {
			rows[i] = p.Planes[i].row(y)
		}
		d.convertRow(kind, rows)
	}
	p.Planes = p.Planes[:3]
}

func (d *Decoder) convertRow(kind colours, rows [4][]byte) {
	for x := range rows[0] {
		a, b, c := rows[0][x], rows[1][x], rows[2][x]
		switch kind {
		case rgb:
			a, b, c = color.RGBToYCbCr(a, b, c)
		case cmyk:
			a, b, c = fromCMYK(int(a), int(b), int(c), int(rows[3][x]), d.tables.colour.adobe)
		case ycck:
			a, b, c = fromYCCK(a, b, c, rows[3][x])
		}
		rows[0][x], rows[1][x], rows[2][x] = a, b, c
	}
}

// row is a row of samples.
func (p Plane) row(y int) []byte { return p.Pix[y*p.Stride : y*p.Stride+p.Width] }

// widen returns the plane at a size, each sample repeated as often as that takes.
func (p Plane) widen(width, height int) Plane {
	if p.Width == width && p.Height == height {
		return p
	}
	wide := Plane{Pix: make([]byte, width*height), Stride: width, Width: width, Height: height}
	for y := range height {
		from, to := p.row(y*p.Height/height), wide.row(y)
		for x := range to {
			to[x] = from[x*p.Width/width]
		}
	}
	return wide
}

// fromCMYK takes paper white where there is no ink. Adobe writes all four upside
// down, so that 255 is no ink.
func fromCMYK(c, m, y, k int, adobe bool) (_, _, _ byte) {
	if !adobe {
		c, m, y, k = 255-c, 255-m, 255-y, 255-k
	}
	return color.RGBToYCbCr(byte((c*k+127)/255), byte((m*k+127)/255), byte((y*k+127)/255))
}

// fromYCCK: Y, Cb and Cr are those of the inks, not yet upside down as K is.
func fromYCCK(y, cb, cr, k byte) (_, _, _ byte) {
	cyan, magenta, yellow := color.YCbCrToRGB(y, cb, cr)
	return fromCMYK(255-int(cyan), 255-int(magenta), 255-int(yellow), int(k), true)
}
