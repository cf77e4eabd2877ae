package colour

import (
	"image/color"

	"snapgrid/intake/photo/planar"
)

// Convert turns a picture, which is 4:2:0, into sRGB, in place; a grey one stays as
// it is. It is meant for a picture that is small already.
func (p *Profile) Convert(picture planar.Picture) {
	if len(picture.Planes) < 3 {
		return
	}
	light, blue, red := picture.Planes[0], picture.Planes[1], picture.Planes[2]
	for y := range blue.Height {
		for x := range blue.Width {
			p.square(light, 2*x, 2*y, &blue.Pix[y*blue.Stride+x], &red.Pix[y*red.Stride+x])
		}
	}
}

// square converts the four pixels that share one sample of colour, at the edges
// fewer. They share the mean of what they become.
func (p *Profile) square(light planar.Plane, left, top int, blue, red *byte) {
	cb, cr := *blue, *red
	sumB, sumR, count := 0, 0, 0
	for y := top; y < min(top+2, light.Height); y++ {
		row := light.Pix[y*light.Stride:]
		for x := left; x < min(left+2, light.Width); x++ {
			l, b, r := color.RGBToYCbCr(p.rgb(color.YCbCrToRGB(row[x], cb, cr)))
			row[x], sumB, sumR, count = l, sumB+int(b), sumR+int(r), count+1
		}
	}
	*blue, *red = byte((sumB+count/2)/count), byte((sumR+count/2)/count)
}
