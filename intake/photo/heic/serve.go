package heic

import (
	"fmt"
	"io"
	"runtime/debug"

	"github.com/gen2brain/heic"
)

// What the helper may take of the machine.
const (
	// Memory is how much more than at its start, in bytes. A picture of 24
	// million pixels takes about 700 MB.
	Memory = 1 << 30
	// Time is how long it may work, in seconds of the processor.
	Time = 30
	// MaxBytes is the largest picture.
	MaxBytes = 32 << 20
)

// Serve is the helper: it limits its process, reads a picture and writes its
// pixels. It is for a process that ends after it.
func Serve(in io.Reader, out io.Writer) error {
	if err := limit(Memory, Time); err != nil {
		return fmt.Errorf("limit the heic helper: %w", err)
	}
	// The decoder's memory grows by copies: the old ones have to go in time.
	debug.SetMemoryLimit(Memory / 2)
	debug.SetGCPercent(25)
	img, err := heic.Decode(io.LimitReader(in, MaxBytes))
	if err != nil {
		return fmt.Errorf("decode heic: %w", err)
	}
	return send(out, img)
}
