package photo

import (
	"context"
	"fmt"
	"image"

	"snapgrid/intake/photo/planar"
	"snapgrid/intake/photo/scaledjpeg"
	"snapgrid/intake/photo/tightjpeg"
)

// Qualities of what is written.
const (
	renditionQuality = 80
	pairQuality      = 85
)

// prints are upright pictures by their longer side.
type prints struct {
	sizes   map[int]planar.Picture
	partial bool
}

// print decodes a picture and makes it upright in all sizes, largest first, each
// from the one before.
func (d *Darkroom) print(ctx context.Context, h header, data []byte, sides []int) (prints, error) {
	t := target{fit(h.width, h.height, sides[0]), h.upright(h.tags()).upright()}
	last, partial, err := d.expose(ctx, h, data, t)
	if err != nil {
		return prints{}, err
	}
	if profile := h.profile(); profile != nil {
		profile.Convert(last)
	}
	p := prints{partial: partial, sizes: map[int]planar.Picture{}}
	width, height := h.width, h.height
	if t.turn.Exchange {
		width, height = height, width
	}
	for _, side := range sides {
		if size := fit(width, height, side); size != image.Pt(last.Width, last.Height) {
			last = planar.Resize(last, size.X, size.Y, planar.Upright{})
		}
		p.sizes[side] = last
	}
	return p, nil
}

// expose decodes a picture and makes the first print of it.
func (d *Darkroom) expose(ctx context.Context, h header, data []byte, t target) (_ planar.Picture, partial bool, err error) {
	if h.format == JPEG {
		decoder := d.jpegs.Get().(*scaledjpeg.Decoder)
		print, partial, err := h.scaled(ctx, decoder, data, t)
		if err == nil && h.memory(data, max(t.size.X, t.size.Y)) <= keptMemory {
			d.jpegs.Put(decoder)
		}
		return print, partial, err
	}
	img, err := d.decode(ctx, h, data)
	if ctx.Err() != nil {
		return planar.Picture{}, false, fmt.Errorf("decode photo: %w", ctx.Err())
	}
	if err != nil {
		return planar.Picture{}, false, err
	}
	picture := reduce(img, image.Rect(0, 0, h.width, h.height), max(t.size.X, t.size.Y))
	return t.resize(picture), false, nil
}

// fit is the size of a picture whose longer side is at most side; it never
// grows, and no side vanishes.
func fit(w, h, side int) image.Point {
	longer := max(w, h)
	if longer <= side {
		return image.Pt(w, h)
	}
	return image.Pt(max(1, (w*side+longer/2)/longer), max(1, (h*side+longer/2)/longer))
}

// encode writes the sizes, which have no metadata.
func (p prints) encode(sizes []int) ([]Rendition, error) {
	renditions := make([]Rendition, 0, len(sizes))
	for _, size := range sizes {
		picture := p.sizes[size]
		encoded, err := tightjpeg.Encode(picture, renditionQuality)
		if err != nil {
			return nil, fmt.Errorf("encode photo: %w", err)
		}
		renditions = append(renditions, Rendition{
			Size: size, Width: picture.Width, Height: picture.Height, JPEG: encoded,
		})
	}
	return renditions, nil
}
