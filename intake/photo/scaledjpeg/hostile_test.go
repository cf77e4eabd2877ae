package scaledjpeg

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"runtime"
	"slices"
	"testing"
)

// tiny is a small good file to spoil.
func tiny(scans []scanSpec, progressive bool) []byte {
	s := &sketch{width: 16, height: 16, sampling: samplings["420"], scans: scans, progressive: progressive}
	return s.draw(5).encode()
}

// resized claims another size for a file.
func resized(file []byte, width, height int) []byte {
	file = slices.Clone(file)
	at := bytes.Index(file, []byte{0, 17, 8}) // length and precision of the frame
	binary.BigEndian.PutUint16(file[at+3:], uint16(height))
	binary.BigEndian.PutUint16(file[at+5:], uint16(width))
	return file
}

// TestBombs demands that a header costs no memory.
func TestBombs(t *testing.T) {
	tests := map[string]struct {
		file []byte
		want error
	}{
		"too large":             {resized(tiny(oneScan, false), 65535, 65535), ErrTooLarge},
		"too large progressive": {resized(tiny(byBits, true), 30000, 30000), ErrTooLarge},
		"empty":                 {resized(tiny(oneScan, false), 10000, 10000), ErrTruncated},
		"empty progressive":     {resized(tiny(byBits, true), 10000, 10000), ErrTruncated},
	}
	for name, tt := range tests {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := new(Decoder).Decode(tt.file, Options{})
		runtime.ReadMemStats(&after)
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
		if took := after.TotalAlloc - before.TotalAlloc; took > 1<<20 {
			t.Errorf("%s: %d bytes allocated", name, took)
		}
	}
	if _, err := new(Decoder).Decode(tiny(oneScan, false), Options{MaxPixels: 255}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("256 pixels of 255: %v", err)
	}
}

func TestTooManyScans(t *testing.T) {
	scans := slices.Clone(bySpectrum)
	for range MaxScans {
		scans = append(scans, scanSpec{1, 6, 63, 0, 0})
	}
	if _, err := new(Decoder).Decode(tiny(scans, true), Options{}); !errors.Is(err, ErrCorrupt) {
		t.Error(err)
	}
}

func TestCheck(t *testing.T) {
	for _, file := range [][]byte{tiny(oneScan, false), tiny(byBits, true)} {
		ctx, cancel := context.WithCancel(t.Context())
		if _, err := new(Decoder).Decode(file, Options{Check: ctx.Err}); err != nil {
			t.Error(err)
		}
		cancel()
		if _, err := new(Decoder).Decode(file, Options{Check: ctx.Err}); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
}

// TestRefused spoils single bytes of a good file: of its frame, counted from the
// marker on, or of another place.
func TestRefused(t *testing.T) {
	change := func(after string, at int, value byte) []byte {
		file := tiny(bySpectrum, true)
		file[bytes.Index(file, []byte(after))+at] = value
		return file
	}
	const sof, sos, dht, dqt = "\xff\xc2\x00\x11", "\xff\xda", "\xff\xc4", "\xff\xdb"
	tests := map[string]struct {
		file []byte
		want error
	}{
		"lossless":          {change(sof, 1, 0xc3), ErrUnsupported},
		"hierarchical":      {change(sof, 1, 0xc5), ErrUnsupported},
		"arithmetic":        {change(sof, 1, 0xc9), ErrUnsupported},
		"12 bits":           {change(sof, 4, 12), ErrUnsupported},
		"height comes late": {resized(tiny(oneScan, false), 16, 0), ErrUnsupported},
		"two components":    {change(sof, 9, 2), ErrUnsupported},
		"width 0":           {resized(tiny(oneScan, false), 0, 16), ErrCorrupt},
		"sampling 0":        {change(sof, 11, 0x02), ErrCorrupt},
		"sampling 5":        {change(sof, 11, 0x15), ErrCorrupt},
		"table 4":           {change(sof, 12, 4), ErrCorrupt},
		"same names":        {change(sof, 13, 1), ErrCorrupt},
		"unset table":       {change(sof, 12, 3), ErrCorrupt},
		"short frame":       {change(sof, 3, 9), ErrCorrupt},
		"scan of nothing":   {change(sos, 4, 0), ErrCorrupt},
		"unknown component": {change(sos, 5, 9), ErrCorrupt},
		"one twice":         {change(sos, 7, 1), ErrCorrupt},
		"code table 5":      {change(sos, 6, 0x50), ErrCorrupt},
		"unset code table":  {change(sos, 6, 0x20), ErrCorrupt},
		"band beyond":       {change(sos, 12, 64), ErrCorrupt},
		"bits leap":         {change(sos, 13, 0x31), ErrCorrupt},
		"too many codes":    {change(dht, 5, 3), ErrCorrupt},
		"code class 2":      {change(dht, 4, 0x20), ErrCorrupt},
		"DC of 32 bits":     {change(dht, 21, 0x20), ErrCorrupt},
		"steps of 24 bits":  {change(dqt, 4, 0x20), ErrCorrupt},
		"no JPEG":           {[]byte("\x89PNG\r\n\x1a\n"), ErrCorrupt},
		"nothing":           {nil, ErrCorrupt},
	}
	for name, tt := range tests {
		if _, err := new(Decoder).Decode(tt.file, Options{}); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
	if _, err := new(Decoder).Decode(tiny(oneScan, false), Options{Scale: 9}); !errors.Is(err, ErrUnsupported) {
		t.Errorf("scale 9: %v", err)
	}
}

func TestReadHeader(t *testing.T) {
	s := &sketch{width: 300, height: 200, sampling: samplings["mixed"], scans: byBits, progressive: true}
	got, err := ReadHeader(s.draw(1).encode())
	want := Header{Width: 300, Height: 200, Components: 3, Progressive: true, Sampling: [4]Sampling{{2, 2}, {2, 1}, {1, 2}}}
	if err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
}
