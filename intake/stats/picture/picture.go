// Package picture draws a week as a picture that can be posted into a chat: a few
// figures with their base, and a column for each day. Who can not see it reads the
// same in the words beside it.
//
// Its letters are a part of Noto Sans CJK SC, under the SIL Open Font License
// (font/OFL.txt): only the characters of the picture itself. Names of places and units
// are any characters, so they stand in the words beside the picture.
package picture

import (
	"bytes"
	_ "embed"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"strconv"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

//go:embed font/NotoSansSC-subset.otf
var letters []byte

// Week is what is drawn.
type Week struct {
	Title string // "一周情况"
	Days  string // "11-16 – 11-22"
	Lines []Line // at most four
	Bars  []Bar
	Key   [2]string // what the whole column is, and its hatched part
}

// Line is a figure: "按期率", "93.7%", "120/128".
type Line struct{ Name, Value, Base string }

// Bar is a day: Solved of Received.
type Bar struct {
	Name             string
	Received, Solved int
}

// The measures, in pixels.
const (
	width, height = 1080, 1000
	edge          = 60
	chartTop      = 470
	chartFoot     = 850
)

var (
	paper  = color.RGBA{0xf6, 0xf5, 0xf1, 0xff}
	ink    = color.RGBA{0x1d, 0x23, 0x21, 0xff}
	soft   = color.RGBA{0x5b, 0x66, 0x62, 0xff}
	rule   = color.RGBA{0xd9, 0xda, 0xd3, 0xff}
	brand  = color.RGBA{0x1f, 0x6f, 0x5c, 0xff}
	bright = color.RGBA{0xc9, 0xe2, 0xd9, 0xff}
)

// Draw draws a week as a JPEG.
func Draw(w Week) ([]byte, error) {
	face, err := opentype.Parse(letters)
	if err != nil {
		return nil, fmt.Errorf("read the letters of the weekly picture: %w", err)
	}
	c := &canvas{RGBA: image.NewRGBA(image.Rect(0, 0, width, height)), font: face}
	c.fill(c.Bounds(), paper)
	c.text(edge, 110, 52, ink, w.Title)
	c.text(edge, 170, 32, soft, w.Days)
	c.lines(w.Lines)
	c.bars(w.Bars)
	c.key(w.Key)
	if c.err != nil {
		return nil, fmt.Errorf("draw the weekly picture: %w", c.err)
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, c, &jpeg.Options{Quality: 88}); err != nil {
		return nil, fmt.Errorf("write the weekly picture: %w", err)
	}
	return out.Bytes(), nil
}

// canvas is drawn on until something goes wrong.
type canvas struct {
	*image.RGBA
	font *opentype.Font
	err  error
}

func (c *canvas) fill(r image.Rectangle, with color.Color) {
	draw.Draw(c, r, image.NewUniform(with), image.Point{}, draw.Src)
}

// text writes a line that begins at x and stands on y, and says where it ends.
func (c *canvas) text(x, y int, size float64, with color.Color, words string) int {
	if c.err != nil {
		return x
	}
	face, err := opentype.NewFace(c.font, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		c.err = err
		return x
	}
	defer face.Close()
	d := font.Drawer{Dst: c, Src: image.NewUniform(with), Face: face, Dot: fixed.P(x, y)}
	d.DrawString(words)
	return d.Dot.X.Round()
}

// lines writes the figures beside each other.
func (c *canvas) lines(lines []Line) {
	step := (width - 2*edge) / max(len(lines), 1)
	for i, l := range lines {
		x := edge + i*step
		c.text(x, 260, 30, soft, l.Name)
		c.text(x, 330, 56, brand, l.Value)
		c.text(x, 378, 28, soft, l.Base)
	}
}

func (c *canvas) bars(bars []Bar) {
	most := 1
	for _, b := range bars {
		most = max(most, b.Received)
	}
	room := chartFoot - chartTop
	c.fill(image.Rect(edge, chartFoot, width-edge, chartFoot+2), rule)
	step := (width - 2*edge) / max(len(bars), 1)
	for i, b := range bars {
		left := edge + i*step + step/6
		whole := image.Rect(left, chartFoot-b.Received*room/most, left+step*2/3, chartFoot)
		part := image.Rect(left, chartFoot-b.Solved*room/most, left+step*2/3, chartFoot)
		c.fill(whole, brand)
		c.fill(whole.Inset(3), bright)
		c.hatch(part)
		c.text(left, chartFoot+46, 30, soft, b.Name)
		c.text(left, whole.Min.Y-12, 28, ink, strconv.Itoa(b.Received))
	}
}

// hatch fills with stripes, so that the part is not told by its colour alone.
func (c *canvas) hatch(r image.Rectangle) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if (x+y)%14 < 10 {
				c.SetRGBA(x, y, brand)
			} else {
				c.SetRGBA(x, y, bright)
			}
		}
	}
}

// key says what the two patterns are.
func (c *canvas) key(words [2]string) {
	box := image.Rect(edge, 935, edge+34, 969)
	c.fill(box, brand)
	c.fill(box.Inset(3), bright)
	end := c.text(box.Max.X+12, 964, 30, ink, words[0])
	box = image.Rect(end+40, 935, end+74, 969)
	c.hatch(box)
	c.text(box.Max.X+12, 964, 30, ink, words[1])
}
