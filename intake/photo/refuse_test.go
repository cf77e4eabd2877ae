package photo

import (
	"context"
	"errors"
	"image"
	"image/color"
	"testing"

	"snapgrid/intake"
)

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
		"webp, no frame": {sample(t, "film.webp")[:60], Damaged},
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

func otherSize(data []byte) []byte {
	out := append([]byte(nil), data...)
	out[24]++
	return out
}

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

// Most of a picture is shown, and said to be a part.
func TestDevelopPartial(t *testing.T) {
	t.Parallel()
	whole := encodeJPEG(t, scene(400, 300, 8), 80)
	if got := develop(t, whole[:len(whole)*3/4], 320); !got.Info.Partial || got.Renditions[0].Height != 240 {
		t.Errorf("three quarters: got %+v", got)
	}
	if develop(t, whole, 320).Info.Partial {
		t.Error("the whole is no part")
	}
}

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
	leave, err := room.gate.enter(ctx, 1, false)
	if err != nil {
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
	leave()
	h, err := readHeader(data)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := room.print(ctx, h, data, []int{320}); !errors.Is(err, context.Canceled) {
		t.Errorf("while decoding: got %v", err)
	}
}

func TestDevelopBeyondBudget(t *testing.T) {
	t.Parallel()
	room := New(1)
	for i := range 3 {
		data := encodeJPEG(t, scene(300, 200, uint32(i)), 80)
		if _, err := room.Develop(context.Background(), data, 320); err != nil {
			t.Fatal(err)
		}
	}
	if room.gate.taken != (share{}) {
		t.Errorf("%+v was not given back", room.gate.taken)
	}
}
