package photo

import (
	"image"
	"image/draw"

	"snapgrid/intake/photo/planar"
)

// reduce brings any picture into planes. Unless it is in planes already, it shrinks
// by whole numbers before, averaging boxes of pixels, and stops while the longer
// side is still a quarter above side: from there a better filter goes on. The part
// of the canvas that img leaves open is white, and so is whatever shines through.
func reduce(img image.Image, canvas image.Rectangle, side int) planar.Picture {
	if img, ok := img.(*image.YCbCr); ok {
		return planar.FromYCbCr(img)
	}
	n := max(1, 4*max(canvas.Dx(), canvas.Dy())/(5*side))
	return planar.FromRGBA(flatten(img, canvas, n), n, canvas.Dx(), canvas.Dy())
}

// span is a range of pixels.
type span struct{ from, to int }

// spans cuts length pixels into boxes of n.
func spans(length, n int) []span {
	out := make([]span, (length+n-1)/n)
	for i := range out {
		out[i] = span{i * n, min((i+1)*n, length)}
	}
	return out
}

// flatten paints any picture on white, strip by strip, and averages boxes of
// n × n pixels.
func flatten(img image.Image, canvas image.Rectangle, n int) *image.RGBA {
	w, h := canvas.Dx(), canvas.Dy()
	across, down := spans(w, n), spans(h, n)
	out := image.NewRGBA(image.Rect(0, 0, len(across), len(down)))
	strip := image.NewRGBA(image.Rect(0, 0, w, n))
	for y, rows := range down {
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
