package photo

import (
	"context"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"math"
	"testing"
)

// sides says for each orientation at which side of the displayed picture the

// first row and the first column of the stored one are: the words of EXIF.

var sides = map[uint16][2]string{
	1: {"top", "left"}, 2: {"top", "right"}, 3: {"bottom", "right"}, 4: {"bottom", "left"},
	5: {"left", "top"}, 6: {"right", "top"}, 7: {"right", "bottom"}, 8: {"left", "bottom"},
}

// stored is how a camera held that way stores what it sees.

func stored(seen *image.RGBA, orientation uint16) *image.RGBA {
	w, h := seen.Rect.Dx(), seen.Rect.Dy()
	rows, columns := h, w
	if orientation >= 5 {
		rows, columns = w, h
	}
	out := image.NewRGBA(image.Rect(0, 0, columns, rows))
	for r := range rows {
		for c := range columns {
			x, y := 0, 0
			for i, side := range sides[orientation] {
				switch n := []int{r, c}[i]; side {
				case "top":
					y = n
				case "bottom":
					y = h - 1 - n
				case "left":
					x = n
				case "right":
					x = w - 1 - n
				}
			}
			out.SetRGBA(c, r, seen.RGBAAt(x, y))
		}
	}
	return out
}

func develop(tb testing.TB, data []byte, sizes ...int) Developed {
	tb.Helper()
	developed, err := New(DefaultBudget).Develop(context.Background(), data, sizes...)
	if err != nil {
		tb.Fatal(err)
	}
	return developed
}

// apart is the mean difference of brightness of two pictures of one size.

func apart(tb testing.TB, a, b image.Image) float64 {
	tb.Helper()
	if a.Bounds().Size() != b.Bounds().Size() {
		tb.Fatalf("got sizes %v and %v", a.Bounds(), b.Bounds())
	}
	sum, size := 0.0, a.Bounds().Size()
	for y := range size.Y {
		for x := range size.X {
			p := color.GrayModel.Convert(a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y)).(color.Gray)
			q := color.GrayModel.Convert(b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y)).(color.Gray)
			sum += math.Abs(float64(p.Y) - float64(q.Y))
		}
	}
	return sum / float64(size.X*size.Y)
}

func TestDevelopTurnsUpright(t *testing.T) {
	t.Parallel()
	seen := scene(600, 400, 3)
	want := decodeJPEG(t, develop(t, encodePNG(t, seen), 300).Renditions[0].JPEG)
	for o := uint16(1); o <= 8; o++ {
		exif := exifSegment(tagged(binary.LittleEndian, o).bytes())
		got := develop(t, withSegments(encodeJPEG(t, stored(seen, o), 95), exif), 300)
		if got.Info.Width != 600 || got.Info.Height != 400 || got.Info.Orientation != Orientation(o) {
			t.Errorf("orientation %d: got %+v", o, got.Info)
		}
		if d := apart(t, decodeJPEG(t, got.Renditions[0].JPEG), want); d > 3 {
			t.Errorf("orientation %d: %.1f apart from the upright picture", o, d)
		}
	}
}

func TestDevelopSizes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		w, h, size, wantW, wantH int
	}{
		{2000, 1500, 1280, 1280, 960},
		{2000, 1500, 320, 320, 240},
		{1500, 2001, 320, 240, 320},
		{100, 60, 320, 100, 60}, // never enlarged
		{320, 320, 320, 320, 320},
		{321, 100, 320, 320, 100},
		{5000, 1, 320, 320, 1}, // no side vanishes
		{1, 5000, 1280, 1, 1280},
		{1, 1, 320, 1, 1},
	} {
		got := develop(t, encodeJPEG(t, scene(tt.w, tt.h, 4), 80), tt.size).Renditions[0]
		size := decodeJPEG(t, got.JPEG).Bounds().Size()
		if size != image.Pt(tt.wantW, tt.wantH) || got.Width != size.X || got.Height != size.Y {
			t.Errorf("%d×%d to %d: got %v, said %d×%d", tt.w, tt.h, tt.size, size, got.Width, got.Height)
		}
	}
}

func TestDevelopKeepsOrderOfSizes(t *testing.T) {
	t.Parallel()
	sizes := []int{320, 1280, 64, 320}
	got := develop(t, encodeJPEG(t, scene(1400, 900, 5), 85), sizes...)
	if len(got.Renditions) != len(sizes) {
		t.Fatalf("got %d renditions", len(got.Renditions))
	}
	for i, r := range got.Renditions {
		if r.Size != sizes[i] || r.Width != sizes[i] {
			t.Errorf("rendition %d: got size %d, width %d", i, r.Size, r.Width)
		}
	}
	if _, err := New(1).Develop(context.Background(), nil, 0); err == nil {
		t.Error("size 0: want an error")
	}
}

// Every format that can be shown looks as it should: all samples are one drawing.

