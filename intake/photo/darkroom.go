package photo

import (
	"context"
	"fmt"
	"image"
	"slices"
	"sync"

	"snapgrid/intake"
)

// Darkroom develops pictures within one budget of memory, however many arrive
// at once, and not more of them at a time than there are processors. It is safe
// for concurrent use and starts nothing of its own.
type Darkroom struct {
	// HEIC decodes that format; without it such pictures are unsupported. It is
	// set before the first use.
	HEIC Decoder

	gate  *gate
	later bool
	jpegs *sync.Pool // of *scaledjpeg.Decoder
}

// Decoder decodes a format that is not safe to decode within this process.
type Decoder interface {
	// Decode returns an upright picture of exactly width × height pixels. An
	// error is an [intake.Error] with CodeInvalid if the picture is at fault; with
	// any other, it may be tried again.
	Decode(ctx context.Context, data []byte, width, height int) (image.Image, error)
}

// New opens a darkroom in which decodes share budget bytes, such as
// [DefaultBudget].
func New(budget int64) *Darkroom {
	return &Darkroom{gate: newGate(budget), jpegs: &sync.Pool{New: newJPEG}}
}

// Later returns the same darkroom for work that nobody waits for, such as old
// photos that are imported: it shares the budget but takes half of it at most, and
// only when no other work waits.
func (d *Darkroom) Later() *Darkroom {
	later := *d
	later.later = true
	return &later
}

// Developed is a picture that people may see.
type Developed struct {
	Info       Info
	Renditions []Rendition // one for each size, in the order asked
}

// Rendition is a picture of one size, upright and without any metadata.
type Rendition struct {
	Size   int // as asked: the longer side may be shorter, never longer
	Width  int
	Height int
	JPEG   []byte
}

// Develop makes a rendition for each size (the longer side, in pixels; none is
// enlarged) and the perceptual hash. It waits for its share of memory. Info is
// filled as far as the header could be read even with an error, which is an
// [intake.Error] with any [Reason], or the context's.
func (d *Darkroom) Develop(ctx context.Context, data []byte, sizes ...int) (Developed, error) {
	if len(sizes) > 0 && slices.Min(sizes) < 1 {
		return Developed{}, fmt.Errorf("develop photo: sizes %v: want pixels", sizes)
	}
	h, err := readHeader(data)
	developed := Developed{Info: h.info()}
	if err != nil {
		return developed, err
	}
	if err := d.admit(h); err != nil {
		return developed, err
	}
	sides := slices.Sorted(slices.Values(slices.Concat(sizes, []int{intake.SizeSmall})))
	slices.Reverse(sides)
	leave, err := d.gate.enter(ctx, h.memory(data, sides[0]), d.later)
	if err != nil {
		return developed, fmt.Errorf("wait to develop photo: %w", err)
	}
	defer leave()

	prints, err := d.print(ctx, h, data, sides)
	if err != nil {
		return developed, err
	}
	developed.Info.Partial = prints.partial
	luma := prints.sizes[intake.SizeSmall].Luma()
	developed.Info.Look, developed.Info.Flaw = look(luma), flaw(luma)
	developed.Renditions, err = prints.encode(sizes)
	return developed, err
}

// Shows reports whether pictures of a format can be developed here.
func (d *Darkroom) Shows(f Format) bool {
	return f.own() || f == HEIC && d.HEIC != nil
}

// admit holds the header against what can be shown, and against the limits.
func (d *Darkroom) admit(h header) error {
	if !d.Shows(h.format) {
		return refuse(Unsupported, h.format, nil)
	}
	return h.check()
}

// check holds the header against the limits.
func (h header) check() error {
	pixels := int64(h.width) * int64(h.height)
	switch {
	case h.width > MaxSide || h.height > MaxSide,
		h.format == JPEG && pixels > MaxJPEGPixels,
		h.format == HEIC && pixels > MaxHEICPixels,
		h.format != JPEG && pixels > MaxPixels,
		h.decoded > MaxDecoded:
		return refuse(TooManyPixels, h.format, nil)
	}
	return nil
}
