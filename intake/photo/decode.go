package photo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/png"
	"io"
	"slices"

	"snapgrid/intake"
)

// decode decodes with the decoder of the sniffed format and no other. JPEG goes
// another way: see [Darkroom.scaled].
func (d *Darkroom) decode(ctx context.Context, h header, data []byte) (image.Image, error) {
	if h.format != HEIC {
		return h.decode(contextReader{ctx, bytes.NewReader(data)})
	}
	if h.torn {
		return nil, refuse(Damaged, h.format, errors.New("cut short"))
	}
	img, err := d.HEIC.Decode(ctx, data, h.width, h.height)
	if intake.CodeOf(err) == intake.CodeInvalid {
		return nil, refuse(Unsupported, h.format, err) // there are more kinds than its decoder knows
	}
	return img, err
}

// decode decodes with a decoder that is safe within this process. A decoder
// that panics has met a damaged picture.
func (h header) decode(r io.Reader) (img image.Image, err error) {
	defer func() {
		if p := recover(); p != nil {
			img, err = nil, refuse(Damaged, h.format, fmt.Errorf("decoder: %v", p))
		}
	}()
	switch h.format {
	case PNG:
		img, err = png.Decode(r)
	case WebP:
		img, err = h.decodeWebP(r)
	case GIF:
		img, err = gif.Decode(r) // the first frame
	default:
		return nil, refuse(Unsupported, h.format, nil)
	}
	if err == nil {
		err = h.verify(img)
	}
	if err != nil {
		return nil, refuse(Damaged, h.format, err)
	}
	return img, nil
}

// verify holds what was decoded against the header, and indices against their
// palette: later steps run on goroutines of a library, where a panic is fatal.
func (h header) verify(img image.Image) error {
	bounds := img.Bounds()
	whole := image.Rect(0, 0, h.width, h.height)
	if bounds.Empty() || !bounds.In(whole) || h.format != GIF && bounds != whole {
		return fmt.Errorf("decoded %v, want %dx%d", bounds, h.width, h.height)
	}
	if p, ok := img.(*image.Paletted); ok && int(slices.Max(p.Pix)) >= len(p.Palette) {
		return errors.New("colour beyond the palette")
	}
	return nil
}

var errFrame = errors.New("the first frame does not fit")

// contextReader ends a decode soon after its context.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