func TestDevelopFormats(t *testing.T) {
	t.Parallel()
	want := decodeJPEG(t, develop(t, sample(t, "422.jpg"), 96).Renditions[0].JPEG)
	for _, name := range []string{"lossless.webp", "film.webp", "cmyk.jpg", "progressive.jpg", "gray.jpg"} {
		got := develop(t, sample(t, name), 96)
		if d := apart(t, decodeJPEG(t, got.Renditions[0].JPEG), want); d > 8 {
			t.Errorf("%s: %.1f apart", name, d)
		}
		if got.Info.Look.Hash == 0 {
			t.Errorf("%s: no hash", name)
		}
	}
	turned := decodeJPEG(t, develop(t, sample(t, "own.jpg"), 96).Renditions[0].JPEG)
	for _, name := range []string{"own.webp", "own.png"} {
		got := develop(t, sample(t, name), 96)
		if d := apart(t, decodeJPEG(t, got.Renditions[0].JPEG), turned); d > 8 {
			t.Errorf("%s: %.1f apart", name, d)
		}
	}
}

// Kinds of pixels that only some programs write.

func TestDevelopPixels(t *testing.T) {
	t.Parallel()
	seen := scene(450, 350, 6)
	want := decodeJPEG(t, develop(t, encodePNG(t, seen), 320).Renditions[0].JPEG)
	for name, canvas := range map[string]draw.Image{
		"gray":         image.NewGray(seen.Rect),
		"deep gray":    image.NewGray16(seen.Rect),
		"deep":         image.NewNRGBA64(seen.Rect),
		"with palette": image.NewPaletted(seen.Rect, grays()),
	} {
		draw.Draw(canvas, seen.Rect, seen, image.Point{}, draw.Src)
		got := develop(t, encodePNG(t, canvas), 320)
		if d := apart(t, decodeJPEG(t, got.Renditions[0].JPEG), want); d > 4 {
			t.Errorf("%s: %.1f apart", name, d)
		}
	}
}

func grays() color.Palette {
	palette := make(color.Palette, 256)
	for i := range palette {
		palette[i] = color.Gray{Y: uint8(i)}
	}
	return palette
}

func TestDevelopTransparencyIsWhite(t *testing.T) {
	t.Parallel()
	glass := image.NewNRGBA(image.Rect(0, 0, 2000, 1000)) // black, but seen through
	draw.Draw(glass, image.Rect(0, 0, 1000, 1000), image.NewUniform(color.NRGBA{200, 0, 0, 128}), image.Point{}, draw.Src)
	got := decodeJPEG(t, develop(t, encodePNG(t, glass), 320).Renditions[0].JPEG)
	if r, g, b, _ := got.At(300, 80).RGBA(); r>>8 < 250 || g>>8 < 250 || b>>8 < 250 {
		t.Errorf("clear: got %d,%d,%d, want white", r>>8, g>>8, b>>8)
	}
	if r, g, _, _ := got.At(80, 80).RGBA(); r>>8 < 215 || r>>8 > 240 || g>>8 < 115 || g>>8 > 140 {
		t.Errorf("half clear: got %d,%d, want 227,127", r>>8, g>>8)
	}
	if got := develop(t, sample(t, "alpha.webp"), 96); len(got.Renditions) != 1 {
		t.Errorf("webp: got %+v", got)
	}
}

// The first frame counts, where it is on the screen.

func TestDevelopGIF(t *testing.T) {
	t.Parallel()
	palette := color.Palette{color.Black, color.RGBA{255, 0, 0, 255}}
	first := image.NewPaletted(image.Rect(100, 50, 200, 100), palette)
	second := image.NewPaletted(image.Rect(0, 0, 200, 100), palette)
	draw.Draw(second, second.Rect, image.NewUniform(palette[1]), image.Point{}, draw.Src)
	data := encodeGIF(t, &gif.GIF{
		Image: []*image.Paletted{first, second}, Delay: []int{1, 1},
		Config: image.Config{Width: 200, Height: 100, ColorModel: palette},
	})
	got := decodeJPEG(t, develop(t, data, 320).Renditions[0].JPEG)
	if got.Bounds().Size() != image.Pt(200, 100) {
		t.Fatalf("got %v", got.Bounds())
	}
	for at, want := range map[image.Point]uint32{{20, 20}: 255, {150, 75}: 0} {
		if _, g, _, _ := got.At(at.X, at.Y).RGBA(); g>>8 > want+8 || g>>8+8 < want {
			t.Errorf("at %v: got %d, want %d", at, g>>8, want)
		}
	}
}

// arithmetic makes a JPEG claim a coding that decoders do not know.

// otherSize makes the canvas of a WebP another one than that of its frame.

// manyScans repeats the last scan of a JPEG.

// A lost end mark is no damage: all pixels are there.

// A budget smaller than one picture still develops it, and gives all back.

// All subsamplings of colour shrink to the same picture, at every factor.
