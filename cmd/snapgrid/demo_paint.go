package main

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math/rand/v2"
)

// place and thing are what the demonstration's pictures show.
type (
	place uint64 // its houses, trees and windows follow from the number
	thing struct {
		fill          color.RGBA
		at            image.Point // of its middle
		width, height int         // pixels; 0: nothing
	}
)

const (
	schoolGate place = 3
	streetLamp place = 11
	market     place = 29
)

var (
	hole    = thing{color.RGBA{22, 20, 18, 255}, image.Pt(560, 560), 620, 250}
	darkLit = thing{color.RGBA{40, 42, 60, 255}, image.Pt(250, 120), 150, 150}
	rubbish = thing{color.RGBA{86, 112, 50, 255}, image.Pt(400, 520), 680, 330}
	nothing = thing{}
)

// painting is a picture in the making.
type painting struct {
	*image.RGBA
	dice *rand.Rand
}

// paint draws a street: sky, houses with windows, a road with a line, and something
// on it. The same place looks the same, but for the grain of another photo.
func paint(where place, t thing) []byte {
	p := painting{image.NewRGBA(image.Rect(0, 0, 960, 720)), rand.New(rand.NewPCG(uint64(where), 7))}
	p.fill(p.Bounds(), color.RGBA{206, 214, 222, 255})
	for x := -40; x < 960; {
		width := 90 + p.dice.IntN(190)
		p.house(image.Rect(x, 60+p.dice.IntN(190), x+width, 400))
		x += width + p.dice.IntN(60)
	}
	p.fill(image.Rect(0, 390, 960, 410), color.RGBA{236, 234, 228, 255})
	p.fill(image.Rect(0, 410, 960, 720), p.shade(96, 40))
	for x := 40 + p.dice.IntN(60); x < 960; x += 200 {
		p.fill(image.Rect(x, 600, x+90, 612), color.RGBA{230, 230, 224, 255})
	}
	p.put(t)
	var b bytes.Buffer
	_ = jpeg.Encode(&b, p, &jpeg.Options{Quality: 85}) // a buffer takes everything
	return b.Bytes()
}

func (p painting) fill(r image.Rectangle, c color.RGBA) {
	draw.Draw(p, r, image.NewUniform(c), image.Point{}, draw.Src)
}

// shade is a grey of some brightness, a little warm or cold.
func (p painting) shade(least, most int) color.RGBA {
	v := uint8(least + p.dice.IntN(most))
	return color.RGBA{v, v + uint8(p.dice.IntN(12)), v + uint8(p.dice.IntN(20)), 255}
}

// house draws a wall with windows.
func (p painting) house(r image.Rectangle) {
	p.fill(r, p.shade(110, 110))
	glass := p.shade(50, 60)
	for y := r.Min.Y + 18; y+30 < r.Max.Y; y += 52 {
		for x := r.Min.X + 14; x+24 < r.Max.X; x += 44 {
			if p.dice.IntN(5) > 0 {
				p.fill(image.Rect(x, y, x+24, y+30), glass)
			}
		}
	}
}

// put draws a thing as an ellipse.
func (p painting) put(t thing) {
	for y := range t.height {
		for x := range t.width {
			dx, dy := 2*x-t.width, 2*y-t.height
			if dx*dx*t.height*t.height+dy*dy*t.width*t.width < t.width*t.width*t.height*t.height {
				p.SetRGBA(t.at.X-t.width/2+x, t.at.Y-t.height/2+y, t.fill)
			}
		}
	}
}
