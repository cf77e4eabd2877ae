package main

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
)

// ground and thing are what the demonstration's pictures show.
type (
	ground color.RGBA
	thing  struct {
		fill          color.RGBA
		width, height int // pixels; 0: nothing
	}
)

var (
	road    = ground{120, 122, 126, 255}
	yard    = ground{170, 178, 160, 255}
	hole    = thing{color.RGBA{28, 26, 24, 255}, 300, 170}
	patch   = thing{color.RGBA{64, 66, 70, 255}, 330, 190}
	rubbish = thing{color.RGBA{96, 122, 60, 255}, 420, 240}
	nothing = thing{}
)

// paint draws a simple picture: a ground with a kerb, and something on it.
func paint(g ground, t thing) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 960, 720))
	draw.Draw(img, img.Bounds(), image.NewUniform(color.RGBA(g)), image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(0, 0, 960, 150), image.NewUniform(color.RGBA{206, 214, 222, 255}), image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(0, 150, 960, 170), image.NewUniform(color.RGBA{236, 234, 228, 255}), image.Point{}, draw.Src)
	for y := range t.height {
		for x := range t.width {
			dx, dy := 2*x-t.width, 2*y-t.height
			if dx*dx*t.height*t.height+dy*dy*t.width*t.width < t.width*t.width*t.height*t.height {
				img.SetRGBA(480-t.width/2+x, 440-t.height/2+y, t.fill)
			}
		}
	}
	var b bytes.Buffer
	_ = jpeg.Encode(&b, img, &jpeg.Options{Quality: 85}) // a buffer takes everything
	return b.Bytes()
}
