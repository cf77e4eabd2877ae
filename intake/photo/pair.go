package photo

import (
	"bytes"
	_ "embed" // the two labels
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"github.com/disintegration/imaging"
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
func Pair(before, after []byte) ([]byte, error) {
	left, err := readPanel(before, labelBefore)
	if err != nil {
		return nil, fmt.Errorf("pair photos: before: %w", err)
	}
	right, err := readPanel(after, labelAfter)
	if err != nil {
		return nil, fmt.Errorf("pair photos: after: %w", err)
	}
	height := min(pairHeight, max(left.img.Bounds().Dy(), right.img.Bounds().Dy(), pairHeight/4))
	height = shrinkHeight(height, left.width(height)+pairGap+right.width(height))

	edge := left.width(height) + pairGap
	sheet := imaging.New(edge+right.width(height), height, color.White)
	sheet = imaging.Paste(sheet, left.draw(height), image.Point{})
	sheet = imaging.Paste(sheet, right.draw(height), image.Pt(edge, 0))
	return encode(sheet, pairQuality)
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

// panel is one half of a pair.
type panel struct {
	img   image.Image
	label image.Image
}

func readPanel(data, label []byte) (panel, error) {
	h, err := readHeader(data)
	if err != nil {
		return panel{}, err
	}
	if h.format != JPEG || max(h.width, h.height) > 4096 || h.scans > MaxScans {
		return panel{}, errors.New("want a rendition")
	}
	img, err := h.decode(bytes.NewReader(data))
	if err != nil {
		return panel{}, err
	}
	words, err := png.Decode(bytes.NewReader(label))
	if err != nil {
		return panel{}, fmt.Errorf("decode label: %w", err)
	}
	canvas := image.Rect(0, 0, h.width, h.height)
	return panel{img: reduce(img, canvas, pairHeight), label: words}, nil
}

// width is how wide the panel is at a height: as wide as its picture, but from
// half to twice the height, so that a strip of a picture does not rule the pair.
func (p panel) width(height int) int {
	size := p.img.Bounds().Size()
	return min(max(size.X*height/size.Y, height/2), 2*height)
}

// draw fits the picture into the middle of its panel and puts the label on.
func (p panel) draw(height int) image.Image {
	size := p.img.Bounds().Size()
	width := p.width(height)
	scale := min(float64(width)/float64(size.X), float64(height)/float64(size.Y))
	fitted := resize(p.img, image.Pt(
		max(1, int(float64(size.X)*scale+0.5)), max(1, int(float64(size.Y)*scale+0.5))))
	out := imaging.PasteCenter(imaging.New(width, height, color.White), fitted)

	label := imaging.Resize(p.label, 0, max(18, height/16), imaging.Lanczos)
	margin := max(4, height/64)
	return imaging.Overlay(out, label, image.Pt(margin, margin), 1)
}
