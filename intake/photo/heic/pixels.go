package heic

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"image"
	"io"
)

// layout says which planes of which size follow its [frame].
type layout uint32

// The layouts. Those of colour as light and two colours are by subsampling.
const (
	gray layout = iota + 1
	colour420
	colour422
	colour444
	alpha         // red, green, blue, alpha
	premultiplied // the same, the colours multiplied with alpha
)

// frame is the head of what the helper writes; the planes follow, row by row.
type frame struct {
	Layout        layout
	Width, Height uint32
}

// ratios are the subsamplings of the layouts that have one.
var ratios = map[layout]image.YCbCrSubsampleRatio{
	colour420: image.YCbCrSubsampleRatio420,
	colour422: image.YCbCrSubsampleRatio422,
	colour444: image.YCbCrSubsampleRatio444,
}

// blank makes a picture of a layout, nil if there is no such layout.
func blank(l layout, width, height int) image.Image {
	whole := image.Rect(0, 0, width, height)
	switch l {
	case gray:
		return image.NewGray(whole)
	case colour420, colour422, colour444:
		return image.NewYCbCr(whole, ratios[l])
	case alpha:
		return image.NewNRGBA(whole)
	case premultiplied:
		return image.NewRGBA(whole)
	}
	return nil
}

// plane is one channel, or all of them interleaved.
type plane struct {
	pix                  []byte
	stride, width, count int // bytes of a row with its padding, without, and rows
}

// take tells layout and planes of a picture; 0 if it is of no known kind.
func take(img image.Image) (layout, []plane) {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	switch img := img.(type) {
	case *image.Gray:
		return gray, []plane{{img.Pix, img.Stride, w, h}}
	case *image.NRGBA:
		return alpha, []plane{{img.Pix, img.Stride, 4 * w, h}}
	case *image.RGBA:
		return premultiplied, []plane{{img.Pix, img.Stride, 4 * w, h}}
	case *image.YCbCr:
		for l, ratio := range ratios {
			if ratio == img.SubsampleRatio {
				cw, ch := colourSize(l, w, h)
				return l, []plane{{img.Y, img.YStride, w, h}, {img.Cb, img.CStride, cw, ch}, {img.Cr, img.CStride, cw, ch}}
			}
		}
	}
	return 0, nil
}

// colourSize is the size of a plane of colour.
func colourSize(l layout, w, h int) (int, int) {
	switch l {
	case colour420:
		return (w + 1) / 2, (h + 1) / 2
	case colour422:
		return (w + 1) / 2, h
	}
	return w, h
}

// send writes a picture.
func send(to io.Writer, img image.Image) error {
	l, planes := take(img)
	if l == 0 {
		return fmt.Errorf("send %T: no such layout", img)
	}
	out := bufio.NewWriterSize(to, 64<<10)
	size := img.Bounds().Size()
	if err := binary.Write(out, binary.LittleEndian, frame{l, uint32(size.X), uint32(size.Y)}); err != nil {
		return fmt.Errorf("send picture: %w", err)
	}
	for _, p := range planes {
		for row := range p.count {
			if _, err := out.Write(p.pix[row*p.stride:][:p.width]); err != nil {
				return fmt.Errorf("send picture: %w", err)
			}
		}
	}
	return out.Flush()
}

// receive reads a picture that must have width × height pixels.
func receive(from io.Reader, width, height int) (image.Image, error) {
	f := frame{}
	if err := binary.Read(from, binary.LittleEndian, &f); err != nil {
		return nil, err
	}
	if f.Width != uint32(width) || f.Height != uint32(height) {
		return nil, fmt.Errorf("decoded %d×%d, want %d×%d", f.Width, f.Height, width, height)
	}
	img := blank(f.Layout, width, height)
	if img == nil {
		return nil, fmt.Errorf("layout %d is unknown", f.Layout)
	}
	_, planes := take(img)
	for _, p := range planes {
		if _, err := io.ReadFull(from, p.pix[:p.stride*p.count]); err != nil {
			return nil, err
		}
	}
	return img, nil
}
