package photo

import (
	"bytes"
	"context"
	_ "embed" // the two labels
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"github.com/disintegration/imaging"

	"snapgrid/intake/photo/planar"
	"snapgrid/intake/photo/scaledjpeg"
	"snapgrid/intake/photo/tightjpeg"
)

// The labels are pictures, because there is no font in the program: "前 BEFORE"
// and "后 AFTER", white on red and on green, 72 pixels high.
var (
	//go:embed labels/before.png
	labelBefore []byte
	//go:embed labels/after.png
	labelAfter []byte
)

// The measures of a pair, in pixels.
const (
	pairHeight = 960
	pairGap    = 12
	pairPixels = 2_000_000
)

// Pair puts two renditions side by side at the same height, the earlier one on
// the left, each with a label in its corner. The result is a JPEG of at most two
// million pixels. Errors are those of [Darkroom.Develop].
func Pair(ctx context.Context, before, after []byte) ([]byte, error) {
	left, err := readPanel(before, labelBefore)
	if err != nil {
		return nil, fmt.Errorf("pair photos: before: %w", err)
	}
	right, err := readPanel(after, labelAfter)
	if err != nil {
		return nil, fmt.Errorf("pair photos: after: %w", err)
	}
	height := min(pairHeight, max(left.head.height, right.head.height, pairHeight/4))
	height = shrinkHeight(height, left.width(height)+pairGap+right.width(height))

	edge := left.width(height) + pairGap
	sheet := imaging.New(edge+right.width(height), height, color.White)
	for i, p := range []panel{left, right} {
		drawn, err := p.draw(ctx, height)
		if err != nil {
			return nil, fmt.Errorf("pair photos: %w", err)
		}
		sheet = imaging.Paste(sheet, drawn, image.Pt(i*edge, 0))
	}
	return encodeSheet(sheet)
}

// shrinkHeight returns the height at which height × width comes down to the
// pixels allowed, both shrinking alike.
func shrinkHeight(height, width int) int {
	for height > 1 && height*width > pairPixels {
		next := height * 31 / 32
		width = width * next / height
		height = next
	}
	return height
}

// encodeSheet writes a picture that was painted in colours.
func encodeSheet(sheet *image.NRGBA) ([]byte, error) {
	opaque := &image.RGBA{Pix: sheet.Pix, Stride: sheet.Stride, Rect: sheet.Rect}
	width, height := sheet.Rect.Dx(), sheet.Rect.Dy()
	picture := planar.FromRGBA(opaque, 1, width, height)
	return tightjpeg.Encode(planar.Resize(picture, width, height, planar.Upright{}), pairQuality)
}

// panel is one half of a pair.
type panel struct {
	head  header
	data  []byte
	label image.Image
}

func readPanel(data, label []byte) (panel, error) {
	h, err := readHeader(data)
	if err != nil {
		return panel{}, err
	}
	if h.format != JPEG || max(h.width, h.height) > 4096 {
		return panel{}, errors.New("want a rendition")
	}
	words, err := png.Decode(bytes.NewReader(label))
	if err != nil {
		return panel{}, fmt.Errorf("decode label: %w", err)
	}
	return panel{head: h, data: data, label: words}, nil
}

// width is how wide the panel is at a height: as wide as its picture, but from
// half to twice the height, so that a strip of a picture does not rule the pair.
func (p panel) width(height int) int {
	return min(max(p.head.width*height/p.head.height, height/2), 2*height)
}

// draw fits the picture into the middle of its panel and puts the label on.
func (p panel) draw(ctx context.Context, height int) (image.Image, error) {
	width := p.width(height)
	across, down := float64(p.head.width), float64(p.head.height)
	scale := min(float64(width)/across, float64(height)/down)
	size := image.Pt(max(1, int(across*scale+0.5)), max(1, int(down*scale+0.5)))
	picture, _, err := p.head.scaled(ctx, new(scaledjpeg.Decoder), p.data, target{size: size})
	if err != nil {
		return nil, err
	}
	out := imaging.PasteCenter(imaging.New(width, height, color.White), picture.Image())

	label := imaging.Resize(p.label, 0, max(18, height/16), imaging.Lanczos)
	margin := max(4, height/64)
	return imaging.Overlay(out, label, image.Pt(margin, margin), 1), nil
}
