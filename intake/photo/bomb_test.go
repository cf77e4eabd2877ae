package photo

import (
	"bytes"
	"context"
	"errors"
	"runtime"
	"testing"
)

// hugeJPEG claims a size and ends there.
func hugeJPEG(marker byte, w, h uint64, colours ...byte) []byte {
	body := bytes.Join([][]byte{{8}, be(2, h), be(2, w), {byte(len(colours))}}, nil)
	for i, sampling := range colours {
		body = append(body, byte(i+1), sampling, 0)
	}
	return append([]byte{0xff, 0xd8}, segment(marker, body)...)
}

// hugeWebP claims a frame of 16383×16383, behind a canvas of the size given.
func hugeWebP(canvas uint32) []byte {
	frame := []byte{0x10, 0, 0, 0x9d, 1, 0x2a, 0xff, 0x3f, 0xff, 0x3f}
	wide := append(make([]byte, 4), byte(canvas), byte(canvas>>8), byte(canvas>>16), byte(canvas), byte(canvas>>8), byte(canvas>>16))
	chunks := append([]byte("WEBP"), riff("VP8X", wide)...)
	return riff("RIFF", append(chunks, riff("VP8 ", frame)...))
}

// Headers that claim too much are refused before anything is made for them.
// This test measures memory, so nothing runs beside it.
func TestBombsAreRefusedOnTheHeader(t *testing.T) { //nolint:paralleltest // measures memory
	room := New(DefaultBudget)
	room.HEIC = lens{err: errors.New("asked for a bomb")}
	for name, tt := range map[string]struct {
		data []byte
		want Reason
	}{
		"png":                  {pngHeader(30000, 30000, 1, 0), TooManyPixels},
		"png, no end":          {pngHeader(1<<31-1, 1<<31-1, 8, 6), TooManyPixels},
		"png, over all":        {pngHeader(1<<32-1, 1<<32-1, 8, 6), TooManyPixels},
		"png, long":            {pngHeader(MaxSide+1, 1, 8, 0), TooManyPixels},
		"png, large":           {pngHeader(8000, 5001, 8, 0), TooManyPixels},
		"png, deep and torn":   {append(pngHeader(8000, 5000, 16, 6)[:28], 1, 0, 0, 0, 0), TooManyPixels},
		"gif":                  {[]byte("GIF89a\xff\xff\xff\xff\x00\x00\x00"), TooManyPixels},
		"jpeg":                 {hugeJPEG(markSOF0, 30000, 30000, 0x11), TooManyPixels},
		"jpeg, just too large": {hugeJPEG(markSOF0, 12000, 10001, 0x22, 0x11, 0x11), TooManyPixels},
		"jpeg, hollow":         {hugeJPEG(markSOF0, 12000, 9000, 0x22, 0x11, 0x11), Damaged},
		"progressive, hollow":  {hugeJPEG(0xc2, 12000, 9000, 0x11, 0x11, 0x11), Damaged},
		"heic":                 {heic(true, nil, []byte{1}, ispe(1<<32-1, 1<<32-1)), TooManyPixels},
		"heic, one line":       {heic(true, nil, []byte{1}, ispe(MaxSide+1, 1)), TooManyPixels},
		"webp":                 {hugeWebP(16382), TooManyPixels},
		"webp, small canvas":   {hugeWebP(9), Damaged},
	} {
		var err error
		used := allocated(func() { _, err = room.Develop(context.Background(), tt.data, 320) })
		if got := ReasonOf(err); got != tt.want {
			t.Errorf("%s: got %q (%v), want %q", name, got, err, tt.want)
		}
		if used > 1<<20 {
			t.Errorf("%s: took %d bytes", name, used)
		}
	}
}

// allocated is what f asks for, in bytes, given back or not.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// What it takes to develop a picture is told from the header: never less than the
// pixels, of a JPEG those of the size it is decoded to.
func TestMemory(t *testing.T) {
	t.Parallel()
	const print = 320 * 320
	for name, tt := range map[string]struct {
		data []byte
		want int64
	}{
		"gray jpeg":              {hugeJPEG(markSOF0, 1280, 1280, 0x11), 480*480 + 6*print}, // at 3/8
		"4:2:0 jpeg":             {hugeJPEG(markSOF0, 1280, 1280, 0x22, 0x11, 0x11), 480*480*3/2 + 6*print},
		"4:4:4 jpeg":             {hugeJPEG(markSOF0, 1280, 1280, 0x11, 0x11, 0x11), 480*480*3 + 6*print},
		"progressive 4:2:0 jpeg": {hugeJPEG(0xc2, 1280, 1280, 0x22, 0x11, 0x11), (3*480*480+8*160*160)*3/2 + 6*print},
		"cmyk jpeg":              {hugeJPEG(markSOF0, 1280, 1280, 0x11, 0x11, 0x11, 0x11), 8*480*480 + 6*print},
		"gray png":               {pngHeader(1000, 1000, 8, 0), 1000*1000 + 40*print},
		"colour png":             {pngHeader(1000, 1000, 8, 2), 4*1000*1000 + 40*print},
		"deep png":               {pngHeader(1000, 1000, 16, 6), 8*1000*1000 + 40*print},
		"gif":                    {[]byte("GIF89a\xe8\x03\xe8\x03"), 1000*1000 + 40*print},
	} {
		h, err := readHeader(tt.data)
		if got := h.memory(tt.data, 320); err != nil || got != tt.want {
			t.Errorf("%s: got %d, %v, want %d", name, got, err, tt.want)
		}
	}
}
