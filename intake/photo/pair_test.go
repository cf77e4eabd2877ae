package photo

import (
	"context"
	"image"
	"image/color"
	"image/draw"
	"testing"
)

// plain is a rendition of one colour.
func plain(t *testing.T, w, h int, c color.Color) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Rect, image.NewUniform(c), image.Point{}, draw.Src)
	return encodeJPEG(t, img, 90)
}

func TestPairLaysOut(t *testing.T) {
	t.Parallel()
	blue, yellow := color.RGBA{0, 0, 200, 255}, color.RGBA{220, 220, 0, 255}
	for name, tt := range map[string]struct {
		before, after image.Point
		want          image.Point // zero: only the limits are checked
		narrow        bool        // too narrow to look for its colour
	}{
		"landscape and landscape": {image.Pt(640, 480), image.Pt(640, 480), image.Pt(640+pairGap+640, 480), false},
		"portrait and landscape":  {image.Pt(480, 640), image.Pt(640, 480), image.Pt(480+pairGap+853, 640), false},
		"full size":               {image.Pt(1280, 960), image.Pt(1280, 960), image.Point{}, false},
		"tall and full":           {image.Pt(720, 1280), image.Pt(1280, 720), image.Point{}, false},
		"small and full":          {image.Pt(90, 60), image.Pt(1280, 960), image.Point{}, false},
		"tiny":                    {image.Pt(8, 8), image.Pt(1, 1), image.Pt(240+pairGap+240, 240), false},
		"a strip":                 {image.Pt(1280, 3), image.Pt(3, 1280), image.Point{}, true},
	} {
		data, err := Pair(context.Background(), plain(t, tt.before.X, tt.before.Y, blue), plain(t, tt.after.X, tt.after.Y, yellow))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		img := decodeJPEG(t, data)
		size := img.Bounds().Size()
		if size.X*size.Y > pairPixels || size.Y > pairHeight {
			t.Errorf("%s: got %v, over the limit", name, size)
		}
		if tt.want != (image.Point{}) && size != tt.want {
			t.Errorf("%s: got %v, want %v", name, size, tt.want)
		}
		if tt.narrow {
			continue
		}
		if _, _, b, _ := img.At(size.X/20, size.Y*3/4).RGBA(); b>>8 < 180 {
			t.Errorf("%s: before is not on the left", name)
		}
		if r, _, b, _ := img.At(size.X-size.X/20, size.Y*3/4).RGBA(); r>>8 < 200 || b>>8 > 40 {
			t.Errorf("%s: after is not on the right", name)
		}
	}
}

// Both labels are there, in the colours that they have, in their corners.
func TestPairLabels(t *testing.T) {
	t.Parallel()
	gray := plain(t, 800, 600, color.Gray{Y: 128})
	data, err := Pair(context.Background(), gray, gray)
	if err != nil {
		t.Fatal(err)
	}
	img := decodeJPEG(t, data)
	red, green, white := [2]int{}, [2]int{}, [2]int{}
	for side, left := range []int{0, 800 + pairGap} {
		for y := range 60 {
			for x := left; x < left+160; x++ {
				r, g, b, _ := img.At(x, y).RGBA()
				switch {
				case r > 2*g && r > 2*b:
					red[side]++
				case 4*g > 5*r && g > b:
					green[side]++
				case min(r, g, b)>>8 > 200:
					white[side]++
				}
			}
		}
	}
	if red[0] < 500 || red[1] > 50 || green[1] < 500 || green[0] > 50 || white[0] < 100 || white[1] < 100 {
		t.Errorf("got red %v, green %v, white %v", red, green, white)
	}
}

func TestPairRefuses(t *testing.T) {
	t.Parallel()
	good := plain(t, 64, 48, color.White)
	for name, bad := range map[string][]byte{
		"nothing":      nil,
		"cut short":    good[:len(good)/2],
		"no rendition": encodePNG(t, scene(20, 20, 1)),
		"too large":    hugeJPEG(markSOF0, 5000, 5000, 0x11),
	} {
		if _, err := Pair(context.Background(), good, bad); err == nil {
			t.Errorf("after is %s: want an error", name)
		}
		if _, err := Pair(context.Background(), bad, good); err == nil {
			t.Errorf("before is %s: want an error", name)
		}
	}
}

func BenchmarkPair(b *testing.B) {
	developed, err := New(DefaultBudget).Develop(context.Background(), encodeJPEG(b, scene(1600, 1200, 1), 90), 1280)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Pair(context.Background(), developed.Renditions[0].JPEG, developed.Renditions[0].JPEG); err != nil {
			b.Fatal(err)
		}
	}
}
