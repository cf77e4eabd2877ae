package photo

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"math"
	"math/bits"
	"testing"

	"snapgrid/intake"
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
		got := develop(t, encodePNG(t, scene(tt.w, tt.h, 4)), tt.size).Renditions[0]
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
	for _, name := range []string{"lossless.webp", "cmyk.jpg", "progressive.jpg", "gray.jpg"} {
		got := develop(t, sample(t, name), 96)
		if d := apart(t, decodeJPEG(t, got.Renditions[0].JPEG), want); d > 6 {
			t.Errorf("%s: %.1f apart", name, d)
		}
		if got.Info.Hash == 0 {
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
	seen := scene(700, 500, 6)
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

func TestDevelopRefuses(t *testing.T) {
	t.Parallel()
	whole := encodeJPEG(t, scene(400, 300, 7), 80)
	flat := encodePNG(t, scene(400, 300, 7))
	for name, tt := range map[string]struct {
		data []byte
		want Reason
	}{
		"nothing":        {nil, NotPhoto},
		"heic":           {sample(t, "own.heic"), Unsupported},
		"avif":           {sample(t, "own.avif"), Unsupported},
		"tiff":           {sample(t, "own.tif"), Unsupported},
		"bmp":            {sample(t, "own.bmp"), Unsupported},
		"photoshop":      {[]byte("8BPS\x00\x01"), Unsupported},
		"webp film":      {sample(t, "film.webp"), Unsupported},
		"half a jpeg":    {whole[:len(whole)/2], Damaged},
		"half a png":     {flat[:len(flat)/2], Damaged},
		"half a webp":    {sample(t, "lossless.webp")[:300], Damaged},
		"jpeg header":    {whole[:200], Damaged},
		"arithmetic":     {arithmetic(whole), Unsupported},
		"webp, other":    {otherSize(sample(t, "own.webp")), Damaged},
		"endless passes": {manyScans(sample(t, "progressive.jpg"), 200), Damaged},
	} {
		developed, err := New(DefaultBudget).Develop(context.Background(), tt.data, 320)
		if got := ReasonOf(err); got != tt.want || intake.CodeOf(err) != intake.CodeInvalid {
			t.Errorf("%s: got %q (%v), want %q", name, got, err, tt.want)
		}
		if len(developed.Renditions) > 0 {
			t.Errorf("%s: got renditions", name)
		}
	}
	developed, _ := New(DefaultBudget).Develop(context.Background(), sample(t, "own.heic"), 320)
	if developed.Info.At == nil || developed.Info.Width != 96 {
		t.Errorf("heic: the position was lost: %+v", developed.Info)
	}
}

// arithmetic makes a JPEG claim a coding that decoders do not know.
func arithmetic(data []byte) []byte {
	out := append([]byte(nil), data...)
	for i := range out {
		if out[i] == 0xff && out[i+1] == markSOF0 {
			out[i+1] = 0xc9
			return out
		}
	}
	return nil
}

// otherSize makes the canvas of a WebP another one than that of its frame.
func otherSize(data []byte) []byte {
	out := append([]byte(nil), data...)
	out[24]++
	return out
}

// manyScans repeats the last scan of a JPEG.
func manyScans(data []byte, times int) []byte {
	start, end := 0, len(data)-2
	for i := range end {
		if data[i] == 0xff && data[i+1] == markSOS {
			start = i
		}
	}
	out := append([]byte(nil), data[:end]...)
	for range times {
		out = append(out, data[start:end]...)
	}
	return append(out, data[end:]...)
}

// A lost end mark is no damage: all pixels are there.
func TestDevelopWithoutEnd(t *testing.T) {
	t.Parallel()
	whole := encodeJPEG(t, scene(400, 300, 8), 80)
	if got := develop(t, whole[:len(whole)-2], 320); len(got.Renditions) != 1 {
		t.Errorf("got %+v", got)
	}
}

func TestVerifyPalette(t *testing.T) {
	t.Parallel()
	img := image.NewPaletted(image.Rect(0, 0, 4, 4), color.Palette{color.Black, color.White})
	h := header{format: GIF, width: 4, height: 4}
	if err := h.verify(img); err != nil {
		t.Error(err)
	}
	img.Pix[7] = 2
	if err := h.verify(img); err == nil {
		t.Error("colour beyond the palette: want an error")
	}
	if err := h.verify(image.NewGray(image.Rect(0, 0, 9, 4))); err == nil {
		t.Error("larger than the header said: want an error")
	}
}

func TestDevelopEndsWithItsContext(t *testing.T) {
	t.Parallel()
	data := encodeJPEG(t, scene(400, 300, 9), 80)
	ctx, cancel := context.WithCancel(context.Background())
	room := New(1)
	if err := room.gate.Acquire(ctx, 1); err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() {
		_, err := room.Develop(ctx, data, 320)
		done <- err
	}()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) || ReasonOf(err) != "" {
		t.Errorf("while waiting: got %v", err)
	}
	h, err := readHeader(data)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.print(ctx, data, []int{320}); !errors.Is(err, context.Canceled) {
		t.Errorf("while decoding: got %v", err)
	}
}

// A budget smaller than one picture still develops it, and gives all back.
func TestDevelopBeyondBudget(t *testing.T) {
	t.Parallel()
	room := New(1)
	for i := range 3 {
		data := encodeJPEG(t, scene(300, 200, uint32(i)), 80)
		if _, err := room.Develop(context.Background(), data, 320); err != nil {
			t.Fatal(err)
		}
	}
	if !room.gate.TryAcquire(1) {
		t.Error("the budget was not given back")
	}
}

func TestHash(t *testing.T) {
	t.Parallel()
	first := develop(t, encodeJPEG(t, scene(1600, 1200, 10), 95)).Info.Hash
	for name, data := range map[string][]byte{
		"smaller":     encodeJPEG(t, decodeJPEG(t, develop(t, encodeJPEG(t, scene(1600, 1200, 10), 95), 1080).Renditions[0].JPEG), 70),
		"lying there": withSegments(encodeJPEG(t, stored(scene(1600, 1200, 10), 6), 90), exifSegment(tagged(binary.BigEndian, 6).bytes())),
	} {
		if d := bits.OnesCount64(first ^ develop(t, data).Info.Hash); d > 6 {
			t.Errorf("%s: %d bits apart from the same picture", name, d)
		}
	}
	for seed := range uint32(8) {
		other := develop(t, encodeJPEG(t, scene(900, 1200, 20+5*seed), 90)).Info.Hash
		if d := bits.OnesCount64(first ^ other); d <= 10 {
			t.Errorf("another picture (%d): only %d bits apart", seed, d)
		}
	}
	for _, shade := range []uint8{0, 127, 255} {
		wall := image.NewUniform(color.Gray{Y: shade})
		img := image.NewGray(image.Rect(0, 0, 400, 300))
		draw.Draw(img, img.Rect, wall, image.Point{}, draw.Src)
		if got := develop(t, encodeJPEG(t, img, 70)).Info.Hash; got != 0 {
			t.Errorf("flat %d: got %016x, want none", shade, got)
		}
	}
}

// All subsamplings of colour shrink to the same picture, at every factor.
func TestReduceSubsampling(t *testing.T) {
	t.Parallel()
	for _, ratio := range []image.YCbCrSubsampleRatio{
		image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420,
		image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410,
	} {
		for _, width := range []int{41, 80, 333} {
			img := image.NewYCbCr(image.Rect(0, 0, width, 57), ratio)
			for i := range img.Y {
				img.Y[i] = byte(100 + i%img.YStride*100/width)
			}
			for i := range img.Cb {
				img.Cb[i], img.Cr[i] = byte(60+i%img.CStride*100/img.CStride), 160
			}
			small := reduce(img, img.Rect, 40).(*image.YCbCr)
			flat := flatten(img, img.Rect, ceil(width, small.Rect.Dx()))
			if d := apart(t, small, flat); d > 2 {
				t.Errorf("%v, %d wide: planes %.1f apart from pixels", ratio, width, d)
			}
		}
	}
}

func ExampleDarkroom_Develop() {
	room := New(DefaultBudget)
	_, err := room.Develop(context.Background(), []byte("hello"), intake.SizeSmall, intake.SizeLarge)
	fmt.Println(ReasonOf(err))
	// Output: not_a_photo
}
