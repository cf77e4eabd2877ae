package planar

import (
	"image"
	"image/color"
)

// Plane is one channel of a picture.
type Plane struct {
	Pix           []byte // rows of Width samples, Stride bytes apart
	Stride        int
	Width, Height int
	PitchX        float64 // how many pixels of the picture a sample stands for
	PitchY        float64
}

// Picture is a grey picture (one plane) or one in colour: Y, Cb and Cr in full
// range, as in JFIF.
type Picture struct {
	Width, Height int // pixels
	Planes        []Plane
}

// New makes a black picture; in colour it is 4:2:0.
func New(width, height int, colour bool) Picture {
	p := Picture{Width: width, Height: height, Planes: []Plane{newPlane(width, height, 1)}}
	if colour {
		w, h := (width+1)/2, (height+1)/2
		p.Planes = append(p.Planes, newPlane(w, h, 2), newPlane(w, h, 2))
	}
	return p
}

func newPlane(width, height int, pitch float64) Plane {
	return Plane{
		Pix: make([]byte, width*height), Stride: width, Width: width, Height: height,
		PitchX: pitch, PitchY: pitch,
	}
}

// row is one row of samples.
func (p Plane) row(y int) []byte { return p.Pix[y*p.Stride:][:p.Width] }

// Luma is the brightness of a picture; the samples are shared.
func (p Picture) Luma() *image.Gray {
	y := p.Planes[0]
	return &image.Gray{Pix: y.Pix, Stride: y.Stride, Rect: image.Rect(0, 0, y.Width, y.Height)}
}

// Image is a picture for the standard library; the samples are shared. It must be
// grey or 4:2:0.
func (p Picture) Image() image.Image {
	if len(p.Planes) == 1 {
		return p.Luma()
	}
	y, blue, red := p.Planes[0], p.Planes[1], p.Planes[2]
	return &image.YCbCr{
		Y: y.Pix, Cb: blue.Pix, Cr: red.Pix, YStride: y.Stride, CStride: blue.Stride,
		SubsampleRatio: image.YCbCrSubsampleRatio420, Rect: image.Rect(0, 0, p.Width, p.Height),
	}
}

// FromYCbCr takes the planes of a picture of the standard library; they are
// shared.
func FromYCbCr(img *image.YCbCr) Picture {
	width, height := img.Rect.Dx(), img.Rect.Dy()
	across, down := subsampling(img.SubsampleRatio)
	luma := Plane{img.Y[img.YOffset(img.Rect.Min.X, img.Rect.Min.Y):], img.YStride, width, height, 1, 1}
	chroma := Plane{
		Stride: img.CStride, Width: ceil(width, across), Height: ceil(height, down),
		PitchX: float64(across), PitchY: float64(down),
	}
	at := img.COffset(img.Rect.Min.X, img.Rect.Min.Y)
	blue, red := chroma, chroma
	blue.Pix, red.Pix = img.Cb[at:], img.Cr[at:]
	return Picture{width, height, []Plane{luma, blue, red}}
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

func ceil(a, b int) int { return (a + b - 1) / b }

// FromRGBA takes the colours of an opaque picture, of which a pixel stands for
// pitch × pitch pixels; those of the last row and column may stand for fewer.
func FromRGBA(img *image.RGBA, pitch int, width, height int) Picture {
	p := Picture{Width: width, Height: height}
	for range 3 {
		p.Planes = append(p.Planes, newPlane(img.Rect.Dx(), img.Rect.Dy(), float64(pitch)))
	}
	for y := range img.Rect.Dy() {
		from := img.Pix[y*img.Stride:]
		luma, blue, red := p.Planes[0].row(y), p.Planes[1].row(y), p.Planes[2].row(y)
		for x := range luma {
			pixel := from[4*x:][:4]
			luma[x], blue[x], red[x] = color.RGBToYCbCr(pixel[0], pixel[1], pixel[2])
		}
	}
	return p
}
