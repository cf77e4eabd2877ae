package colour

import "image"

// Convert turns a picture into sRGB, in place. It does so to *image.NRGBA,
// *image.RGBA without transparency, and *image.YCbCr, and leaves any other alone.
// It is meant for a picture that is small already.
func (p *Profile) Convert(img image.Image) {
	switch img := img.(type) {
	case *image.NRGBA:
		p.interleaved(img.Pix, img.Stride, img.Rect)
	case *image.RGBA:
		p.interleaved(img.Pix, img.Stride, img.Rect)
	case *image.YCbCr:
		p.planar(img)
	}
}

// interleaved converts rows of red, green, blue and something.
func (p *Profile) interleaved(pix []byte, stride int, rect image.Rectangle) {
	for y := range rect.Dy() {
		for row := pix[y*stride:][:4*rect.Dx()]; len(row) >= 4; row = row[4:] {
			row[0], row[1], row[2] = p.rgb(row[0], row[1], row[2])
		}
	}
}

// planar converts light and colours. Pixels that share a sample of colour share
// the mean of what they become.
func (p *Profile) planar(img *image.YCbCr) {
	across, down := shared(img.SubsampleRatio)
	r := img.Rect
	for top := r.Min.Y - r.Min.Y%down; top < r.Max.Y; top += down {
		y, bottom := max(top, r.Min.Y), min(top+down, r.Max.Y)
		at := img.COffset(r.Min.X, y)
		for left := r.Min.X - r.Min.X%across; left < r.Max.X; left += across {
			x, right := max(left, r.Min.X), min(left+across, r.Max.X)
			light := img.Y[img.YOffset(x, y):]
			p.block(light, img.YStride, right-x, bottom-y, &img.Cb[at], &img.Cr[at])
			at++
		}
	}
}

// block converts the pixels that share one sample of colour, from and to JFIF's
// colours; the numbers are its factors × 2¹⁶.
func (p *Profile) block(light []byte, stride, width, height int, blue, red *byte) {
	cb, cr := int32(*blue)-128, int32(*red)-128
	addR, addG, addB := 91881*cr, -22554*cb-46802*cr, 116130*cb
	var sumR, sumG, sumB int32
	for y := range height {
		row := light[y*stride:][:width]
		for x, v := range row {
			l := int32(v)<<16 + 1<<15
			r, g, b := p.rgb(clamp(l+addR), clamp(l+addG), clamp(l+addB))
			sumR, sumG, sumB = sumR+int32(r), sumG+int32(g), sumB+int32(b)
			row[x] = byte((19595*int32(r) + 38470*int32(g) + 7471*int32(b) + 1<<15) >> 16)
		}
	}
	count := int32(width * height)
	half := 128<<16 + int32(1<<15)
	*blue = clamp((-11056*sumR-21712*sumG+32768*sumB)/count + half)
	*red = clamp((32768*sumR-27440*sumG-5328*sumB)/count + half)
}

// clamp cuts a value × 2¹⁶ to a byte.
func clamp(v int32) byte { return byte(min(max(v>>16, 0), 255)) }

// shared is how many pixels share a sample of colour, across and down.
func shared(ratio image.YCbCrSubsampleRatio) (across, down int) {
	switch ratio {
	case image.YCbCrSubsampleRatio422:
		return 2, 1
	case image.YCbCrSubsampleRatio420:
		return 2, 2
	case image.YCbCrSubsampleRatio440:
		return 1, 2
	case image.YCbCrSubsampleRatio411:
		return 4, 1
	case image.YCbCrSubsampleRatio410:
		return 4, 2
	}
	return 1, 1
}
