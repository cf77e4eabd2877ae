package photo

import (
	"context"
	"errors"
	"fmt"
	"image"

	"snapgrid/intake/photo/planar"
	"snapgrid/intake/photo/scaledjpeg"
)

// keptMemory is how much memory a decoder may hold while it waits for its next
// picture, in bytes.
const keptMemory = 24 << 20

func newJPEG() any { return new(scaledjpeg.Decoder) }

// scaleFor says in how many eighths a JPEG is decoded: so many that the good
// filter has half as much again as it needs for a side. With less, what the
// decoder leaves out would be missed.
func scaleFor(longer, side int) int {
	for n := 1; n < 8; n++ {
		if 2*longer*n >= 3*8*side {
			return n
		}
	}
	return 8
}

// scaled decodes a JPEG as small as will do, and brings it to its size.
func (h header) scaled(ctx context.Context, decoder *scaledjpeg.Decoder, data []byte, t target) (_ planar.Picture, partial bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = refuse(Damaged, h.format, fmt.Errorf("decoder: %v", p))
		}
	}()
	scale := scaleFor(max(h.width, h.height), max(t.size.X, t.size.Y))
	decoded, err := decoder.Decode(data, scaledjpeg.Options{Scale: scale, MaxPixels: MaxJPEGPixels, Check: ctx.Err})
	switch {
	case ctx.Err() != nil:
		return planar.Picture{}, false, fmt.Errorf("decode photo: %w", ctx.Err())
	case errors.Is(err, scaledjpeg.ErrUnsupported):
		return planar.Picture{}, false, refuse(Unsupported, h.format, err)
	case err != nil:
		return planar.Picture{}, false, refuse(Damaged, h.format, err)
	}
	head, err := scaledjpeg.ReadHeader(data)
	if err != nil {
		return planar.Picture{}, false, refuse(Damaged, h.format, err)
	}
	return t.resize(planes(decoded, head, scale)), decoded.Partial, nil
}

// planes says how many pixels of the full picture each sample stands for.
func planes(p *scaledjpeg.Picture, head scaledjpeg.Header, scale int) planar.Picture {
	most := scaledjpeg.Sampling{}
	for _, s := range head.Sampling {
		most.Horizontal, most.Vertical = max(most.Horizontal, s.Horizontal), max(most.Vertical, s.Vertical)
	}
	picture := planar.Picture{Width: p.FullWidth, Height: p.FullHeight}
	for i, plane := range p.Planes {
		x, y := 8/float64(scale), 8/float64(scale)
		if plane.Width < p.Width { // not all planes of one size, as after a conversion of colours
			x *= float64(most.Horizontal) / float64(head.Sampling[i].Horizontal)
		}
		if plane.Height < p.Height {
			y *= float64(most.Vertical) / float64(head.Sampling[i].Vertical)
		}
		picture.Planes = append(picture.Planes, planar.Plane{
			Pix: plane.Pix, Stride: plane.Stride, Width: plane.Width, Height: plane.Height, PitchX: x, PitchY: y,
		})
	}
	return picture
}

// target is what a picture is to become.
type target struct {
	size image.Point // before it is turned
	turn planar.Upright
}

func (t target) resize(p planar.Picture) planar.Picture {
	return planar.Resize(p, t.size.X, t.size.Y, t.turn)
}

// memory is what it takes to develop a picture, in bytes, beside its file.
func (h header) memory(data []byte, side int) int64 {
	prints := int64(side) * int64(side)
	if h.format != JPEG {
		return h.decoded + 40*prints // up to 2.5 sides squared in four bytes and in three, and the print
	}
	head, err := scaledjpeg.ReadHeader(data)
	if err != nil {
		return 0 // and so will the decoder say
	}
	return head.Memory(scaleFor(max(h.width, h.height), side)) + 6*prints
}
