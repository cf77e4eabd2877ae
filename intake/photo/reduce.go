package photo

import (
	"image"
	"image/draw"
)

// reduce shrinks by whole numbers, averaging boxes of pixels, and stops while
// the longer side is still a quarter above side: from there a better filter goes
// on. The part of the canvas that img leaves open is white, and so is whatever
// shines through it.
func reduce(img image.Image, canvas image.Rectangle, side int) image.Image {
	n := max(1, 4*max(canvas.Dx(), canvas.Dy())/(5*side))
	if img, ok := img.(*image.YCbCr); ok {
		return reduceYCbCr(img, n)
	}
	return flatten(img, canvas, n)
}

// reduceYCbCr shrinks the planes, so that colours are converted for the few
// pixels that are left.
func reduceYCbCr(img *image.YCbCr, n int) *image.YCbCr {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := image.NewYCbCr(image.Rect(0, 0, ceil(w, n), ceil(h, n)), image.YCbCrSubsampleRatio444)
	rx, ry := subsampling(img.SubsampleRatio)
	luma := plane{img.Y[img.YOffset(img.Rect.Min.X, img.Rect.Min.Y):], img.YStride, w, h, 1, 1}
	luma.reduce(out.Y, out.YStride, n)
	at := img.COffset(img.Rect.Min.X, img.Rect.Min.Y)
	for _, c := range []struct{ from, to []byte }{{img.Cb, out.Cb}, {img.Cr, out.Cr}} {
		chroma := plane{c.from[at:], img.CStride, w, h, rx, ry}
		chroma.reduce(c.to, out.CStride, n)
	}
	return out
}

// subsampling is how many pixels share a sample of colour, across and down.
func subsampling(ratio image.YCbCrSubsampleRatio) (x, y int) {
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
	default:
		return 1, 1
	}
}

// plane is one channel of a picture of w × h pixels, of which rx × ry share a
// sample.
type plane struct {
	pix    []byte
	stride int
	w, h   int
	rx, ry int
}

// reduce averages the samples under each box of n × n pixels.
func (p plane) reduce(to []byte, stride, n int) {
	across := spans(p.w, p.rx, n)
	sums := make([]uint32, len(across))
	for y, rows := range spans(p.h, p.ry, n) {
		clear(sums)
		for row := rows.from; row < rows.to; row++ {
			line := p.pix[row*p.stride:]
			for x, s := range across {
				for _, v := range line[s.from:s.to] {
					sums[x] += uint32(v)
				}
			}
		}
		for x, s := range across {
			area := uint32((s.to - s.from) * (rows.to - rows.from))
			to[y*stride+x] = byte((sums[x] + area/2) / area)
		}
	}
}

// span is a range of samples.
type span struct{ from, to int }

// spans cuts length pixels into boxes of n and says which samples, one for each
// ratio pixels, lie under each.
func spans(length, ratio, n int) []span {
	out := make([]span, ceil(length, n))
	for i := range out {
		out[i] = span{i * n / ratio, ceil(min((i+1)*n, length), ratio)}
	}
	return out
}

func ceil(a, b int) int { return (a + b - 1) / b }

// flatten paints any picture on white, strip by strip, and averages boxes of
// n × n pixels.
func flatten(img image.Image, canvas image.Rectangle, n int) *image.RGBA {
	w, h := canvas.Dx(), canvas.Dy()
	out := image.NewRGBA(image.Rect(0, 0, ceil(w, n), ceil(h, n)))
	strip := image.NewRGBA(image.Rect(0, 0, w, n))
	across := spans(w, 1, n)
	for y, rows := range spans(h, 1, n) {
		area := image.Rect(0, 0, w, rows.to-rows.from)
		draw.Draw(strip, area, image.White, image.Point{}, draw.Src)
		onto := img.Bounds().Sub(image.Pt(0, rows.from)).Intersect(area)
		draw.Draw(strip, onto, img, onto.Min.Add(image.Pt(0, rows.from)), draw.Over)
		averageStrip(out.Pix[y*out.Stride:], strip, across, area.Dy())
	}
	return out
}

// averageStrip writes one row of pixels from the boxes of a strip.
func averageStrip(to []byte, strip *image.RGBA, across []span, rows int) {
	for x, s := range across {
		var r, g, b uint32
		for row := range rows {
			line := strip.Pix[row*strip.Stride:]
			for p := line[4*s.from : 4*s.to]; len(p) >= 4; p = p[4:] {
				r, g, b = r+uint32(p[0]), g+uint32(p[1]), b+uint32(p[2])
			}
		}
		area := uint32((s.to - s.from) * rows)
		to[4*x] = byte((r + area/2) / area)
		to[4*x+1] = byte((g + area/2) / area)
		to[4*x+2] = byte((b + area/2) / area)
		to[4*x+3] = 0xff
	}
}
