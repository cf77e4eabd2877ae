package main

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"runtime"
	"time"

	"snapgrid/intake/photo"
)

// bombs prints what small files cost that claim to be huge pictures.
func (b *bench) bombs([]string) error {
	fmt.Println("| bomb | bytes | answer | ms | kB allocated |\n| --- | --- | --- | --- | --- |")
	room := photo.New(photo.DefaultBudget)
	for _, bomb := range []struct {
		name string
		data []byte
	}{
		{"JPEG, 30000 × 30000", jpegBomb(0xc0, 30000, 30000)},
		{"progressive JPEG, 30000 × 30000", jpegBomb(0xc2, 30000, 30000)},
		{"JPEG, 12000 × 9000, no data", jpegBomb(0xc0, 12000, 9000)},
		{"PNG, 30000 × 30000", pngBomb(30000, nil)},
		{"PNG of 1 bit, 30000 × 30000, whole", pngBomb(30000, make([]byte, 30000*(30000/8+1)))},
		{"GIF, 65535 × 65535", []byte("GIF89a\xff\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x02\x4c\x01\x00;")},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		_, err := room.Develop(context.Background(), bomb.data, 1280, 320)
		took := time.Since(began)
		runtime.ReadMemStats(&after)
		fmt.Printf("| %s | %d | %s | %.2f | %d |\n", bomb.name, len(bomb.data), photo.ReasonOf(err),
			took.Seconds()*1000, (after.TotalAlloc-before.TotalAlloc)/1024)
	}
	return nil
}

// jpegBomb is a header with 60 kB of nothing behind it.
func jpegBomb(frame byte, width, height uint16) []byte {
	out := []byte{0xff, 0xd8, 0xff, frame, 0, 17, 8}
	out = binary.BigEndian.AppendUint16(out, height)
	out = binary.BigEndian.AppendUint16(out, width)
	out = append(out, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0)
	out = append(out, 0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0)
	return append(out, make([]byte, 60_000)...)
}

// pngBomb is a square of one bit for a pixel.
func pngBomb(side uint32, rows []byte) []byte {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	_, _ = w.Write(rows) // into memory
	_ = w.Close()
	head := binary.BigEndian.AppendUint32(nil, side)
	head = append(binary.BigEndian.AppendUint32(head, side), 1, 0, 0, 0, 0)
	out := []byte("\x89PNG\r\n\x1a\n")
	for _, c := range []struct {
		kind string
		body []byte
	}{{"IHDR", head}, {"IDAT", packed.Bytes()}, {"IEND", nil}} {
		out = binary.BigEndian.AppendUint32(out, uint32(len(c.body)))
		start := len(out)
		out = append(append(out, c.kind...), c.body...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[start:]))
	}
	return out
}
